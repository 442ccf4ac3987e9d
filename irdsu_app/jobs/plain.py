"""A text made plain for rules to read, each sign of it knowing where it stands in what was written. Pure.

Small letters, no accents, straight apostrophes and quotation marks, one space between words; « né(e) » and « né·e » are
read « né »; of a doubled letter one is kept, which is how it is most often mistaken.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

LONGEST = 50_000
"""Signs of a text that are read."""
_SIGNS = str.maketrans(
    {"’": "'", "ʼ": "'", "‘": "'", "´": "'", "`": "'", "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-"}
    | {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "«": " ", "»": " ", "“": " ", "”": " ", '"': " ", "*": " "}
    | dict.fromkeys("·•‧⋅∙・․", ".")
)
_ENDING = re.compile(
    r"(?<=[a-z]{2})(?:\(-?(?:e|ne|le|te|se|re|ve|ere|trice|rice|ice|euse|ienne|enne|sse)s?\)s?"
    r"|[./](?:e|ne|le|te|se|ve|ere|trice|rice|euse|ienne)(?:[./]?s)?(?![a-z])"
    r"|-(?:e|ne|ere|trice|rice|euse)(?:-?s)?(?![a-z]))"
)
_DOUBLED = re.compile(r"([a-z])\1+")
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


@lru_cache(maxsize=512)
def plain(text: str) -> Plain:
    """Make this text plain."""
    text = text[:LONGEST]
    signs = [(sign, i) for i, each in enumerate(text) for sign in _folded(each)]
    signs = [pair for pair, before in zip(signs, [(" ", 0), *signs], strict=False) if pair[0] != " " or before[0] != " "]
    signs = _without(signs, _ENDING, lambda match: match.span())
    signs = _without(signs, _DOUBLED, lambda match: (match.start() + 1, match.end()))
    return Plain("".join(sign for sign, _ in signs), (*(i for _, i in signs), len(text)))


def single(pattern: str) -> str:
    """A pattern written with ordinary words, as it must be to read a plain text: doubled letters are one."""
    return _DOUBLED_BUT_ESCAPED.sub(lambda match: match[1] or match[0], pattern)


@lru_cache(maxsize=4096)
def _folded(sign: str) -> str:
    """One sign, small, without its accent; every space but the end of a line is a space."""
    if sign.isspace():
        return "\n" if sign in "\n\r\x0b\x0c\u2028\u2029" else " "
    apart = unicodedata.normalize("NFKD", sign.casefold().translate(_SIGNS))
    return "".join(each for each in apart if not unicodedata.combining(each)).casefold()


def _without(
    signs: Sequence[tuple[str, int]], pattern: re.Pattern[str], left_out: Callable[[re.Match[str]], tuple[int, int]]
) -> list[tuple[str, int]]:
    """The signs without what a pattern finds."""
    kept: list[tuple[str, int]] = []
    last = 0
    for match in pattern.finditer("".join(sign for sign, _ in signs)):
        start, end = left_out(match)
        kept += signs[last:start]
        last = end
    return [*kept, *signs[last:]]
