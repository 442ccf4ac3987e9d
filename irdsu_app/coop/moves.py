"""The moves people may send, read from untrusted JSON: their types, their lengths, the sentence when one is wrong.

A move bound to a moment carries `at`, the number of the phase it was made for: sent again later by a phone that had lost
its network, it is refused, never counted elsewhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from irdsu_app.coop.game import (
    ACTION_LENGTH,
    CONDITION_LENGTH,
    TRACE_LENGTH,
    Choice,
    Refused,
    Stance,
    TraceKind,
)

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


class _Move(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class _Now(_Move):
    at: int


class Posture(_Now):
    """Stand on the compass of postures."""

    do: Literal["posture"]
    n: Annotated[int, Field(ge=1, le=5)]


class Rename(_Move):
    """Change the name shown."""

    do: Literal["rename"]
    name: Name


class Vote(_Now):
    """Say COOP, not COOP or pass, in secret, with a condition or not."""

    do: Literal["vote"]
    stance: Stance
    condition: Aside = ""


class AddCondition(_Now):
    """Note a condition while listening."""

    do: Literal["condition"]
    text: Condition


class Speak(_Now):
    """Ask to speak."""

    do: Literal["speak"]
    voice: Literal["character", "self"]


class Bare(_Now):
    """A gesture that says all by its name."""

    do: Literal[
        "unspeak", "finish_speaking", "lend_voice", "consent", "draw", "next", "back", "minute", "skip_event",
        "end_floor", "deal",
    ]  # fmt: skip


class Gesture(_Move):
    """A gesture that holds at any moment."""

    do: Literal["leave", "open", "start", "pause", "resume", "to_debrief", "close"]


class Argue(_Now):
    """Write an argument, or the sentence a card asks for."""

    do: Literal["argue"]
    voice: Literal["character", "self"]
    text: Words


class Chair(_Now):
    """Give the empty chair its sentence."""

    do: Literal["chair"]
    text: Words


class Propose(_Now):
    """Propose to keep, transform, give up, or suspend."""

    do: Literal["propose"]
    choice: Choice


class Sentence(_Now):
    """Write in the shared sentence, from the version numbered `base`."""

    do: Literal["sentence"]
    base: Annotated[int, Field(ge=0)]
    text: Action


class Level(_Now):
    """Choose what the transformed action asks for."""

    do: Literal["level"]
    level: Annotated[str, Field(max_length=20)]


class Object(_Now):
    """Object to what is proposed."""

    do: Literal["object"]
    text: Aside = ""


class Hand(_Now):
    """Raise a hand for a choice."""

    do: Literal["hand"]
    choice: Choice


class Promise(_Now):
    """Promise energies in front of everybody."""

    do: Literal["promise"]
    crew: Id
    n: Small
    why: Reason = ""


class Stake(_Now):
    """Give energies in secret."""

    do: Literal["stake"]
    crew: Id
    n: Small


class Judge(_Now):
    """Vote again: what we have just done."""

    do: Literal["judge"]
    stance: Stance


class Feel(_Now):
    """Say how a current goes."""

    do: Literal["feel"]
    current: Id
    value: Annotated[int, Field(ge=-1, le=1)]


class Note(_Now):
    """Leave a trace."""

    do: Literal["note"]
    kind: TraceKind
    text: Words


class Unnote(_Move):
    """Take back a trace."""

    do: Literal["unnote"]
    id: int


class Reopen(_Now):
    """Choose a disagreement to come back to."""

    do: Literal["reopen"]
    trace: int


class PutMark(_Move):
    """Put a mark on a place."""

    do: Literal["mark"]
    crew: Id
    place: Id


class RevealHidden(_Move):
    """Show what could not be seen of a character."""

    do: Literal["reveal_hidden"]
    crew: Id


class Commit(_Move):
    """Write a modest commitment; nothing takes it back."""

    do: Literal["commit"]
    text: Commitment


class Choose(_Now):
    """Choose the situation of the round."""

    do: Literal["choose"]
    situation: Id


class PlayEvent(_Now):
    """Play the event of the round now, or another."""

    do: Literal["event"]
    event: Id | None = None


class Bonus(_Now):
    """Say what the common energies are for."""

    do: Literal["bonus"]
    use: Words


class GiveFloor(_Now):
    """Give the floor to someone."""

    do: Literal["give_floor"]
    person: Id


class Tension(_Now):
    """Put the place of the round in tension, as the group asks."""

    do: Literal["tension"]
    on: bool


class Kick(_Move):
    """Free someone's seat for good."""

    do: Literal["kick"]
    person: Id


class Lock(_Move):
    """Close the room to new arrivals, or open it."""

    do: Literal["lock"]
    on: bool


class Lead(_Move):
    """Let someone else lead too, or no more."""

    do: Literal["lead"]
    person: Id
    on: bool


class Option(_Move):
    """Change an option before the game begins."""

    do: Literal["option"]
    name: Literal["trigger", "minutes", "discreet", "against_type", "hosted"]
    value: bool | int | Annotated[str, Field(max_length=40)]


Move = Annotated[
    Posture | Rename | Vote | AddCondition | Speak | Bare | Gesture | Argue | Chair | Propose | Sentence | Level | Object
    | Hand | Promise | Stake | Judge | Feel | Note | Unnote | Reopen | PutMark | RevealHidden | Commit | Choose
    | PlayEvent | Bonus | GiveFloor | Tension | Kick | Lock | Lead | Option,
    Field(discriminator="do"),
]  # fmt: skip
_READER: TypeAdapter[Move] = TypeAdapter(Move)


def read(data: object) -> Move:
    """Read a move; raises Refused with what to do when it is none of ours, too long or empty."""
    try:
        return _READER.validate_python(data)
    except ValidationError as wrong:
        raise Refused(_said(wrong)) from None


def _said(wrong: ValidationError) -> str:
    said = str(wrong.errors(include_url=False, include_context=False, include_input=False)[0]["msg"])
    if "signes|" in said:
        long, _, longest = said.removeprefix("Value error, ").partition(" signes|")
        return f"Ce texte compte {long} signes ; {longest} au plus. Raccourcissez-le un peu."
    if "at most 20000 characters" in said:
        return "Ce texte est beaucoup trop long : gardez une phrase."
    if said.endswith("vide"):
        return "Écrivez quelques mots avant d’envoyer."
    return "Ce geste n’existe pas dans la partie. Rechargez la page."
