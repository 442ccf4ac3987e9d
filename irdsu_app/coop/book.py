"""The rule book a room is played by: the rules of COOP ou pas COOP, bound to their deck."""

from collections.abc import Mapping
from functools import cached_property
from random import SystemRandom
from typing import Any

from irdsu_app.coop import acts, moves, replay, rules, seen
from irdsu_app.coop import map as maps
from irdsu_app.coop import setting as settings
from irdsu_app.coop.deck import Deck
from irdsu_app.coop.game import Game, Options
from irdsu_app.coop.round import Refused

ALONE = "Première personne"
"""Whoever creates a game without anybody to lead, until they say their name."""


class Book:
    """The rules on one deck, as `acts.Rules` wants them."""

    refused: type[Exception] = Refused

    def __init__(self, deck: Deck) -> None:
        """Play on this deck."""
        self.deck = deck
        self.setting: acts.Shown = settings.told(deck)
        self.library: acts.Shown = settings.library(deck)
        empty = rules.new(deck, 0, Options())
        someone, who = rules.arrive(empty, deck, "…", "", 0)
        mine, hosting = {**self.own(someone, who), "id": "", "name": ""}, {**self.hosting(empty), "leads": False}
        self.blanks: Mapping[str, Any] = {**self.public(empty), "mine": mine, "hosting": hosting}

    @cached_property
    def ground(self) -> str:
        """Draw the ground of the map."""
        return maps.drawing(self.deck)

    def new(self, options: Mapping[str, Any], name: str = "") -> tuple[Game, str]:
        """Prepare a game, with the person who leads it, or without anybody to lead its first player.

        Raises Refused for options that do not go together.
        """
        chosen = Options.model_validate(dict(options))
        game = rules.new(self.deck, SystemRandom().getrandbits(53), chosen)
        return rules.lead(game, name, 0) if chosen.hosted else rules.arrive(game, self.deck, name or ALONE, "", 0)

    def alone(self, name: str) -> tuple[Game, str]:
        """Prepare a game of one round for somebody alone."""
        return rules.discover(self.deck, SystemRandom().getrandbits(53), name, 0)

    def read(self, data: object) -> moves.Move:
        """Read a move from untrusted JSON."""
        return moves.read(data)

    def written(self, move: moves.Move) -> dict[str, Any]:
        """Give a move as JSON that `read` takes back."""
        return move.model_dump(mode="json")

    def play(self, game: Game, who: str, move: moves.Move, now: float) -> Game:
        """Play a move."""
        return rules.play(game, self.deck, who, move, now)

    def arrive(self, game: Game, name: str, trade: str, observes: bool, now: float) -> tuple[Game, str]:
        """Seat someone, and say who they are in the game."""
        return rules.arrive(game, self.deck, name, trade, now, observes)

    def lead(self, game: Game, who: str, name: str, now: float) -> tuple[Game, str]:
        """Give the lead to someone of the room, or to someone new when `who` is ""."""
        return (rules.take_lead(game, who, now), who) if who else rules.lead(game, name, now)

    def system(self, game: Game, what: str, who: str, now: float) -> Game:
        """Let happen what nobody sends."""
        match what:
            case "tick":
                return rules.tick(game, self.deck, now)
            case "away":
                return rules.away(game, who, now)
            case "came_back":
                return rules.came_back(game, who, now)
            case "gone":
                return rules.gone(game, self.deck, who, now)
            case "host_missing":
                return rules.host_missing(game, now)
            case "woken":
                return rules.resumed(game, now)
        raise ValueError(what)

    def next_due(self, game: Game, now: float) -> float | None:
        """Say when time alone will change something."""
        return rules.next_due(game, now)

    def phase(self, game: Game) -> int:
        """Number the present phase."""
        return game.n

    def people(self, game: Game) -> frozenset[str]:
        """Name those whose seat is kept."""
        return frozenset(p.id for p in game.people.values() if not p.gone and not p.banned)

    def absent(self, game: Game) -> frozenset[str]:
        """Name those shown as away."""
        return frozenset(p.id for p in game.people.values() if p.away)

    def hosts(self, game: Game) -> frozenset[str]:
        """Name those without whom the game waits."""
        return frozenset(p.id for p in game.people.values() if p.leads and not p.banned)

    def leaders(self, game: Game) -> frozenset[str]:
        """Name those who may do now what leading asks."""
        return frozenset(p.id for p in game.people.values() if rules.leads(game, p))

    def dump(self, game: Game) -> str:
        """Write a document."""
        return game.model_dump_json()

    def load(self, text: str) -> Game:
        """Read a document back."""
        return Game.model_validate_json(text)

    def told(self, game: Game) -> str:
        """Write what the whole room can see now, to walk through the game later."""
        return replay.told(game, self.deck)

    def public(self, game: Game) -> acts.Shown:
        """Give what the whole room may see."""
        return seen.public(game, self.deck)

    def own(self, game: Game, who: str) -> acts.Shown:
        """Give what one person may see besides."""
        return seen.own(game, self.deck, who)

    def hosting(self, game: Game) -> acts.Shown:
        """Give what those who lead may see besides."""
        return seen.hosting(game, self.deck)
