"""A figure and everything that must be said with it: scope, year, source, and how sure we are."""

import re
from contextvars import ContextVar
from datetime import date, timedelta
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from irdsu_app import content
from irdsu_app.design.typography import fr

Proof = Literal["verified", "twice", "secondary", "memory", "contradictory"]
"""How the figure was checked: read in its source, in two sources, quoted by another, from memory, sources disagree."""

Status = Literal["Vérifié", "À vérifier", "Périmé"]


class Fact(BaseModel):
    """One dated figure. `value` is the text shown (« 43,2 % »), `number` what a drawing measures with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str
    value: str
    number: float | None = None
    scope: str
    year: str
    source: str
    link: str = ""
    proof: Proof
    checked: date
    valid_months: int = Field(default=12, ge=1)

    def status(self, today: date) -> Status:
        """Say whether the figure may be shown as sure on that day."""
        if self.proof not in ("verified", "twice"):
            return "À vérifier"
        return "Périmé" if self.late(today) else "Vérifié"

    def late(self, today: date) -> bool:
        """Whether the figure was checked longer ago than it is valid."""
        return today > self.checked + timedelta(days=30.44 * self.valid_months)

    @property
    def sure(self) -> bool:
        """Whether the figure was read in its own source; if not, it is always shown with its reservation."""
        return self.proof in ("verified", "twice")

    @property
    def shown(self) -> str:
        """The value, followed by its reservation when it is not sure."""
        return fr(self.value if self.sure else f"{self.value} (à vérifier)")

    @property
    def when(self) -> str:
        """The last year written, in four figures, where a drawing has no more room."""
        return next(iter(reversed(re.findall(r"(?:19|20|21)\d\d", self.year))), self.year)

    @property
    def period(self) -> str:
        """The years it runs through (« 2024-2030 »), or what is written of its year."""
        found = re.search(r"\d{4}-\d{4}", self.year)
        return found[0] if found else self.year

    @property
    def map(self) -> str:
        """The map of the districts that it was counted on, when its scope says so."""
        found = re.search(r"(?:carte|contours) de \d{4}", self.scope)
        return found[0] if found else "périmètre donné avec la source"

    @property
    def said_with(self) -> str:
        """What must be written near the value: scope and year."""
        return fr(f"{self.scope}, {self.year}")


class Facts(BaseModel):
    """Every figure of the sheet, by name."""

    model_config = ConfigDict(frozen=True)

    facts: dict[str, Fact]

    def __getitem__(self, name: str) -> Fact:
        return self.facts[name]


SHOWN: ContextVar[Facts | None] = ContextVar("facts", default=None)
"""The figures being shown, when they are not the package's own; set by `showing.showing`."""


def facts() -> Facts:
    """The figures of the edition being shown: those of content/facts.yaml, unless within `showing`."""
    return SHOWN.get() or printed()


@cache
def printed() -> Facts:
    """Read content/facts.yaml, the figures of the first edition."""
    return content.read("facts", Facts)
