"""What is said around the cards: the rules in one page, the host's guide, a word for every phase. Pure."""

from functools import cache
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from irdsu_app import content
from irdsu_app.coop.game import Phase
from irdsu_app.design.typography import fr

PHASES: tuple[Phase, ...] = get_args(Phase)
"""The phases in order; `estimate`, `bonus` and `revise` only come with an event, `glasses` in 90 minutes."""
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(fr)]
Aside = Annotated[str, AfterValidator(fr)]
"""Words that may be missing."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Case(_Frozen):
    """A name and what goes with it."""

    name: Words
    text: Words


class Rules(_Frozen):
    """The rules in one page: who one is, the steps of a round, how energies count."""

    title: Words
    opening: Words
    round: Words
    steps: tuple[Case, ...]
    closing: Words
    energies: tuple[Words, ...]


class Told(_Frozen):
    """A round told, to understand in three minutes."""

    title: Words
    text: Words


class Section(_Frozen):
    """A part of the host's guide; `said` is to be read aloud, `after` comes last."""

    title: Words
    said: Aside = ""
    paragraphs: tuple[Words, ...] = ()
    items: tuple[Words, ...] = ()
    cases: tuple[Case, ...] = ()
    after: Aside = ""


class Host(_Frozen):
    """The host's guide."""

    title: Words
    lead: Words
    sections: tuple[Section, ...]


class Size(_Frozen):
    """How a group of `least` to `most` people plays; `most` 0: and beyond."""

    least: int = Field(ge=2)
    most: int = Field(ge=0)
    label: Words
    text: Words


class Step(_Frozen):
    """A phase: one line for the phones, one for the big screen; what the host says, and what helps when it sticks."""

    letter: Literal["", "A", "B", "C", "D", "E", "F", "G"] = ""
    name: Words
    instruction: Words
    plateau: Words
    say: Words
    stuck: tuple[Words, ...]

    @property
    def title(self) -> str:
        """The name, with its letter in the round: « B. Se placer »."""
        return f"{self.letter}. {self.name}" if self.letter else self.name


class Phrases(_Frozen):
    """Sentences shown where they are needed."""

    person: Words
    compass: Words
    not_who: Words
    no_trace: Words
    secret: Words
    two_crews: Words
    few_voters: Words
    mark: Words
    spread: Words
    spread_more: Words
    reached: Words
    missed: Words
    given_up: Words
    turned: Words
    agreement: Words
    disagreement: Words
    condition: Words
    commitment: Words
    stance_first: Words
    stance_again: Words
    objection: Words
    fiction: Words


class Moment(_Frozen):
    """One of the four moments of the discussion that ends the game."""

    name: Words
    lead: Words
    questions: tuple[Words, ...]


class Debrief(_Frozen):
    """The discussion that ends the game."""

    title: Words
    moments: tuple[Moment, ...]
    closing: Words


class Guide(_Frozen):
    """Everything said around the cards."""

    title: Words
    lead: Words
    credits: Words
    goal: Words
    rules: Rules
    told: Told
    host: Host
    sizes: tuple[Size, ...]
    alone: Words
    phrases: Phrases
    phases: dict[Phase, Step]
    debrief: Debrief

    def size(self, people: int) -> Size:
        """How a group of that many people plays; alone, one plays as two would."""
        return next(s for s in reversed(self.sizes) if people >= s.least or s is self.sizes[0])


@cache
def guide() -> Guide:
    """Read content/coop/guide.yaml."""
    return content.read("coop/guide", Guide)
