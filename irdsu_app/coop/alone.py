"""The simulated people of a game discovered alone: what they do, drawn from the game's seed. Pure.

They are clearly marked, they answer once the person has answered, and they say what their character would say first:
they show how a round goes, they do not debate. Issue 5: ten minutes, before leading it for real.
"""

from __future__ import annotations

from typing import Any

from irdsu_app.coop.deck import Deck
from irdsu_app.coop.game import Game
from irdsu_app.coop.gathering import arrive, change

PEOPLE = 5
"""Simulated people around the table: with the person, six characters, enough for disagreement."""
ARGUING = 3
NAME = "Simulation"


def surround(game: Game, deck: Deck) -> Game:
    """Seat the simulated people."""
    for n in range(1, PEOPLE + 1):
        game, who = arrive(game, deck, f"{NAME} {n}")
        game = change(game, who, simulated=True)
    return game


def next_move(game: Game, deck: Deck) -> tuple[str, dict[str, Any]] | None:
    """The next move of a simulated person, without its `at`; nothing when they wait for the person."""
    for person in game.people.values():
        if person.simulated and not person.gone and (move := _move(game, deck, person.id)):
            return person.id, move
    return None


def _move(game: Game, deck: Deck, who: str) -> dict[str, Any] | None:
    chance, table = game.draw(f"alone/{game.phase}/{who}"), game.current
    if game.phase == "compass" and who not in game.compass_start:
        return {"do": "posture", "n": chance.randint(1, 5)}
    if game.phase == "debrief" and who not in game.compass_end:
        return {"do": "posture", "n": min(5, game.compass_start.get(who, 2) + chance.choice((0, 0, 1)))}
    if table is None:
        return None
    me = next(p.id for p in game.people.values() if not p.simulated)
    if game.phase == "stance" and me in table.stances and who not in table.stances:
        return {"do": "vote", "stance": chance.choice(("coop", "coop", "not", "not", "pass")), "condition": ""}
    if game.phase == "debate":
        return _argue(game, deck, who)
    if game.phase == "transform" and table.proposal and who not in (*table.consents, *table.objections):
        return {"do": "consent"}
    if game.phase in ("promise", "stake"):
        return _pledge(game, who, me, chance.choice((0, 1, 1, 2, 2, 3)))
    if game.phase == "trace":
        return _trace(game, deck, who, me, chance.choice((-1, 0, 1)))
    return None


def _argue(game: Game, deck: Deck, who: str) -> dict[str, Any] | None:
    table = game.at_table()
    if any(a.person == who for a in table.arguments) or len(table.arguments) >= ARGUING:
        return None
    crew = next((c for c in game.active() if who in c.members), None)
    if crew is None:
        return None
    return {"do": "argue", "voice": "character", "text": deck.character(crew.character).first_words}


def _pledge(game: Game, who: str, me: str, n: int) -> dict[str, Any] | None:
    table = game.at_table()
    bids = table.promises if game.phase == "promise" else table.stakes
    mine = [c.id for c in game.active() if me in c.members]
    if not all(crew in bids.agreed for crew in mine):
        return None
    crew = next((c.id for c in game.active() if who in c.members and c.id not in bids.agreed), None)
    return {"do": game.phase, "crew": crew, "n": min(n, table.energy)} if crew else None


def _trace(game: Game, deck: Deck, who: str, me: str, felt: int) -> dict[str, Any] | None:
    table = game.at_table()
    if me not in table.judged:
        return None
    if who not in table.judged:
        changed = game.draw(f"alone/judge/{who}").random() < 0.3
        stance = table.stances.get(who, "pass")
        return {"do": "judge", "stance": {"coop": "not", "not": "coop"}.get(stance, stance) if changed else stance}
    left = [c.id for c in deck.currents if who not in table.felt.get(c.id, {})]
    return {"do": "feel", "current": left[0], "value": felt} if left else None
