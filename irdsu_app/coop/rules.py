"""The rules of COOP ou pas COOP, from outside: new, arrive, play, and what time alone does. Pure.

Every function takes the document and gives the next one, or raises `Refused` with the sentence to show. `now` is the
server's clock in seconds. Sections 6 to 18 of the game's text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from irdsu_app.coop import debating, deciding, gathering, leading, pledging, stances, timing, tracing, turning
from irdsu_app.coop.deck import Deck
from irdsu_app.coop.game import Game, Options, Person, Phase, PlaceNow
from irdsu_app.coop.moves import Move, Option
from irdsu_app.coop.round import Refused

PAST = "Ce temps est terminé : votre geste n’a pas été compté."


def new(deck: Deck, seed: int, options: Options) -> Game:
    """A game being prepared, on this deck; raises Refused for a trigger the deck does not have."""
    triggers = [each.id for each in deck.triggers]
    if options.trigger and options.trigger not in triggers:
        raise Refused("Ce déclencheur n’est pas dans ce jeu : choisissez-en un autre.")
    return Game(
        seed=seed,
        options=options.model_copy(update={"trigger": options.trigger or triggers[0]}),
        places={place.id: PlaceNow(state=place.state) for place in deck.places},
        currents={current.id: 0.0 for current in deck.currents},
    )


def play(game: Game, deck: Deck, who: str, move: Move, now: float) -> Game:
    """Play somebody's move; raises Refused when the rules do not allow it, and then nothing has changed."""
    person = game.person(who)
    if person.gone and move.do != "leave":
        raise Refused("Votre place a été libérée : revenez dans la partie pour jouer.")
    if move.do in _HOST:
        if not leads(game, person):
            raise Refused("Seule la personne qui anime peut faire ce geste.")
        if "at" in type(move).model_fields and getattr(move, "at", 0) != game.n:
            raise Refused("Ce temps est déjà passé : votre écran se remet à jour.")
        return _HOST[move.do](game, deck, person, move, now)
    phases, act = _SEAT[move.do]
    if "at" in type(move).model_fields and getattr(move, "at", 0) != game.n:
        raise Refused(PAST)
    if phases and game.phase not in phases:
        raise Refused(_closed(move.do))
    return advance(act(game, deck, person, move, now), deck, now)


def leads(game: Game, person: Person) -> bool:
    """Whether somebody may do what leading asks: a host, or without one the timekeeper, or anybody before the start."""
    if person.gone or person.banned:
        return False
    if person.leads:
        return True
    if game.options.hosted or person.kind != "player":
        return False
    keeper = game.people.get(game.current.timekeeper) if game.current else None
    return keeper is None or keeper.away or keeper.gone or keeper.id == person.id


def _closed(do: str) -> str:
    return {
        "vote": "Le vote n’est pas ouvert.",
        "judge": "Le deuxième vote n’est pas ouvert.",
        "promise": "Ce n’est pas le moment de promettre.",
        "stake": "Ce n’est pas le moment de verser.",
        "posture": "La boussole n’est pas ouverte.",
        "speak": "Le débat n’est pas ouvert.",
        "note": "Le carnet s’ouvre à la fin du tour.",
    }.get(do, "Ce n’est pas le moment de ce geste.")


def _plays(person: Person) -> Person:
    if person.kind != "player" or person.waits:
        raise Refused("En observation, on vote et on écrit des conditions ; le reste revient aux équipages.")
    return person


