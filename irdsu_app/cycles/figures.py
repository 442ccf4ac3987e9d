"""The figures of a meeting for its organisers: how full, who waits, who did not come, by function and department. Pure.

They are for the desk, where names are too. What leaves the desk is `report.py`, that hides small numbers.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from irdsu_app.content.departments import folded
from irdsu_app.cycles.attendance import PLACED

UNSAID = "Non précisé"


@dataclass(frozen=True)
class Counted:
    """Somebody as figures see them; `seen` at one half-day at least, `over` once the meeting is over."""

    status: str
    function: str = ""
    department: str = ""
    member: bool = False
    seen: bool = False
    excused: bool = False
    walk_in: bool = False


@dataclass(frozen=True)
class Share:
    """A line of a chart and of its table: `expected` people had a place, `seen` of them came."""

    label: str
    expected: int
    seen: int


@dataclass(frozen=True)
class Figures:
    """Everything at once; `no_shows` is None until the meeting is over, `fill` is in percent of the places."""

    places: int
    expected: int
    fill: int
    waiting: int
    withdrawn: int
    members: int
    seen: int
    walk_ins: int
    excused: int
    no_shows: int | None
    functions: tuple[Share, ...]
    departments: tuple[Share, ...]


def figures(everybody: Sequence[Counted], places: int, over: bool) -> Figures:
    """The figures of a meeting of so many places, from everybody who ever asked for one and who came to the door."""
    registered = [each for each in everybody if not each.walk_in]
    # Whoever left their place and was seen all the same is there, as on the roll.
    expected = [each for each in registered if each.status in PLACED or each.seen]
    came = [each for each in expected if each.seen]
    excused = sum(each.excused and not each.seen for each in expected)
    return Figures(
        places=places,
        expected=len(expected),
        fill=round(100 * len(expected) / places) if places else 0,
        waiting=sum(each.status in ("waiting", "offered") for each in registered),
        withdrawn=sum(each.status in ("withdrawn", "refused") and not each.seen for each in registered),
        members=sum(each.member for each in expected),
        seen=len(came) + sum(each.walk_in and each.seen for each in everybody),
        walk_ins=sum(each.walk_in and each.seen for each in everybody),
        excused=excused,
        no_shows=len(expected) - len(came) - excused if over else None,
        functions=_shares(expected, lambda each: each.function),
        departments=_shares(expected, lambda each: each.department),
    )


@dataclass(frozen=True)
class Whole:
    """A cycle: places and registrations add up, `people` counts each once however many meetings they come to.

    `no_shows` is that of the meetings that are over, None while none is.
    """

    people: int
    members: int
    places: int
    expected: int
    fill: int
    waiting: int
    withdrawn: int
    seen: int
    walk_ins: int
    excused: int
    no_shows: int | None
    functions: tuple[Share, ...]
    departments: tuple[Share, ...]


def whole(meetings: Sequence[Figures], people: Sequence[Counted]) -> Whole:
    """The figures of a cycle, from those of its meetings and from the people who have a place in one at least.

    Each of `people` comes once, `seen` when they came to one meeting at least.
    """
    places, expected = sum(each.places for each in meetings), sum(each.expected for each in meetings)
    over = [each.no_shows for each in meetings if each.no_shows is not None]
    return Whole(
        people=len(people),
        members=sum(each.member for each in people),
        places=places,
        expected=expected,
        fill=round(100 * expected / places) if places else 0,
        waiting=sum(each.waiting for each in meetings),
        withdrawn=sum(each.withdrawn for each in meetings),
        seen=sum(each.seen for each in meetings),
        walk_ins=sum(each.walk_ins for each in meetings),
        excused=sum(each.excused for each in meetings),
        no_shows=sum(over) if over else None,
        functions=_shares(people, lambda each: each.function),
        departments=_shares(people, lambda each: each.department),
    )


@lru_cache(maxsize=4_096)
def _key(said: str) -> str:
    """A function or a department, folded; the same come back thousands of times."""
    return folded(said)


def _shares(expected: Sequence[Counted], what: Callable[[Counted], str]) -> tuple[Share, ...]:
    """By value, the most numerous first; two ways of writing a function are one, the most written is shown."""
    ways: dict[str, Counter[str]] = {}
    here: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for each in expected:
        said = what(each).strip() or UNSAID
        key = _key(said)
        ways.setdefault(key, Counter())[said] += 1
        here[key] += 1
        seen[key] += each.seen
    order = sorted(here, key=lambda key: (-here[key], key))
    return tuple(Share(min(ways[key], key=lambda way: (-ways[key][way], way)), here[key], seen[key]) for key in order)
