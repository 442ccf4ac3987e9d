"""What the person who leads does: draw, go on, come back, pause, give the floor, free a seat, hand over. Pure.

They hold the time and the frame, not the content (section 14).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from irdsu_app.coop import debating, gathering, pledging, timing, tracing, turning
from irdsu_app.coop.deck import Deck
from irdsu_app.coop.game import IN_ROUND, Game, Options, Person, Timer
from irdsu_app.coop.round import Refused

MINUTE = 60


def leads(game: Game, person: Person) -> bool:
    """Whether somebody may do what leading asks: a host, or without one the timekeeper, or anybody before the start."""
    if person.gone or person.banned:
        return False
    if person.leads:
        return True
    if game.options.hosted or person.kind != "player":
        return False
    return keeper(game) in ("", person.id)


def keeper(game: Game) -> str:
    """Who keeps the time of the round; nobody when somebody leads, or when they are away: then anybody may."""
    found = game.people.get(game.current.timekeeper) if game.current else None
    return found.id if found and not found.away and not found.gone else ""


def _open(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    return game.after(status="Salon ouvert") if game.status == "Préparée" else game


def _start(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    if game.phase != "lobby":
        raise Refused("La partie est déjà commencée.")
    return turning.go_on(game, deck, now)


def _choose(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    _only(game, "discover", "La situation se choisit au début du tour.")
    return turning.draw_situation(game, deck, move.situation)


def _draw(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    _only(game, "discover", "La situation se tire au début du tour.")
    return turning.draw_situation(game, deck)


def _deal(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    _only(game, "characters", "Les personnages ne se redistribuent plus.")
    return turning.enter(game, "characters", deck, now)


def _next(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    return turning.go_on(_running(game, now), deck, now)


def _back(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    return turning.go_back(_running(game, now), now)


def _pause(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    if game.status not in ("En cours", "En pause"):
        raise Refused("Il n’y a rien à mettre en pause.")
    return pause(game, now)


def pause(game: Game, now: float) -> Game:
    """Stop the time where it is; what people type and enter is still taken."""
    if game.status == "En pause":
        return game
    timer, table = game.timer, game.current
    if timer.deadline:
        timer = timer.model_copy(update={"deadline": 0, "left": max(timer.deadline - now, 1)})
    if table and table.floor and table.floor.until:
        floor = table.floor.model_copy(update={"until": table.floor.until - now})
        game = game.in_round(floor=floor)
    return game.after(status="En pause", timer=timer, paused=now)


def _resume(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    return _running(game, now)


def _running(game: Game, now: float) -> Game:
    """The game with its time running again, and every delay shifted by as much as the pause lasted."""
    if game.status != "En pause":
        return game
    timer = game.timer
    if timer.left:
        timer = timer.model_copy(update={"deadline": now + timer.left, "left": 0})
    lasted = max(now - game.paused, 0)
    if table := game.current:
        floor = table.floor
        if floor and floor.until:
            floor = floor.model_copy(update={"until": now + floor.until})
        proposal = table.proposal
        if proposal:
            proposal = proposal.model_copy(update={"at": proposal.at + lasted})
        bids = {
            name: each.model_copy(update={"since": {crew: at + lasted for crew, at in each.since.items()}})
            for name, each in (("promises", table.promises), ("stakes", table.stakes))
        }
        game = game.in_round(floor=floor, proposal=proposal, **bids)
    return game.after(status="En cours", timer=timer, paused=0)


def _minute(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    timer = game.timer
    if not timer.total:
        raise Refused("Ce moment n’est pas minuté : prenez le temps qu’il faut.")
    if timer.extended:
        raise Refused("Une minute de plus, une seule fois par temps.")
    more: dict[str, object] = {"extended": True, "total": timer.total + MINUTE}
    if timer.deadline:
        more["deadline"] = max(timer.deadline, now) + MINUTE
    else:
        more["left"] = timer.left + MINUTE
    return game.after(timer=timer.model_copy(update=more))


def _event(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    table = game.at_table()
    wanted = move.event or table.pending
    if not wanted:
        raise Refused("Pas d’événement à ce tour.")
    try:
        event = deck.event(wanted)
    except KeyError:
        raise Refused("Cet événement n’est pas dans ce jeu.") from None
    if event.moment not in timing.moments(game):
        raise Refused(f"Cet événement se joue à un autre moment : {event.moment}.")
    return turning.show_event(game, deck, event)


def _skip_event(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    return game.in_round(pending="", pending_moment="")


def _bonus(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    _only(game, "bonus", "Il n’y a pas d’énergie commune à décider maintenant.")
    return turning.go_on(game.in_round(bonus=pledging.BONUS, bonus_use=move.use), deck, now)


def _give_floor(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    _only(game, "debate", "Le débat n’est pas ouvert.")
    return debating.give(game, move.person, now)


def _end_floor(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    return debating.release(game)


def _tension(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    if game.phase not in ("outcome", "trace"):
        raise Refused("Le groupe décide de mettre le lieu en tension à la fin du tour.")
    return game.in_round(tension=move.on)


def _kick(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    if move.person == person.id:
        raise Refused("On ne se retire pas soi-même : quittez la partie.")
    game.person(move.person)
    return gathering.change(gathering.depart(game, move.person), move.person, banned=True, leads=False)


def _lock(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    return game.after(locked=move.on)


def _lead(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    game.person(move.person)
    others = [p for p in game.people.values() if p.leads and p.id != move.person and not p.gone]
    if not move.on and not others and game.options.hosted:
        raise Refused("Il faut que quelqu’un anime : confiez d’abord l’animation à une autre personne.")
    return gathering.change(game, move.person, leads=move.on)


def _slide(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    _only(game, "debrief", "Le bilan n’est pas ouvert.")
    return game.after(slide=move.n)


def _easy(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    return game.after(easy=move.on)


def _option(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    return set_option(game, deck, move)


def set_option(game: Game, deck: Deck, move: Any) -> Game:
    """Change an option before the game begins; discretion may be switched on at any time, never off once begun."""
    if game.phase != "lobby" and not (move.name == "discreet" and move.value is True):
        raise Refused("Les options se choisissent avant de commencer ; seul le mode discret peut s’activer ensuite.")
    try:
        options = Options.model_validate({**dict(game.options), move.name: move.value}, strict=True)
    except ValidationError:
        raise Refused("Cette option n’existe pas.") from None
    if options.trigger not in {each.id for each in deck.triggers}:
        raise Refused("Ce déclencheur n’est pas dans ce jeu : choisissez-en un autre.")
    if not options.hosted and any(p.kind == "host" for p in game.people.values()):
        raise Refused("Vous animez cette partie. Pour jouer sans animation, créez une partie sans personne qui anime.")
    return game.after(options=options)


def _to_debrief(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    if game.phase not in IN_ROUND and game.phase not in ("characters", "glasses", "compass"):
        raise Refused("Le bilan vient après les tours.")
    game = _running(game, now)
    if game.phase == "trace":
        game = tracing.close(game, deck)
    elif table := game.current:
        if len(table.swapped) == 2:
            game = gathering.exchange(game, table.swapped)
        game = game.after(current=None)
    return turning.begin(game, "debrief", now)


def _close(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    if game.phase == "closed":
        return game
    return turning.enter(game.after(timer=Timer()), "closed", deck, now)


def _only(game: Game, phase: str, sentence: str) -> None:
    if game.phase != phase:
        raise Refused(sentence)


ACTS: dict[str, Callable[[Game, Deck, Person, Any, float], Game]] = {
    "open": _open,
    "start": _start,
    "choose": _choose,
    "draw": _draw,
    "deal": _deal,
    "next": _next,
    "back": _back,
    "pause": _pause,
    "resume": _resume,
    "minute": _minute,
    "event": _event,
    "skip_event": _skip_event,
    "bonus": _bonus,
    "give_floor": _give_floor,
    "end_floor": _end_floor,
    "tension": _tension,
    "kick": _kick,
    "lock": _lock,
    "lead": _lead,
    "option": _option,
    "slide": _slide,
    "easy": _easy,
    "to_debrief": _to_debrief,
    "close": _close,
}
