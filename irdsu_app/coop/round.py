"""A round of the game: what is said, written, promised and given, then what is kept of it. Pure, frozen parts."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Stance = Literal["coop", "not", "pass"]
Choice = Literal["keep", "transform", "give_up", "suspend"]
Voice = Literal["character", "self", "chair"]
TraceKind = Literal["agreement", "disagreement"]
ENERGY = 3
"""Energies of a crew at each round (section 7)."""


class Refused(Exception):
    """A move that the rules do not allow; the message is the sentence to show."""


class Frozen(BaseModel):
    """A part of the document: replaced, never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Tally(Frozen):
    """How many said what."""

    coop: int = 0
    no: int = 0
    passed: int = 0


class Speech(Frozen):
    """Someone who asks to speak or speaks; `until` when nobody may interrupt before that time."""

    person: str
    voice: Voice
    until: float = 0


class Argument(Frozen):
    """A written argument; `reader` is who reads it aloud when the debate is written."""

    person: str
    voice: Voice
    text: str
    reader: str = ""


class Proposal(Frozen):
    """What the group may consent to."""

    choice: Choice
    by: str
    at: float


class Trace(Frozen):
    """A sentence of the notebook; who wrote it is only used to let them take it back."""

    id: int
    round: int
    kind: TraceKind
    text: str
    by: str = ""


class Bids(Frozen):
    """What the crews put forward in a promise or a stake: by crew, what each member
    entered, when the first did, and the value once it holds."""

    entered: dict[str, dict[str, int]] = {}
    since: dict[str, float] = {}
    agreed: dict[str, int] = {}


class Round(Frozen):
    """The round being played."""

    number: int
    situation: str = ""
    action: str = ""
    level: str = ""
    chair: str = ""
    pending: str = ""
    pending_moment: str = ""
    events: tuple[str, ...] = ()
    swapped: tuple[str, ...] = ()
    timekeeper: str = ""
    stances: dict[str, Stance] = {}
    conditions_of: dict[str, str] = {}
    conditions: tuple[str, ...] = ()
    first: Tally | None = None
    observers: Tally | None = None
    first_camp: Literal["", "coop", "not"] = ""
    early: dict[str, int] = {}
    queue: tuple[Speech, ...] = ()
    floor: Speech | None = None
    spoken: dict[str, int] = {}
    arguments: tuple[Argument, ...] = ()
    reading: bool = False
    chair_said: str = ""
    proposal: Proposal | None = None
    draft: str = ""
    drafts: tuple[str, ...] = ("",)
    drafted: int = 0
    consents: tuple[str, ...] = ()
    objections: dict[str, str] = {}
    hands: dict[str, Choice] = {}
    decision: Choice | None = None
    energy: int = ENERGY
    exempt: str = ""
    bonus: int = 0
    bonus_use: str = ""
    promises: Bids = Bids()
    promised: dict[str, int] | None = None
    reasons: dict[str, str] = {}
    stakes: Bids = Bids()
    staked: int | None = None
    threshold: int = 0
    judged: dict[str, Stance] = {}
    felt: dict[str, dict[str, int]] = {}
    tension: bool = False
    reopened: int = 0
    reopener: str = ""


class Wave(Frozen):
    """What a current became in a round: how far the point moved (−1 to +1) and the halo (0 to 1), section 10."""

    moved: float = 0
    halo: float = 0
    answers: int = 0


class Record(Frozen):
    """A round that is over: distributions and totals only."""

    number: int
    situation: str
    place: str
    action: str
    decision: Choice
    level: str
    chair: str
    chair_said: str
    events: tuple[str, ...]
    conditions: tuple[str, ...]
    first: Tally
    second: Tally
    observers: tuple[Tally, Tally]
    promised: int
    staked: int
    bonus: int
    threshold: int
    reached: bool
    changed: int
    voters: int
    currents: dict[str, Wave]
    state: str
