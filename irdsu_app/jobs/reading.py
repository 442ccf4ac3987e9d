"""What was typed, read word by word: exact, begun, or mistaken when nothing of the kind is known."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from sqlmodel import Session

from irdsu_app.jobs import index, search
from irdsu_app.jobs.board import Board
from irdsu_app.jobs.lexicon import SHORTEST, Groups

_TRIED = 6
"""Words that somebody may mean, of which the index is asked."""
_MANY = 40
"""Stems asked for one by one; beyond, the beginning itself is enough."""


@dataclass(frozen=True)
class Answer:
    """The open offers that have every word anywhere, in their title, and what was read for what was typed."""

    anywhere: int
    in_title: int
    corrected: Mapping[str, str]


def found(session: Session, board: Board, typed: str) -> Answer:
    """The open offers that say this; all of them when it says nothing."""
    return _Reader(session, board).read(typed)


def begun(session: Session, board: Board, typed: str) -> str:
    """The words of what was typed that are only beginnings, as the search reads them: no open offer has them whole.

    Before the last one, those that no offer ever had.
    """
    reader = _Reader(session, board)
    *first, last = [word.text for word in search.words(typed)] or [""]
    unknown = [each for each in first if len(each) >= SHORTEST and not board.lexicon.knows(search.analyse(each)[-1])]
    return " ".join(each for each in (*unknown, last) if each and not reader.knows(each))


class _Reader:
    """A search under way."""

    def __init__(self, session: Session, board: Board) -> None:
        self._session, self._board = session, board
        self._corrected: dict[str, str] = {}
        self._written: dict[str, str] = {}

    def read(self, typed: str) -> Answer:
        words = [word.text for word in search.words(typed)]
        if not words:
            return Answer(self._board.open, self._board.open, {})
        *first, last = words
        self._written = search.written(typed)
        begun = "" if self.knows(last) else last
        kept = typed
        for word in first if begun else words:
            kept = self._put_right(kept, word)
        if begun and not self._begins(begun):
            begun, kept = self._put_right_begun(begun, kept)
        return self._answer(kept, begun)

    def _answer(self, typed: str, begun: str) -> Answer:
        """Meet what each word finds; the one being typed may also be whole, as an acronym is."""
        whole = search.analyse(typed)
        stems = search.analyse(_but_last(typed)) if begun else whole
        anywhere, in_title = (self._meet(stems, begun, whole, titled) for titled in (False, True))
        shown = self._board.lexicon.shown
        corrected = {self._written.get(word, word): shown(right) for word, right in self._corrected.items()}
        return Answer(anywhere, in_title, corrected)

    def _meet(self, stems: tuple[str, ...], begun: str, whole: tuple[str, ...], in_title: bool) -> int:
        held = self._board.open
        for each in stems:
            held &= self._word(each, in_title)
        return held & (self._begins(begun, in_title) | self._all(whole, in_title)) if begun else held

    def _word(self, stem: str, in_title: bool) -> int:
        """The offers that have this word; when nobody ever wrote it, those with a word that begins so."""
        one = frozenset((stem,))
        if len(stem) < SHORTEST or self._board.lexicon.knows(stem) or self._any(one, ""):
            return self._any(one, "", in_title)
        return self._begins(stem, in_title)

    def _all(self, stems: tuple[str, ...], in_title: bool) -> int:
        held = self._board.open
        for each in stems:
            held &= self._any(frozenset((each,)), "", in_title)
        return held

    def _any(self, stems: frozenset[str], start: str, in_title: bool = False) -> int:
        name = f"{in_title} {start} {' '.join(sorted(stems))}"
        return self._board.term(name, partial(index.matching, self._session, stems, start, in_title))

    def _begins(self, start: str, in_title: bool = False) -> int:
        """The offers with a word that begins so, or whose other gender does."""
        if len(start) < SHORTEST:
            return self._board.open
        stems = self._board.lexicon.beginning(start)
        if len(stems) > _MANY:
            stems = frozenset(each for each in stems if not each.startswith(start))
            return self._any(frozenset(sorted(stems)[:_MANY]), start, in_title)
        return self._any(stems, start, in_title)

    def knows(self, word: str) -> bool:
        """Whether an open offer has this word, or all that this acronym stands for."""
        return bool(self._all(search.analyse(word), False))

    def _put_right(self, typed: str, word: str) -> str:
        """What was typed, this word replaced when no offer ever had it."""
        if self._board.lexicon.knows(search.analyse(word)[-1]) or self.knows(word):
            return typed
        right = _likeliest(self._board.lexicon.near(word), lambda each: self._all(search.analyse(each), False))
        if not right:
            return typed
        self._corrected[word] = right
        return _replaced(typed, word, right)

    def _put_right_begun(self, begun: str, typed: str) -> tuple[str, str]:
        """The last word: one that it may be meant to be, or a beginning of one."""
        lexicon = self._board.lexicon
        if lexicon.knows(search.analyse(begun)[-1]):
            return "", typed
        right = _likeliest(lexicon.near_beginnings(begun), self._begins)
        if not right:
            return begun, typed
        self._corrected[begun] = right
        return right, _replaced(typed, begun, right)


def _likeliest(groups: Groups, finds: Callable[[str], int]) -> str:
    """Of what may be meant, with as few mistakes as possible, what finds the most offers; nothing when none does."""
    for group in groups:
        counts = {each: finds(each).bit_count() for each in group[:_TRIED]}
        best = max(counts, key=lambda each: counts[each])
        if counts[best]:
            return best
    return ""


def _replaced(typed: str, word: str, right: str) -> str:
    """What was typed, this word replaced."""
    return " ".join(right if each.text == word else each.text for each in search.words(typed))


def _but_last(typed: str) -> str:
    return " ".join(word.text for word in search.words(typed)[:-1])
