"""The desk of the offers as a browser sees it: what waits, one offer, what is decided.

What is shown is read again at each load and each act; who asks is looked at each time, on the server.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from irdsu_app import db, door
from irdsu_app.access import office
from irdsu_app.access.models import Organiser
from irdsu_app.design.typography import fr
from irdsu_app.jobs import desk_acts, desk_reading, desk_rows, desk_screen, posting_rows
from irdsu_app.jobs.desk_reading import VIEWS, Line
from irdsu_app.jobs.desk_rows import Row
from irdsu_app.jobs.posting_rows import NotYours
from irdsu_app.jobs.submission import Refused

T = TypeVar("T")
UNKNOWN = "Cette offre n’existe pas, ou plus."


class OffersDesk(rx.State):
    """The lists of the desk."""

    rows: rx.Field[list[Row]] = rx.field(default_factory=list)
    views: rx.Field[list[Row]] = rx.field(default_factory=list)
    view: str = ""
    words: str = ""
    waiting: int = 0
    first: str = ""
    """The offer that has waited longest."""
    said: str = ""
    refusal: str = ""

    @rx.event
    @door.policy("public")
    async def enter(self) -> None:
        """Come in, or come back: at each load and each reconnection."""
        self.refusal = ""
        if self.words:  # the field is empty again
            self.words = self.said = ""
        self.view = desk_reading.view_of(self.router.url.query_parameters.get("vue", ""))
        cookie, now = office.cookie_of(self), datetime.now(UTC)

        def adopt(session: Session) -> None:
            desk_acts.allowed(session, cookie)
            desk_reading.adopt_reported(session, now)

        try:
            await db.write(adopt)
        except NotYours:
            return self.reset()
        self._show()

    @rx.event
    @door.policy("organiser")
    def refresh(self) -> None:
        """Read again: the count of what waits moves while one looks."""
        self._show()

    @rx.event
    @door.policy("organiser")
    def search(self, form: dict[str, str]) -> None:
        """Keep those that say this."""
        self.words = form.get("mots", "")[:200]
        self._show()
        self.said = desk_rows.found(len(self.rows))

    @rx.event
    @door.policy("organiser")
    async def start(self) -> Any:
        """Begin an offer of the team."""
        cookie, now = office.cookie_of(self), datetime.now(UTC)
        try:
            key = await db.write(lambda s: desk_acts.start_own(s, desk_acts.allowed(s, cookie), now))
        except Refused as refusal:
            self.refusal = str(refusal)
            return None
        return rx.redirect(f"/offres/gerer/{key}")

    def _show(self) -> None:
        now, view = datetime.now(UTC), desk_reading.view_of(self.view)

        def look(session: Session) -> tuple[list[Line], dict[str, int], UUID | None]:
            counts, first = desk_reading.counts(session, now), desk_reading.first(session)
            return desk_reading.listed(session, view, now, self.words), counts, first

        try:
            lines, counts, first = office.asked(self, desk_acts.allowed, look)
        except NotYours:
            return self.reset()
        rows = [desk_rows.line(each, now) for each in lines]
        views = [
            {"word": word, "said": f"{said} ({counts[word]})", "here": "oui" if word == view else ""}
            for word, (said, _) in VIEWS.items()
        ]
        shown = {"rows": rows, "views": views, "waiting": counts["a-valider"], "first": str(first or "")}
        for name, value in shown.items():
            if getattr(self, name) != value:
                setattr(self, name, value)


class OfferDesk(rx.State):
    """One offer; `revision` is the one that is read, and decided of."""

    offer: rx.Field[Row] = rx.field(default_factory=dict)
    values: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    clashes: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    answers: rx.Field[dict[str, dict[str, Any]]] = rx.field(default_factory=dict)
    wrong: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    sheet: str = ""
    helps: str = ""
    history: str = ""
    problem: str = ""
    said: str = ""
    refusal: str = ""
    news: str = ""
    waiting: int = 0
    keys: bool = True
    entered: float = 0
    acted: float = 0
    _revision: int = -1
    _carried: str = ""

    if TYPE_CHECKING:
        numero: str

    @rx.event
    @door.policy("public")
    def enter(self) -> None:
        """Come in, or come back: at each load and each reconnection."""
        self.said, self._carried = self._carried, ""
        self.refusal = self.news = self.problem = ""
        self.clashes, self.wrong, self.answers = {}, {}, {}
        self._show()
        self.entered = time.time()

    @rx.event
    @door.policy("organiser")
    def refresh(self) -> None:
        """Say what somebody else did to this offer meanwhile, and how many wait."""
        number = _number(self)
        if number is None or self._revision < 0:
            return

        def look(session: Session) -> tuple[int, str]:
            revision = posting_rows.row_by_id(session, number).revision
            told = desk_acts.since(session, number) if revision != self._revision else ""
            return desk_reading.waiting(session), told

        found = self._read(look)
        if found is None:
            return
        waiting, news = found
        if waiting != self.waiting:
            self.waiting = waiting
        if news and self.news != (said := fr(news)):
            self.news = said

    @rx.event
    @door.policy("organiser")
    def turn_keys(self) -> None:
        """Let keys alone act, or no longer."""
        self.keys = not self.keys

    @rx.event
    @door.policy("organiser")
    def reread(self) -> None:
        """Read the offer as it is now."""
        self.news = self.refusal = ""
        self._show()
        self.said = fr("Voici l’offre telle qu’elle est maintenant.")

    @rx.event
    @door.policy("organiser")
    async def does(self, geste: str) -> Any:
        """Do what a button of the page says, on what was read."""
        return await self._decide({"geste": geste})

    @rx.event
    @door.policy("organiser")
    async def decide(self, form: dict[str, str], base: dict[str, str]) -> Any:
        """Do what a form of the page says (`geste`), on what was read."""
        return await self._decide(form)

    async def _decide(self, form: dict[str, str]) -> Any:
        """Do it, then go to the next offer."""
        deed = desk_acts.ACTS_OF_DESK.get(form.get("geste", ""))
        number, revision, after = _number(self), self._revision, self.offer.get("next", "")
        if deed is None or number is None:
            return None
        done = await self._write(lambda s, mine, now: deed(s, mine, number, revision, form, now), form["geste"])
        if done is None:
            return None
        self._answer(form["geste"], True)
        if form["geste"] in desk_acts.STAYS:
            self._show()
            self.said = fr(done)
            return None
        self._carried = fr(f"{done} {'Offre suivante :' if after else 'Plus rien n’attend d’être relu.'}")
        if not after:
            lists = await self.get_state(OffersDesk)
            lists.said = self._carried
        return rx.redirect(f"/bureau/offres/{after}" if after else "/bureau/offres")

    @rx.event
    @door.policy("organiser")
    async def save(self, values: dict[str, str], base: dict[str, str]) -> None:
        """Write in the offer; what somebody else wrote meanwhile is shown beside."""
        number = _number(self)
        if number is None:
            return
        done = await self._write(lambda s, mine, now: desk_acts.edit(s, mine, number, values, base, now), "texte")
        if done is None:
            return
        self.clashes = {name: str(getattr(done.posting.written, name)) for name in done.clashes}
        self._show()
        ok = not self.clashes
        self.said, self.wrong = fr("Enregistré.") if ok else "", {} if ok else {"": fr(office.CLASHES)}
        self._answer("texte", ok, next(iter(self.clashes), ""))

    def _answer(self, form: str, ok: bool, first: str = "") -> None:
        self.answers = {**self.answers, form: {"at": time.time(), "ok": ok, "first": first}}

    async def _write(self, act: Callable[[Session, Organiser, datetime], T], form: str = "") -> T | None:
        cookie, now = office.cookie_of(self), datetime.now(UTC)
        self.said = self.refusal = ""
        try:
            done = await db.write(lambda session: act(session, desk_acts.allowed(session, cookie), now))
        except Refused as refusal:
            self.refusal, self.acted = str(refusal), time.time()
            self.wrong = refusal.fields
            self._answer(form, False, next(iter(refusal.fields), ""))
            return None
        self.acted = time.time()
        return done

    def _read(self, question: Callable[[Session], T]) -> T | None:
        try:
            return office.asked(self, desk_acts.allowed, question)
        except NotYours:
            self.reset()
        except Refused:
            self.offer, self.problem = {}, fr(UNKNOWN)
        return None

    def _show(self) -> None:
        number, now = _number(self), datetime.now(UTC)
        if number is None:
            self.offer, self.problem = {}, fr(UNKNOWN)
            return
        seen = self._read(lambda session: desk_reading.one(session, number, now))
        if seen is None:
            return
        self._revision, self.waiting = seen.line.posting.revision, len(seen.queue)
        self.offer = desk_rows.offer(seen, now)
        self.values = {name: str(getattr(seen.line.posting.written, name)) for name in desk_acts.SHOWN}
        self.sheet, self.helps = desk_screen.sheet(seen, now), desk_screen.helps(seen)
        self.history = desk_screen.history(seen.history)


def _number(state: OfferDesk) -> UUID | None:
    try:
        return UUID(str(state.numero))
    except ValueError:
        return None
