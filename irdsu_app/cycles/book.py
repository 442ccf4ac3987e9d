"""The book of one meeting: who holds a place, who waits in which order. Pure, never changed: an act makes another.

What is counted (places taken, who is first, the next offer that ends) is kept beside the entries and moves with each
of them, so that somebody who comes costs the same whether ten or two thousand came before.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

Pool = Literal["room", "remote"]
POOLS: tuple[Pool, ...] = ("room", "remote")
Status = Literal["confirmed", "waiting", "offered", "withdrawn", "refused", "cancelled", "present", "excused", "absent"]
HOLDING: frozenset[str] = frozenset(("confirmed", "offered", "present", "excused", "absent"))
"""Those who have a place."""
ACTIVE: frozenset[str] = frozenset(("confirmed", "offered", "waiting"))
"""Those who expect something of the meeting."""
Why = Literal[
    "joined", "offered", "accepted", "declined", "lapsed", "withdrew", "switched", "promoted", "postponed", "changed",
    "cancelled", "reprogrammed",
]  # fmt: skip
"""What happened to a registration: each time, one letter."""


class Refused(Exception):
    """The rules say no; the message is the sentence to show, `field` the field of the form it is about, or ""."""

    def __init__(self, said: str, field: str = "") -> None:
        """Keep the sentence and its field."""
        super().__init__(said)
        self.field = field


@dataclass(frozen=True)
class Rules:
    """The rules of a cycle that its organisers may change; as written in the content, A3."""

    member_share: int = 30
    """Places kept for members, in percent of each pool, rounded down."""
    member_days: int = 15
    """Days before the meeting when they open to everybody."""
    same_organisation: int = 2
    """People of one organisation in a room; 0 for no limit."""
    organisation_days: int = 10
    """Days before the meeting when this limit ends."""
    offer_hours: int = 48
    soon_days: int = 3
    soon_hours: int = 24
    eve_hours: int = 3
    """Hours to answer an offer: ordinarily, less than `soon_days` before the meeting, from its eve."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody at a meeting; `id` is that of the registration, `organisation` a folded name, "" when there is none."""

    id: UUID
    person: UUID
    pool: Pool
    status: Status
    arrival: int
    priority: int = 0
    offered_until: datetime | None = None
    changes: int = 0
    member: bool = False
    organisation: str = ""
    question: str = ""

    @property
    def turn(self) -> tuple[int, int, UUID]:
        """What places it among those who wait: the smallest is first."""
        return (-self.priority, self.arrival, self.person)


Hindrance = Literal["", "full", "members", "organisation"]
"""Why a place cannot be had: none is left, those left are for members, too many of one organisation."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why somebody waits, until when it holds when a date ends it, and how many of one organisation may come."""

    why: Literal["full", "members", "organisation", "suspended"]
    until: datetime | None = None
    most: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """What an act did to a registration: now, before ("" for somebody new), why; of who waits, the rank and why."""

    entry: Entry
    was: str
    why: Why
    rank: int = 0
    obstacle: Obstacle | None = None


_NOBODY: Mapping[Pool, int] = {"room": 0, "remote": 0}
_NO_QUEUE: Mapping[Pool, tuple[tuple[int, int, UUID], ...]] = {"room": (), "remote": ()}


@dataclass(frozen=True)
class Book:
    """A meeting as the rules see it; made by `written`, changed by `with_entry`.

    `places` are the places of each pool, `arrivals` the last number given, `due` the next moment when time changes
    something. The others are counts and orders of `entries`, which are by person.
    """

    meeting: UUID
    starts_at: datetime
    ends_at: datetime
    status: str
    places: Mapping[Pool, int]
    waiting_places: int = 0
    suspended: bool = False
    reason: str = ""
    rules: Rules = Rules()
    arrivals: int = 0
    sequence: int = 0
    due: datetime | None = None
    entries: Mapping[UUID, Entry] = field(default_factory=dict)
    taken: Mapping[Pool, int] = field(default_factory=lambda: _NOBODY)
    others: Mapping[Pool, int] = field(default_factory=lambda: _NOBODY)
    """Places taken by those who are not members."""
    organisations: Mapping[str, int] = field(default_factory=dict)
    """Places of the room taken by the people of each organisation."""
    queues: Mapping[Pool, tuple[tuple[int, int, UUID], ...]] = field(default_factory=lambda: _NO_QUEUE)
    offers: tuple[tuple[datetime, UUID], ...] = ()
    """Offers, the first to end first."""

    @property
    def waiting(self) -> int:
        """How many people wait, in both pools."""
        return sum(map(len, self.queues.values()))

    @property
    def has_room(self) -> bool:
        """Whether people meet in a room: on site or hybrid."""
        return self.places["room"] > 0

    def free(self, pool: Pool) -> int:
        """The places that nobody holds."""
        return self.places[pool] - self.taken[pool]

    def days_before(self, days: int) -> datetime:
        """The moment this many days before the meeting."""
        return self.starts_at - timedelta(days=days)


