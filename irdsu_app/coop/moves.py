"""The moves people may send, read from untrusted JSON: their types, and the sentence when one is wrong. Pure.

A move bound to a moment carries `at`, the number of the phase it was made for: sent again later by a phone that had
lost its network, it is refused, never counted elsewhere.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field, TypeAdapter, ValidationError

from irdsu_app.coop.lead_moves import (
    Bonus,
    Choose,
    Easy,
    GiveFloor,
    Kick,
    Lead,
    Lock,
    Option,
    PlayEvent,
    Slide,
    Tension,
)
from irdsu_app.coop.round import Choice, Refused, Stance, TraceKind
from irdsu_app.coop.wording import (
    Action,
    Anytime,
    Aside,
    Commitment,
    Condition,
    Id,
    Name,
    Reason,
    Small,
    Timed,
    Words,
)


class Posture(Timed):
    """Stand on the compass of postures."""

    do: Literal["posture"]
    n: Annotated[int, Field(ge=1, le=5)]


class Rename(Anytime):
    """Change the name shown."""

    do: Literal["rename"]
    name: Name


class Vote(Timed):
    """Say COOP, not COOP or pass, in secret, with a condition or not."""

    do: Literal["vote"]
    stance: Stance
    condition: Aside = ""


class AddCondition(Timed):
    """Note a condition while listening."""

    do: Literal["condition"]
    text: Condition


class Speak(Timed):
    """Ask to speak."""

    do: Literal["speak"]
    voice: Literal["character", "self"]


class Bare(Timed):
    """A gesture that says all by its name."""

    do: Literal[
        "unspeak", "finish_speaking", "lend_voice", "consent", "draw", "next", "back", "minute", "skip_event",
        "end_floor", "deal",
    ]  # fmt: skip


class Gesture(Anytime):
    """A gesture that holds at any moment."""

    do: Literal["leave", "open", "start", "pause", "resume", "to_debrief", "close"]


class Argue(Timed):
    """Write an argument, or the sentence a card asks for."""

    do: Literal["argue"]
    voice: Literal["character", "self"]
    text: Words


class Chair(Timed):
    """Give the empty chair its sentence."""

    do: Literal["chair"]
    text: Words


class Propose(Timed):
    """Propose to keep, transform, give up, or suspend."""

    do: Literal["propose"]
    choice: Choice


class Sentence(Timed):
    """Write in the shared sentence, from the version numbered `base`."""

    do: Literal["sentence"]
    base: Annotated[int, Field(ge=0)]
    text: Action


class Level(Timed):
    """Choose what the transformed action asks for."""

    do: Literal["level"]
    level: Annotated[str, Field(max_length=20)]


class Object(Timed):
    """Object to what is proposed."""

    do: Literal["object"]
    text: Aside = ""


class Hand(Timed):
    """Raise a hand for a choice."""

    do: Literal["hand"]
    choice: Choice


class Promise(Timed):
    """Promise energies in front of everybody."""

    do: Literal["promise"]
    crew: Id
    n: Small
    why: Reason = ""


class Stake(Timed):
    """Give energies in secret."""

    do: Literal["stake"]
    crew: Id
    n: Small


class Judge(Timed):
    """Vote again: what we have just done."""

    do: Literal["judge"]
    stance: Stance


class Feel(Timed):
    """Say how a current goes."""

    do: Literal["feel"]
    current: Id
    value: Annotated[int, Field(ge=-1, le=1)]


class Note(Timed):
    """Leave a trace."""

    do: Literal["note"]
    kind: TraceKind
    text: Words


class Unnote(Anytime):
    """Take back a trace."""

    do: Literal["unnote"]
    id: int


class Reopen(Timed):
    """Choose a disagreement to come back to."""

    do: Literal["reopen"]
    trace: int


class PutMark(Anytime):
    """Put a mark on a place."""

    do: Literal["mark"]
    crew: Id
    place: Id


class RevealHidden(Anytime):
    """Show what could not be seen of a character."""

    do: Literal["reveal_hidden"]
    crew: Id


class Commit(Anytime):
    """Write a modest commitment; nothing takes it back."""

    do: Literal["commit"]
    text: Commitment


Move = Annotated[
    Posture | Rename | Vote | AddCondition | Speak | Bare | Gesture | Argue | Chair | Propose | Sentence | Level
    | Object | Hand | Promise | Stake | Judge | Feel | Note | Unnote | Reopen | PutMark | RevealHidden | Commit | Choose
    | PlayEvent | Bonus | GiveFloor | Tension | Kick | Lock | Lead | Option | Slide | Easy,
    Field(discriminator="do"),
]  # fmt: skip
BY_NAME: dict[str, type[Anytime]] = {
    name: model for model in get_args(get_args(Move)[0]) for name in get_args(model.model_fields["do"].annotation)
}
"""The model of each move, by its name."""
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
