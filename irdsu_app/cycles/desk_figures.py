"""The figures of a meeting and of a cycle, read for their organisers in a few questions however many the meetings.

Reading functions take the session first and write nothing; what is counted is decided in `figures.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlmodel import Session, col, select

from irdsu_app.cycles import attendance, desk_seen, figures
from irdsu_app.cycles.checking import sitting_of
from irdsu_app.cycles.day_models import Marked, WalkIn
from irdsu_app.cycles.desk_seen import MeetingLine, bare
from irdsu_app.cycles.figures import Counted, Figures, Whole
from irdsu_app.cycles.models import Cycle, Meeting, Person, Registration

UNCOUNTED = ("draft", "cancelled")
"""The statuses of the meetings whose places and people are not added to those of the cycle."""


class Came(NamedTuple):
    """Somebody of a meeting, as the figures count them; `person` tells people apart, None for who came to the
    door."""

    person: Any
    counted: Counted


@dataclass(frozen=True)
class CycleFigures:
    """A cycle, its meetings that count with the figures of each, and the whole."""

    cycle: Cycle
    meetings: Sequence[tuple[MeetingLine, Figures]]
    whole: Whole


def meeting(session: Session, slug: str, code: str, now: datetime) -> tuple[MeetingLine, Figures] | None:
    """A meeting and its figures, or None."""
    line = desk_seen.meeting(session, slug, code, now)
    return (line, _figures(line, _came(session, [line.row])[line.row.id], now)) if line else None


def cycle(session: Session, slug: str, now: datetime) -> CycleFigures | None:
    """A cycle and its figures, or None."""
    found = desk_seen.cycle(session, slug, now)
    if found is None:
        return None
    row, lines = found
    counting = [each for each in lines if each.row.status not in UNCOUNTED]
    came = _came(session, [each.row for each in counting])
    each_one = [(line, _figures(line, came[line.row.id], now)) for line in counting]
    return CycleFigures(row, each_one, figures.whole([told for _, told in each_one], _people(came)))


def _figures(line: MeetingLine, came: Sequence[Came], now: datetime) -> Figures:
    over = line.row.ends_at <= now and line.row.status not in UNCOUNTED
    return figures.figures([each.counted for each in came], line.places, over)


def _people(came: Mapping[UUID, Sequence[Came]]) -> list[Counted]:
    """Everybody who has a place somewhere, once."""
    found: dict[Any, Counted] = {}
    for those in came.values():
        for person, counted in those:
            if person is None or not (counted.seen or counted.status in attendance.PLACED):
                continue
            held = found.get(person)
            if held is None or (counted.seen and not held.seen):
                found[person] = counted
    return list(found.values())


def _came(session: Session, meetings: Sequence[Meeting]) -> dict[UUID, list[Came]]:
    ids = [row.id for row in meetings]
    found: dict[UUID, list[Came]] = {number: [] for number in ids}
    at_code = {row.code: found[row.id] for row in meetings}
    if not ids:
        return found
    present, excused = _marks(session, meetings)
    columns: Any = (
        Meeting.code, bare(Registration.id), bare(Registration.person_id), Registration.status, Person.function,
        Person.department, Person.member,
    )  # fmt: skip
    asked = select(*columns).select_from(Registration).join(Meeting, col(Registration.meeting_id) == Meeting.id)
    asked = asked.join(Person, col(Registration.person_id) == Person.id).where(col(Meeting.id).in_(ids))
    for at, number, person, status, function, department, member in _rows(session, asked):
        seen, away = number in present or status == "present", number in excused or status == "excused"
        at_code[at].append(Came(person, Counted(status, function, department, member, seen, away)))
    doors: Any = (WalkIn.meeting_id, bare(WalkIn.id))
    for at, number in _rows(session, select(*doors).where(col(WalkIn.meeting_id).in_(ids))):
        found[at].append(Came(None, Counted("confirmed", seen=number in present, walk_in=True)))
    return found


def _marks(session: Session, meetings: Sequence[Meeting]) -> tuple[set[Any], set[Any]]:
    """Who was seen at one half-day at least, and who was excused from one."""
    held = [row for row in meetings if row.status != "cancelled"]
    halves = {row.code: {half.key for half in sitting_of(row).halves} for row in held}
    marks: Any = (bare(Marked.registration_id), bare(Marked.walk_in_id), Marked.half, Marked.standing)
    asked: Any = select(col(Meeting.code), *marks).join(Meeting, col(Marked.meeting_id) == Meeting.id)
    asked = asked.where(col(Meeting.id).in_([row.id for row in held]))
    told: dict[str, set[Any]] = {"present": set(), "excused": set(), "absent": set()}
    for at, registration, walk_in, half, standing in _rows(session, asked) if halves else ():
        if half in halves[at]:
            told[standing].add(registration or walk_in)
    return told["present"], told["excused"]


def _rows(session: Session, asked: Any) -> Any:
    """The columns asked for, as tuples."""
    return session.connection().execute(asked).all()
