"""What somebody at the table does: stand on the compass, vote, speak, decide, promise, give, leave a trace. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from irdsu_app.coop import debating, deciding, gathering, leading, pledging, stances, tracing
from irdsu_app.coop.deck import Deck
from irdsu_app.coop.game import Game, Person, Phase
from irdsu_app.coop.round import Refused


def closed(do: str) -> str:
    """The sentence for a gesture that comes at another moment."""
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
            raise Refused("Un seul courant s’estime avant le débat ; les autres, à la fin du tour.")
        return game.in_round(early={**table.early, person.id: move.value})
    if move.current == "confiance" and table.early:
        raise Refused("Ce courant a déjà été estimé à ce tour, avant le débat.")
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
    return tracing.unnote(game, person.id, move.id, leading.leads(game, person))


def _propose(game: Game, deck: Deck, person: Person, move: Any, now: float) -> Game:
    if person.kind != "host":
        _plays(person)
    return deciding.propose(game, person.id, move.choice, now)


Act = Callable[[Game, Deck, Person, Any, float], Game]
_ANY: tuple[Phase, ...] = ()
ACTS: dict[str, tuple[tuple[Phase, ...], Act]] = {
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
