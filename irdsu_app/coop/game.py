"""The document of a game: everything that is true of it, frozen, with its seed. Pure; the rules are in `rules.py`.

Times are in seconds of the server's clock. What is secret (stances, stakes, postures, who wrote what) is here only
while it must be, and leaves through `seen.py` alone. The rules follow sections 6 to 18 of the game's text.
"""

from __future__ import annotations

from random import Random
from typing import Literal

from pydantic import Field

from irdsu_app.coop.round import Frozen, Record, Refused, Round, Trace

Kind = Literal["player", "observer", "host"]
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
MARK_EVERY, MARKS = 4, 3
"""A mark at 4, 8 and 12 energies kept."""
ACTION_LENGTH, CONDITION_LENGTH, TRACE_LENGTH = 160, 140, 200


class Options(Frozen):
    """What is chosen before playing."""

    trigger: str = ""
    minutes: Minutes = 60
    discreet: bool = False
    against_type: bool = True
    hosted: bool = True
    alone: bool = False
    deck: str = "base"


class Person(Frozen):
    """Someone in the room; `waits` for the next round to join a crew, `away` while the grace runs, then `gone`.

    Who is `simulated` is nobody: the game plays them for whoever discovers it alone.
    """

    id: str
    name: str
    kind: Kind = "player"
    trade: str = ""
    leads: bool = False
    waits: bool = False
    away: bool = False
    gone: bool = False
    banned: bool = False
    simulated: bool = False


class Mark(Frozen):
    """A crew's own request that moves forward, on a place."""

    place: str
    round: int


class Crew(Frozen):
    """One or two people who carry a character; `kept` counts the energies never given, known to it alone."""

    id: str
    character: str
    members: tuple[str, ...]
    kept: int = 0
    marks: tuple[Mark, ...] = ()


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
    paused: float = 0
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
    slide: int = 0
    easy: bool = False

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
