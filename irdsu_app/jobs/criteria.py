"""Discriminating wording: what is asked of the person, not what the work is about. Pure.

A sentence is read plain, without what looks like a criterion and is none (`masks`); a criterion counts unless a public
is spoken of just before, a measure of the law allows it, or the sentence is there to refuse discriminations.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from irdsu_app.jobs.fair import Ground, Rules, Scheme, Trap, rules
from irdsu_app.jobs.glance import glance, may
from irdsu_app.jobs.plain import Plain, plain
from irdsu_app.jobs.stance import how, stands, traits

_FAR = 300
"""Signs before a criterion among which a public may be spoken of."""
_WORD = re.compile(r"[a-z]{7,}")
_NUMBER = re.compile(r"\d+")
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_UNITS = {"six": 6, "cinq": 5, "neuf": 9, "huit": 8, "sept": 7, "quatre": 4, "trois": 3, "deux": 2, "un": 1}
_SAID_NUMBER = re.compile(r"\b(vingt|trente|quarante|cinquante|soixante)(?:[- ](?:et[- ])?(\w+))?")
_UPPER = re.compile(r"\b(?:moins de|max\w*|au plus|ou moins|limite|au-dela|plus de (?:[3-9]\d) ans (?:s'abst|exclu))")
_HARMLESS_AFTER = re.compile(
    r" ?,? ?(?:d'(?:experience|anciennete|existence|activite)|victimes?|en (?:difficulte|errance|insertion|situation)"
    r"|d(?:u|es) quartiers?|represent|constitu|forment|vivent|beneficient|particip|frequent|accompagne|accueili|suivi"
    r"|inscrit|vivant|locataires|scolarise|sortant)"
)
"""What follows a public rather than somebody who is looked for."""


class Wording(NamedTuple):
    """A criterion found: its ground, and where it begins and ends in what was written."""

    ground: Ground
    start: int
    end: int


def wordings(text: str, allowed: frozenset[str] = frozenset()) -> tuple[Wording, ...]:
    """The discriminating criteria of a text; `allowed` are the measures that the rest of the offer names."""
    ready = rules()
    read = _respelled(plain(text))
    found: list[Wording] = []
    seen = glance(read.text)
    near = [(ground, kept) for ground, traps in ready.traps if (kept := [t for t in traps if may(seen, t.beginnings)])]
    for start, end in read.sentences():
        said = read.text[start:end]
        here = [*_sentence(ready, near, said, allowed)]
        here += _traits(ready, said, allowed, frozenset(each[0].name for each in here))
        found += (Wording(ground, *read.written(start + a, start + b)) for ground, a, b in here)
    return tuple(sorted(found, key=lambda each: (each.start, each.end)))


@lru_cache(maxsize=2048)
def measures(text: str) -> frozenset[str]:
    """The measures of the law that a text names, « adulte-relais »."""
    return frozenset(scheme.name for scheme, words in rules().schemes if words.search(plain(text).text))


def _sentence(
    ready: Rules, near: Sequence[tuple[Ground, Sequence[Trap]]], text: str, allowed: frozenset[str]
) -> Iterator[tuple[Ground, int, int]]:
    """One criterion of each ground of a sentence, the first; `near` are the traps that the whole text may fall into."""
    seen = glance(text)
    hinted = [(ground, kept) for ground, traps in near if (kept := [t for t in traps if may(seen, t.beginnings)])]
    if not hinted or (ready.fair.search(text) and not ready.refusal.search(text)):
        return
    stance = how(traits(ready.number), text)
    if stance.open or (stance.fair and not stance.out and not ready.refusal.search(text)):
        return
    spoken, text = text, ready.mask.sub(lambda masked: "#" * len(masked[0]), text)
    needed = {trap.needs for _, traps in hinted for trap in traps}
    has = {name for name in needed if ready.needs[name].search(text)}
    for ground, traps in hinted:
        matches = (
            match for trap in traps if trap.needs in has for match in trap.pattern.finditer(text)
            if match[0].strip() and _counts(ready, ground, trap, match)
            and not any(_allows(scheme, ground, match) for scheme in _named(ready, spoken, allowed))
        )  # fmt: skip
        if first := next(matches, None):
            yield ground, *first.span()


def _traits(
    ready: Rules, text: str, allowed: frozenset[str], found: frozenset[str]
) -> Iterator[tuple[Ground, int, int]]:
    """The traits of a person that a sentence makes a criterion, of grounds neither `found` nor allowed."""
    lawful = {ground for scheme in _named(ready, text, allowed) for ground in scheme.grounds}
    if lawful:
        lawful.add("apart")
    if how(traits(ready.number), text).out:
        lawful.discard("residence")
    text = ready.mask.sub(lambda masked: "#" * len(masked[0]), text)
    for name, start, end in stands(traits(ready.number), text, found | lawful):
        yield ready.grounds[name], start, end


def _counts(ready: Rules, ground: Ground, trap: Trap, match: re.Match[str]) -> bool:
    """Whether what was found is asked of a person, not said of a public."""
    text = match.string
    if trap.guarded and _of_a_public(ready, text[max(0, match.start() - _FAR) : match.start()]):
        return False
    return ground.name not in ("age", "sex") or not _HARMLESS_AFTER.match(text, match.end())


def _named(ready: Rules, text: str, allowed: frozenset[str]) -> Iterator[Scheme]:
    """The measures named in a sentence, or in the rest of the offer."""
    return (scheme for scheme, words in ready.schemes if scheme.name in allowed or words.search(text))


def _of_a_public(ready: Rules, before: str) -> bool:
    """Whether the last that was spoken of is a public rather than whoever is looked for."""
    sought = [each.end() for each in ready.seek.finditer(before)]
    topics = [each.end() for each in ready.topic.finditer(before) if not sought or not ready.post.fullmatch(each[0])]
    return bool(topics) and topics[-1] > (sought[-1] if sought else 0)


def _allows(scheme: Scheme, ground: Ground, match: re.Match[str]) -> bool:
    """Whether a measure allows this wording: its ground, its ages, its lower limits."""
    if ground.name not in scheme.grounds:
        return False
    if ground.name != "age":
        return True
    ages = _ages(match[0])
    if scheme.least and _UPPER.search(match.string, max(0, match.start() - 12), match.end() + 12):
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
    known = rules().spelled.get(word[0], ())
    if any(form in known for form in (word, word.rstrip("s"), word + "s", word + "e")):
        return word
    best = process.extractOne(word, known, scorer=OSA.distance, score_cutoff=1)
    return best[0] if best and len(best[0]) >= 7 and best[0][:-2] not in word else word
