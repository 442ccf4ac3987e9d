"""Queues the reminders whose hour has come; the clock calls it each minute and at start.

What has left is known by its key, so that a restart, a second process or a clock put back send nothing twice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session, col, select

from irdsu_app.cycles import described, following, letters, reminders, roll
from irdsu_app.cycles.facts import ERASED, MeetingFacts, PersonFacts, PlaceFacts
from irdsu_app.cycles.models import Cycle, Meeting, Person, Registration
from irdsu_app.cycles.reminders import Due, Seated
from irdsu_app.mail import box
from irdsu_app.mail.letter import ToSend

THERE = ("confirmed", "present")


class Found(NamedTuple):
    """A place that may be reminded of, and what a letter would say of it."""

    seated: Seated
    place: PlaceFacts
    meeting: MeetingFacts
    person: PersonFacts
    seen: bool = False


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
    sent = following.sent(session, list(wanted))
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
    seen = roll.seen(session, (meeting for meeting, _ in meetings.values()))
    facts = {number: described.meeting(*pair) for number, pair in meetings.items()}
    for row, person in session.exec(asked).all():
        meeting = meetings[row.meeting_id][0]
        seated = Seated(
            registration=row.id,
            status=row.status,
            since=row.changed_at,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            meeting_status=meeting.status,
        )
        told = described.person(person)
        yield Found(seated, following.place(row), facts[row.meeting_id], told, row.id in seen)


def _key(found: Found, due: Due) -> str:
    return letters.reminder_key(due.kind, due.registration, found.meeting.starts_at)


def _letter(found: Found, due: Due, now: datetime) -> ToSend:
    told = letters.reminder(due.kind, found.place, found.meeting, found.person, due.at, due.until, now)
    return replace(told, data={**told.data, "seen": True}) if found.seen and due.kind == "after" else told
