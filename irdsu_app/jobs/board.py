"""The open offers of a day, held in memory to be counted and put in order at each keystroke. Pure.

It holds what facets and orders need, never the texts: those are found by the index and read in the database.
"""

from bisect import bisect_left, insort
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from irdsu_app.jobs import bits
from irdsu_app.jobs.lexicon import Lexicon
from irdsu_app.jobs.offer import Offer
from irdsu_app.jobs.query import CLOSING, SINCE, Query, Sort

FACETS = ("contract", "region", "department", "profession", "kind")
"""The facets made of choices, by their names in a query."""
KEPT = 2_000
"""Answers of the index and offers that are kept; those asked for longest ago leave first."""
_SPARSE = 500
NEVER = date.max.toordinal()


class Entry(NamedTuple):
    """An open offer: its choices in the order of FACETS, telework, and its days as ordinals (deadline or NEVER)."""

    id: int
    choices: tuple[str, ...]
    teleworkable: bool
    deadline: int
    published: int
    newest: tuple[int, int]
    """What sorts it, the newest first."""
    soonest: tuple[int, int, int]
    """What sorts it, the first to close first."""


def entry(number: int, choices: tuple[str, ...], teleworkable: bool, deadline: date | None, published: int) -> Entry:
    """An entry, with what sorts it."""
    newest, closes = (-published, -number), deadline.toordinal() if deadline else NEVER
    return Entry(number, choices, teleworkable, closes, published, newest, (closes, *newest))


@dataclass
class Board:
    """The open offers on this day, as the database was after so many changes and erasures."""

    day: date
    change: int = -1
    erasures: int = 0
    lexicon: Lexicon = field(default_factory=Lexicon)
    entries: dict[int, Entry] = field(default_factory=dict)
    open: int = 0
    _choices: Mapping[str, dict[str, int]] = field(default_factory=lambda: {name: {} for name in FACETS})
    _telework: int = 0
    _closing: dict[int, int] = field(default_factory=dict)
    _published: dict[int, int] = field(default_factory=dict)
    _newest: list[tuple[int, ...]] = field(default_factory=list)
    _soonest: list[tuple[int, ...]] = field(default_factory=list)
    _terms: "OrderedDict[str, int]" = field(default_factory=OrderedDict)
    _read: "OrderedDict[int, Offer]" = field(default_factory=OrderedDict)

    def renew(self, gone: Iterable[int], come: Iterable[Entry]) -> None:
        """Take these offers off, then put these on; what was read before is forgotten."""
        self._terms.clear()
        self._read.clear()
        come = list(come)
        for number in {*gone, *(entry.id for entry in come)} & self.entries.keys():
            self._take_off(self.entries.pop(number))
        self.entries |= {entry.id: entry for entry in come}
        self._put_on(come)

    def _put_on(self, come: list[Entry]) -> None:
        groups: dict[tuple[int, object], list[int]] = defaultdict(list)
        for entry in come:
            for i, choice in enumerate(entry.choices):
                groups[i, choice].append(entry.id)
            groups[-1, entry.deadline].append(entry.id)
            groups[-2, entry.published].append(entry.id)
        for (kind, value), numbers in groups.items():
            held = self._table(kind)
            held[value] = held.get(value, 0) | bits.of(numbers)
        self.open |= bits.of(entry.id for entry in come)
        self._telework |= bits.of(entry.id for entry in come if entry.teleworkable)
        if len(come) > 100:
            self._newest = sorted(entry.newest for entry in self.entries.values())
            self._soonest = sorted(entry.soonest for entry in self.entries.values())
        else:
            for entry in come:
                insort(self._newest, entry.newest)
                insort(self._soonest, entry.soonest)

    def _take_off(self, entry: Entry) -> None:
        others = ~(1 << entry.id)
        self.open &= others
        self._telework &= others
        for i, choice in (*enumerate(entry.choices), (-1, entry.deadline), (-2, entry.published)):
            self._table(i)[choice] &= others
        for order, key in ((self._newest, entry.newest), (self._soonest, entry.soonest)):
            del order[bisect_left(order, key)]

    def _table(self, kind: int) -> dict[object, int]:
        return (self._published, self._closing)[kind + 2] if kind < 0 else self._choices[FACETS[kind]]  # pyright: ignore[reportReturnType]

    def term(self, asked: str, ask: Callable[[], int]) -> int:
        """What the index answers to this, asked once until something changes."""
        if asked not in self._terms:
            _keep(self._terms, asked, ask() & self.open)
        self._terms.move_to_end(asked)
        return self._terms[asked]

    def offers(self, numbers: list[int], read: Callable[[list[int]], Iterable[Offer]]) -> tuple[Offer, ...]:
        """These offers in this order, each read once until something changes."""
        if missing := [number for number in numbers if number not in self._read]:
            for offer in read(missing):
                _keep(self._read, offer.id, offer)
        return tuple(self._read[number] for number in numbers if number in self._read)

    def narrowed(self, query: Query, but: str = "") -> int:
        """The open offers that this query keeps by its facets, but for one of them."""
        kept = self.open
        for name in FACETS:
            chosen = getattr(query, name)
            if chosen and name != but:
                kept &= bits.union(self._choices[name].get(each, 0) for each in chosen)
        if query.telework and but != "telework":
            kept &= self._telework
        if query.since and but != "since":
            kept &= self._since(query.since)
        if query.closing and but != "closing":
            kept &= self._within(query.closing)
        return kept

    def counts(self, query: Query, found: int) -> dict[str, dict[str, int]]:
        """How many of what the words found each choice of each facet would give, the others as they are."""
        told: dict[str, dict[str, int]] = {}
        for name in FACETS:
            base = found & self.narrowed(query, name)
            counted = {value: (base & held).bit_count() for value, held in self._choices[name].items() if value}
            told[name] = {value: count for value, count in counted.items() if count}
        told["telework"] = {"oui": (found & self.narrowed(query, "telework") & self._telework).bit_count()}
        lately, soon = found & self.narrowed(query, "since"), found & self.narrowed(query, "closing")
        told["since"] = {str(days): (lately & self._since(days)).bit_count() for days in SINCE}
        told["closing"] = {str(days): (soon & self._within(days)).bit_count() for days in CLOSING}
        return told

    def ordered(self, held: int, order: Sort, first: int, most: int) -> list[int]:
        """At most so many of these offers in this order (« pertinence » is the newest first), from the one numbered."""
        soonest = order == "limite"
        if held.bit_count() < _SPARSE:
            entries = [self.entries[number] for number in bits.numbers(held)]
            keys = sorted([entry.soonest if soonest else entry.newest for entry in entries])
            return [-key[-1] for key in keys[first : first + most]]
        digits = held.to_bytes(held.bit_length() // 8 + 1, "little")
        numbers: list[int] = []
        for key in self._soonest if soonest else self._newest:
            number = -key[-1]
            if number >> 3 < len(digits) and digits[number >> 3] >> (number & 7) & 1:
                numbers.append(number)
                if len(numbers) == first + most:
                    break
        return numbers[first:]

    def _since(self, days: int) -> int:
        after = self.day.toordinal() - days
        return bits.union(held for day, held in self._published.items() if day > after)

    def _within(self, days: int) -> int:
        last = self.day.toordinal() + days
        return bits.union(held for day, held in self._closing.items() if day <= last)


def _keep(kept: "OrderedDict[Any, Any]", key: object, value: object) -> None:
    kept[key] = value
    if len(kept) > KEPT:
        kept.popitem(last=False)
