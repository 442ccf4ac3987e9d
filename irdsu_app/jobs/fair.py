"""What an offer may not ask, read from `content/jobs/fair.yaml` and made ready to be looked for. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel, ConfigDict

from irdsu_app import content
from irdsu_app.jobs.plain import plain, single

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
    """A pattern of a ground; `guarded` when speaking of a public before it makes it harmless.

    `needs` is what the sentence must say as well: « demand » or « deny », or nothing.
    """

    ground: Ground
    pattern: re.Pattern[str]
    guarded: bool
    needs: str = ""


@dataclass(frozen=True)
class Rules:
    """The file, its patterns compiled."""

    traps: tuple[Trap, ...]
    mask: re.Pattern[str]
    topic: re.Pattern[str]
    seek: re.Pattern[str]
    fair: re.Pattern[str]
    refusal: re.Pattern[str]
    needs: Mapping[str, re.Pattern[str]]
    schemes: tuple[tuple[Scheme, re.Pattern[str]], ...]
    spelled: frozenset[str]


@cache
def rules() -> Rules:
    """What is looked for; raises pydantic.ValidationError or re.error on a mistake in the file."""
    sheet = content.read("jobs/fair", Sheet)
    words = dict(sheet.words)

    def ready(pattern: str) -> re.Pattern[str]:
        while _NAME.search(pattern):
            pattern = _NAME.sub(lambda name: words[name[1]], pattern)
        return re.compile(single(pattern))

    traps = tuple(Trap(ground, ready(text), *how) for ground in sheet.grounds for text, *how in _texts(ground))
    return Rules(
        traps,
        ready("|".join(rf"\b(?:{each})" for each in sheet.masks)),
        *(ready(rf"\b(?:{sheet.words[name]})") for name in ("topic", "seek", "fair")),
        ready(r"<never>|<want>"),
        {"": re.compile(""), **{name: ready(rf"(?<!\w){sheet.words[name]}") for name in ("demand", "deny")}},
        tuple((each, ready(rf"\b(?:{each.words})")) for each in sheet.schemes),
        frozenset(plain(sheet.spelled).text.split()),
    )


def _texts(ground: Ground) -> tuple[tuple[str, bool, str], ...]:
    """The patterns of a ground: its own, and its people asked for or put aside."""
    gap = r"(?:(?!<topic>)[\w'%°]+[ ,(:]{1,3}){0,5}"
    near = r"(?:(?!<topic>)[\w'%°]+[ ,(:]{1,3}){0,3}"
    found: list[tuple[str, bool, str]] = [(rf"(?<!\w)(?:{each})(?!\w)", False, "") for each in ground.asked]
    found += [(rf"(?<!\w)(?:{each})(?!\w)", True, "") for each in ground.bare]
    if ground.people:
        people = rf"(?:{'|'.join(ground.people)})\b"
        found += [
            (rf"\b<seek>[ ,:]{{1,3}}{gap}{people}", False, ""),
            (rf"\b<for> ?(?:une? |des |les )?{people}", True, ""),
            (rf"(?<!\w){people}[ ,:]{{1,3}}{near}<want>", True, ""),
        ]
    if aside := (*ground.people, *ground.apart):
        people = rf"(?:{'|'.join(aside)})\b"
        found += [
            (rf"(?<!\w)<bar>(?:les |des |la |le |l'|une? )?{people}", True, ""),
            (rf"(?<!\w){people}[ ,:]{{1,3}}(?:[\w'%°]+[ ,(:]{{1,3}}){{0,6}}<never>", False, ""),
        ]
    found += [(rf"(?<!\w)(?:{each})(?!\w)", True, "demand") for each in ground.terms]
    found += [(rf"(?<!\w)(?:{each})(?!\w)", True, "deny") for each in ground.denied]
    return tuple(found)


def grounds() -> Mapping[str, Ground]:
    """The grounds of the law, by name."""
    return {trap.ground.name: trap.ground for trap in rules().traps}
