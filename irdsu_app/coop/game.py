"""The document of a game: everything that is true of it, frozen, with its seed. Pure; the rules are in `rules.py`.

Times are in seconds of the server's clock. What is secret (stances, stakes, postures, who wrote what) is here only while
it must be, and leaves through `seen.py` alone. Source of the rules: content/coop, sections 6 to 18 of the game's text.
"""

from __future__ import annotations

from random import Random
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Stance = Literal["coop", "not", "pass"]
Choice = Literal["keep", "transform", "give_up", "suspend"]
Voice = Literal["character", "self", "chair"]
Kind = Literal["player", "observer", "host"]
TraceKind = Literal["agreement", "disagreement"]
Minutes = Literal[45, 60, 90]
Phase = Literal[
    "lobby",
    "compass",
    "characters",
    "discover",
    "stance",
    "reveal",
    "estimate",
    "debate",
    "transform",
    "bonus",
    "promise",
    "revise",
    "stake",
    "outcome",
    "trace",
    "glasses",
    "debrief",
    "closing",
    "closed",
]
IN_ROUND: frozenset[Phase] = frozenset(
    (
        "discover",
        "stance",
        "reveal",
        "estimate",
        "debate",
        "transform",
        "bonus",
        "promise",
        "revise",
        "stake",
        "outcome",
        "trace",
    )
)
SEATS = 32
"""Players a game may hold: sixteen characters, crews of two (section 3)."""
PEOPLE = 300
"""People a room may hold, observers included."""
ENERGY = 3
MARK_EVERY, MARKS = 4, 3
"""A mark at 4, 8 and 12 energies kept."""
ACTION_LENGTH, CONDITION_LENGTH, TRACE_LENGTH = 160, 140, 200


class Refused(Exception):
    """A move that the rules do not allow; the message is the sentence to show."""


class Frozen(BaseModel):
    """A part of the document: replaced, never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Options(Frozen):
    """What is chosen before playing."""

    trigger: str = ""
    minutes: Minutes = 60
    discreet: bool = False
    against_type: bool = True
    hosted: bool = True
    deck: str = "base"


class Person(Frozen):
    """Someone in the room; `waits` for the next round to join a crew, `away` while the grace runs, then `gone`."""

    id: str
    name: str
    kind: Kind = "player"
    trade: str = ""
    leads: bool = False
    waits: bool = False
    away: bool = False
    gone: bool = False
    banned: bool = False


class Mark(Frozen):
    """A crew's own request that moves forward, on a place."""

    place: str
    round: int


class Crew(Frozen):
    """One or two people who carry a character; `kept` is the number of energies never given, known to the crew alone."""

    id: str
    character: str
    members: tuple[str, ...]
    kept: int = 0
    marks: tuple[Mark, ...] = ()


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
    """What the crews put forward in a promise or a stake: by crew, what each member entered, and when the first did."""

    entered: dict[str, dict[str, int]] = {}
    since: dict[str, float] = {}


class Round(Frozen):
    """The round being played."""

    number: int
    situation: str = ""
    action: str = ""
    level: str = ""
    chair: str = ""
    pending: str = ""
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
    observers: Tally | None
    promised: int
    staked: int
    bonus: int
    threshold: int
    reached: bool
    changed: int
    voters: int
    currents: dict[str, Wave]
    state: str


class PlaceNow(Frozen):
    """What a place has become, and since which round (0 at the start)."""

    state: str
    round: int = 0


class Timer(Frozen):
    """The time of a phase: `deadline` while it runs, `left` while it is paused; both 0 when the phase has no time."""

    deadline: float = 0
    left: float = 0
    total: float = 0
    extended: bool = False


class Game(Frozen):
    """The whole game of a room."""

    seed: int
    options: Options = Options()
    status: Literal["Préparée", "Salon ouvert", "En cours", "En pause", "Bilan", "Close"] = "Préparée"
    phase: Phase = "lobby"
    n: int = Field(default=0, ge=0)
    timer: Timer = Timer()
    locked: bool = False
    people: dict[str, Person] = {}
    crews: dict[str, Crew] = {}
    shown: tuple[str, ...] = ()
    places: dict[str, PlaceNow] = {}
    currents: dict[str, float] = {}
    pledged: dict[str, int] = {}
    played: tuple[Record, ...] = ()
    current: Round | None = None
    traces: tuple[Trace, ...] = ()
    noted: int = 0
    compass_start: dict[str, int] = {}
    compass_end: dict[str, int] = {}
    compass: tuple[tuple[int, ...], tuple[int, ...]] | None = None
    commitments: dict[str, str] = {}

    def after(self, **changes: object) -> Game:
        """The document after some changes; the rules give values of the right type, moves are checked at the door."""
        return self.model_copy(update=changes)

    def person(self, who: str) -> Person:
        """Someone of the room; raises Refused when there is no such seat."""
        found = self.people.get(who)
        if found is None or found.banned:
            raise Refused("Vous n’avez pas de place dans cette partie : entrez avec le code affiché.")
        return found

    def players(self) -> list[Person]:
        """Those who play and have not left, in the order of their arrival."""
        return [p for p in self.people.values() if p.kind == "player" and not p.gone and not p.waits]

    def active(self) -> list[Crew]:
        """The crews that somebody carries."""
        return [crew for crew in self.crews.values() if crew.members]

    def at_table(self) -> Round:
        """The round being played; raises Refused outside a round."""
        if self.current is None:
            raise Refused("Aucun tour n’est en cours.")
        return self.current

    def in_round(self, **changes: object) -> Game:
        """The document after some changes of the round being played."""
        return self.after(current=self.at_table().model_copy(update=changes))

    def draw(self, purpose: str) -> Random:
        """A source of chance of this game for this purpose: the same game draws the same."""
        number = self.current.number if self.current else 0
        return Random(f"{self.seed}/{number}/{purpose}")  # noqa: S311 -- a replayable draw, not a secret
