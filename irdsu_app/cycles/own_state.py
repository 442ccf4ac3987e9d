"""One's own registrations, by one's personal link: see, accept, leave, come back, change, take away, erase.

The link in the address is the only proof, checked at each act; nobody is let in by anything else.
"""

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypedDict
from uuid import UUID

import reflex as rx

from irdsu_app import db, door
from irdsu_app.cycles import asking, counter, saying, seen, shown
from irdsu_app.cycles.asking import Mistakes
from irdsu_app.cycles.book import Pool, Refused
from irdsu_app.cycles.register import Confirmed, Result
from irdsu_app.cycles.state import CycleRoom
from irdsu_app.cycles.unit import UNKNOWN_MEETING
from irdsu_app.design.typography import fr

UNKNOWN = (
    "Ce lien personnel n’ouvre rien : il est incomplet, remplacé par un plus récent, ou tout a été effacé. "
    "Ouvrez celui du dernier courriel reçu."
)
Act = Callable[[str], Awaitable[Any]]
RENEWED = "Votre nouveau lien est l’adresse de cette page : gardez-la. L’ancien n’ouvre plus rien."
THANKS = "Votre place est libérée, merci : quelqu’un l’attendait peut-être."


class PersonShown(TypedDict):
    """What somebody said of themselves."""

    prenom: str
    nom: str
    courriel: str
    structure: str
    fonction: str
    departement: str
    besoins: str
    adherent: bool


class Other(TypedDict):
    """Another cycle this person is in."""

    title: str
    slug: str


NOBODY: PersonShown = {
    "prenom": "", "nom": "", "courriel": "", "structure": "", "fonction": "", "departement": "", "besoins": "",
    "adherent": False,
}  # fmt: skip


class Mine(rx.State):
    """What a personal link opens, on one screen."""

    _link: str = ""
    person: rx.Field[PersonShown] = rx.field(default_factory=lambda: NOBODY)
    questions: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    links: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    others: rx.Field[list[Other]] = rx.field(default_factory=list)
    mistakes: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    problem: str = ""
    said: str = ""
    refusal: str = ""
    acted: float = 0
    """When something was last done here."""
    if TYPE_CHECKING:
        key: str

    @rx.var
    def link(self) -> str:
        """The address of this page."""
        return f"/inscription/{self._link}" if self._link else ""

    @rx.event
    @door.policy("public")
    async def enter(self) -> None:
        """Come in, or come back: at each load and each reconnection."""
        self.said = self.refusal = ""
        try:
            door.count("manage", self.router.session.client_ip)
            await self._read(first=True)
            self.said = fr(RENEWED) if self.router.url.query_parameters.get("nouveau") else ""
        except (Refused, door.TooMany) as refusal:
            await self._close(str(refusal))

    async def _close(self, why: str) -> None:
        room = await self.get_state(CycleRoom)
        room._leave()
        self.problem, self._link, self.person, self.questions, self.links = fr(why), "", NOBODY, {}, {}
        room.cycle, room.meetings, room.problem = shown.NO_CYCLE, [], self.problem

    async def _read(self, *, first: bool = False) -> None:
        """Show what is true now; raises Refused when the link opens nothing."""
        key, now = str(self.key), datetime.now(UTC)
        found = db.read(lambda session: seen.mine(session, key, now))
        if found is None:
            raise Refused(UNKNOWN)
        self._link, self.problem, self.person = key, "", _person(found.person)
        room = await self.get_state(CycleRoom)
        if not found.cycles:
            room.cycle, room.meetings, room.problem = shown.NO_CYCLE, [], ""
            return
        asked = self.router.url.query_parameters.get("cycle", "")
        cycle, mine = next((each for each in found.cycles if each[0].slug == asked), found.cycles[0])
        self.others = [Other(title=fr(c.title), slug=c.slug) for c, _ in found.cycles if c.slug != cycle.slug]
        self.questions = {each.meeting.code: each.question for each in mine if each.question}
        self.links = {each.meeting.code: each.link for each in mine if each.link}
        room._show(cycle)
        if first:
            await room._follow(cycle.slug, now, found.person.id)

    async def _act(self, act: Act, said: str = "") -> Any:
        """Do something at the counter, then say what it gave."""
        self.said = self.refusal = ""
        try:
            door.count("manage", self.router.session.client_ip)
            done = await act(str(self.key))
            await self._read()
        except (Refused, door.TooMany) as refusal:
            self.refusal, self.acted = str(refusal), time.time()
            return None
        self.acted = time.time()
        self.said = fr(said or _outcome(done))
        return done

    @rx.event
    @door.policy("public")
    async def accept(self, meeting: str) -> None:
        """Take the place offered."""
        await self._act(lambda key: counter.accept(key, _number(meeting)))

    @rx.event
    @door.policy("public")
    async def decline(self, meeting: str) -> None:
        """Leave the place offered to the next person."""
        await self._act(
            lambda key: counter.decline(key, _number(meeting)),
            "C’est noté : la place est proposée à la personne suivante.",
        )

    @rx.event
    @door.policy("public")
    async def withdraw(self, meeting: str, waiting: bool) -> None:
        """Leave a meeting, or its waiting list."""
        said = "Vous n’êtes plus en liste d’attente." if waiting else THANKS
        await self._act(lambda key: counter.withdraw(key, _number(meeting)), said)

    @rx.event
    @door.policy("public")
    async def switch(self, meeting: str, pool: Pool) -> None:
        """Come the other way to a hybrid meeting."""
        await self._act(lambda key: counter.switch(key, _number(meeting), pool))

    @rx.event
    @door.policy("public")
    async def join(self, code: str, pool: Pool) -> None:
        """Come to one more meeting of this cycle, or come back to it."""
        slug = (await self.get_state(CycleRoom)).cycle["slug"]
        await self._act(lambda key: counter.join_more(key, slug, {code[:40]: pool}, "rest"))

    @rx.event
    @door.policy("public")
    async def change(self, values: dict[str, Any]) -> None:
        """Change what one said of oneself; the address stays the one that was confirmed."""
        try:
            form = asking.details({name: str(value) for name, value in values.items()}, self.person["courriel"])
        except Mistakes as wrong:
            self.mistakes, self.said = wrong.fields, ""
            return
        self.mistakes = {}
        await self._act(lambda key: counter.change_details(key, form), "Vos coordonnées sont enregistrées.")


def _person(row: Any) -> PersonShown:
    return PersonShown(
        prenom=row.first_name,
        nom=row.last_name,
        courriel=row.email,
        structure=row.organisation,
        fonction=row.function,
        departement=row.department,
        besoins=row.access_needs,
        adherent=row.member,
    )


def _number(meeting: str) -> UUID:
    """The id of a meeting, which came from a page; raises Refused."""
    try:
        return UUID(meeting)
    except ValueError:
        raise Refused(fr(UNKNOWN_MEETING)) from None


def _outcome(done: Result | Confirmed | None) -> str:
    result = done.results[0] if isinstance(done, Confirmed) else done
    if result is None:
        return ""
    return result.said or saying.outcome(result.status, result.rank, result.offered_until, result.obstacle)
