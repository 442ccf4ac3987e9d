"""What people type in the game: one line of plain text, with a longest length in characters. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from irdsu_app.coop.game import ACTION_LENGTH, CONDITION_LENGTH, TRACE_LENGTH

NAME_LENGTH, COMMITMENT_LENGTH, REASON_LENGTH = 30, 240, 60


def plain(text: str) -> str:
    """One line of plain text: no control or invisible character, no doubled space."""
    kept = (" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    return " ".join("".join(kept).split())


def _at_most(longest: int, *, empty: bool = False) -> Callable[[str], str]:
    def check(text: str) -> str:
        words = plain(text)
        if not words and not empty:
            raise ValueError("vide")
        if len(words) > longest:
            raise ValueError(f"{len(words)} signes|{longest}")
        return words

    return check


_HUGE = Field(max_length=20_000)
Name = Annotated[str, _HUGE, AfterValidator(_at_most(NAME_LENGTH))]
Action = Annotated[str, _HUGE, AfterValidator(_at_most(ACTION_LENGTH, empty=True))]
Condition = Annotated[str, _HUGE, AfterValidator(_at_most(CONDITION_LENGTH))]
Aside = Annotated[str, _HUGE, AfterValidator(_at_most(CONDITION_LENGTH, empty=True))]
Reason = Annotated[str, _HUGE, AfterValidator(_at_most(REASON_LENGTH, empty=True))]
Commitment = Annotated[str, _HUGE, AfterValidator(_at_most(COMMITMENT_LENGTH, empty=True))]
Words = Annotated[str, _HUGE, AfterValidator(_at_most(TRACE_LENGTH))]
Id = Annotated[str, Field(max_length=12, pattern=r"^[A-Za-z0-9]+$")]
Small = Annotated[int, Field(ge=0, le=3)]


class Anytime(BaseModel):
    """A move that holds at any moment."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Timed(Anytime):
    """A move made for one moment: `at` is the number of its phase."""

    at: int
