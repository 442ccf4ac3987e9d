"""The figures of a meeting or of a cycle as their page shows them, counted again when somebody comes or leaves."""

import asyncio
import time
from datetime import UTC, datetime
from functools import partial
from typing import Any

import reflex as rx
from sqlmodel import Session

from irdsu_app import door
from irdsu_app.cycles import desk_figures, desk_figures_words
from irdsu_app.cycles import desk_meeting_state as meetings
from irdsu_app.cycles.desk_state import UNKNOWN, Desk, slug_of
from irdsu_app.cycles.desk_words import Row
from irdsu_app.design.hours import moment
from irdsu_app.design.typography import fr


class FiguresDesk(Desk, rx.State):
    """Figures; `here` says of what, and where its files are. `rows` is empty for a meeting."""

    here: rx.Field[Row] = rx.field(default_factory=dict)
    brief: rx.Field[list[Row]] = rx.field(default_factory=list)
    rows: rx.Field[list[Row]] = rx.field(default_factory=list)
    functions: rx.Field[list[Row]] = rx.field(default_factory=list)
    departments: rx.Field[list[Row]] = rx.field(default_factory=list)

    @rx.event
    @door.policy("public")
    def enter(self) -> None:
        """Come to the figures of the cycle of this address, or come back."""
        self._enter(UNKNOWN)

    @rx.event
    @door.policy("public")
    def enter_meeting(self) -> None:
        """Come to the figures of the meeting of this address, or come back."""
        self._enter(meetings.UNKNOWN)

    def _enter(self, unknown: str) -> None:
        code = meetings.code_of(self) if unknown == meetings.UNKNOWN else ""
        self._begin(f"/bureau/cycles/{slug_of(self)}{f'/{code}' if code else ''}/chiffres")
        self.here, self.brief, self.rows, self.functions, self.departments = {}, [], [], [], []
        self._shown(self._found(code))
        self.problem = "" if self.here else fr(unknown)
        self.entered = time.time()

    @rx.event
    @door.policy("organiser")
    async def refresh(self) -> None:
        """Count again, beside the loop."""
        self._shown(await asyncio.to_thread(self._found, self.here.get("code", "")))

    def _found(self, code: str) -> dict[str, Any] | None:
        return self._read(partial(_figures, slug_of(self), code))

    def _shown(self, found: dict[str, Any] | None) -> None:
        for name, value in (found or {}).items():
            if getattr(self, name) != value:
                setattr(self, name, value)


def _figures(slug: str, code: str, session: Session) -> dict[str, Any] | None:
    now = datetime.now(UTC)
    return _of_meeting(session, slug, code, now) if code else _of_cycle(session, slug, now)


def _of_meeting(session: Session, slug: str, code: str, now: datetime) -> dict[str, Any] | None:
    found = desk_figures.meeting(session, slug, code, now)
    if found is None:
        return None
    line, told = found
    over = told.no_shows is not None
    here = {"code": code, "title": fr(line.row.title), "cycle": fr(line.cycle.title), "over": "oui" if over else ""}
    return {
        "here": here | _where(slug, f"/bureau/cycles/{slug}/{code}", now),
        "brief": desk_figures_words.brief(told, over),
        "functions": desk_figures_words.shares(told.functions, over),
        "departments": desk_figures_words.shares(told.departments, over),
    }


def _of_cycle(session: Session, slug: str, now: datetime) -> dict[str, Any] | None:
    found = desk_figures.cycle(session, slug, now)
    if found is None:
        return None
    over = found.whole.no_shows is not None
    here = {"code": "", "title": fr(found.cycle.title), "cycle": fr(found.cycle.title), "over": "oui" if over else ""}
    return {
        "here": here | _where(slug, f"/bureau/cycles/{slug}", now),
        "brief": desk_figures_words.brief(found.whole, over),
        "rows": desk_figures_words.by_meeting(found.meetings),
        "functions": desk_figures_words.shares(found.whole.functions, over),
        "departments": desk_figures_words.shares(found.whole.departments, over),
    }


def _where(slug: str, address: str, now: datetime) -> Row:
    return {"slug": slug, "address": address, "counted": fr(f"Comptés le {moment(now)}")}
