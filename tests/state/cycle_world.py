"""A cycle to register to, the people who do, and the accounts that must always be right, taken from the rows."""

from collections import Counter as Count
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from sqlmodel import Session, col, select

from irdsu_app import db
from irdsu_app.cycles import keys, register
from irdsu_app.cycles.asking import Form, How
from irdsu_app.cycles.book import Pool
from irdsu_app.cycles.counter import Counter
from irdsu_app.cycles.models import Cycle, Meeting, Person, Registration
from irdsu_app.cycles.unit import Deed
from irdsu_app.mail.models import Letter

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
SLUG = "essai"
HOLDING = ("confirmed", "offered")
NOTHING_KEPT = {"member_share": 0, "same_organisation": 0}


def open_cycle(
    places: int = 3, meetings: int = 1, waiting: int = 5_000, starts=None, rules=None, **fields
) -> list[UUID]:
    """Open a cycle of meetings in a room, without shares nor limits; gives the ids of the meetings, C1 first."""
    rules = NOTHING_KEPT if rules is None else rules
    starts = starts or NOW + timedelta(days=60)
    cycle = Cycle(id=uuid4(), slug=SLUG, title="Essai", status="open", rules=rules, created_at=NOW)
    rows = [
        Meeting(
            id=uuid4(), cycle_id=cycle.id, code=f"C{n}", position=n, title=f"Séance {n}", starts_at=starts,
            ends_at=starts + timedelta(hours=2),
            **{"mode": "onsite", "status": "open", "room_places": places, "waiting_places": waiting, **fields},
        )
        for n in range(1, meetings + 1)
    ]  # fmt: skip
    with db.session() as session:
        session.add(cycle)
        session.flush()
        session.add_all(rows)
    return [row.id for row in rows]


def a_form(person: int, *codes: str, how: How = "rest", pool: Pool = "room", **said) -> Form:
    """What person n asks for."""
    said = {"first_name": f"Prénom{person}", "last_name": "Nom", "email": f"p{person}@ville.fr", **said}
    return Form(choices=dict.fromkeys(codes or ("C1",), pool), how=how, **said)


class World:
    """A counter and its clock, moved by hand."""

    def __init__(self) -> None:
        self.now = NOW
        self.counter = Counter(lambda: self.now)

    async def asks(self, form: Form, number: UUID | None = None) -> str:
        """Somebody fills in the form; gives the link of the letter."""
        number = number or uuid4()
        await self.counter.do(Deed(lambda unit: register.ask(unit, SLUG, form, number), slugs=(SLUG,)))
        return keys.demand(number)

    async def confirms(self, link: str, how=None):

        return await self.counter.do(Deed(lambda unit: register.confirm(unit, link, how), links=(link,)))

    async def comes(self, person: int, *codes: str, **said):
        return await self.confirms(await self.asks(a_form(person, *codes, **said)))

    async def does(self, act, key: str, meeting: UUID, *more):

        return await self.counter.do(
            Deed(lambda unit: act(unit, key, meeting, *more), keys=(key,), meetings=(meeting,))
        )

    async def leads(self, act, *meetings: UUID, slug=""):

        return await self.counter.do(Deed(act, meetings=meetings, slugs=(slug,) if slug else ()))


def faults(session: Session) -> list[str]:
    """What is wrong in the accounts, from the rows alone."""
    found: list[str] = []
    letters = session.exec(select(Letter.key).where(col(Letter.key).startswith("cycles:"))).all()
    told = Count(key.rsplit(":", 1)[0] for key in letters if key.rsplit(":", 1)[1].isdigit())
    for meeting, cycle in session.exec(select(Meeting, Cycle).join(Cycle)).all():
        idle = cycle.rules == NOTHING_KEPT
        rows = session.exec(select(Registration).where(Registration.meeting_id == meeting.id)).all()
        for pool in ("room", "remote"):
            held = sum(row.status in HOLDING and row.pool == pool for row in rows)
            taken, places = getattr(meeting, f"{pool}_taken"), getattr(meeting, f"{pool}_places")
            line = [row for row in rows if row.status == "waiting" and row.pool == pool]
            found += [f"oversold: {held} for {places}"] if held > places else []
            found += [f"counter {taken}, count {held}"] if held != taken else []
            found += ["a place is idle"] if idle and line and held < places else []
        found += [f"{row.id}: {told[f'cycles:{row.id}']} letters, {row.changes} changes" for row in rows
                  if told[f"cycles:{row.id}"] != row.changes]  # fmt: skip
        arrivals = sorted(row.arrival for row in rows)
        found += ["arrivals are not unique"] if len(set(arrivals)) != len(arrivals) else []
        people = {row.person_id for row in rows}
        found += ["somebody is there twice"] if len(people) != len(rows) else []
        found += ["arrivals have holes"] if rows and arrivals[-1] > meeting.arrivals else []
    return found


def ranks(session: Session, meeting: UUID) -> list[str]:
    """Who waits, in their order, by address."""
    asked = select(Person.email).join(Registration).where(Registration.meeting_id == meeting)
    asked = asked.where(Registration.status == "waiting")
    return list(session.exec(asked.order_by(col(Registration.priority).desc(), col(Registration.arrival))).all())


def statuses(session: Session, meeting: UUID) -> dict[str, int]:
    return dict(Count(session.exec(select(Registration.status).where(Registration.meeting_id == meeting)).all()))
