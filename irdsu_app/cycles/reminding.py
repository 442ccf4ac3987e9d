"""Queues the reminders whose hour has come; the clock calls it each minute and at start.

What has left is known by its key, so that a restart, a second process or a clock put back send nothing twice.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from irdsu_app.cycles import described, letters, reminders
from irdsu_app.cycles.facts import ERASED, MeetingFacts, PersonFacts, PlaceFacts
from irdsu_app.cycles.models import Cycle, Meeting, Person, Registration
from irdsu_app.cycles.reminders import Due, Seated
from irdsu_app.mail import box
from irdsu_app.mail.letter import ToSend
from irdsu_app.mail.models import Letter

THERE = ("confirmed", "present")
AT_ONCE = 400
"""Keys looked for at once: SQLite takes no more than a thousand values or so in a query on old machines."""


class Found(NamedTuple):
    """A place that may be reminded of, and what a letter would say of it."""

    seated: Seated
    place: PlaceFacts
    meeting: MeetingFacts
    person: PersonFacts


def send(session: Session, now: datetime) -> int:
    """Queue what is due and has not been queued yet; say how many letters.

    The meetings are locked meanwhile: nobody who is leaving one is reminded of it.
    """
    return box.queue(session, due(session, now, locked=True), now)


def due(session: Session, now: datetime, *, locked: bool = False) -> list[ToSend]:
    """The letters that `send` would queue; to read only, it asks no lock."""
    meetings = _meetings(session, now, locked=locked)
    found = {each.seated.registration: each for each in _places(session, meetings)}
    wanted = {
        _key(found[each.registration], each): each for each in reminders.due((f.seated for f in found.values()), now)
    }
    sent = _sent(session, list(wanted))
    return [_letter(found[each.registration], each, now) for key, each in wanted.items() if key not in sent]


def _meetings(session: Session, now: datetime, *, locked: bool) -> dict[UUID, tuple[Meeting, Cycle]]:
    """The meetings near enough for one of their reminders to leave now."""
    start = col(Meeting.starts_at)
    near = start.between(now - reminders.LONGEST_AFTER, now + reminders.LONGEST_BEFORE)
    held = col(Meeting.status).in_(reminders.HELD)
    asked = select(Meeting, Cycle).join(Cycle).where(near, held, Cycle.status != "draft").order_by(col(Meeting.id))
    rows = session.exec(asked.with_for_update(of=Meeting) if locked else asked).all()
    return {
        meeting.id: (meeting, cycle)
        for meeting, cycle in rows
        if any(at <= now < until for at, until in _windows(meeting))
    }


def _windows(meeting: Meeting) -> Iterator[tuple[datetime, datetime]]:
    return (reminders.window(kind, meeting.starts_at, meeting.ends_at) for kind in reminders.KINDS)


def _places(session: Session, meetings: Mapping[UUID, tuple[Meeting, Cycle]]) -> Iterator[Found]:
    if not meetings:
        return
    asked = (
        select(Registration, Person)
        .join(Person)
        .where(
            col(Registration.meeting_id).in_(meetings),
            col(Registration.status).in_(THERE),
            col(Person.email).not_like(f"%{ERASED}"),
        )
    )
    last = _last(session, {cycle.id for _, cycle in meetings.values()})
    facts = {number: described.meeting(*pair) for number, pair in meetings.items()}
    for row, person in session.exec(asked).all():
        meeting, cycle = meetings[row.meeting_id]
        seated = Seated(
            registration=row.id,
            status=row.status,
            since=row.changed_at,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            meeting_status=meeting.status,
            last=meeting.ends_at >= last[person.id, cycle.id],
        )
        yield Found(seated, _place(row), facts[row.meeting_id], described.person(person))


def _last(session: Session, cycles: set[UUID]) -> dict[tuple[UUID, UUID], datetime]:
    """When the last meeting of each person ends, in each cycle."""
    asked = (
        select(Registration.person_id, Meeting.cycle_id, func.max(Meeting.ends_at))
        .join(Meeting, col(Registration.meeting_id) == Meeting.id)
        .where(col(Meeting.cycle_id).in_(cycles), col(Registration.status).in_(THERE))
        .where(col(Meeting.status).in_(reminders.HELD))
        .group_by(col(Registration.person_id), col(Meeting.cycle_id))
    )
    rows: Sequence[Any] = session.connection().execute(asked).all()
    return {(person, cycle): ends for person, cycle, ends in rows}


def _place(row: Registration) -> PlaceFacts:
    pool: Any = row.pool
    return PlaceFacts(
        id=row.id, pool=pool, status="confirmed", was="confirmed", changes=row.changes, question=row.question
    )


def _sent(session: Session, keys: Sequence[str]) -> set[str]:
    slices = (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))
    return {key for each in slices for key in session.exec(select(Letter.key).where(col(Letter.key).in_(each))).all()}


def _key(found: Found, due: Due) -> str:
    return letters.reminder_key(due.kind, due.registration, found.meeting.starts_at)


def _letter(found: Found, due: Due, now: datetime) -> ToSend:
    return letters.reminder(due.kind, found.place, found.meeting, found.person, due.at, due.until, now)
