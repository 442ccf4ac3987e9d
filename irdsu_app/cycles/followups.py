"""When those who came are written to about a whole cycle: once it is over, then three months later. Pure.

Once per person and cycle, at 9 o’clock on the clocks of Paris. Whoever was not seen at any meeting is not asked what a
cycle changed; whoever said so on their page is not written to three months later. Answers to questionnaires are
anonymous: what they say of being written to again is a figure, and decides nothing about anybody.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from irdsu_app.cycles import paris
from irdsu_app.cycles.letters import MORNING

Kind = Literal["after_cycle", "three_months"]
KINDS: tuple[Kind, ...] = ("after_cycle", "three_months")
REST = timedelta(days=3)
"""Between the last meeting and the letter about the cycle: that of the meeting leaves the morning after."""
CYCLE_OF_USE, MONTHS_OF_USE = timedelta(days=14), timedelta(days=30)
LONGEST = timedelta(days=31 * 3 + 1) + MONTHS_OF_USE
"""How far from the end of a cycle its letters go."""


@dataclass(frozen=True)
class Follower:
    """Somebody who was seen at a meeting of a cycle that ends then; `refuses` to be written to three months later."""

    person: UUID
    cycle: UUID
    ends_at: datetime
    refuses: bool = False


@dataclass(frozen=True)
class FollowUp:
    """A letter to send: from `at`, and not after `until`."""

    person: UUID
    cycle: UUID
    kind: Kind
    at: datetime
    until: datetime


def due(followers: Iterable[Follower], now: datetime) -> Iterator[FollowUp]:
    """The letters whose time has come and is not over."""
    for each in followers:
        for kind in KINDS:
            at, until = window(kind, each.ends_at)
            if at <= now < until and not (kind == "three_months" and each.refuses):
                yield FollowUp(each.person, each.cycle, kind, at, until)


def window(kind: Kind, ends_at: datetime) -> tuple[datetime, datetime]:
    """When a letter leaves, and until when it is of use, for a cycle whose last meeting ends then; both aware."""
    last = paris.local(ends_at).date()
    if kind == "after_cycle":
        leaves = paris.at(last + REST, MORNING)
        return leaves, leaves + CYCLE_OF_USE
    leaves = paris.at(paris.months_after(last, 3), MORNING)
    return leaves, leaves + MONTHS_OF_USE