def _posture(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    _plays(person)
    if game.phase == "compass":
        return game.after(compass_start={**game.compass_start, person.id: move.n})
    return game.after(compass_end={**game.compass_end, person.id: move.n})


def _vote(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    if person.kind == "host":
        raise Refused("La personne qui anime ne vote pas : elle tient le temps et le cadre.")
    return stances.vote(game, person.id, move.stance, move.condition)


def _judge(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    if person.kind == "host":
        raise Refused("La personne qui anime ne vote pas : elle tient le temps et le cadre.")
    return game.in_round(judged={**game.at_table().judged, person.id: move.stance})


def _feel(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    _plays(person)
    table = game.at_table()
    if move.current not in {each.id for each in deck.currents}:
        raise Refused("Ce courant n’est pas dans ce jeu.")
    if game.phase == "estimate":
        if move.current != "confiance":
            raise Refused("Seule la confiance est estimée avant le débat.")
        return game.in_round(early={**table.early, person.id: move.value})
    if move.current == "confiance" and table.early:
        raise Refused("La confiance a déjà été estimée à ce tour, avant le débat.")
    return tracing.feel(game, person.id, move.current, move.value)


def _promise(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    _plays(person)
    if game.phase == "revise":
        return pledging.revise(game, person.id, move.crew, move.n, move.why)
    bids = pledging.enter(game, game.at_table().promises, person.id, move.crew, move.n, now)
    return game.in_round(promises=bids)


def _stake(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    _plays(person)
    return game.in_round(stakes=pledging.enter(game, game.at_table().stakes, person.id, move.crew, move.n, now))


def _reveal_hidden(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    crew = gathering.crew_of(game, person.id, move.crew)
    return game.after(shown=tuple(dict.fromkeys((*game.shown, crew.character))))


def _commit(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    kept = {who: text for who, text in game.commitments.items() if who != person.id}
    return game.after(commitments={**kept, person.id: move.text} if move.text else kept)


def _note(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    if person.kind == "observer":
        _plays(person)
    return tracing.note(game, person.id, move.kind, move.text)


def _write(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    if person.kind != "host":
        _plays(person)
    return deciding.write(game, move.base, move.text)


def _unnote(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    return tracing.unnote(game, person.id, move.id, leads(game, person))


def _propose(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    if person.kind != "host":
        _plays(person)
    return deciding.propose(game, person.id, move.choice, now)


Act = Callable[[Game, Deck, Person, Any, float], Game]
_ANY: tuple[Phase, ...] = ()
_SEAT: dict[str, tuple[tuple[Phase, ...], Act]] = {
    "posture": (("compass", "debrief"), _posture),
    "rename": (_ANY, lambda g, d, p, m, now: gathering.rename(g, p.id, m.name)),
    "leave": (_ANY, lambda g, d, p, m, now: gathering.change(g, p.id, away=True)),
    "vote": (("stance",), _vote),
    "condition": (("reveal", "debate"), lambda g, d, p, m, now: stances.add_condition(g, p.id, m.text)),
    "speak": (("reveal", "debate"), lambda g, d, p, m, now: debating.ask(g, _plays(p).id, m.voice)),
    "unspeak": (("reveal", "debate"), lambda g, d, p, m, now: debating.leave_queue(g, p.id)),
    "finish_speaking": (("debate",), lambda g, d, p, m, now: debating.finish(g, p.id)),
    "argue": (("debate", "trace"), lambda g, d, p, m, now: debating.argue(g, _plays(p).id, m.voice, m.text)),
    "chair": (("debate",), lambda g, d, p, m, now: debating.say_for_chair(g, m.text)),
    "lend_voice": (("debate",), lambda g, d, p, m, now: debating.lend_voice(g, _plays(p).id, now)),
    "propose": (("transform",), _propose),
    "sentence": (("transform",), _write),
    "level": (("transform",), lambda g, d, p, m, now: deciding.set_level(g, m.level)),
    "consent": (("transform",), lambda g, d, p, m, now: deciding.consent(g, _plays(p).id)),
    "object": (("transform",), lambda g, d, p, m, now: deciding.object_(g, _plays(p).id, m.text)),
    "hand": (("transform",), lambda g, d, p, m, now: deciding.raise_hand(g, _plays(p).id, m.choice, now)),
    "promise": (("promise", "revise"), _promise),
    "stake": (("stake",), _stake),
    "judge": (("trace",), _judge),
    "feel": (("trace", "estimate"), _feel),
    "note": (("outcome", "trace", "debrief"), _note),
    "unnote": (("outcome", "trace", "debrief"), _unnote),
    "reopen": (("trace",), lambda g, d, p, m, now: tracing.reopen(g, p.id, m.trace)),
    "mark": (_ANY, lambda g, d, p, m, now: pledging.put_mark(g, p.id, m.crew, m.place)),
    "reveal_hidden": (_ANY, _reveal_hidden),
    "commit": (("debrief", "closing"), _commit),
}
_HOST: dict[str, Act] = leading.ACTS


def advance(game: Game, deck: Deck, now: float) -> Game:
    """Go on when everybody has answered, unless the game is paused."""
    if game.status == "En pause" or game.phase not in timing.BY_ITSELF:
        return game
    done, expected = timing.answers(game)
    return turning.go_on(game, deck, now) if expected and done >= expected else game


def tick(game: Game, deck: Deck, now: float) -> Game:
    """Do what time alone does: end a phase, settle a pair, turn an event over, end a voice lent to the empty chair."""
    if game.status == "En pause":
        return game
    table = game.current
    if table and table.floor and 0 < table.floor.until <= now:
        game = debating.release(game)
    if 0 < timing.half_time(game) <= now:
        game = turning.middle(game, deck)
    if table and game.phase in ("promise", "stake"):
        name = f"{game.phase}s"
        game = game.in_round(**{name: pledging.settle_late(game, getattr(table, name), now)})
    game = advance(game, deck, now)
    if not game.timer.deadline or now < game.timer.deadline or not timing.ends_with_time(game):
        return game
    if game.phase == "debate" and timing.WRITTEN in game.at_table().events and not game.at_table().reading:
        return turning.read_aloud(game, now)
    return turning.go_on(game, deck, now)


def next_due(game: Game, now: float) -> float | None:
    """When `tick` has something to do, in seconds of the server's clock; nothing when only people can move the game."""
    if game.status == "En pause":
        return None
    times = [game.timer.deadline] if game.timer.deadline and timing.ends_with_time(game) else []
    table = game.current
    later = [timing.half_time(game)]
    if table and table.floor:
        later.append(table.floor.until)
    if table and game.phase in ("promise", "stake"):
        later += pledging.awaited(game, table.promises if game.phase == "promise" else table.stakes)
    return min((*times, *(at for at in later if at)), default=None)


def arrive(game: Game, deck: Deck, name: str, trade: str, now: float, observes: bool = False) -> tuple[Game, str]:
    """Seat someone who comes in, to play or to observe, and give their identifier."""
    return gathering.arrive(game, deck, name, trade, observes)


def lead(game: Game, name: str, now: float) -> tuple[Game, str]:
    """Seat the person who leads."""
    return gathering.lead(game, name)


def take_lead(game: Game, who: str, now: float) -> Game:
    """Let somebody who has the host's code lead, without taking it from anybody; a game paused stays so."""
    return gathering.change(game, who, leads=True, away=False, gone=False)


def came_back(game: Game, who: str, now: float) -> Game:
    """Somebody's screen is there again."""
    return gathering.come_back(game, who)


def away(game: Game, who: str, now: float) -> Game:
    """Somebody's last screen has left; their seat is kept for three minutes."""
    return gathering.change(game, who, away=True) if who in game.people else game


def gone(game: Game, deck: Deck, who: str, now: float) -> Game:
    """The grace is over: the seat is free, and the game goes on without it."""
    return advance(gathering.depart(game, who), deck, now)


def host_missing(game: Game, now: float) -> Game:
    """Nobody leads any more: the game waits, and nothing is reassigned by itself (section 9)."""
    return leading.pause(game, now) if game.options.hosted and game.status == "En cours" else game


def resumed(game: Game, now: float, at_least: float = 15) -> Game:
    """After a restart: a phase whose time ran out meanwhile gets some seconds again."""
    timer = game.timer
    if game.status == "En pause" or not timer.deadline or timer.deadline >= now + at_least:
        return game
    return game.after(timer=timer.model_copy(update={"deadline": now + at_least}))


def option(game: Game, deck: Deck, move: Option) -> Game:
    """Change an option before the game begins."""
    return leading.set_option(game, deck, move)
