"""Traits of a person and how a sentence stands to them: asked, demanded, chosen, put aside, or not at all. Pure.

`criteria` looks for wordings; this looks for meaning, whatever the wording: a trait (`content/jobs/traits.yaml`) and a
stance in one sentence make a criterion, unless the sentence speaks of the work or says that nothing is asked.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from irdsu_app import content
from irdsu_app.jobs.glance import Glance, alternatives
from irdsu_app.jobs.plain import single
from irdsu_app.jobs.roles import pattern as role

_JUST_BEFORE = ("neg", "seek")
_KINDS = ("never", "said", "who", "what", "info", "apart")
_CLAUSE = re.compile(r"[,:(]")
"""What ends a clause, in such a text."""
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
    said: str = ""


class Sheet(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    stances: dict[str, str]
    masks: str
    traits: tuple[Trait, ...]


class Trap(NamedTuple):
    """A trait to look for: its ground, what kind of trait it is, its pattern."""

    ground: str
    kind: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Traits:
    """The file, its patterns compiled: stances by name, those that stand just before a trait apart."""

    stances: Glance[tuple[str, re.Pattern[str]]]
    before: Mapping[str, re.Pattern[str]]
    masks: Glance[re.Pattern[str]]
    traps: Glance[Trap]


class Stance:
    """How a sentence stands to whoever reads it: each question is asked of it once, if it is at all."""

    def __init__(self, text: str, near: Iterable[tuple[str, re.Pattern[str]]], portrait: bool = False) -> None:
        """Read this plain sentence, of which these stances are worth trying; a `portrait` says who is looked for."""
        self.text, self.portrait, self._known = text, portrait, dict[str, bool]()
        self._near: dict[str, list[re.Pattern[str]]] = {}
        for name, pattern in near:
            self._near.setdefault(name, []).append(pattern)

    def __contains__(self, name: str) -> bool:
        """Whether the sentence says this."""
        if name not in self._known:
            self._known[name] = any(each.search(self.text) for each in self._near.get(name, ()))
        return self._known[name]

    def last(self, name: str, before: int) -> int:
        """Where what the sentence says of this ends, the last time before a place; 0 when it does not."""
        found = (each.finditer(self.text, 0, before) for each in self._near.get(name, ()))
        return max((match.end() for matches in found for match in matches), default=0)

    def after(self, name: str, place: int) -> bool:
        """Whether the sentence says this from a place on."""
        return any(each.search(self.text, place) for each in self._near.get(name, ()))


@cache
def traits(numbers: str) -> Traits:
    """What is looked for; `numbers` is the pattern of an age. Raises ValidationError or re.error on a mistaken file."""
    sheet = content.read("jobs/traits", Sheet)

    def ready(text: str, end: str = "") -> Iterator[re.Pattern[str]]:
        for each in alternatives(text.replace("\n", "")):
            yield re.compile(single(rf"(?<!\w)(?:{each.replace('<n>', numbers)}){end}"))

    stances = (
        (pattern, (name, pattern))
        for name, text in sheet.stances.items()
        if name not in _JUST_BEFORE
        for pattern in ready(text, r"\b" if name == "work" else "")
    )
    traps = (
        (pattern, Trap(each.ground, kind, pattern))
        for each in sheet.traits
        for kind in _KINDS
        if getattr(each, kind)
        for pattern in ready(getattr(each, kind), r"(?!\w)")
    )
    before = {name: next(ready(sheet.stances[name], "$")) for name in _JUST_BEFORE}
    return Traits(Glance(stances), before, Glance((mask, mask) for mask in ready(sheet.masks)), Glance(traps))


def stands(
    ready: Traits, near: Iterable[Trap], stance: Stance, grounds: frozenset[str] | set[str] = frozenset()
) -> Iterator[tuple[str, int, int]]:
    """The criteria of a sentence, the first of each ground, `near` being the traps to try; none of these `grounds`."""
    if "fair" in stance and "out" not in stance:
        return
    said = set(grounds)
    for ground, kind, pattern in near:
        if ground in said or (kind == "said" and not stance.portrait):
            continue
        found = (each for each in pattern.finditer(stance.text) if _counts(ready, kind, stance, each))
        if first := next(found, None):
            said |= {ground, "apart"}
            yield ground, *first.span()


def _counts(ready: Traits, kind: str, stance: Stance, match: re.Match[str]) -> bool:
    """Whether a trait is made a criterion by its sentence."""
    if _of_the_work(stance, match.start()) and not ("out" in stance and stance.after("them", match.end())):
        return False
    before = match.string[max(0, match.start() - _NEAR) : match.start()]
    negated = bool(ready.before["neg"].search(before))
    if kind == "said" and "later" in stance:
        return False
    if kind == "apart":
        return "legit" not in stance
    if kind == "info":
        wanted = any(each in stance for each in ("ask", "choose", "out")) or _named(stance, before, kind)
        return not negated and "later" not in stance and wanted
    if (
        kind == "never"
        or (kind == "said" and stance.portrait and "setting" not in stance)
        or "out" in stance
        or negated
        or "choose" in stance
    ):
        return True
    if _named(stance, before, kind):
        return True
    return "ask" in stance if kind in ("what", "said") else bool(ready.before["seek"].search(before))


def _named(stance: Stance, before: str, kind: str) -> bool:
    """Whether a text that says who is looked for names a trait for itself, and not of those whom the work is for."""
    return stance.portrait and "setting" not in stance and (kind == "what" or not role("others").search(before))


def _of_the_work(stance: Stance, before: int) -> bool:
    """Whether the last that was spoken of is the work rather than whoever is looked for."""
    work = stance.last("work", before)
    if role("refuses").search(stance.text, 0, before):
        return False
    apart = stance.portrait and not role("whole").match(stance.text) and _CLAUSE.search(stance.text, work, before)
    if apart and not role("others").search(stance.text[:before]):
        return False
    return bool(work) and work > stance.last("them", before)
