"""When each reminder of a meeting is due: a week before, the eve, the morning after. Pure.

All leave at 9 o’clock on the clocks of Paris. One that its time has passed by (the server was off) still leaves while
it is of use, and not after.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

from irdsu_app.cycles import paris
from irdsu_app.cycles.letters import MORNING

Kind = Literal["week", "eve", "after"]
KINDS: tuple[Kind, ...] = ("week", "eve", "after")
BEFORE: frozenset[Kind] = frozenset(("week", "eve"))
HELD = frozenset(("open", "closed", "postponed"))
"""Statuses of the meetings that take place."""
AFTER_OF_USE = timedelta(days=7)
LONGEST_AFTER = timedelta(days=9)
LONGEST_BEFORE = timedelta(days=8)
"""How far from a meeting its reminders go, after and before."""


@dataclass(frozen=True)
class Seated:
    """Somebody’s place at a meeting, and since when it is as it is."""

    registration: UUID
    status: str
    since: datetime
    starts_at: datetime
    ends_at: datetime
    meeting_status: str = "open"


@dataclass(frozen=True)
class Due:
    """A reminder to send: from `at`, and not after `until`."""

    registration: UUID
    kind: Kind
    at: datetime
    until: datetime


def due(places: Iterable[Seated], now: datetime) -> Iterator[Due]:
    """The reminders whose time has come and is not over.

    Before a meeting, for those who already had their place when the reminder was to leave: who comes later has just
    been told everything. After it, for those who had a place.
    """
    for place in places:
        if place.meeting_status not in HELD:
            continue
        for kind in KINDS:
            at, until = window(kind, place.starts_at, place.ends_at)
            if at <= now < until and _is_for(kind, place, at):
                yield Due(place.registration, kind, at, until)


def _is_for(kind: Kind, place: Seated, at: datetime) -> bool:
    if kind in BEFORE:
        return place.status == "confirmed" and place.since <= at
    return place.status in ("confirmed", "present")


def window(kind: Kind, starts_at: datetime, ends_at: datetime) -> tuple[datetime, datetime]:
    """When a reminder leaves, and until when it is of use; both aware."""
    first, last = paris.local(starts_at).date(), paris.local(ends_at).date()
    if kind == "week":
        return _at(first - timedelta(days=7)), _at(first - timedelta(days=1))
    if kind == "eve":
        return _at(first - timedelta(days=1)), starts_at
    leaves = _at(last + timedelta(days=1))
    return leaves, leaves + AFTER_OF_USE


def _at(day: date) -> datetime:
    return paris.at(day, MORNING)
