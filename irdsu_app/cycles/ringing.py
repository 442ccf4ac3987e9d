"""Tells the screens what has changed in the meetings: to everybody the places left, to each person what is theirs.

The room of a cycle is `cycle:<slug>`; a screen enters it with the audience `person:<id>` when it is somebody's, "desk"
when it is an organiser's. What everybody is told never carries a name.
"""

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from irdsu_app import db, faults
from irdsu_app.cycles import keeping, places
from irdsu_app.cycles.book import Book, rank
from irdsu_app.cycles.models import Cycle, Meeting
from irdsu_app.cycles.unit import Unit
from irdsu_app.live.hub import Hub, Manner, Slice, hub

log = logging.getLogger(__name__)
MANNER = Manner(push=1.0, shared=False)
"""At most one push a second: in a rush, thousands look at the same figures. Each process tells its own screens."""


@dataclass(frozen=True)
class Told:
    """A meeting to tell about: its book, its revision, and whom to tell of what is theirs (None: all who are there)."""

    code: str
    book: Book
    revision: int
    people: frozenset[UUID] | None


class Bellman:
    """Publishes the meetings: `seats` and `mine` in the state named `view`, `desk` in the one named `desk_view`."""

    def __init__(self, screens: Hub = hub) -> None:
        """Say nothing until there is a state to say it in."""
        self.hub, self.view, self.desk_view = screens, "", ""
        self.watched: set[str] = set()
        self.told: dict[UUID, int] = {}
        """The revision of each meeting that this process has told."""

    async def enter(self, sid: str, slug: str, now: datetime, who: UUID | None = None, *, desk: bool = False) -> None:
        """Let a screen follow a cycle: what is everybody's, what is this person's, what is the desk's."""
        audience = (*((person(who),) if who else ()), *(("desk",) if desk else ()))
        await self.hub.enter(
            room(slug), sid, str(who or ""), lambda: db.read(lambda s: self._slices(s, slug, now)), audience, MANNER
        )
        self.watched.add(slug)
        if who:
            shown = db.read(lambda session: places.of_person(session, slug, who))
            self.hub.show(room(slug), self.view, "mine", shown, person(who))

    def changed(self, work: Unit) -> None:
        """Tell what a unit has written."""
        by_cycle: dict[str, list[Told]] = {}
        for number, revision in work.revisions.items():
            those: set[UUID] = set()
            moved = False
            for each in work.happened:
                if each.meeting == number:
                    those.add(each.change.entry.person)
                    moved = moved or each.change.was == "waiting"
            book = work.books[number]
            if moved:  # somebody left the waiting list: those behind have another rank
                those |= {person for queue in book.queues.values() for _, _, person in queue}
            slug, code = work.names[number]
            # What another process wrote in between is told with it, to all those who are there.
            follows = self.told.get(number) == revision - 1
            by_cycle.setdefault(slug, []).append(Told(code, book, revision, frozenset(those) if follows else None))
            self.told[number] = revision
        for slug, those_told in by_cycle.items():
            self.tell(slug, those_told, work.now)

    def tell(self, slug: str, those: Iterable[Told], now: datetime) -> None:
        """Publish these meetings of a cycle; nothing when nobody looks."""
        code = room(slug)
        seats = self.hub.get(code, self.view, "seats", None)
        desk = self.hub.get(code, self.desk_view, "desk", {}, "desk")
        if seats is None:
            self.watched.discard(slug)
            return
        here = {UUID(each) for each in self.hub.here(code)}
        for each in those:
            if each.book.status != "draft":  # nobody but the desk knows of a draft
                seats = {**seats, each.code: places.seats_of(each.book, now)}
            desk = {**desk, each.code: places.figures(each.book, each.revision)}
            self._mine(code, each, here if each.people is None else here & each.people)
        self.hub.show(code, self.view, "seats", seats)
        self.hub.show(code, self.desk_view, "desk", desk, "desk")

    def look(self, session: Session) -> list[tuple[str, list[Told]]]:
        """Read what other processes have changed in the cycles looked at here."""
        if not self.watched:
            return []
        asked = select(Meeting, Cycle).join(Cycle).where(col(Cycle.slug).in_(self.watched))
        fresh: dict[str, list[Told]] = {}
        for row, cycle in session.exec(asked).all():
            if self.told.get(row.id) != row.revision:
                book = keeping.read(session, row, cycle)
                fresh.setdefault(cycle.slug, []).append(Told(row.code, book, row.revision, None))
                self.told[row.id] = row.revision
        return list(fresh.items())

    def _mine(self, code: str, each: Told, people: Collection[UUID]) -> None:
        for who in people:
            entry = each.book.entries.get(who)
            shown: dict[str, Any] = dict(self.hub.get(code, self.view, "mine", {}, person(who)))
            if entry is None:
                shown.pop(each.code, None)
            else:
                shown[each.code] = places.mine(entry, rank(each.book, who))
            self.hub.show(code, self.view, "mine", shown, person(who))

    def _slices(self, session: Session, slug: str, now: datetime) -> list[Slice]:
        seats, desk = places.of_cycle(session, slug, now)
        return [Slice(self.view, "seats", seats), Slice(self.desk_view, "desk", desk, "desk")]


bellman = Bellman()
"""The one of this process; `state.py` gives it the name of its state."""


def room(slug: str) -> str:
    """The code of the room of a cycle."""
    return f"cycle:{slug}"


def person(number: UUID) -> str:
    """The audience of somebody's own screens."""
    return f"person:{number}"


def changed(work: Unit) -> None:
    """Tell what a unit has written: done, and never to be done again because it could not be shown."""
    try:
        bellman.changed(work)
    except Exception as error:
        log.error("what was written is shown by the clock: %s", faults.told(error))
        for number in work.revisions:
            bellman.told.pop(number, None)
