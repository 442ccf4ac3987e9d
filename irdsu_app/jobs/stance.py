"""Traits of a person and how a sentence stands to them: asked, demanded, chosen, put aside, or not at all. Pure.

`criteria` looks for wordings; this looks for meaning, whatever the wording: a trait (`content/jobs/traits.yaml`) and a
stance in one sentence make a criterion, unless the sentence speaks of the work or says that nothing is asked.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from irdsu_app import content
from irdsu_app.jobs.glance import beginnings, glance, may
from irdsu_app.jobs.plain import single

_JUST_BEFORE = ("neg", "seek")
_KINDS = ("never", "who", "what", "info", "apart")
_NEAR = 60
"""Signs before a trait among which a negation bears on it."""


class Trait(BaseModel):
    """What a person is that a ground of the law protects, in words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ground: str
    who: str = ""
    what: str = ""
    info: str = ""
    apart: str = ""
    never: str = ""


class Sheet(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    stances: dict[str, str]
    masks: str
    traits: tuple[Trait, ...]


@dataclass(frozen=True)
class Traits:
    """The file, its patterns compiled; of each ground, the patterns of its traits by kind."""

    stances: Mapping[str, re.Pattern[str]]
    mask: re.Pattern[str]
    of: tuple[tuple[str, tuple[tuple[str, re.Pattern[str], frozenset[str]], ...]], ...]


class Stance(NamedTuple):
    """How a sentence stands to whoever reads it."""

    out: bool
    ask: bool
    choose: bool
    fair: bool
    open: bool
    later: bool
    legit: bool


@cache
def traits(numbers: str) -> Traits:
    """What is looked for; `numbers` is the pattern of an age. Raises ValidationError or re.error on a mistaken file."""
    sheet = content.read("jobs/traits", Sheet)

    def ready(pattern: str, end: str = "") -> re.Pattern[str]:
        pattern = pattern.replace("\n", "").replace("<n>", numbers)
        return re.compile(single(rf"(?<!\w)(?:{pattern}){end}"))

    return Traits(
        {name: ready(text, "$" if name in _JUST_BEFORE else "") for name, text in sheet.stances.items()},
        ready(sheet.masks),
        tuple(
            (
                each.ground,
                tuple(
                    (kind, pattern := ready(text, r"(?!\w)"), beginnings(pattern.pattern))
                    for kind in _KINDS
                    if (text := getattr(each, kind))
                ),
            )
            for each in sheet.traits
        ),
    )


def stands(ready: Traits, text: str, grounds: frozenset[str]) -> Iterator[tuple[str, int, int]]:
    """The criteria of a sentence, the first of each ground; those of `grounds` are allowed here or found already."""
    seen = glance(text)
    near = [
        (ground, kind, pattern)
        for ground, kinds in ready.of
        if ground not in grounds
        for kind, pattern, needed in kinds
        if may(seen, needed)
    ]
    if not near:
        return
    text = ready.mask.sub(lambda masked: "#" * len(masked[0]), text)
    said: set[str] = set()
    stance: Stance | None = None
    for ground, kind, pattern in near:
        if ground in said or not pattern.search(text):
            continue
        stance = stance or how(ready, text)
        found = (each for each in pattern.finditer(text) if _counts(ready, kind, stance, each))
        if first := next(found, None):
            said.add(ground)
            yield ground, *first.span()


def how(ready: Traits, text: str) -> Stance:
    """How a sentence stands to whoever reads it."""
    return Stance(*(bool(ready.stances[name].search(text)) for name in Stance._fields))


def _counts(ready: Traits, kind: str, stance: Stance, match: re.Match[str]) -> bool:
    """Whether a trait is made a criterion by its sentence."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    near = before[-_NEAR:]
    if stance.open or (stance.fair and not stance.out):
        return False
    if _of_the_work(ready, before) and not (stance.out and ready.stances["them"].search(after)):
        return False
    negated = bool(ready.stances["neg"].search(near))
    if kind == "apart":
        return not stance.legit
    if kind == "info":
        return not negated and not stance.later and (stance.ask or stance.choose or stance.out)
    if kind == "never" or stance.out or negated or stance.choose:
        return True
    return stance.ask if kind == "what" else bool(ready.stances["seek"].search(near))


def _of_the_work(ready: Traits, before: str) -> bool:
    """Whether the last that was spoken of is the work rather than whoever is looked for."""
    work = max((each.end() for each in ready.stances["work"].finditer(before)), default=0)
    return work > max((each.end() for each in ready.stances["them"].finditer(before)), default=0)
