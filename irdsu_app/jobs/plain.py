"""A text made plain for rules to read, each sign of it knowing where it stands in what was written. Pure.

Small letters, no accents, straight apostrophes and quotation marks, one space between words; « né(e) » and « né·e » are
read « né »; of a doubled letter one is kept, which is how it is most often mistaken.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

LONGEST = 50_000
"""Signs of a text that are read."""
_SIGNS = str.maketrans(
    {"’": "'", "ʼ": "'", "‘": "'", "´": "'", "`": "'", "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-"}
    | {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "«": " ", "»": " ", "“": " ", "”": " ", '"': " ", "*": " "}
    | dict.fromkeys("·•‧⋅∙・․⸱", ".")
)
_ENDING = re.compile(
    r"(?<=[a-z]{2})(?:\(-?(?:e|ne|le|te|se|re|ve|ere|trice|rice|ice|euse|ienne|enne|sse)s?\)s?"
    r"|[./](?:e|ne|le|te|se|ve|ere|trice|rice|euse|ienne)(?:[./]?s)?(?![a-z])"
    r"|-(?:e|ne|ere|trice|rice|euse)(?:-?s)?(?![a-z]))"
)
_SPACES = re.compile(r"(?<=[ \n]) +|\A +")
_DOUBLED = re.compile(r"([a-z])(?=\1)")
_DOUBLED_BUT_ESCAPED = re.compile(r"\\.|([a-z])\1+")
_END = re.compile(r"(?<=[.!?])\s|[\n;]")


@dataclass(frozen=True)
class Plain:
    """A plain text; `at[i]` is where its sign i begins in what was written, `at[-1]` where that ends."""

    text: str
    at: tuple[int, ...]

    def written(self, start: int, end: int) -> tuple[int, int]:
        """Where signs start to end (not included) stand in what was written."""
        return self.at[start], self.at[end - 1] + 1 if end > start else self.at[start]

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Where each sentence begins and ends: at a full stop, a line, a semicolon."""
        bounds = (0, *(each.end() for each in _END.finditer(self.text)), len(self.text))
        return ((start, end) for start, end in pairwise(bounds) if start < end)


@lru_cache(maxsize=2048)
def plain(text: str) -> Plain:
    """Make this text plain."""
    text = text[:LONGEST]
    parts = [_FOLDED[sign] for sign in text]
    read, at = "".join(parts), list(range(len(text)))
    if len(read) != len(text) or "" in parts:
        at = [i for i, part in enumerate(parts) for _ in part]
    for pattern in (_SPACES, _ENDING, _DOUBLED):
        read, at = _without(read, at, pattern)
    return Plain(read, (*at, len(text)))


def single(pattern: str) -> str:
    """A pattern written with ordinary words, as it must be to read a plain text: doubled letters are one."""
    return _DOUBLED_BUT_ESCAPED.sub(lambda match: match[1] or match[0], pattern)


class _Folded(dict[str, str]):
    """Each sign, small, without its accent; every space but the end of a line is a space."""

    def __missing__(self, sign: str) -> str:
        """Fold a sign that is met for the first time."""
        if sign.isspace():
            self[sign] = "\n" if sign in "\n\r\x0b\x0c\u2028\u2029" else " "
        else:
            apart = unicodedata.normalize("NFKD", sign.casefold().translate(_SIGNS))
            self[sign] = "".join(each for each in apart if not unicodedata.combining(each)).casefold()
        return self[sign]


_FOLDED = _Folded()


def _without(text: str, at: list[int], pattern: re.Pattern[str]) -> tuple[str, list[int]]:
    """The text without what a pattern finds, and where each of its signs stands."""
    spans = [match.span() for match in pattern.finditer(text)]
    if not spans:
        return text, at
    starts, ends = (0, *(end for _, end in spans)), (*(start for start, _ in spans), len(text))
    kept = list(zip(starts, ends, strict=True))
    return "".join(text[a:b] for a, b in kept), [each for a, b in kept for each in at[a:b]]
