"""Queues the letters about whole cycles to those who came; the clock calls it each minute and at start.

What has left is known by its key, of a person and a cycle: neither a restart, a second process, nor a meeting that is
added later sends one twice.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from irdsu_app.cycles import attendance, described, followups, letters, reminders, roll
from irdsu_app.cycles.day_models import NoFollowUp
from irdsu_app.cycles.facts import ERASED, PlaceFacts
from irdsu_app.cycles.followups import Follower
from irdsu_app.cycles.models import Cycle, Meeting, Person, Registration
from irdsu_app.mail import box
from irdsu_app.mail.letter import ToSend
from irdsu_app.mail.models import Letter

AT_ONCE = 400
"""Keys looked for at once: SQLite takes no more than a thousand values or so in a query on old machines."""


class Came(NamedTuple):
    """Somebody who was seen, and the last meeting where they were."""

    follower: Follower
    registration: Registration
    person: Person
    meeting: Meeting
    cycle: Cycle


def send(session: Session, now: datetime) -> int:
    """Queue what is due and has not been queued yet; say how many letters.

    A transaction of its own, not that of the reminders: meetings are locked in one order, once.
    """
    return box.queue(session, due(session, now, locked=True), now)


def due(session: Session, now: datetime, *, locked: bool = False) -> list[ToSend]:
    """The letters that `send` would queue; `locked`: nobody is erased meanwhile."""
    ends = _ends(session, now)
    found = {(each.person.id, each.cycle.id): each for each in _came(session, ends, locked=locked)}
    wanted = {
        letters.follow_up_key(each.kind, each.cycle, each.person): each
        for each in followups.due((came.follower for came in found.values()), now)
    }
    gone = sent(session, list(wanted))
    return [_letter(found[each.person, each.cycle], each, key) for key, each in wanted.items() if key not in gone]


def place(row: Registration) -> PlaceFacts:
    """A place that somebody has, as letters know it."""
    pool: Any = row.pool
    return PlaceFacts(
        id=row.id, pool=pool, status="confirmed", was="confirmed", changes=row.changes, question=row.question
    )


def sent(session: Session, keys: Sequence[str]) -> set[str]:
    """Those of these keys whose letter has been queued already."""
    slices = (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))
    return {key for each in slices for key in session.exec(select(Letter.key).where(col(Letter.key).in_(each))).all()}


def _ends(session: Session, now: datetime) -> dict[UUID, datetime]:
    """The cycles about which one is written to now, and when their last meeting ended."""
    ended = func.max(Meeting.ends_at)
    asked = (
        select(Meeting.cycle_id, ended)
        .join(Cycle)
        .where(col(Meeting.status).in_(reminders.HELD), Cycle.status != "draft")
        .group_by(col(Meeting.cycle_id))
        .having(ended > now - followups.LONGEST)
    )
    rows: Sequence[Any] = session.connection().execute(asked).all()
    return {
        cycle: ends
        for cycle, ends in rows
        if any(at <= now < until for at, until in (followups.window(kind, ends) for kind in followups.KINDS))
    }


def _came(session: Session, ends: Mapping[UUID, datetime], *, locked: bool) -> Iterator[Came]:
    """Those who were seen at a meeting of these cycles, once for each meeting, the last one last."""
    if not ends:
        return
    asked = select(Meeting).where(col(Meeting.cycle_id).in_(ends)).order_by(col(Meeting.id))
    meetings = {row.id: row for row in session.exec(asked.with_for_update() if locked else asked).all()}
    cycles = {row.id: row for row in session.exec(select(Cycle).where(col(Cycle.id).in_(ends))).all()}
    refused = session.exec(select(NoFollowUp).where(col(NoFollowUp.cycle_id).in_(ends))).all()
    refusals = {(row.person_id, row.cycle_id) for row in refused}
    held = {number for number, row in meetings.items() if row.status in reminders.HELD}
    seen = roll.seen(session, (meetings[number] for number in held))
    rows = session.exec(
        select(Registration, Person)
        .join(Person)
        .where(
            col(Registration.meeting_id).in_(held),
            col(Registration.status).in_(attendance.PLACED),
            col(Person.email).not_like(f"%{ERASED}"),
        )
    ).all()
    those = [pair for pair in rows if pair[0].id in seen]
    for row, person in sorted(those, key=lambda pair: meetings[pair[0].meeting_id].ends_at):
        meeting = meetings[row.meeting_id]
        cycle = cycles[meeting.cycle_id]
        refuses = (person.id, cycle.id) in refusals
        yield Came(Follower(person.id, cycle.id, ends[cycle.id], refuses), row, person, meeting, cycle)


def _letter(came: Came, due: followups.FollowUp, key: str) -> ToSend:
    facts = described.meeting(came.meeting, came.cycle)
    return letters.follow_up(
        due.kind, key, place(came.registration), facts, described.person(came.person), due.at, due.until
    )
