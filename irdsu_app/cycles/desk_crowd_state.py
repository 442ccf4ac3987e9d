"""The people of a whole cycle on the desk: the list, filtered as the address says."""

import asyncio
import time
from functools import partial
from typing import Any, NamedTuple

import reflex as rx
from sqlmodel import Session

from irdsu_app import door
from irdsu_app.cycles import desk_crowd, desk_crowd_words, desk_sift
from irdsu_app.cycles.desk_search import Search, choices
from irdsu_app.cycles.desk_sift import Asked, Sifted
from irdsu_app.cycles.desk_state import UNKNOWN, slug_of
from irdsu_app.cycles.desk_words import Row
from irdsu_app.design.typography import fr


class Listed(NamedTuple):
    """A page of the people of a cycle, how many are found, and what there is to filter by."""

    cycle: Row
    rows: list[Row]
    seats: dict[str, list[Row]]
    counted: str
    pages: int
    meetings: list[Row]
    statuses: list[Row]
    functions: list[Row]
    departments: list[Row]


class CrowdDesk(Sifted, rx.State):
    """Who is in a cycle; `seats` are the registrations of each person shown, by their number."""

    cycle: rx.Field[Row] = rx.field(default_factory=dict)
    rows: rx.Field[list[Row]] = rx.field(default_factory=list)
    seats: rx.Field[dict[str, list[Row]]] = rx.field(default_factory=dict)
    meetings: rx.Field[list[Row]] = rx.field(default_factory=list)
    statuses: rx.Field[list[Row]] = rx.field(default_factory=list)
    functions: rx.Field[list[Row]] = rx.field(default_factory=list)
    departments: rx.Field[list[Row]] = rx.field(default_factory=list)

    @rx.event
    @door.policy("public")
    def enter(self) -> None:
        """Come to the list, or come back."""
        self._begin(f"/bureau/cycles/{slug_of(self)}/personnes")
        self._of_address()
        self.cycle = {}
        self._list(self._sift())
        self.turn += 1
        self.entered = time.time()

    @rx.event
    @door.policy("organiser")
    async def refresh(self) -> None:
        """Read the list again, somebody came or left; beside the loop."""
        self._list(await asyncio.to_thread(self._sift))

    @rx.event
    @door.policy("organiser")
    async def ask(self, asked: Asked) -> None:
        """List the people that the filters of the address are about."""
        await self._answer(asked)

    def _sift(self) -> Listed | None:
        return self._read(partial(_people, slug_of(self), self._search))

    def _list(self, found: Listed | None) -> None:
        if found is None:
            self.rows, self.problem = [], fr(UNKNOWN)
            return
        for name in ("cycle", "rows", "seats", "meetings", "statuses", "functions", "departments"):
            if getattr(self, name) != getattr(found, name):
                setattr(self, name, getattr(found, name))
        self._paged(self._search, found.pages)
        self._say(self._search, found.counted)


def _people(slug: str, search: Search, session: Session) -> Listed | None:
    crowd = desk_crowd.crowd(session, slug)
    if crowd is None:
        return None
    found = desk_crowd.sifted(crowd.people, search)
    shown: Any = found.page(search.page)
    return Listed(
        cycle={"slug": slug, "title": fr(crowd.cycle.title), "address": f"/bureau/cycles/{slug}"},
        rows=[desk_crowd_words.somebody(each, slug, search) for each in shown],
        seats={str(each.id): desk_crowd_words.seats(each, slug) for each in shown},
        counted=desk_crowd_words.counted(found, crowd),
        pages=found.pages,
        meetings=[{"value": code, "label": fr(f"{code} · {title}")} for code, title in crowd.meetings.items()],
        statuses=desk_crowd_words.statuses(crowd),
        functions=desk_sift.options(choices(each.function for each in crowd.people)),
        departments=desk_sift.options(choices(each.department for each in crowd.people)),
    )
