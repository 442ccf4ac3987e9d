"""A table to play at, for the tests of the rules: people, moves, time, as short words."""

from dataclasses import dataclass, field

from irdsu_app.coop import deck as decks
from irdsu_app.coop import moves, rules, seen
from irdsu_app.coop.game import Game, Options

DECK = decks.base()


@dataclass
class TableForTests:
    """A game that remembers the time; `do` plays a move now, at the present phase unless told otherwise."""

    game: Game
    now: float = 1_000.0
    people: list[str] = field(default_factory=list)
    host: str = ""

    def do(self, who, do, **more):
        """Play a move as a browser would send it."""
        data = {"do": do, **more}
        if "at" not in more and do in TIMED:
            data["at"] = self.game.n
        self.game = rules.play(self.game, DECK, who, moves.read(data), self.now)
        return self

    def lead(self, do, **more):
        """Play a move of the person who leads."""
        return self.do(self.host, do, **more)

    def everybody(self, do, **more):
        """The same move for each player."""
        for who in self.people:
            self.do(who, do, **more)
        return self

    def wait(self, seconds):
        """Let time pass, doing what time does."""
        end = self.now + seconds
        while (due := rules.next_due(self.game, self.now)) is not None and due <= end:
            self.now = max(self.now, due)
            after = rules.tick(self.game, DECK, self.now)
            assert after != self.game, f"time does nothing in {self.game.phase}"
            self.game = after
        self.now = end
        return self

    def reach(self, phase, number=None):
        """Lead until a phase (of a round)."""
        for _ in range(120):
            if self.game.phase == phase and (number is None or self.game.at_table().number == number):
                return self
            if self.game.phase == "lobby":
                self.lead("start")
            else:
                self.lead("next")
        raise AssertionError(f"never reached {phase}")

    @property
    def round(self):
        """The round being played."""
        return self.game.at_table()

    def own(self, who):
        """What somebody alone sees."""
        return seen.own(self.game, DECK, who)

    def public(self):
        """What everybody sees."""
        return seen.public(self.game, DECK)

    def crew_of(self, who):
        """The first crew of somebody."""
        return next(c for c in self.game.active() if who in c.members)


TIMED = {name for name, model in moves.BY_NAME.items() if "at" in model.model_fields}


def a_table(players=4, *, seed=7, trades=None, **options):
    """A table with somebody who leads and these players, in the lobby."""
    game = rules.new(DECK, seed, Options(**options))
    game, host = rules.lead(game, "Claude", 1_000.0)
    people = []
    for n in range(players):
        game, who = rules.arrive(game, DECK, f"Personne {n + 1}", (trades or {}).get(n, ""), 1_000.0)
        people.append(who)
    return TableForTests(game, people=people, host=host)
