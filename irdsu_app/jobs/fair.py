"""What an offer may not ask, read from `content/jobs/fair.yaml` and made ready to be looked for. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter

from pydantic import BaseModel, ConfigDict

from irdsu_app import content
from irdsu_app.jobs.glance import beginnings
from irdsu_app.jobs.plain import plain, single

_NEEDED = ("demand", "deny", "seek", "for", "want", "bar", "never")
_NAME = re.compile(r"<(\w+)>")


class Ground(BaseModel):
    """A ground of the law: how it is named, its article, what to write instead, and how it is worded."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    label: str
    article: str
    instead: str
    people: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()


class Scheme(BaseModel):
    """A measure that allows some grounds: only lower limits when `least`, wordings without a number when `free`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    words: str
    grounds: tuple[str, ...]
    ages: tuple[int, ...] = ()
    least: bool = False
    free: bool = False


class Sheet(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: dict[str, str]
    masks: tuple[str, ...]
    grounds: tuple[Ground, ...]
    schemes: tuple[Scheme, ...]
    spelled: str


@dataclass(frozen=True)
class Trap:
    """A pattern; `guarded` when speaking of a public before it makes it harmless.

    `needs` is the name of the words that the sentence must say as well, "" for none; `beginnings` are those of words
    without which it is not even tried.
    """

    pattern: re.Pattern[str]
    guarded: bool
    needs: str = ""
    beginnings: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Rules:
    """The file, its patterns compiled; the traps by ground."""

    traps: tuple[tuple[Ground, tuple[Trap, ...]], ...]
    mask: re.Pattern[str]
    topic: re.Pattern[str]
    post: re.Pattern[str]
    seek: re.Pattern[str]
    fair: re.Pattern[str]
    refusal: re.Pattern[str]
    needs: Mapping[str, re.Pattern[str]]
    schemes: tuple[tuple[Scheme, re.Pattern[str]], ...]
    spelled: Mapping[str, tuple[str, ...]]
    grounds: Mapping[str, Ground]
    number: str


@cache
def rules() -> Rules:
    """What is looked for; raises pydantic.ValidationError or re.error on a mistake in the file."""
    sheet = content.read("jobs/fair", Sheet)
    words = dict(sheet.words)

    def ready(pattern: str) -> re.Pattern[str]:
        while _NAME.search(pattern):
            pattern = _NAME.sub(lambda name: words[name[1]], pattern)
        return re.compile(single(pattern))

    traps = tuple(
        (
            ground,
            tuple(_trap(ready(text), guarded, needs) for text, guarded, needs in _texts(ground)),
        )
        for ground in sheet.grounds
    )
    return Rules(
        traps,
        ready("|".join(rf"\b(?:{each})" for each in sheet.masks)),
        ready(rf"\b(?:{words['topic']})"),
        ready(rf"\b(?:{words['post']})"),
        ready(rf"\b(?:{words['seek']})"),
        ready(rf"\b(?:{words['fair']})"),
        ready(r"<never>|<want>"),
        {"": re.compile(""), **{name: ready(rf"(?<!\w)<{name}>") for name in _NEEDED}},
        tuple((each, ready(rf"\b(?:{each.words})")) for each in sheet.schemes),
        {first: tuple(words) for first, words in groupby(sorted(plain(sheet.spelled).text.split()), itemgetter(0))},
        {each.name: each for each in sheet.grounds},
        words["n"],
    )


def _trap(pattern: re.Pattern[str], guarded: bool, needs: str) -> Trap:
    return Trap(pattern, guarded, needs, beginnings(pattern.pattern))


def _texts(ground: Ground) -> tuple[tuple[str, bool, str], ...]:
    """The patterns of a ground: its own, and its people asked for or put aside."""
    gap = r"(?:(?!(?:\w{1,2}')?<topic>)[\w'%°]+[ ,():]{1,3}){0,5}"
    near = r"(?:(?!(?:\w{1,2}')?<topic>)[\w'%°]+[ ,():]{1,3}){0,3}"
    found: list[tuple[str, bool, str]] = [(rf"(?<!\w)(?:{each})(?!\w)", False, "") for each in ground.asked]
    found += [(rf"(?<!\w)(?:{each})(?!\w)", True, "") for each in ground.bare]
    if ground.people:
        people = rf"(?:{'|'.join(ground.people)})\b"
        found += [
            (rf"\b<seek>[ ,():]{{1,3}}{gap}{people}", False, "seek"),
            (rf"\b<for> ?(?:une? |des |les )?{people}", True, "for"),
            (rf"(?<!\w){people}[ ,():]{{1,3}}{near}<want>", True, "want"),
        ]
    if aside := (*ground.people, *ground.apart):
        people = rf"(?:{'|'.join(aside)})\b"
        found += [
            (rf"(?<!\w)<bar>(?:les |des |la |le |l'|une? )?(?:personnes? |candidat\w* |gens )?{people}", True, "bar"),
            (rf"(?<!\w){people}[ ,():]{{1,3}}(?:[\w'%°]+[ ,():]{{1,3}}){{0,6}}<never>", False, "never"),
        ]
    found += [(rf"(?<!\w)(?:{each})(?!\w)", True, "demand") for each in ground.terms]
    found += [(rf"(?<!\w)(?:{each})(?!\w)", True, "deny") for each in ground.denied]
    return tuple(found)
