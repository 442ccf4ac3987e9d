"""Which patterns a text may meet at all, seen from the beginnings of its words: most are not even tried. Pure.

From a pattern, `beginnings` works out beginnings of words of which a text must have one for the pattern to be found;
from a text, `glance` makes the set of the beginnings of its words. Disjoint sets: nothing to look for.
"""

import re
from collections.abc import Iterable, Sequence
from re import _constants as codes  # type: ignore[attr-defined]  # how `re` reads a pattern, in 3.11 and after
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

LONGEST = 5
"""Letters of a beginning, at most."""
_SHORTEST = 2
_WORD = re.compile(r"[a-z0-9]+")
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT)


def glance(text: str) -> frozenset[str]:
    """The beginnings, of each length, of the words of a plain text."""
    return frozenset(word[:cut] for word in set(_WORD.findall(text)) for cut in range(_SHORTEST, LONGEST + 1))


def beginnings(pattern: str) -> frozenset[str]:
    """Beginnings of words of which one is needed; empty when nothing is sure, so that the pattern is always tried."""
    found, _ = _needed(parser.parse(pattern), True)
    return found


def may(seen: frozenset[str], needed: frozenset[str]) -> bool:
    """Whether a text seen at a glance may meet a pattern."""
    return not needed or not seen.isdisjoint(needed)


def _needed(nodes: Iterable[Any], fresh: bool) -> tuple[frozenset[str], bool]:  # nodes of the parser
    """The best beginnings of a sequence; `fresh` says whether a word may begin where it does, then where it ends."""
    best: frozenset[str] = frozenset()
    run = ""
    for code, value in nodes:
        if code is codes.LITERAL and _WORD.fullmatch(chr(value)):
            run, fresh = (run + chr(value), False) if run or fresh else ("", False)
            continue
        best, run = _better(best, run), ""
        if code is codes.LITERAL:
            fresh = True
        elif code is codes.SUBPATTERN:
            found, fresh = _needed(value[3], fresh)
            best = _better(best, found)
        elif code is codes.BRANCH:
            branches = [_needed(each, fresh) for each in value[1]]
            best, fresh = _better(best, _all(each for each, _ in branches)), all(ends for _, ends in branches)
        elif code in _REPEATS:
            found, ends = _needed(value[2], fresh)
            best = _better(best, found if value[0] else "")
            fresh = ends and (fresh or bool(value[0]))
        elif code is codes.IN:
            fresh = all(map(_between, value))
        elif code is codes.AT:
            fresh = fresh or value is codes.AT_BOUNDARY
        elif code not in (codes.ASSERT, codes.ASSERT_NOT):
            fresh = False
    return _better(best, run), fresh


def _between(item: Any) -> bool:  # of a set of signs
    """Whether what a set lets through is never a letter of a word."""
    code, value = item
    return value is codes.CATEGORY_SPACE if code is codes.CATEGORY else code is codes.LITERAL and not chr(value).isalnum()


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
