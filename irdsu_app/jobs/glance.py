"""Which patterns a text may meet at all, seen from the beginnings of its words: most are not even tried. Pure.

From a pattern, `beginnings` works out beginnings of words of which a text must have one for the pattern to be found;
a `Glance` keeps many patterns by their beginnings, and gives those worth trying on a text.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from irdsu_app.jobs import patterns
from irdsu_app.jobs.patterns import Group, Letter, Parts, Signs

T = TypeVar("T")
LONGEST = 5
"""Letters of a beginning, at most."""
_SHORTEST = 2
_KNOWN = 20_000
"""Words whose patterns are kept."""
_WORD = re.compile(r"[a-z0-9]+")
_SIGN = re.compile(r"\\.|\[(?:\\.|[^\]])*\]|[()|]")


class Glance(Generic[T]):
    """Things to look for, each with its pattern: of a text, those that it may meet."""

    def __init__(self, things: Iterable[tuple[re.Pattern[str], T]]) -> None:
        """Keep what each pattern needs."""
        self.things: list[T] = []
        self.always: set[int] = set()
        self.by: dict[str, list[int]] = {}
        self._known: dict[str, Sequence[int]] = {}
        for place, (pattern, thing) in enumerate(things):
            self.things.append(thing)
            needed = beginnings(pattern.pattern)
            for each in needed:
                self.by.setdefault(each, []).append(place)
            if not needed:
                self.always.add(place)

    def near(self, text: str) -> list[T]:
        """What a plain text may meet, in the order it was given."""
        places = self.always.union(*map(self._of, set(_WORD.findall(text))))
        return [self.things[place] for place in sorted(places)]

    def _of(self, word: str) -> Sequence[int]:
        """The places of what a word may begin; those of the words of the language are soon known."""
        found = self._known.get(word)
        if found is None:
            cuts = range(_SHORTEST, min(len(word), LONGEST) + 1)
            found = tuple(place for cut in cuts for place in self.by.get(word[:cut], ()))
            if len(self._known) < _KNOWN:
                self._known[word] = found
        return found


def together(glances: Mapping[str, Glance[Any]]) -> Glance[tuple[str, Any]]:
    """Several of them asked at once: each thing comes with the name of its own."""
    whole: Glance[tuple[str, Any]] = Glance(())
    for name, one in glances.items():
        first = len(whole.things)
        whole.things += ((name, thing) for thing in one.things)
        whole.always.update(first + place for place in one.always)
        for word, places in one.by.items():
            whole.by.setdefault(word, []).extend(first + place for place in places)
    return whole


def alternatives(pattern: str) -> Iterator[str]:
    """What stands between the bars of a pattern that are in no bracket."""
    deep = start = 0
    for sign in _SIGN.finditer(pattern):
        deep += {"(": 1, ")": -1}.get(sign[0], 0)
        if sign[0] == "|" and not deep:
            yield pattern[start : sign.start()]
            start = sign.end()
    yield pattern[start:]


def hide(masks: Iterable[re.Pattern[str]], text: str) -> str:
    """The text, what these patterns find written over, each sign where it was."""
    for mask in masks:
        text = mask.sub(lambda found: "#" * len(found[0]), text)
    return text


def beginnings(pattern: str) -> frozenset[str]:
    """Beginnings of words of which one is needed; empty when nothing is sure, so that the pattern is always tried.

    Raises `patterns.Unread` for a pattern that cannot be read.
    """
    found, _ = _needed(patterns.read(pattern), True)
    return found


def _needed(parts: Parts, fresh: bool) -> tuple[frozenset[str], bool]:
    """The best beginnings of a sequence; `fresh` says whether a word may begin where it does, then where it ends."""
    best: frozenset[str] = frozenset()
    run = ""
    for part in parts:
        if isinstance(part, Letter) and _WORD.fullmatch(part.sign):
            run, fresh = (run + part.sign, False) if run or fresh else ("", False)
            continue
        best, run = _better(best, run), ""
        if isinstance(part, Group):
            found, ends = _of_choices(part, fresh)
            best = _better(best, found if part.least else "")
            fresh = ends and (fresh or bool(part.least))
        elif isinstance(part, Signs):
            fresh = part.between
        else:
            fresh = fresh or isinstance(part, Letter) or part.word
    return _better(best, run), fresh


def _of_choices(group: Group, fresh: bool) -> tuple[frozenset[str], bool]:
    """The beginnings of which one is needed whatever is chosen, and whether a word may begin after all of them."""
    found = [_needed(each, fresh) for each in group.choices]
    return _all(each for each, _ in found), all(ends for _, ends in found)


def _all(branches: Iterable[frozenset[str]]) -> frozenset[str]:
    """Those of every branch; nothing when one of them has none."""
    found = list(branches)
    return frozenset().union(*found) if all(found) else frozenset()


def _better(one: frozenset[str], other: frozenset[str] | str) -> frozenset[str]:
    """The more telling of two: its shortest beginning is longer, then it has fewer."""
    if isinstance(other, str):
        other = frozenset((other[:LONGEST],)) if len(other) >= _SHORTEST else frozenset()
    return max((one, other), key=_telling)


def _telling(found: Sequence[str] | frozenset[str]) -> tuple[int, int]:
    return (min(map(len, found)), -len(found)) if found else (0, 0)
