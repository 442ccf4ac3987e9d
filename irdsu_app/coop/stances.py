"""The secret vote: COOP, not COOP or pass; the conditions; how the numbers are revealed. Pure. Section 9, B and C.

A stance belongs to one person, may change until the moment ends, and is only ever counted. Observers are counted apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from irdsu_app.coop.game import Game
from irdsu_app.coop.round import Stance, Tally

SECRET_NEEDS = 4
"""Below four voters, the secret protects little: the screen says so (section 9)."""


def vote(game: Game, who: str, stance: Stance, condition: str) -> Game:
    """Keep a person's stance and condition; the last one counts."""
    table = game.at_table()
    conditions = {each: text for each, text in table.conditions_of.items() if each != who}
    if condition:
        conditions[who] = condition
    return game.in_round(stances={**table.stances, who: stance}, conditions_of=conditions)


def reveal(game: Game) -> Game:
    """Count the stances and shuffle the conditions; who speaks first is the smaller camp, drawn when they are equal."""
    table = game.at_table()
    players = {p.id for p in game.players()}
    first = tally(stance for who, stance in table.stances.items() if who in players)
    others = tally(stance for who, stance in table.stances.items() if who not in players)
    return game.in_round(
        first=first,
        observers=others if others != Tally() else None,
        first_camp=_first_camp(game, first),
        conditions=shuffled(game, table.conditions_of.values()),
        conditions_of={},
    )


def add_condition(game: Game, who: str, text: str) -> Game:
    """Note a condition while listening; it joins the others when the debate ends, so that nobody sees when it came."""
    return game.in_round(conditions_of={**game.at_table().conditions_of, who: text})


def gather(game: Game) -> Game:
    """Put the conditions noted during the debate among the others."""
    table = game.at_table()
    gathered = shuffled(game, (*table.conditions, *table.conditions_of.values()))
    return game.in_round(conditions=gathered, conditions_of={})


def shuffled(game: Game, texts: Iterable[str]) -> tuple[str, ...]:
    """Texts in an order that says nothing of who wrote them, nor when."""
    ordered = sorted(texts)
    game.draw(f"conditions/{len(ordered)}").shuffle(ordered)
    return tuple(ordered)


def tally(stances: Iterable[Stance]) -> Tally:
    """Count stances."""
    said = list(stances)
    return Tally(coop=said.count("coop"), no=said.count("not"), passed=said.count("pass"))


def changed(before: dict[str, Stance], after: dict[str, Stance]) -> tuple[int, int]:
    """How many people said COOP then not COOP, or the reverse, among how many who said one or the other twice."""
    both = [(before[w], after[w]) for w in before if w in after and "pass" not in (before[w], after[w])]
    return sum(one != other for one, other in both), len(both)


def _first_camp(game: Game, first: Tally) -> Literal["", "coop", "not"]:
    if not first.coop or not first.no:
        return ""
    if first.coop == first.no:
        return game.draw("first camp").choice(("coop", "not"))
    return "coop" if first.coop < first.no else "not"
