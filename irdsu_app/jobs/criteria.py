"""Discriminating wording: what is asked of the person, not what the work is about. Pure.

A sentence is read plain, without what looks like a criterion and is none (`masks`); a criterion counts unless a public
is spoken of just before, a measure of the law allows it, or the sentence is there to refuse discriminations.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from irdsu_app.jobs.fair import Ground, Rules, Scheme, Trap, rules
from irdsu_app.jobs.glance import Glance, hide, together
from irdsu_app.jobs.plain import Plain, plain
from irdsu_app.jobs.roles import Role, is_task, pattern
from irdsu_app.jobs.stance import Stance, stands, traits

_FAR = 300
"""Signs before a criterion among which a public may be spoken of."""
_WORD = re.compile(r"[a-z]{7,}")
_NUMBER = re.compile(r"\d+")
_CDDI = re.compile(r"\bCDDI\b", re.IGNORECASE)
"""The contract of insertion, which would be read as a « CDI » once doubled letters are one."""
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


def wordings(text: str, allowed: frozenset[str] = frozenset(), role: Role = "") -> tuple[Wording, ...]:
    """The discriminating criteria of a text; `allowed` are the measures that the rest of the offer names.

    A « portrait » says who is looked for: what it speaks of is asked, unless it says otherwise. A text that says the
    « work » is of those whom it is for, but where it speaks of whoever answers. A sentence alone, « unknown », is a
    portrait when it does not begin as a task.
    """
    read = _respelled(plain(text))
    found: list[Wording] = []
    for start, end in read.sentences():
        said = read.text[start:end]
        task = role != "portrait" and is_task(said)
        if role == "work" and task:
            continue
        here = _sentence(said, allowed, role == "portrait" or (role == "unknown" and not task))
        found += (Wording(ground, *read.written(start + a, start + b)) for ground, a, b in here)
    return tuple(sorted(found, key=lambda each: (each.start, each.end)))


@lru_cache(maxsize=2048)
def measures(text: str) -> frozenset[str]:
    """The measures of the law that a text names, « adulte-relais »."""
    named = frozenset(_named(rules(), plain(text).text))
    return named | {"insertion"} if _CDDI.search(text) else named


@lru_cache(maxsize=4096)
def _sentence(text: str, allowed: frozenset[str], portrait: bool) -> tuple[tuple[Ground, int, int], ...]:
    """The criteria of a sentence, the first of each ground: by their wording, then by what they mean."""
    ready, meanings = rules(), traits(rules().number)
    near: dict[str, list[Any]] = {name: [] for name in _LOOKED_FOR}
    for name, thing in _everything().near(text):
        near[name].append(thing)
    worded, meant = near["worded"], near["meant"]
    if not worded and not meant:
        return ()
    named = (scheme.name for scheme, words in near["scheme"] if words.search(text))
    schemes = [ready.schemes[name] for name in allowed.union(named)]
    masked = hide(near["mask"], text)
    bare = hide(near["blank"], masked)
    stance = Stance(bare, near["stance"], portrait)
    if "open" in stance and not pattern("yet").search(text):
        return ()
    found = [] if not worded or _fair(ready, stance, text) else list(_worded(ready, worded, masked, schemes))
    lawful = {ground for scheme in schemes for ground in (*scheme.grounds, "apart")}
    if "out" in stance or pattern("none").search(bare):
        lawful -= {"residence", "health", "origin"}
    known = lawful.union(each[0].name for each in found) | ({"apart"} if found else set())
    found += ((ready.grounds[name], start, end) for name, start, end in stands(meanings, meant, stance, known))
    return tuple(found)


_LOOKED_FOR = ("worded", "meant", "mask", "blank", "stance", "scheme")


@cache
def _everything() -> Glance[tuple[str, Any]]:
    """All that a sentence is looked at for, at once."""
    ready, meanings = rules(), traits(rules().number)
    found = (ready.traps, meanings.traps, ready.masks, meanings.masks, meanings.stances, ready.named)
    return together(dict(zip(_LOOKED_FOR, found, strict=True)))


def _named(ready: Rules, text: str) -> Iterator[str]:
    """The measures of the law that a plain text names."""
    return (scheme.name for scheme, words in ready.named.near(text) if words.search(text))


def _fair(ready: Rules, stance: Stance, text: str) -> bool:
    """Whether a sentence is there to say that something is not asked."""
    said = ready.fair.search(text) or ("fair" in stance and "out" not in stance)
    return bool(said) and not ready.refusal.search(text)


def _worded(
    ready: Rules, near: Iterable[tuple[Ground, Trap]], text: str, schemes: Sequence[Scheme]
) -> Iterator[tuple[Ground, int, int]]:
    """The criteria known by their wording, the first of each ground."""
    has: dict[str, bool] = {}
    done = ""
    for ground, trap in near:
        if ground.name == done:
            continue
        if trap.needs not in has:
            has[trap.needs] = bool(ready.needs[trap.needs].search(text))
        if not has[trap.needs]:
            continue
        for match in trap.pattern.finditer(text):
            if not match[0].strip() or not _counts(ready, ground, trap, match):
                continue
            if not any(_allows(scheme, ground, match) for scheme in schemes):
                done = ground.name
                yield ground, *match.span()
                break


def _counts(ready: Rules, ground: Ground, trap: Trap, match: re.Match[str]) -> bool:
    """Whether what was found is asked of a person, not said of a public."""
    text = match.string
    if trap.guarded and _of_a_public(ready, text[max(0, match.start() - _FAR) : match.start()]):
        return False
    return ground.name not in ("age", "sex") or not _HARMLESS_AFTER.match(text, match.end())


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
