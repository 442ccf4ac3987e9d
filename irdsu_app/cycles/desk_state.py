"""The desk of the cycles as a browser sees it: all the cycles, one cycle and its meetings.

What is shown is read again at each load, each act and each change; who asks is looked at each time, on the server.
"""

import time
from datetime import UTC, datetime
from functools import partial
from typing import Any, Literal
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from irdsu_app import door
from irdsu_app.access import office
from irdsu_app.cycles import desk_acts, desk_forms, desk_lists, desk_seen, desk_words, keeping, places, ringing
from irdsu_app.cycles.desk_acts import NotYours, Saved
from irdsu_app.cycles.desk_base import FIELDS as FIELDS
from irdsu_app.cycles.desk_base import Answer as Answer
from irdsu_app.cycles.desk_base import Desk as Desk
from irdsu_app.cycles.desk_forms import Values
from irdsu_app.cycles.desk_search import Search
from irdsu_app.cycles.desk_seen import MeetingLine
from irdsu_app.cycles.desk_sift import Asked, Sifted
from irdsu_app.cycles.desk_words import Row
from irdsu_app.cycles.models import Cycle
from irdsu_app.cycles.ringing import bellman
from irdsu_app.design.typography import fr
from irdsu_app.live.hub import hub

UNKNOWN = "Ce cycle n’existe pas."


class DeskRoom(rx.State):
    """What is pushed to the desk of a cycle: figures, and what tells that a page is to be read again."""

    _room: str = ""

    @rx.var(cache=False)
    def desk(self) -> dict[str, dict[str, Any]]:
        """The figures of each meeting, by code."""
        return hub.get(self._room, VIEW, "desk", {}, "desk") if self._room else {}

    @rx.event
    @door.policy("public")
    async def enter(self) -> None:
        """Follow the cycle of this address: at each load and each reconnection."""
        slug, sid, now = slug_of(self), self.router.session.session_id, datetime.now(UTC)
        if not self._may(slug, now):
            # Whoever followed a cycle until now follows nothing any more.
            hub.leave(sid)
            self._room = ""
            return
        await bellman.enter(sid, slug, now, desk=True)
        self._room = ringing.room(slug)

    def _may(self, slug: str, now: datetime) -> bool:
        """Whether there is such a cycle, and whoever asks may look at its desk."""
        try:
            return office.asked(self, desk_acts.allowed, lambda s: desk_seen.cycle(s, slug, now) is not None)
        except NotYours:
            return False


class CyclesDesk(Sifted, rx.State):
    """All the cycles, filtered as the address says, and the making of a new one."""

    rows: rx.Field[list[Row]] = rx.field(default_factory=list)
    some: bool = False
    """Whether there is any cycle."""

    @rx.event
    @door.policy("public")
    def enter(self) -> None:
        """Come in, or come back."""
        self._begin("/bureau/cycles")
        self._of_address()
        self._list(self._sift())
        self.turn += 1
        self.entered = time.time()

    @rx.event
    @door.policy("organiser")
    async def ask(self, asked: Asked) -> None:
        """List the cycles that the filters of the address are about."""
        await self._answer(asked)

    def _sift(self) -> list[tuple[Cycle, list[MeetingLine]]] | None:
        now = datetime.now(UTC)
        return self._read(lambda session: desk_seen.cycles(session, now))

    def _list(self, found: list[tuple[Cycle, list[MeetingLine]]] | None) -> None:
        search, everything = self._search, found or []
        those = desk_lists.cycles(everything, search)
        self.rows, self.some = [desk_words.cycle(*each) for each in those], bool(everything)
        self._say(search, desk_lists.counted(len(those), len(everything), "cycle"), desk_words.CYCLES)

    @rx.event
    @door.policy("organiser")
    async def create(self, values: Values, base: Values) -> Any:
        """Make a cycle, as a draft, and go to its page."""
        act: desk_acts.Act = lambda unit, by: desk_acts.create_cycle(unit, by, values)  # noqa: E731
        slug = await self._do("nouveau", act, "Le cycle est créé, en brouillon.")
        return rx.redirect(f"/bureau/cycles/{slug}") if slug else None


