"""The words of the offers: what begins like what is being typed, what looks like a word that is unknown. Pure."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 2
"""Letters of what is being typed that are looked for."""
MISTAKEN = 4
"""Letters of the shortest word that is corrected."""
_MANY = 60
_OTHER_GENDERS = (("eur", "rice"), ("eur", "euse"), ("eux", "euse"), ("if", "ive"), ("ic", "ique"), ("eau", "elle"))
"""Endings that take each other’s place, for who is still typing one of them."""


class Lexicon:
    """Words and their stems."""

    def __init__(self, words: Mapping[str, str] | None = None) -> None:
        """Know these words."""
        self._stems: dict[str, str] = {}
        self._sorted: list[str] = []
        self._known: set[str] = set()
        self.learn(words or {})

    def learn(self, words: Mapping[str, str]) -> None:
        """Know these words as well."""
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

    def _near(self, word: str) -> tuple[str, ...]:
        """The words that this one may be meant to be, the likeliest first: one mistake, two in a long word."""
        return self._alike(word, (each for each in self._sorted if abs(len(each) - len(word)) <= 2))

    def _near_beginnings(self, start: str) -> tuple[str, ...]:
        """The beginnings of words that this one may be meant to be."""
        return self._alike(start, {each[: len(start)] for each in self._sorted if len(each) > len(start)})

    def _alike(self, word: str, words: Iterable[str]) -> tuple[str, ...]:
        if len(word) < MISTAKEN or any(sign.isdigit() for sign in word):
            return ()
        most = 1 if len(word) < 7 else 2
        found = process.extract(word, list(words), scorer=OSA.distance, score_cutoff=most, limit=8)
        return tuple(each for each, _, _ in sorted(found, key=lambda one: (one[1], one[0][0] != word[0], one[0])))


def _turned(start: str) -> tuple[str, ...]:
    """What is being typed, and the other genders it may become: « coordinatri » may be « coordinateur »."""
    ways = [start]
    for pair in _OTHER_GENDERS:
        for typed, other in (pair, pair[::-1]):
            ways += (
                start[:-n] + other for n in range(1, len(typed)) if start.endswith(typed[:n]) and len(start) > n + 2
            )
    return tuple(dict.fromkeys(ways))
