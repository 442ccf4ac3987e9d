"""What can happen to a game, as it is written in the log of its room and played again after a restart. Pure.

The rules come as an object, so that a room can be tried with a tiny game; `book.py` binds the real ones to their deck.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

Shown = Mapping[str, Any]


class Rules(Protocol):
    """What a room needs to know of a game. Documents are frozen; a refusal is an exception of type `refused`."""

    @property
    def refused(self) -> type[Exception]:
        """Give the type of a refusal."""
        ...

    @property
    def blanks(self) -> Shown:
        """Give each slice a screen shows, as it is before one has come in."""
        ...

    @property
    def setting(self) -> Shown:
        """Give what every screen is told once of the place where the game is played."""
        ...

    @property
    def library(self) -> Shown:
        """Give what those who lead are told once of the cards they may choose."""
        ...

    def read(self, data: object) -> Any:
        """Read a move from untrusted JSON."""
        ...

    def written(self, move: Any) -> dict[str, Any]:
        """Give a move as JSON that `read` takes back."""
        ...

    def play(self, game: Any, who: str, move: Any, now: float) -> Any:
        """Play a move."""
        ...

    def arrive(self, game: Any, name: str, trade: str, observes: bool, now: float) -> tuple[Any, str]:
        """Seat someone, and say who they are in the game."""
        ...

    def lead(self, game: Any, who: str, name: str, now: float) -> tuple[Any, str]:
        """Give the lead to someone of the room, or to someone new when `who` is ""."""
        ...

    def system(self, game: Any, what: str, who: str, now: float) -> Any:
        """Let happen what nobody sends: "tick", "away", "came_back", "gone", "host_missing", "woken"."""
        ...

    def next_due(self, game: Any, now: float) -> float | None:
        """Say when time alone will change something."""
        ...

    def phase(self, game: Any) -> int:
        """Number the present phase: what was private in the one before may be forgotten."""
        ...

    def people(self, game: Any) -> frozenset[str]:
        """Name those whose seat is kept."""
        ...

    def absent(self, game: Any) -> frozenset[str]:
        """Name those of them who are shown as away."""
        ...

    def hosts(self, game: Any) -> frozenset[str]:
        """Name those without whom the game waits."""
        ...

    def leaders(self, game: Any) -> frozenset[str]:
        """Name those who may do now what leading asks."""
        ...

    def dump(self, game: Any) -> str:
        """Write a document."""
        ...

    def load(self, text: str) -> Any:
        """Read a document back."""
        ...

    def told(self, game: Any) -> str:
        """Write what the whole room can see now, to walk through the game later."""
        ...

    def public(self, game: Any) -> Shown:
        """Give what the whole room may see."""
        ...

    def own(self, game: Any, who: str) -> Shown:
        """Give what one person may see besides."""
        ...

    def hosting(self, game: Any) -> Shown:
        """Give what those who lead may see besides."""
        ...


class Act(NamedTuple):
    """One thing that happened: a move, an arrival, time passing; `at` in seconds of the server's clock."""

    kind: str
    at: float
    who: str = ""
    data: Mapping[str, Any] = {}

    def text(self) -> str:
        """Write it as it is kept."""
        return json.dumps([self.kind, self.at, self.who, self.data], ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Act:
    """Read an act of the log."""
    kind, at, who, data = json.loads(text)
    return Act(kind, at, who, data)


def perform(rules: Rules, game: Any, act: Act, move: Any = None) -> tuple[Any, str]:
    """Give the game after an act, and who it is about; `move` spares reading again one that was just read."""
    match act.kind:
        case "play":
            return rules.play(game, act.who, rules.read(act.data) if move is None else move, act.at), act.who
        case "arrive":
            return rules.arrive(game, act.data["name"], act.data["trade"], act.data["observes"], act.at)
        case "lead":
            return rules.lead(game, act.who, act.data["name"], act.at)
        case _:
            return rules.system(game, act.kind, act.who, act.at), act.who
