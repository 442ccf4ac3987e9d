"""The desk of the cycles as a browser sees it: all the cycles, one cycle and its meetings.

What is shown is read again at each load, each act and each change; who asks is looked at each time, on the server.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Literal, TypedDict, TypeVar
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from irdsu_app import db, door
from irdsu_app.access import office
from irdsu_app.cycles import desk_acts, desk_forms, desk_seen, desk_words, keeping, ringing
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.desk_acts import NotYours, Saved, Unfit
from irdsu_app.cycles.desk_forms import Values
from irdsu_app.cycles.desk_words import Row
from irdsu_app.cycles.ringing import bellman
from irdsu_app.design.typography import fr
from irdsu_app.live.hub import hub

T = TypeVar("T")
UNKNOWN = "Ce cycle n’existe pas."
CLASHES = "Quelqu’un a changé un texte en même temps que vous : choisissez lequel garder. Le reste est enregistré."
FIELDS = {
    "starts_at": "jour", "ends_at": "fin", "room_places": "salle", "remote_places": "distance",
    "waiting_places": "attente", "link": "visio", "reason": "raison", "words": "texte", "slug": "titre",
}  # fmt: skip
"""The field of a form, for that of a refusal."""


class Answer(TypedDict):
    """What became of the last sending of a form; `first` is the first field to correct."""

    at: float
    ok: bool
    first: str


class Desk(rx.State, mixin=True):
    """What every page of this desk has: where it is, what was said of each form."""

    entered: float = 0
    address: str = ""
    problem: str = ""
    said: str = ""
    answers: rx.Field[dict[str, Answer]] = rx.field(default_factory=dict)
    wrong: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    clashes: rx.Field[dict[str, str]] = rx.field(default_factory=dict)

    def _begin(self, address: str) -> None:
        self.address, self.problem, self.said = address, "", ""
        self.answers, self.wrong, self.clashes = {}, {}, {}

    def _read(self, question: Callable[[Session], T]) -> T | None:
        """The answer of the database to an organiser of the cycles; nothing, and an empty page, to others."""
        cookie = office.cookie_of(self)

        def asked(session: Session) -> T:
            desk_acts.allowed(session, cookie)
            return question(session)

        try:
            return db.read(asked)
        except NotYours:
            self.reset()
            return None

    async def _do(self, form: str, act: desk_acts.Act, said: str, **where: Any) -> Any:
        """Do something and say so; gives what it gave (True for nothing), or None when it was refused."""
        try:
            done = await desk_acts.do(office.cookie_of(self), act, **where)
        except Refused as refusal:
            self._refused(form, refusal)
            return None
        self._answered(form, said)
        return True if done is None else done

    def _answered(self, form: str, said: str) -> None:
        self._forget(form)
        self.said = fr(said)
        self.answers = {**self.answers, form: Answer(at=time.time(), ok=True, first="")}

    def _refused(self, form: str, refusal: Refused) -> None:
        fields = refusal.fields if isinstance(refusal, Unfit) else {FIELDS.get(refusal.field, ""): str(refusal)}
        self._forget(form)
        self.said = ""
        self.wrong = {**self.wrong, **{f"{form}.{field}": fr(said) for field, said in fields.items()}}
        self.answers = {**self.answers, form: Answer(at=time.time(), ok=False, first=next(iter(fields)))}

    def _saved(self, form: str, saved: Saved) -> None:
        """Say what became of a form that two organisers may have changed."""
        self.clashes = saved.clashes
        if saved.clashes:
            self._refused(form, Unfit(dict.fromkeys(saved.clashes, "")))
            self.wrong = {**self.wrong, f"{form}.": fr(CLASHES)}

    def _forget(self, form: str) -> None:
        self.wrong = {name: said for name, said in self.wrong.items() if not name.startswith(f"{form}.")}


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
        cookie = office.cookie_of(self)

        def asked(session: Session) -> bool:
            desk_acts.allowed(session, cookie)
            return desk_seen.cycle(session, slug, now) is not None

        try:
            return db.read(asked)
        except NotYours:
            return False


class CyclesDesk(Desk, rx.State):
    """All the cycles, and the making of a new one."""

    rows: rx.Field[list[Row]] = rx.field(default_factory=list)

    @rx.event
    @door.policy("public")
    def enter(self) -> None:
        """Come in, or come back."""
        self._begin("/bureau/cycles")
        self._show()
        self.entered = time.time()

    def _show(self) -> None:
        now = datetime.now(UTC)
        found = self._read(lambda session: desk_seen.cycles(session, now))
        self.rows = [desk_words.cycle(row, lines) for row, lines in found or ()]

    @rx.event
    @door.policy("organiser")
    async def create(self, values: Values, base: Values) -> Any:
        """Make a cycle, as a draft, and go to its page."""
        act: desk_acts.Act = lambda unit, by: desk_acts.create_cycle(unit, by, values)  # noqa: E731
        slug = await self._do("nouveau", act, "Le cycle est créé, en brouillon.")
        return rx.redirect(f"/bureau/cycles/{slug}") if slug else None


class CycleDesk(Desk, rx.State):
    """One cycle: what is said of it, its rules, its meetings."""

    _before: Values = {}
    _after: Values = {}
    cycle: rx.Field[Row] = rx.field(default_factory=dict)
    values: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    rows: rx.Field[list[Row]] = rx.field(default_factory=list)
    acts: rx.Field[list[Row]] = rx.field(default_factory=list)
    undoable: bool = False

    @rx.event
    @door.policy("public")
    def enter(self) -> None:
        """Come in, or come back."""
        self._begin(f"/bureau/cycles/{slug_of(self)}")
        self._before, self._after, self.undoable = {}, {}, False
        self._show()
        self.entered = time.time()

    @rx.event
    @door.policy("organiser")
    def refresh(self) -> None:
        """Read again: somebody came, left, or changed something."""
        self._show()

    def _show(self) -> None:
        slug, now = slug_of(self), datetime.now(UTC)
        found = self._read(lambda session: _cycle(session, slug, now))
        if found is None:
            self.problem = fr(UNKNOWN)
            return
        for name, value in found.items():
            if getattr(self, name) != value:
                setattr(self, name, value)

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


def _cycle(session: Session, slug: str, now: datetime) -> dict[str, Any] | None:
    found = desk_seen.cycle(session, slug, now)
    if found is None:
        return None
    row, lines = found
    acts = desk_seen.journal(session, [f"cycle:{row.id}"])
    return {
        "cycle": desk_words.cycle(row, lines),
        "values": desk_forms.typed_cycle(row) | desk_forms.typed_rules(keeping.rules_of(row.rules)),
        "rows": [desk_words.line(each, at, len(lines) - 1) for at, each in enumerate(lines)],
        "acts": [desk_words.act(act, who, {}) for act, who in acts],
    }


VIEW = bellman.desk_view = DeskRoom.get_full_name()
