"""The French of the search: what a text is reduced to, so that whoever looks finds it however it is spelled. Pure."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from irdsu_app.jobs import acronyms, inclusive
from irdsu_app.jobs.stemming import folded, stem

VERSION = "1"
"""Of the analyser: an index written with another is written again."""
LONGEST = 50_000
"""Signs of a text that are read."""

_SAYS_NOTHING = """le la les l un une des du de d et ou a au aux en dans par pour sur avec chez ce cet cette ces son sa
ses leur leurs qui que qu dont est sont il elle ils elles nous vous on se s n y c j m t votre vos notre nos etre ainsi
afin si tout tous toute toutes tou te"""
STOP = frozenset(_SAYS_NOTHING.split())
"""Words that say nothing."""
_SURE = re.compile(r"\bsûr\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_CAPITALS = re.compile(r"\b[A-Z]{2,7}\b")
_PLURAL_CAPITALS = re.compile(r"\b([A-Z]{2,7})s\b")
_INITIALS = re.compile(r"(?<![\w.])(?:[a-z]\.){2,}[a-z]?(?!\w)")
_JOINED = ("socio", "medico", "psycho", "eco", "tiers")
_COMPOUND = re.compile(r"(?:socio|medico|psycho)(?!log)(?=[a-z]{5})|eco(?=quartier)|tiers(?=lieux?$)")


_EITHER = re.compile(r"[/,(]")


class Word(NamedTuple):
    """A word of a text, folded, its stem, and whether an « ou », or what may stand for it, is before it."""

    text: str
    stem: str
    either: bool = False


def analyse(text: str) -> tuple[str, ...]:
    """The stems of a text, in order: one for all genders, numbers and spellings of a word, acronyms with their words.

    What is doubled (« Chargée ou chargé ») is given once; words that say nothing are left out.
    """
    return _analysed(text[:LONGEST])


@lru_cache(maxsize=1024)
def _analysed(text: str) -> tuple[str, ...]:
    return acronyms.spread(_said(text), stems)


@lru_cache(maxsize=1024)
def indexed(text: str) -> tuple[str, ...]:
    """The stems that a text is found by: those that `analyse` gives, and every word as it is written."""
    return (*analyse(text), *acronyms.everything(_said(text[:LONGEST]), stems))


def written(text: str) -> dict[str, str]:
    """The words of a text, folded, each with how it is written there."""
    return {folded(word): word.casefold() for word in _WORD.findall(text)}


def _said(text: str) -> acronyms.Said:
    """The words of a text, what is doubled said once."""
    found = words(text)
    kept = inclusive.once([each.stem for each in found], [each.either for each in found])
    by_stem = {each.stem: each.text for each in reversed(found)}
    capitals = frozenset(map(str.lower, _CAPITALS.findall(text)))
    return acronyms.Said(kept, tuple(by_stem[each] for each in kept), capitals)


def stems(text: str) -> tuple[str, ...]:
    """The stems of each word of a text, nothing more."""
    return tuple(each.stem for each in words(text))


@lru_cache(maxsize=1024)
def words(text: str) -> tuple[Word, ...]:
    """The words of a text that say something, without the endings of the other gender."""
    found: list[Word] = []
    either = False
    for word, gap in _joined(_plain(text)):
        either = either or bool(_EITHER.search(gap))
        if word in STOP:
            either = either or word in ("ou", "et")
            continue
        parts = _COMPOUND.sub(r"\g<0> ", word).split() if word.startswith(_JOINED) else (word,)
        found += (Word(part, stem(part), either and not i) for i, part in enumerate(parts))
        either = False
    return tuple(found)


def _joined(plain: str) -> Iterator[tuple[str, str]]:
    """Each word without the endings of its other gender, and what stands before it."""
    before, ahead, end, words = "", "", 0, list(_WORD.finditer(plain))
    for i, match in enumerate(words):
        word, gap = match[0], plain[end : match.start()]
        end = match.end()
        if before and inclusive.BETWEEN.fullmatch(gap):
            if inclusive.is_ending(before, word):
                continue
            if i + 1 < len(words) and inclusive.is_middle(before, word, words[i + 1][0]):
                before += word
                continue
        if before:
            yield before, ahead
        before, ahead = word, gap
    if before:
        yield before, ahead


def _plain(text: str) -> str:
    """The text folded, initials joined, « (H/F) » left out; « sûr » is not « sur »."""
    plain = folded(inclusive.pointed(_PLURAL_CAPITALS.sub(r"\1", _SURE.sub("sûre", text))))
    plain = _INITIALS.sub(lambda initials: initials[0].replace(".", ""), plain)
    return inclusive.MENTION.sub(" ", plain)