def written(book: Book, entries: Iterable[Entry]) -> Book:
    """The book with these entries and no other, everything counted again."""
    held = {entry.person: entry for entry in entries}
    taken, others, organisations = dict(_NOBODY), dict(_NOBODY), {}
    queues: dict[Pool, list[tuple[int, int, UUID]]] = {"room": [], "remote": []}
    offers: list[tuple[datetime, UUID]] = []
    for entry in held.values():
        _count(entry, 1, taken, others, organisations)
        if entry.status == "waiting":
            queues[entry.pool].append(entry.turn)
        elif entry.status == "offered" and entry.offered_until:
            offers.append((entry.offered_until, entry.person))
    return replace(
        book,
        entries=held,
        taken=taken,
        others=others,
        organisations=organisations,
        queues={pool: tuple(sorted(queue)) for pool, queue in queues.items()},
        offers=tuple(sorted(offers)),
    )


def with_entry(book: Book, person: UUID, entry: Entry | None, arrivals: int | None = None) -> Book:
    """The book where this person is as said, or no longer is; `arrivals` is the last number given, when it moves."""
    before = book.entries.get(person)
    entries = dict(book.entries)
    entries.pop(person, None)
    taken, others, organisations = dict(book.taken), dict(book.others), dict(book.organisations)
    queues, offers = dict(book.queues), book.offers
    if before is not None:
        _count(before, -1, taken, others, organisations)
        if before.status == "waiting":
            queues[before.pool] = _without(queues[before.pool], before.turn)
        elif before.status == "offered" and before.offered_until:
            offers = _without(offers, (before.offered_until, person))
    if entry is not None:
        entries[person] = entry
        _count(entry, 1, taken, others, organisations)
        if entry.status == "waiting":
            queues[entry.pool] = _with(queues[entry.pool], entry.turn)
        elif entry.status == "offered" and entry.offered_until:
            offers = _with(offers, (entry.offered_until, person))
    counted = {"taken": taken, "others": others, "organisations": organisations, "queues": queues, "offers": offers}
    return replace(book, entries=entries, arrivals=book.arrivals if arrivals is None else arrivals, **counted)


def rank(book: Book, person: UUID) -> int:
    """The rank of somebody who waits among those who wait for the same pool, from 1; 0 when they do not wait."""
    entry = book.entries.get(person)
    if entry is None or entry.status != "waiting":
        return 0
    return bisect_left(book.queues[entry.pool], entry.turn) + 1


def obstacle(book: Book, found: Hindrance) -> Obstacle:
    """What this hindrance is in this meeting; without one, whoever waits does because the list is suspended."""
    rules = book.rules
    if found == "members":
        return Obstacle("members", book.days_before(rules.member_days))
    if found == "organisation":
        return Obstacle("organisation", book.days_before(rules.organisation_days), rules.same_organisation)
    return Obstacle("suspended" if book.suspended and not found else "full")


def _count(entry: Entry, by: int, taken: dict[Pool, int], others: dict[Pool, int], organisations: dict[str, int]):
    if entry.status not in HOLDING:
        return
    taken[entry.pool] += by
    others[entry.pool] += 0 if entry.member else by
    if entry.pool == "room" and entry.organisation:
        organisations[entry.organisation] = organisations.get(entry.organisation, 0) + by


def _with(ordered: tuple[Any, ...], one: Any) -> tuple[Any, ...]:
    listed = list(ordered)
    insort(listed, one)
    return tuple(listed)


def _without(ordered: tuple[Any, ...], one: Any) -> tuple[Any, ...]:
    at = bisect_left(ordered, one)
    return ordered[:at] + ordered[at + 1 :]
