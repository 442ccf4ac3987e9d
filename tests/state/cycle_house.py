"""A house with a cycle of three meetings, people who register there, organisers who act, and a clock moved by hand."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import col, select

from irdsu_app import db
from irdsu_app.cycles import following, keys, organising, privacy, register, reminding
from irdsu_app.cycles.asking import Form
from irdsu_app.cycles.house import house
from irdsu_app.cycles.models import Demand, Meeting, Person, Registration
from irdsu_app.cycles.organising import CycleDraft, MeetingDraft
from irdsu_app.cycles.unit import Deed, Unit, once
from irdsu_app.cycles.writing import writer
from irdsu_app.mail.models import Letter

SLUG = "observer-evaluer"
START = datetime(2027, 3, 16, 13, tzinfo=UTC)
VISIO = "https://visio.mirevigne.fr/salle"


class CycleHouse:
    """The house; `now` is its clock."""

    def __init__(self, now: datetime = START - timedelta(days=60), places: int = 3) -> None:
        self.now = now
        self.write = writer(house())
        self.act(self._open, places)

    def _open(self, unit: Unit, places: int) -> None:
        draft = CycleDraft(slug=SLUG, title="Observer, évaluer", status="open", contact="cycle@mirevigne.fr")
        organising.create_cycle(unit, None, draft.model_copy(update={"rules": {"member_share": 0}}))
        for number, mode in enumerate(("remote", "onsite", "hybrid")):
            starts = START + timedelta(days=21 * number)
            meeting = MeetingDraft(
                code=f"C{number + 1}",
                position=number,
                title=f"Séance {number + 1}",
                mode=mode,
                starts_at=starts,
                ends_at=starts + timedelta(hours=2),
                place="Mirevigne",
                link=VISIO if mode != "onsite" else "",
                objectives=("Dire ce qui a fatigué",),
                room_places=places if mode != "remote" else 0,
                remote_places=places if mode != "onsite" else 0,
                waiting_places=10,
            )
            organising.open_(unit, None, organising.create_meeting(unit, None, SLUG, meeting))

    def act(self, act: Callable[..., Any], *arguments: Any, **deed: Any) -> Any:
        """Do something of the register, in a transaction of its own."""
        with db.session() as session:
            return once(session, Deed(lambda unit: act(unit, *arguments), slugs=(SLUG,), **deed), self.now)

    def ask(self, name: str = "Nour", question: str = "", **choices: str) -> UUID:
        """Fill the form; gives the number of the demand."""
        number = uuid4()
        said: Any = choices or {"C1": "remote"}
        form = Form(
            first_name=name,
            last_name="Benali",
            email=f"{name.lower()}@mirevigne.fr",
            organisation=f"Ville de {name}",
            function="Cheffe de projet",
            access_needs="Une boucle magnétique",
            choices=said,
            questions=dict.fromkeys(said, question) if question else {},
        )
        self.act(register.ask, SLUG, form, number)
        return number

    def register(self, name: str = "Nour", question: str = "", **choices: str) -> str:
        """Ask and confirm; gives the personal key."""
        link = keys.demand(self.ask(name, question, **choices))
        return self.act(register.confirm, link, links=(link,)).person_key

    def withdraw(self, key: str, code: str = "C1") -> None:
        self.act(register.withdraw, key, self.meeting(code).id, keys=(key,))

    def erase(self, key: str) -> int:
        return self.act(privacy.erase, key, keys=(key,))

    def desk(self, act: Callable[..., Any], code: str, *arguments: Any) -> Any:
        """Something an organiser does to a meeting."""
        return self.act(act, None, self.meeting(code).id, *arguments)

    def remind(self) -> int:
        with db.session() as session:
            made = reminding.send(session, self.now)
        with db.session() as session:
            return made + following.send(session, self.now)

    def purge(self) -> privacy.Purged:
        with db.session() as session:
            return privacy.purge(session, self.now)

    def meeting(self, code: str) -> Meeting:
        return db.read(lambda session: session.exec(select(Meeting).where(Meeting.code == code)).one())

    def status(self, name: str, code: str = "C1") -> str:
        """What somebody is at a meeting, or ""."""
        asked = select(Registration.status).join(Person).where(Person.email == f"{name.lower()}@mirevigne.fr")
        here = asked.where(Registration.meeting_id == self.meeting(code).id)
        return db.read(lambda session: session.exec(here).one_or_none()) or ""

    def letters(self, kind: str = "", name: str = "") -> list[Letter]:
        asked = select(Letter).order_by(col(Letter.created_at), col(Letter.key))
        asked = asked.where(Letter.kind == f"cycles.{kind}") if kind else asked
        asked = asked.where(Letter.recipient == f"{name.lower()}@mirevigne.fr") if name else asked
        return list(db.read(lambda session: session.exec(asked).all()))

    def sent(self) -> None:
        """As if the post had delivered everything that waits."""
        with db.session() as session:
            for letter in session.exec(select(Letter).where(Letter.status == "queued")).all():
                letter.status, letter.sent_at = "sent", self.now
                letter.data = {} if letter.secret else letter.data
                session.add(letter)

    def rows(self, table: type[Any]) -> list[Any]:
        return list(db.read(lambda session: session.exec(select(table)).all()))

    @property
    def people(self) -> list[Person]:
        return self.rows(Person)

    @property
    def demands(self) -> list[Demand]:
        return self.rows(Demand)
