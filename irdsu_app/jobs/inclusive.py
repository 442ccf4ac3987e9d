"""Titles for everybody, read as one word: « Coordinateur.rice », « chargé·e·s », « Chargée ou chargé ». Pure.

No list of endings: what follows a point, a hyphen or a bracket is the other gender when, put on some beginning of the
word before it, it makes a word of the same stem. « rice » on « coordinateur » does; « relais » on « adulte » does not.
"""

import re
from collections.abc import Sequence

from irdsu_app.jobs.stemming import stem

POINTS = "·•‧⋅∙・․"
"""The points that separate genders, all read as a full stop."""
BETWEEN = re.compile(r" ?[][()/.\-_*'|]{1,3}| ?/ -?")
"""What may stand between a word and its other ending, once the points are read."""
MENTION = re.compile(r"[(\[]?(?<![\w.])[hfm](?: ?[/.\-|] ?[hfmxn]){1,3}(?![\w.])[)\]]?")
"""« (H/F) », which says nothing of the post."""
_CAPITALS = re.compile(r"(?<=[a-zà-ÿ]{2})(?=[A-ZÀ-Ý]{1,8}s?\b)")
_MASCULINE = frozenset(
    ("eur", "teur", "ateur", "cteur", "deur", "eux", "er", "ier", "en", "ien", "on", "f", "if", "x", "el", "eau")
)
_SHORTENED = {"ice": "rice", "ices": "rices"}
_LONGEST = 9


def pointed(text: str) -> str:
    """The text before it is folded, whatever stands for a point or a capital in « chargéE » written as a full stop."""
    for point in POINTS:
        text = text.replace(point, ".")
    return _CAPITALS.sub(".", text)


def is_ending(word: str, end: str) -> bool:
    """Whether this is the other gender, or the plural, of the word before it; both are folded."""
    if end in ("s", "x"):
        return True
    if len(end) > _LONGEST + len(word):
        return False
    end, root = _SHORTENED.get(end, end), stem(word)
    return any(stem(word[:cut] + end) == root for cut in range(len(word), -1, -1))


def is_middle(word: str, end: str, after: str) -> bool:
    """Whether this is the masculine ending of a word cut in three, as « coordinat·eur·rice »."""
    return end in _MASCULINE and is_ending(word + end, after)


def once(stems: Sequence[str], either: Sequence[bool]) -> tuple[str, ...]:
    """The stems without what is said twice: next to each other, or on both sides of an « ou ».

    `either[i]` says whether an « ou », or what may stand for it, is just before `stems[i]`.
    """
    said: list[str] = []
    skip = 0
    for i, each in enumerate(stems):
        if skip:
            skip -= 1
            continue
        if said and said[-1] == each:
            continue
        skip = _repeated(said, stems[i:]) if either[i] else 0
        if skip:
            skip -= 1
        else:
            said.append(each)
    return tuple(said)


def _repeated(said: Sequence[str], coming: Sequence[str]) -> int:
    """How many of the stems that come are the last ones said."""
    longest = min(len(said), len(coming), 6)
    return next((n for n in range(longest, 0, -1) if list(said[-n:]) == list(coming[:n])), 0)
