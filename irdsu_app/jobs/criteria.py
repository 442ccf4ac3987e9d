"""Discriminating wording: what is asked of the person, not what the work is about. Pure.

A sentence is read plain, without what looks like a criterion and is none (`masks`); a criterion counts unless a public
is spoken of just before, a measure of the law allows it, or the sentence is there to refuse discriminations.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from irdsu_app.jobs.fair import Ground, Rules, Scheme, Trap, rules
from irdsu_app.jobs.plain import Plain, plain

_WORD = re.compile(r"[a-z]{7,}")
_NUMBER = re.compile(r"\d+")
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_UNITS = {"six": 6, "cinq": 5, "neuf": 9, "huit": 8, "sept": 7, "quatre": 4, "trois": 3, "deux": 2, "un": 1}
_SAID_NUMBER = re.compile(r"\b(vingt|trente|quarante|cinquante|soixante)(?:[- ](?:et[- ])?(\w+))?")
_UPPER = re.compile(r"\b(?:moins de|max\w*|au plus|ou moins|limite|au-dela|plus de (?:[3-9]\d) ans (?:s'abst|exclu))")
_HARMLESS_AFTER = re.compile(
    r" ?,? ?(?:d'experience|d'anciennete|d'existence|d'activite|victimes?|en (?:difficulte|errance|insertion|situation)"
    r"|du quartier|des quartiers|accompagne|accueili|suivi|inscrit|vivant|locataires|scolarise|sortant)"
)


class Wording(NamedTuple):
    """A criterion found: its ground, and where it begins and ends in what was written."""

    ground: Ground
    start: int
    end: int


def wordings(text: str, around: str = "") -> tuple[Wording, ...]:
    """The discriminating criteria of a text, in order; `around` is the rest of the offer, where a measure is named."""
    ready = rules()
    read = _respelled(plain(text))
    allowed = tuple(scheme for scheme, words in ready.schemes if words.search(plain(around).text))
    found: list[Wording] = []
    for start, end in read.sentences():
        here = list(_sentence(ready, read.text[start:end], allowed))
        found += (Wording(ground, *read.written(start + a, start + b)) for ground, a, b in here)
    return tuple(sorted(found, key=lambda each: (each.start, each.end)))


def _sentence(ready: Rules, text: str, allowed: tuple[Scheme, ...]) -> Iterator[tuple[Ground, int, int]]:
    """One criterion of each ground of a sentence, the first."""
    if ready.fair.search(text) and not ready.refusal.search(text):
        return
    schemes = (*allowed, *(scheme for scheme, words in ready.schemes if words.search(text)))
    text = ready.mask.sub(lambda masked: "#" * len(masked[0]), text)
    seen: set[str] = set()
    for trap in ready.traps:
        if trap.ground.name in seen or not ready.needs[trap.needs].search(text):
            continue
        for match in trap.pattern.finditer(text):
            if match[0].strip() and _counts(ready, trap, match, text, schemes):
                seen.add(trap.ground.name)
                yield trap.ground, *match.span()
                break


def _counts(ready: Rules, trap: Trap, match: re.Match[str], text: str, schemes: tuple[Scheme, ...]) -> bool:
    """Whether what was found is a criterion that nothing makes lawful."""
    if trap.guarded and _of_a_public(ready, text[: match.start()]):
        return False
    if trap.ground.name in ("age", "sex") and _HARMLESS_AFTER.match(text, match.end()):
        return False
    return not any(_allows(scheme, trap.ground, match, text) for scheme in schemes)


def _of_a_public(ready: Rules, before: str) -> bool:
    """Whether the last that was spoken of is a public rather than whoever is looked for."""
    topics = [each.end() for each in ready.topic.finditer(before)]
    sought = [each.end() for each in ready.seek.finditer(before)]
    return bool(topics) and topics[-1] > (sought[-1] if sought else 0)


def _allows(scheme: Scheme, ground: Ground, match: re.Match[str], text: str) -> bool:
    """Whether a measure allows this wording: its ground, its ages, its lower limits."""
    if ground.name not in scheme.grounds:
        return False
    if ground.name != "age":
        return True
    ages = _ages(match[0])
    if scheme.least and _UPPER.search(text, max(0, match.start() - 12), match.end() + 12):
        return False
    return ages <= set(scheme.ages) if ages else scheme.free and "dynamique" not in match[0]


def _ages(text: str) -> set[int]:
    """The numbers of a wording, in figures or in words."""
    said = {_TENS[ten] + _UNITS.get(unit or "", 0) for ten, unit in _SAID_NUMBER.findall(text)}
    return said | {int(each) for each in _NUMBER.findall(text) if len(each) == 2}


def _respelled(read: Plain) -> Plain:
    """The text, its long words put right when one letter of what is looked for is mistaken."""
    text, at, last = "", [], 0
    for match in _WORD.finditer(read.text):
        right = _right(match[0])
        if right == match[0]:
            continue
        start, end = match.span()
        text += read.text[last:start] + right
        places = [read.at[min(start + i, end - 1)] for i in range(len(right))]
        at += [*read.at[last:start], *places[:-1], read.at[end - 1]]
        last = end
    return Plain(text + read.text[last:], (*at, *read.at[last:]))


@lru_cache(maxsize=65_536)
def _right(word: str) -> str:
    """The word looked for of which this is a misspelling, or itself."""
    known = rules().spelled
    if word in known or word.rstrip("s") in known or word + "s" in known or word + "e" in known:
        return word
    best = process.extractOne(word, known, scorer=OSA.distance, score_cutoff=1)
    return best[0] if best and best[0][0] == word[0] and len(best[0]) >= 7 else word
