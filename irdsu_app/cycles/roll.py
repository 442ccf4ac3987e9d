"""The roll of a meeting: everybody who is or was expected, whoever came to the door, and what is marked of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from irdsu_app.content.departments import folded
from irdsu_app.cycles import attendance
from irdsu_app.cycles.attendance import Guest, Mark, Sitting, Standing
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.checking import name_of, pool_of, read_mark, sitting_of
from irdsu_app.cycles.day_models import Marked, WalkIn
from irdsu_app.cycles.models import Meeting, Person, Registration
from irdsu_app.cycles.unit import UNKNOWN_MEETING
from irdsu_app.design.typography import fr


@dataclass(frozen=True)
class Line:
    """Somebody of the roll; `marks` by half-day."""

    guest: Guest
    name: str
    organisation: str
    function: str = ""
    department: str = ""
    marks: Mapping[str, Mark] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Roll:
    """Everybody of a meeting, in alphabetical order, and how many are there in each half-day."""

    sitting: Sitting
    lines: Sequence[Line]
    counts: Mapping[str, Mapping[Standing, int]]

    @property
    def marks(self) -> dict[tuple[UUID, str], Mark]:
        """Every mark, as `attendance` reads them."""
        return {(line.guest.id, half): mark for line in self.lines for half, mark in line.marks.items()}


def roll(session: Session, meeting: UUID, now: datetime) -> Roll:
    """Everybody who is or was expected, and the walk-ins, with their marks; raises Refused."""
    row = session.get(Meeting, meeting)
    if row is None:
        raise Refused(fr(UNKNOWN_MEETING))
    rows = session.exec(select(Marked).where(Marked.meeting_id == meeting)).all()
    marks: dict[UUID, dict[str, Mark]] = {}
    warned: dict[UUID, list[str]] = {}
    for each in rows:
        mark = read_mark(each)
        marks.setdefault(mark.guest, {})[mark.half] = mark
        if each.warning:
            warned.setdefault(mark.guest, []).append(each.warning)
    lines = [
        Line(**who, marks=marks.get(who["guest"].id, {}), warnings=tuple(warned.get(who["guest"].id, ())))
        for who in (*_expected(session, row, _kept(row, marks)), *_came(session, meeting))
    ]
    sitting, ordered = sitting_of(row), sorted(lines, key=lambda line: _turn(line.name))
    flat = {(line.guest.id, half): mark for line in ordered for half, mark in line.marks.items()}
    return Roll(sitting, ordered, attendance.counts(sitting, (line.guest for line in ordered), flat, now))


def seen(session: Session, meetings: Iterable[Meeting]) -> set[UUID]:
    """The registrations of whoever was seen at one of these meetings, as its dates are now; nobody where cancelled."""
    halves = {row.id: {half.key for half in sitting_of(row).halves} for row in meetings if row.status != "cancelled"}
    columns = select(Marked.registration_id, Marked.meeting_id, Marked.half)
    rows = session.exec(columns.where(col(Marked.meeting_id).in_(halves), Marked.standing == "present")).all()
    return {number for number, meeting, half in rows if number and half in halves[meeting]}


def _turn(name: str) -> str:
    """Where a name goes in the alphabet, accents aside; names that were erased come last."""
    return folded(name) or "\uffff"


def _kept(row: Meeting, marks: Mapping[UUID, Mapping[str, Mark]]) -> set[UUID]:
    """Who stays on the roll without a place any more: whoever was seen; everybody marked, when all were cancelled.

    Somebody excused who then withdrew is expected no more.
    """
    return {
        guest
        for guest, theirs in marks.items()
        if row.status == "cancelled" or any(mark.standing == "present" for mark in theirs.values())
    }


def _expected(session: Session, meeting: Meeting, kept: set[UUID]) -> list[dict[str, Any]]:
    pairs = session.exec(select(Registration, Person).join(Person).where(Registration.meeting_id == meeting.id)).all()
    return [
        {
            "guest": Guest(row.id, pool_of(row), row.status),
            "name": name_of(person),
            "organisation": person.organisation,
            "function": person.function,
            "department": person.department,
        }
        for row, person in pairs
        if row.status in attendance.PLACED or row.id in kept
    ]


def _came(session: Session, meeting: UUID) -> list[dict[str, Any]]:
    rows = session.exec(select(WalkIn).where(WalkIn.meeting_id == meeting)).all()
    return [
        {"guest": Guest(row.id, "room", "confirmed", walk_in=True), "name": row.name, "organisation": row.organisation}
        for row in rows
    ]
