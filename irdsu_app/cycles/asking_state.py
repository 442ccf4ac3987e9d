"""What the form of a cycle sends, and what becomes of it. The same answer whether the address is known or not."""

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

import reflex as rx

from irdsu_app import db, door
from irdsu_app.cycles import asking, counter, reading
from irdsu_app.cycles.asking import Mistakes
from irdsu_app.cycles.book import Refused
from irdsu_app.design import typed
from irdsu_app.design.typography import fr

QUICK = 2.0
"""Seconds before which nobody can have filled the form."""
LONGEST = 86_400_000
"""Milliseconds beyond which nobody is still filling it: what a browser then says is not believed."""
TRAP = "site"
FIELDS = {"choices": "parcours", "how": "comment"}
"""The field of the form, for that of a refusal."""
TOO_QUICK = "C’est allé trop vite pour nous : relisez, puis envoyez de nouveau."
TOO_MANY_LETTERS = (
    "Nous avons déjà écrit trois fois à cette adresse depuis une heure. "
    "Regardez dans les indésirables, ou attendez un peu."
)


class Listed(TypedDict):
    """A sentence of the summary, and the field it leads to."""

    field: str
    said: str


class Answer(TypedDict):
    """What became of the last sending; `first` is the first field to correct, `afresh` empties the form."""

    at: float
    sent: bool
    first: str
    afresh: bool


NOTHING: Answer = {"at": 0, "sent": False, "first": "", "afresh": False}


class Asking(rx.State):
    """The form of a cycle, on one screen."""

    _doubted: str = ""
    _begun: float = 0
    answer: rx.Field[Answer] = rx.field(default_factory=lambda: NOTHING)
    mistakes: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    listed: rx.Field[list[Listed]] = rx.field(default_factory=list)
    heading: str = ""
    sent_to: str = ""
    said: str = ""
    again: int = 0
    if TYPE_CHECKING:
        slug: str

    @rx.event
    @door.policy("public")
    def begin(self) -> None:
        """The form is opened, or opened again."""
        self._begun, self._doubted, self.sent_to, self.said, self.again = time.time(), "", "", "", 0
        self.mistakes, self.listed, self.heading, self.answer = {}, [], "", NOTHING

    @rx.event
    @door.policy("public")
    async def send(self, drawn: str, values: dict[str, str], spent: int) -> None:
        """Ask; the same thing asked again by the same browser changes nothing. `spent` in milliseconds."""
        if values.get(TRAP):  # not a person: it is told what a person would be told
            return self._sent("vous")
        try:
            await self._ask(UUID(drawn), values, spent)
        except Mistakes as wrong:
            self._wrong(wrong.fields)
        except Refused as refusal:
            self._wrong({FIELDS.get(refusal.field, refusal.field) or "parcours": str(refusal)})
        except (door.TooMany, ValueError) as refusal:
            self._wrong({"courriel": str(refusal) if isinstance(refusal, door.TooMany) else fr(TOO_QUICK)})

    async def _ask(self, drawn: UUID, values: dict[str, str], spent: int) -> None:
        slug, now = str(self.slug), datetime.now(UTC)
        door.count("ask", self.router.session.client_ip)
        offered = db.read(lambda session: reading.offered(session, slug, now))
        form = asking.read(values, offered)
        if form.email != self._doubted and (doubt := asking.doubt(form.email)):
            self._doubted = form.email
            raise Mistakes({"courriel": doubt})
        number = asking.demand_of(drawn, form)
        if not db.read(lambda session: reading.is_asked(session, number)):
            if self._spent(spent) < QUICK:
                raise Mistakes({"courriel": TOO_QUICK})
            try:
                with door.counted("letter", form.email):
                    await counter.ask(slug, form, number)
            except door.TooMany:
                raise Mistakes({"courriel": TOO_MANY_LETTERS}) from None
        self._sent(form.email)

    def _spent(self, said: int) -> float:
        """Seconds spent on the form; 0 when it was never opened here.

        After a restart or a reload only the browser knows since when: a form on its way then comes at once.
        """
        if not self._begun:
            self._begun = time.time()
            return 0
        return max(said / 1000 if 0 <= said <= LONGEST else 0, time.time() - self._begun)

    def _sent(self, email: str) -> None:
        self.mistakes, self.listed, self.heading, self.sent_to = {}, [], "", typed.masked(email)
        self.said = fr("Un autre courriel est parti.") if self.again else ""
        self.answer = Answer(at=time.time(), sent=True, first="", afresh=False)

    def _wrong(self, fields: dict[str, str]) -> None:
        self.mistakes, self.sent_to = {name: fr(said) for name, said in fields.items()}, ""
        self.listed = [Listed(field=_anchor(name), said=said) for name, said in self.mistakes.items()]
        self.heading = fr("Une chose à corriger :" if len(fields) == 1 else f"{len(fields)} choses à corriger :")
        self.answer = Answer(at=time.time(), sent=False, first=next(iter(fields)), afresh=False)

    @rx.event
    @door.policy("public")
    def correct(self) -> None:
        """Come back to the form, as it was sent, on the address."""
        self.sent_to, self.answer = "", Answer(at=time.time(), sent=False, first="courriel", afresh=False)

    @rx.event
    @door.policy("public")
    def resend(self) -> None:
        """Ask for another letter: the browser draws another number."""
        self.again += 1

    @rx.event
    @door.policy("public")
    def afresh(self) -> None:
        """Come back to an empty form, for somebody else."""
        self.sent_to, self.answer = "", Answer(at=time.time(), sent=False, first="prenom", afresh=True)


def _anchor(name: str) -> str:
    return "parcours-carte" if name == "parcours" else "vos-seances" if name == "comment" else name
