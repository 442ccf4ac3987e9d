"""What an offer may not ask, read from `content/jobs/fair.yaml` and made ready to be looked for. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter

from pydantic import BaseModel, ConfigDict

from irdsu_app import content
from irdsu_app.jobs.glance import Glance, alternatives
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

    `needs` is the name of the words that the sentence must say as well, "" for none.
    """

    pattern: re.Pattern[str]
    guarded: bool
    needs: str = ""


@dataclass(frozen=True)
class Rules:
    """The file, its patterns compiled; the traps, each with its ground, the grounds in order."""

    traps: Glance[tuple[Ground, Trap]]
    masks: Glance[re.Pattern[str]]
    topic: re.Pattern[str]
    post: re.Pattern[str]
    seek: re.Pattern[str]
    fair: re.Pattern[str]
    refusal: re.Pattern[str]
    needs: Mapping[str, re.Pattern[str]]
    schemes: Mapping[str, Scheme]
    named: Glance[tuple[Scheme, re.Pattern[str]]]
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

    traps = (
        (ready(key), (ground, Trap(ready(text), guarded, needs)))
        for ground in sheet.grounds
        for text, guarded, needs, key in _texts(ground)
    )
    return Rules(
        Glance(traps),
        Glance((mask := ready(rf"\b(?:{each})"), mask) for text in sheet.masks for each in alternatives(text)),
        ready(rf"\b(?:{words['topic']})"),
        ready(rf"\b(?:{words['post']})"),
        ready(rf"\b(?:{words['seek']})"),
        ready(rf"\b(?:{words['fair']})"),
        ready(r"<never>|<want>"),
        {"": re.compile(""), **{name: ready(rf"(?<!\w)<{name}>") for name in _NEEDED}},
        {each.name: each for each in sheet.schemes},
        Glance((pattern := ready(rf"\b(?:{each.words})"), (each, pattern)) for each in sheet.schemes),
        {first: tuple(words) for first, words in groupby(sorted(plain(sheet.spelled).text.split()), itemgetter(0))},
        {each.name: each for each in sheet.grounds},
        words["n"],
    )


def _texts(ground: Ground) -> Iterator[tuple[str, bool, str, str]]:
    """The patterns of a ground: its own, and its people asked for or put aside; last, what its words begin like."""
    gap = r"(?:(?!(?:\w{1,2}')?<topic>)[\w'%°]+[ ,():]{1,3}){0,5}"
    near = r"(?:(?!(?:\w{1,2}')?<topic>)[\w'%°]+[ ,():]{1,3}){0,3}"
    yield from _own(ground.asked, False, "")
    yield from _own(ground.bare, True, "")
    if ground.people:
        people = rf"(?:{'|'.join(ground.people)})\b"
        yield rf"\b<seek>[ ,():]{{1,3}}{gap}{people}", False, "seek", people
        yield rf"\b<for> ?(?:une? |des |les )?{people}", True, "for", people
        yield rf"(?<!\w){people}[ ,():]{{1,3}}{near}<want>", True, "want", people
    if aside := (*ground.people, *ground.apart):
        people = rf"(?:{'|'.join(aside)})\b"
        them = r"(?:les |des |la |le |l'|une? )?(?:personnes? |candidat\w* |gens )?"
        yield rf"(?<!\w)<bar>{them}{people}", True, "bar", people
        yield rf"(?<!\w){people}[ ,():]{{1,3}}(?:[\w'%°]+[ ,():]{{1,3}}){{0,6}}<never>", False, "never", people
    yield from _own(ground.terms, True, "demand")
    yield from _own(ground.denied, True, "deny")


def _own(texts: Iterable[str], guarded: bool, needs: str) -> Iterator[tuple[str, bool, str, str]]:
    for each in (each for text in texts for each in alternatives(text)):
        pattern = rf"(?<!\w)(?:{each})(?!\w)"
        yield pattern, guarded, needs, pattern
