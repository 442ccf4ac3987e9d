"""Energies: promised in front of everybody, given in secret, compared with what the action asks. Pure. Section 7.

A stake leaves this document as a total only: what each crew gave is never said, not even to the person who leads.
"""

from __future__ import annotations

from math import ceil

from irdsu_app.coop.deck import LEVELS, Deck
from irdsu_app.coop.game import MARK_EVERY, MARKS, Crew, Game, Mark
from irdsu_app.coop.gathering import crew_of
from irdsu_app.coop.round import Bids, Refused

_LEVELS: dict[str, float] = {**LEVELS}
PAIR_SECONDS = 20
"""A pair that does not agree within 20 seconds gives the smaller of its two values (section 9)."""
BONUS = 4


def threshold(crews: int, level: str) -> int:
    """Energies an action asks for: crews times its level, rounded up (section 7)."""
    return ceil(crews * _LEVELS[level])


def lighter(level: str) -> str:
    """The level just below, if there is one (event E10)."""
    order = list(LEVELS)
    return order[max(order.index(level) - 1, 0)] if level in LEVELS else level


def open_promises(game: Game, deck: Deck) -> Game:
    """Fix what the action asks for, with the crews that are there."""
    table = game.at_table()
    level = table.level or deck.situation(table.situation).level
    return game.in_round(threshold=threshold(len(game.active()), level))


def enter(game: Game, bids: Bids, who: str, crew_id: str, n: int, now: float) -> Bids:
    """What the crews put forward once one more value is entered; raises Refused beyond what a crew has."""
    table, crew = game.at_table(), crew_of(game, who, crew_id)
    if table.exempt == crew_id and n:
        raise Refused("Votre équipage se repose à ce tour : qui prend le relais ?")
    if n > table.energy:
        raise Refused(f"À ce tour, chaque équipage dispose de {table.energy} énergies.")
    entered = {**bids.entered, crew_id: {**bids.entered.get(crew_id, {}), who: n}}
    return settle(game, Bids(entered=entered, since={crew_id: now, **bids.since}, agreed=bids.agreed), crew, now)


def settle(game: Game, bids: Bids, crew: Crew, now: float) -> Bids:
    """Give a crew its value: entered and confirmed by its pair, or the smaller of two after 20 seconds."""
    values = [n for who, n in bids.entered.get(crew.id, {}).items() if who in crew.members]
    present = [who for who in crew.members if not game.people[who].away]
    confirmed = len(set(values)) == 1 and all(who in bids.entered[crew.id] for who in present)
    agreed = {each: n for each, n in bids.agreed.items() if each != crew.id}
    if values and (confirmed or now >= bids.since[crew.id] + PAIR_SECONDS):
        agreed[crew.id] = min(values)
    return bids if agreed == bids.agreed else bids.model_copy(update={"agreed": agreed})


def settle_late(game: Game, bids: Bids, now: float) -> Bids:
    """Settle the pairs that have not agreed in time."""
    for crew in game.active():
        if crew.id in bids.since and crew.id not in bids.agreed:
            bids = settle(game, bids, crew, now)
    return bids


def awaited(game: Game, bids: Bids) -> list[float]:
    """When the pairs that do not agree yet will be settled, in seconds."""
    return [bids.since[c.id] + PAIR_SECONDS for c in game.active() if c.id in bids.since and c.id not in bids.agreed]


def answered(game: Game, bids: Bids) -> int:
    """How many crews have a value, those that rest included."""
    return sum(crew.id in bids.agreed or crew.id == game.at_table().exempt for crew in game.active())


def settled(game: Game, bids: Bids) -> dict[str, int]:
    """The value of each crew when the time is over: the smaller entered, 0 when nothing was."""
    late = settle_late(game, bids, float("inf"))
    rests = game.at_table().exempt
    return {crew.id: 0 if crew.id == rests else late.agreed.get(crew.id, 0) for crew in game.active()}


def reveal_promises(game: Game) -> Game:
    """Say all promises at once."""
    table = game.at_table()
    return game.in_round(promised=settled(game, table.promises))


def revise(game: Game, who: str, crew: str, n: int, why: str) -> Game:
    """Change one's promise after event E14, saying why in five words at most."""
    table = game.at_table()
    if len(why.split()) > 5 or not why:
        raise Refused("Dites pourquoi, en cinq mots au plus.")
    enter(game, Bids(), who, crew, n, 0)
    promised = {**(table.promised or {}), crew: n}
    return game.in_round(promised=promised, reasons={**table.reasons, crew: why})


def reveal_stakes(game: Game) -> Game:
    """Add up what was given and forget who gave what; what was not given is kept by each crew."""
    table = game.at_table()
    given = settled(game, table.stakes)
    crews = {
        crew.id: crew.model_copy(update={"kept": crew.kept + table.energy - given[crew.id]})
        if crew.id in given
        else crew
        for crew in game.crews.values()
    }
    return game.after(crews=crews).in_round(staked=sum(given.values()), stakes=Bids())


def keep_all(game: Game) -> Game:
    """When nothing is engaged, each crew keeps its energies (section 9, F)."""
    energy = game.at_table().energy
    crews = {
        crew.id: crew.model_copy(update={"kept": crew.kept + energy}) if crew.members else crew
        for crew in game.crews.values()
    }
    return game.after(crews=crews)


def take_back(game: Game) -> Game:
    """Forget the promises being written, to decide again."""
    return game.in_round(promises=Bids(), promised=None, stakes=Bids(), decision=None, reasons={})


def reached(game: Game) -> bool:
    """Whether what was given, with the common energies, is enough."""
    table = game.at_table()
    return (table.staked or 0) + table.bonus >= table.threshold


def marks_left(crew: Crew) -> int:
    """How many marks a crew may put now: one at 4, 8 and 12 energies kept."""
    return min(crew.kept // MARK_EVERY, MARKS) - len(crew.marks)


def put_mark(game: Game, who: str, crew_id: str, place: str) -> Game:
    """Put a mark on a place; it says that energies were kept, so it is never compulsory."""
    crew = crew_of(game, who, crew_id)
    if place not in game.places:
        raise Refused("Ce lieu n’est pas sur la carte.")
    if marks_left(crew) < 1:
        raise Refused("Il faut avoir gardé 4, 8 ou 12 énergies pour poser une marque.")
    number = game.current.number if game.current else len(game.played)
    marks = (*crew.marks, Mark(place=place, round=number))
    return game.after(crews={**game.crews, crew_id: crew.model_copy(update={"marks": marks})})


def most_promised(game: Game) -> str:
    """The crew that has promised the most so far, drawn among equals (event E09); nothing when nobody promised."""
    totals = {crew.id: game.pledged.get(crew.id, 0) for crew in game.active()}
    top = max(totals.values(), default=0)
    return game.draw("tired").choice(sorted(c for c in totals if totals[c] == top)) if top else ""