class CycleDesk(Sifted, rx.State):
    """One cycle: what is said of it, its rules, its meetings filtered as the address says."""

    _before: Values = {}
    _after: Values = {}
    cycle: rx.Field[Row] = rx.field(default_factory=dict)
    values: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    rows: rx.Field[list[Row]] = rx.field(default_factory=list)
    acts: rx.Field[list[Row]] = rx.field(default_factory=list)
    standings: rx.Field[list[Row]] = rx.field(default_factory=list)
    undoable: bool = False

    @rx.event
    @door.policy("public")
    def enter(self) -> None:
        """Come in, or come back."""
        self._begin(f"/bureau/cycles/{slug_of(self)}")
        self._before, self._after, self.undoable = {}, {}, False
        self._of_address()
        self._show()
        self.turn += 1
        self.entered = time.time()

    @rx.event
    @door.policy("organiser")
    def refresh(self) -> None:
        """Read again: somebody came, left, or changed something."""
        self._show()

    @rx.event
    @door.policy("organiser")
    async def ask(self, asked: Asked) -> None:
        """List the meetings that the filters of the address are about."""
        await self._answer(asked)

    def _show(self) -> None:
        self._list(self._sift())

    def _sift(self) -> dict[str, Any] | None:
        return self._read(partial(_cycle, slug_of(self), self._search))

    def _list(self, found: dict[str, Any] | None) -> None:
        if found is None:
            self.problem = fr(UNKNOWN)
            return
        for name, value in found.items():
            if getattr(self, name) != value:
                setattr(self, name, value)
        everything = int(found["cycle"]["many"])
        self._say(self._search, desk_lists.counted(len(self.rows), everything, "séance"), places.STANDINGS)

    @rx.event
    @door.policy("organiser")
    async def save(self, values: Values, base: Values) -> None:
        """Write what was changed in the cycle."""
        await self._save(values, base, "Enregistré.")

    @rx.event
    @door.policy("organiser")
    async def undo(self) -> None:
        """Put back what was there before the last writing."""
        before, after = self._before, self._after
        self._before = self._after = {}
        await self._save(before, after, "La modification est annulée.")
        self.undoable = False

    async def _save(self, values: Values, base: Values, said: str) -> None:
        slug = slug_of(self)
        act: desk_acts.Act = lambda unit, by: desk_acts.save_cycle(unit, by, slug, values, base)  # noqa: E731
        saved = await self._do("cycle", act, said, slugs=(slug,))
        if isinstance(saved, Saved):
            self._before, self._after, self.undoable = saved.before, saved.after, saved.before != saved.after
            self._saved("cycle", saved)
        self._show()

    @rx.event
    @door.policy("organiser")
    async def set_status(self, status: Literal["draft", "open", "closed", "archived"]) -> None:
        """Publish, take off the site, archive."""
        slug = slug_of(self)
        act: desk_acts.Act = lambda unit, by: desk_acts.set_status(unit, by, slug, status)  # noqa: E731
        await self._do("statut", act, f"{desk_acts.STATUSES[status]}.", slugs=(slug,))
        self._show()

    @rx.event
    @door.policy("organiser")
    async def add_meeting(self) -> Any:
        """Add a meeting to write, and go to its page."""
        slug = slug_of(self)
        act: desk_acts.Act = lambda unit, by: desk_acts.create_meeting(unit, by, slug)  # noqa: E731
        code = await self._do("seances", act, "La séance est créée, en brouillon.", slugs=(slug,))
        return rx.redirect(f"/bureau/cycles/{slug}/{code}") if code else None

    @rx.event
    @door.policy("organiser")
    async def move(self, meeting: UUID, steps: int) -> None:
        """Move a meeting up or down."""
        act: desk_acts.Act = lambda unit, by: desk_acts.move(unit, by, meeting, 1 if steps > 0 else -1)  # noqa: E731
        await self._do("seances", act, "L’ordre est enregistré.", slugs=(slug_of(self),))
        self._show()


def slug_of(state: rx.State) -> str:
    """The cycle of the address."""
    return str(getattr(state, "slug", ""))


def _cycle(slug: str, search: Search, session: Session) -> dict[str, Any] | None:
    now = datetime.now(UTC)
    found = desk_seen.cycle(session, slug, now)
    if found is None:
        return None
    row, lines = found
    acts = desk_seen.journal(session, [f"cycle:{row.id}"])
    return {
        "cycle": desk_words.cycle(row, lines),
        "values": desk_forms.typed_cycle(row) | desk_forms.typed_rules(keeping.rules_of(row.rules)),
        "rows": [desk_words.line(each, at, len(lines) - 1) for at, each in desk_lists.meetings(lines, search, now)],
        "standings": desk_lists.standings(lines),
        "acts": [desk_words.act(act, who, {}) for act, who in acts],
    }


VIEW = bellman.desk_view = DeskRoom.get_full_name()
