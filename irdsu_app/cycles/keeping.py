"""The books as they are kept: read from the rows of a meeting, written back in a few statements, few or many."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import bindparam, insert, update
from sqlmodel import Session, col, select

from irdsu_app.cycles import book as books
from irdsu_app.cycles import described, letters, saying
from irdsu_app.cycles.book import POOLS, Book, Entry, Rules
from irdsu_app.cycles.facts import PlaceFacts
from irdsu_app.cycles.models import Cycle, Meeting, Person, Registration
from irdsu_app.mail import box
from irdsu_app.mail.letter import ToSend

if TYPE_CHECKING:
    from irdsu_app.cycles.unit import Happened, Unit

_COLUMNS = (
    Registration.id, Registration.person_id, Registration.pool, Registration.status, Registration.arrival,
    Registration.priority, Registration.offered_until, Registration.changes, Person.member, Person.organisation_key,
    Registration.question,
)  # fmt: skip
"""In the order of the fields of `Entry`."""


class Moved(Exception):
    """Somebody wrote in this meeting since it was read: nothing is written, it is to be done again."""


def read(session: Session, row: Meeting, cycle: Cycle) -> Book:
    """The book of a meeting, from its rows."""
    asked = select(*_COLUMNS).join(Person).where(Registration.meeting_id == row.id)  # pyright: ignore[reportArgumentType,reportCallIssue]
    entries = [Entry(*each) for each in session.connection().execute(asked)]
    return books.written(blank(row, cycle), entries)


def blank(row: Meeting, cycle: Cycle) -> Book:
    """The book of a meeting without anybody."""
    return Book(
        meeting=row.id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        status=row.status,
        places={"room": row.room_places, "remote": row.remote_places},
        waiting_places=row.waiting_places,
        suspended=row.waiting_suspended,
        reason=row.reason,
        rules=rules_of(cycle.rules),
        arrivals=row.arrivals,
        sequence=row.sequence,
        due=row.next_due,
    )


def rules_of(kept: Mapping[str, Any]) -> Rules:
    """The rules of a cycle, from its row: those it does not change are as written in the content."""
    return Rules(**{name: kept[name] for name in Rules.__dataclass_fields__ if name in kept})


def columns(book: Book) -> dict[str, Any]:
    """What the row of a meeting says of its book."""
    return {
        **{f"{pool}_places": book.places[pool] for pool in POOLS},
        **{f"{pool}_taken": book.taken[pool] for pool in POOLS},
        "starts_at": book.starts_at,
        "ends_at": book.ends_at,
        "status": book.status,
        "waiting_places": book.waiting_places,
        "waiting_suspended": book.suspended,
        "reason": book.reason,
        "arrivals": book.arrivals,
        "sequence": book.sequence,
        "next_due": book.due,
    }


def write(unit: "Unit") -> dict[UUID, int]:
    """Write the books that a unit has changed and queue the letters; gives the new revision of each. Raises Moved."""
    _registrations(unit.session, unit.happened, unit.now)
    revisions = {number: _meeting(unit, number) for number in sorted(unit.touched)}
    box.drop(unit.session, keys=_outdated(unit))
    box.put(unit.session, _letters(unit), unit.now)
    return revisions


def _registrations(session: Session, happened: Iterable["Happened"], now: datetime) -> None:
    """Write each registration as it is in the end, once, however often it changed."""
    last: dict[UUID, tuple[UUID, Entry]] = {}
    new: set[UUID] = set()
    for each in happened:
        last[each.change.entry.id] = (each.meeting, each.change.entry)
        if not each.change.was:
            new.add(each.change.entry.id)
    connection = session.connection()
    made = [_row(meeting, entry, now) for number, (meeting, entry) in last.items() if number in new]
    if made:
        connection.execute(insert(Registration), made)
    changed = [{"key": n, **_moving(entry, now)} for n, (_, entry) in last.items() if n not in new]
    if changed:
        connection.execute(update(Registration).where(col(Registration.id) == bindparam("key")), changed)


def _moving(entry: Entry, now: datetime) -> dict[str, Any]:
    return {
        "pool": entry.pool,
        "status": entry.status,
        "arrival": entry.arrival,
        "priority": entry.priority,
        "offered_until": entry.offered_until,
        "changes": entry.changes,
        "question": entry.question,
        "changed_at": now,
    }


def _row(meeting: UUID, entry: Entry, now: datetime) -> dict[str, Any]:
    made = {"id": entry.id, "meeting_id": meeting, "person_id": entry.person, "created_at": now}
    return made | _moving(entry, now)


def _meeting(unit: "Unit", number: UUID) -> int:
    row, values = unit.meetings[number], columns(unit.books[number])
    revision = row.revision + 1
    here = update(Meeting).where(col(Meeting.id) == number)
    if unit.locked:
        here = here.where(col(Meeting.revision) == row.revision)
    done = unit.session.connection().execute(here.values(revision=revision, **values))
    if done.rowcount != 1:
        raise Moved
    unit.session.expire(row)
    return revision


def _letters(unit: "Unit") -> list[ToSend]:
    """One letter for each change; none to a place that nobody has any more."""
    told = [each for each in unit.happened if not each.silent]
    people = described.people(unit.session, {each.change.entry.person for each in told})
    meetings = {number: _facts(unit, number) for number in {each.meeting for each in told}}
    return [
        letters.changed(
            place(each), meetings[each.meeting], people[each.change.entry.person], unit.now, each.moved_from
        )
        for each in told
        if not people[each.change.entry.person].erased
    ]


def _outdated(unit: "Unit") -> list[str]:
    """The reminders that must not leave any more: the place is left, or the date is another."""
    return [
        letters.reminder_key(kind, each.change.entry.id, each.moved_from or unit.books[each.meeting].starts_at)
        for each in unit.happened
        if each.change.was == "confirmed" and (each.moved_from or each.change.entry.status != "confirmed")
        for kind in letters.REMINDERS
    ]


def _facts(unit: "Unit", number: UUID):
    row = unit.meetings[number]
    return described.meeting(row, unit.cycles[row.cycle_id])


def place_of(book: Book, entry: Entry) -> PlaceFacts:
    """A registration as it is, as letters know it."""
    return PlaceFacts(
        id=entry.id,
        pool=entry.pool,
        status=entry.status,
        changes=entry.changes,
        rank=books.rank(book, entry.person) or None,
        offered_until=entry.offered_until,
        question=entry.question,
    )


def place(each: "Happened") -> PlaceFacts:
    """A registration after a change, as letters know it."""
    entry, change = each.change.entry, each.change
    return PlaceFacts(
        id=entry.id,
        pool=entry.pool,
        status=entry.status,
        was=change.was,
        why=change.why,
        changes=entry.changes,
        rank=change.rank or None,
        obstacle=saying.why_waits(change.obstacle) if change.obstacle else "",
        offered_until=entry.offered_until,
        question=entry.question,
    )
