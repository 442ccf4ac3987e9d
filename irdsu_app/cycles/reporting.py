"""What the papers and the account of a cycle are made from, read from the rows: nothing here decides or writes."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from irdsu_app.cycles import attendance, keys, paris, proof, report, roll, surveys_register
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.checking import name_of, sitting_of
from irdsu_app.cycles.models import Cycle, Meeting, Person, Registration
from irdsu_app.cycles.proof import Event, Signatory
from irdsu_app.cycles.report import Account, Attended, MeetingHeld
from irdsu_app.cycles.roll import Roll
from irdsu_app.cycles.unit import UNKNOWN_CYCLE, UNKNOWN_KEY, UNKNOWN_MEETING
from irdsu_app.design.typography import fr


def event(session: Session, meeting: UUID) -> Event:
    """What papers say of a meeting; raises Refused."""
    row = session.get(Meeting, meeting)
    cycle = session.get(Cycle, row.cycle_id) if row else None
    if row is None or cycle is None:
        raise Refused(fr(UNKNOWN_MEETING))
    return Event(sitting_of(row), cycle.title, row.place, tuple(row.speakers), cycle.demonstration)


def sheet_pdf(session: Session, meeting: UUID, now: datetime, blank: int = proof.BLANK) -> bytes:
    """The attendance sheet of a meeting, as things are now; raises Refused, press.Unprintable."""
    told, seen = event(session, meeting), roll.roll(session, meeting, now)
    expected = [line for line in seen.lines if line.guest.pool == "room" or line.guest.walk_in or line.marks]
    people = [
        Signatory(line.name, line.organisation, line.function, dict(line.marks)) for line in expected if line.name
    ]
    return proof.sheet_pdf(told, people, paris.local(now).date(), blank)


def certificate_pdf(session: Session, key: str, meeting: UUID, now: datetime) -> bytes:
    """The certificate of whoever has this personal link; raises Refused when they were not seen there."""
    person = session.exec(select(Person).where(Person.link_hash == keys.hash_of(key))).one_or_none()
    if person is None:
        raise Refused(fr(UNKNOWN_KEY))
    told, seen = event(session, meeting), roll.roll(session, meeting, now)
    mine = select(Registration.id).where(Registration.meeting_id == meeting, Registration.person_id == person.id)
    number = session.exec(mine).one_or_none()
    line = next((each for each in seen.lines if each.guest.id == number), None)
    halves = attendance.attended(seen.sitting, line.guest, seen.marks) if line else ()
    over = tuple(half for half in halves if half.ends_at <= now)
    named = f"{person.first_name} {person.last_name}".strip() or name_of(person)
    return proof.certificate_pdf(told, named, over, paris.local(now).date())


def account(session: Session, slug: str, now: datetime) -> Account:
    """The account of a cycle, from the meetings that are over; raises Refused."""
    cycle = session.exec(select(Cycle).where(Cycle.slug == slug)).one_or_none()
    if cycle is None:
        raise Refused(fr(UNKNOWN_CYCLE))
    order = col(Meeting.position), col(Meeting.code)
    rows = session.exec(select(Meeting).where(Meeting.cycle_id == cycle.id).order_by(*order)).all()
    meetings: list[MeetingHeld] = []
    people: list[Attended] = []
    for row in rows:
        if row.status == "draft" or (row.ends_at > now and row.status != "cancelled"):
            continue
        seen = roll.roll(session, row.id, now)
        came = sum(line.guest.walk_in and _seen(seen, line) for line in seen.lines)
        meetings.append(MeetingHeld(row.code, row.title, row.starts_at, row.status == "cancelled", came))
        people += _attended(session, seen)
    pairs = surveys_register.before_and_after(session, slug) if cycle.status != "draft" else ()
    word = next((pair.after for pair in pairs if pair.after.id == "word"), None)
    today = paris.local(now).date()
    return report.account(cycle.title, meetings, people, pairs, word, today, cycle.demonstration)


def _attended(session: Session, seen: Roll) -> list[Attended]:
    asked = select(Registration.id, Registration.person_id).where(Registration.meeting_id == seen.sitting.id)
    whose = dict(session.exec(asked).all())
    return [
        Attended(whose[line.guest.id], line.function, line.department, seen.sitting.code, _seen(seen, line))
        for line in seen.lines
        if not line.guest.walk_in
    ]


def _seen(seen: Roll, line: roll.Line) -> bool:
    return bool(attendance.attended(seen.sitting, line.guest, seen.marks))
