"""The words of the offers: what begins like what is being typed, what looks like a word that is unknown. Pure."""

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from itertools import groupby

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 3
"""Letters of what is being typed that are looked for: almost every offer has a word that begins with any two."""
MISTAKEN = 5
"""Letters of the shortest word that is corrected."""
LONG = 7
"""Letters of a word in which two mistakes are put right."""
Groups = tuple[tuple[str, ...], ...]
_OTHER_GENDERS = (("eur", "rice"), ("eur", "euse"), ("eux", "euse"), ("if", "ive"), ("ic", "ique"), ("eau", "elle"))
"""Endings that take each other’s place, for who is still typing one of them."""


class Lexicon:
    """Words, folded, with their stems and how they are written."""

    def __init__(self, words: Mapping[str, str] | None = None) -> None:
        """Know these words."""
        self._stems: dict[str, str] = {}
        self._sorted: list[str] = []
        self._known: set[str] = set()
        self._shown: dict[str, str] = {}
        self.learn(words or {})

    def learn(self, words: Mapping[str, str], shown: Mapping[str, str] | None = None) -> None:
        """Know these words as well: their stems, and how they are written."""
        self._shown |= shown or {}
        fresh = [word for word in words if word not in self._stems]
        self._stems |= words
        self._known |= set(words.values())
        if len(fresh) > 100:
            self._sorted = sorted(self._stems)
        else:
            for word in fresh:
                insort(self._sorted, word)
        self.near = lru_cache(maxsize=512)(self._near)
        self.near_beginnings = lru_cache(maxsize=512)(self._near_beginnings)

    def knows(self, stem: str) -> bool:
        """Whether a word of this stem was met."""
        return stem in self._known

    def beginning(self, start: str) -> frozenset[str]:
        """The stems of the words that begin so, or whose other gender does; few when the start is long."""
        return frozenset(self._stems[word] for each in _turned(start) for word in self._from(each))

    def _from(self, start: str) -> Iterable[str]:
        at = bisect_left(self._sorted, start)
        for word in self._sorted[at : at + 100_000]:
            if not word.startswith(start):
                return
            yield word

    def shown(self, start: str) -> str:
        """How a word is written; of the beginning of one, what is written of it: « évaluat… »."""
        if start in self._stems:
            return self._shown.get(start) or start
        word = next(iter(self._from(start)), start)
        written = self._shown.get(word, word)
        return f"{written[: len(start)] if len(written) == len(word) else start}…"

    def _near(self, word: str) -> Groups:
        """The words that this one may be meant to be: one mistake, two in a long word."""
        return _alike(word, [each for each in self._sorted if abs(len(each) - len(word)) <= 2])

    def _near_beginnings(self, start: str) -> Groups:
        """The words, and the beginnings of words, that what is being typed may be meant to be."""
        sizes = range(len(start) - 1, len(start) + 2)
        return _alike(start, {each[:size] for each in self._sorted for size in sizes if len(each) >= size})


def _alike(word: str, words: Collection[str]) -> Groups:
    """Those with the fewest mistakes, then those with more; in each group, those that begin alike first."""
    if len(word) < MISTAKEN or any(sign.isdigit() for sign in word):
        return ()
    most = 1 if len(word) < LONG else 2
    found = process.extract(word, words, scorer=OSA.distance, score_cutoff=most, limit=40)
    ordered = sorted(found, key=lambda one: (one[1], one[0][0] != word[0], one[0]))
    return tuple(tuple(each for each, _, _ in group) for _, group in groupby(ordered, key=lambda one: one[1]))


def _turned(start: str) -> tuple[str, ...]:
    """What is being typed, and the other genders it may become: « coordinatri » may be « coordinateur »."""
    ways = [start]
    for pair in _OTHER_GENDERS:
        for typed, other in (pair, pair[::-1]):
            ways += (
                start[:-n] + other for n in range(1, len(typed)) if start.endswith(typed[:n]) and len(start) > n + 2
            )
    return tuple(dict.fromkeys(ways))
