"""What of somebody is erased, when they ask for it by their personal link, and when its time has come.

Whoever leaves no longer exists in any row: their places to come go to those who wait, those of past meetings stay as
numbers, held by nobody. The last letter keeps the address until it has left, and not a minute more.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, or_
from sqlmodel import Session, col, delete, select, update

from irdsu_app.access import links
from irdsu_app.cycles import book as books
from irdsu_app.cycles import day_privacy, described, letters, paris, register
from irdsu_app.cycles.book import Book, Refused
from irdsu_app.cycles.facts import ERASED
from irdsu_app.cycles.models import Demand, Meeting, Person, Registration
from irdsu_app.cycles.registration import Done
from irdsu_app.cycles.unit import UNKNOWN_KEY, Unit
from irdsu_app.design.typography import fr
from irdsu_app.mail import box
from irdsu_app.mail.letter import SETTLED
from irdsu_app.mail.models import Letter

MONTHS = 12
"""How long people are kept after the last meeting of their cycle."""
DEMAND_KEPT = timedelta(days=7)
"""How long a demand is kept once its link has expired."""
LETTER_KEPT = timedelta(days=30)
"""How long the words and the address of a letter are kept once it has left."""
_TEXTS = ("first_name", "last_name", "organisation", "organisation_key", "function", "department", "access_needs")


@dataclass(frozen=True)
class Purged:
    """What time has erased."""

    people: int
    demands: int
    letters: int


def of(person: Person):
    """What chooses the demands of somebody: those they confirmed, and those that wait at their address."""
    return or_(col(Demand.person_id) == person.id, col(Demand.email) == person.email)


def erase(unit: Unit, key: str) -> int:
    """Forget whoever has this personal link; their places to come are offered in the same transaction. Raises Refused.

    Says how many places were freed. One letter tells that it is done; nothing else is kept of them.
    """
    person = unit.person(key)
    if person.email.endswith(ERASED):
        raise Refused(fr(UNKNOWN_KEY))
    facts = described.person(person)
    cycles = {meeting.cycle_id for meeting in map(unit.meeting, unit.where(person.id))}
    only = described.cycle(unit.cycles[cycles.pop()]) if len(cycles) == 1 else None
    draft = unit.draft()
    for number in sorted(unit.where(person.id)):
        draft.do(number, lambda book: _forget(book, person.id))
    draft.keep()
    freed = register.leave_all(unit, person, silent=True)
    unit.forget(person)
    _unname(unit.session, person)
    box.queue(unit.session, [letters.erased(facts, only, unit.now)], unit.now)
    return freed


def _forget(book: Book, who: UUID) -> Done:
    """The book where this person has said nothing, and where a cancelled meeting does not bring them back."""
    entry = book.entries.get(who)
    if entry is None:
        return book, ()
    status = "withdrawn" if entry.status == "cancelled" else entry.status
    return books.with_entry(book, who, replace(entry, question="", organisation="", status=status)), ()


def _unname(session: Session, person: Person) -> None:
    """Empty every row that says who this person is; their registrations are nobody’s from now on."""
    session.flush()
    theirs = col(Registration.person_id) == person.id
    session.exec(update(Registration).where(theirs, col(Registration.status) == "cancelled").values(status="withdrawn"))
    session.exec(update(Registration).where(theirs).values(question=""))
    day_privacy.forget(session, person.id)
    session.exec(delete(Demand).where(of(person)))
    box.erase(session, person.email, letters.PREFIX)
    person.email, person.link_hash = f"{person.id}{ERASED}", links.hash_of(links.draw())
    for name in _TEXTS:
        setattr(person, name, "")
    session.add(person)
    session.flush()


def purge(session: Session, now: datetime) -> Purged:
    """Erase what has been kept long enough; the clock calls it. Doing it twice changes nothing."""
    demands = session.exec(delete(Demand).where(col(Demand.expires_at) < now - DEMAND_KEPT)).rowcount
    return Purged(people=_purge_people(session, now), demands=demands, letters=_purge_letters(session, now))


def _purge_letters(session: Session, now: datetime) -> int:
    """Keep of old letters that they left, not to whom.

    Of the last letter of somebody, at once; of one that asks to confirm, as long as its demand.
    """
    ours = col(Letter.kind).startswith(letters.PREFIX) & col(Letter.status).in_(SETTLED) & (col(Letter.recipient) != "")
    old = or_(
        col(Letter.kind) == "cycles.erased",
        (col(Letter.kind) == "cycles.confirm") & (col(Letter.until) < now - DEMAND_KEPT),
        func.coalesce(Letter.sent_at, Letter.due_at) < now - LETTER_KEPT,
    )
    emptied = update(Letter).where(ours, old).values(recipient="", data={}, about="")
    return session.connection().execute(emptied).rowcount


def _purge_people(session: Session, now: datetime) -> int:
    """Forget the people of the cycles that ended twelve months ago; those of another cycle stay in that one only."""
    over = _over(session, now)
    here = (
        select(Registration.person_id)
        .join(Meeting, col(Registration.meeting_id) == Meeting.id)
        .where(col(Meeting.cycle_id).in_(over))
    )
    named = col(Person.email).not_like(f"%{ERASED}")
    done = day_privacy.purge(session, over) if over else 0
    # Locked as `unit.py` does: nobody joins a meeting while they are being forgotten.
    locked = select(Person).order_by(col(Person.id)).with_for_update(key_share=True)
    for person in session.exec(locked.where(named, col(Person.id).in_(here))).all() if over else ():
        done += _leave_behind(session, person, over)
    alone = ~col(Person.id).in_(select(Registration.person_id))
    for person in session.exec(locked.where(named, alone, col(Person.confirmed_at) < _a_year_before(now))).all():
        _unname(session, person)
        session.delete(person)
        done += 1
    return done


def _over(session: Session, now: datetime) -> set[UUID]:
    """The cycles whose last meeting ended twelve months ago or more."""
    asked = select(Meeting.cycle_id, func.max(Meeting.ends_at)).group_by(col(Meeting.cycle_id))
    rows: Sequence[Any] = session.connection().execute(asked).all()
    return {cycle for cycle, ends in rows if kept_until(ends) <= now}


def kept_until(ends: datetime) -> datetime:
    """Until when the people of a cycle are kept, when its last meeting ends then: midnight in Paris."""
    return paris.at(paris.months_after(paris.local(ends).date(), MONTHS), time(0))


def _a_year_before(now: datetime) -> datetime:
    return paris.at(paris.months_after(paris.local(now).date(), -MONTHS), time(0))


def _leave_behind(session: Session, person: Person, over: set[UUID]) -> bool:
    """Forget somebody in these cycles; gives whether they are forgotten altogether."""
    rows = session.exec(
        select(Registration, Meeting.cycle_id)
        .join(Meeting, col(Registration.meeting_id) == Meeting.id)
        .where(Registration.person_id == person.id)
    ).all()
    past = [row for row, cycle in rows if cycle in over]
    if len(past) == len(rows):
        _unname(session, person)
        return True
    nobody = uuid4()
    blank = Person(
        id=nobody,
        email=f"{nobody}{ERASED}",
        first_name="",
        last_name="",
        member=person.member,
        link_hash=links.hash_of(links.draw()),
        created_at=person.created_at,
        confirmed_at=person.confirmed_at,
    )
    session.add(blank)
    session.flush()
    for row in past:
        row.person_id, row.question = nobody, ""
        session.add(row)
    session.flush()
    return False
