"""How a game goes from one moment to the next: the order of the phases, their time, the cards drawn. Pure.

Sections 8 (the whole session), 9 (a round) and 12 (events) of the game's text.
"""

from __future__ import annotations

from irdsu_app.coop import debating, deciding, gathering, pledging, stances, timing, tracing
from irdsu_app.coop.deck import Deck, Event
from irdsu_app.coop.game import Game, Phase, Timer
from irdsu_app.coop.round import Refused, Round

_BACK: dict[Phase, Phase] = {
    "characters": "compass",
    "stance": "discover",
    "estimate": "reveal",
    "debate": "reveal",
    "transform": "debate",
    "bonus": "transform",
    "promise": "transform",
    "trace": "outcome",
    "closing": "debrief",
}


def begin(game: Game, phase: Phase, now: float) -> Game:
    """Enter a phase: its number grows, its time starts."""
    total = timing.seconds(game, phase)
    timer = Timer(deadline=now + total, total=total) if total else Timer()
    status = {"lobby": "Salon ouvert", "debrief": "Bilan", "closing": "Bilan", "closed": "Close"}.get(phase, "En cours")
    return game.after(phase=phase, n=game.n + 1, timer=timer, status=status)


def following(game: Game) -> Phase:
    """The phase after this one; a decision to give up or suspend skips the promises."""
    table = game.current
    if table and game.phase == "reveal":
        return "estimate" if timing.ESTIMATED in table.events else "debate"
    if table and game.phase == "transform":
        if table.decision in ("give_up", "suspend"):
            return "trace"
        return "bonus" if timing.WINDFALL in table.events else "promise"
    if table and game.phase == "promise":
        return "revise" if timing.REVISED in table.events else "stake"
    if game.phase == "trace":
        return _after_round(game)
    simple: dict[Phase, Phase] = {
        "lobby": "compass",
        "compass": "characters",
        "characters": "discover",
        "glasses": "discover",
        "discover": "stance",
        "stance": "reveal",
        "estimate": "debate",
        "debate": "transform",
        "bonus": "promise",
        "revise": "stake",
        "stake": "outcome",
        "outcome": "trace",
        "debrief": "closing",
        "closing": "closed",
        "closed": "closed",
    }
    return simple[game.phase]


def _after_round(game: Game) -> Phase:
    done = len(game.played) + 1
    if done >= timing.rounds(game):
        return "debrief"
    return "glasses" if game.options.minutes == 90 and done == timing.GLASSES_AFTER else "discover"


def go_on(game: Game, deck: Deck, now: float) -> Game:
    """End this phase and begin the next: what was secret is counted, what was to happen happens."""
    if game.phase == "lobby":
        return begin(gathering.ready(game), "compass", now)
    if game.phase == "closed":
        raise Refused("La partie est close.")
    game = _leave(game, deck, now)
    phase = following(game)
    if game.phase == "trace":
        game = tracing.close(game, deck)
    return enter(game, phase, deck, now)


def enter(game: Game, phase: Phase, deck: Deck, now: float) -> Game:
    """Begin a phase with what it brings: a deal, a round, a card."""
    if phase == "characters":
        game = gathering.deal(game, deck)
    elif phase == "discover":
        game = _open_round(game, deck)
    elif phase == "glasses":
        game = gathering.change_glasses(game)
    elif phase == "closed":
        game = tracing.forget(game)
    elif phase in _MOMENTS:
        game = _event_due(game, deck, _MOMENTS[phase])
    if phase == "promise":
        game = pledging.open_promises(game, deck)
    return begin(game, phase, now)


def _leave(game: Game, deck: Deck, now: float) -> Game:
    if game.phase == "discover" and not game.at_table().situation:
        game = draw_situation(game, deck)
    if game.phase == "stance":
        game = stances.reveal(game)
    if game.phase == "reveal":
        game = _event_due(game, deck, "avant le débat")
    if game.phase == "transform":
        game = deciding.settle(game, deck)
        if game.at_table().decision in ("keep", "transform"):
            game = _event_due(game, deck, "avant l’engagement")
    if game.phase == "promise":
        game = pledging.reveal_promises(game)
    if game.phase == "stake":
        game = pledging.reveal_stakes(game)
    if game.phase == "debate":
        game = stances.gather(debating.release(game).in_round(queue=()))
    return game


_MOMENTS: dict[Phase, str] = {
    "transform": "avant la transformation",
    "trace": "fin de tour",
}


def _open_round(game: Game, deck: Deck) -> Game:
    game = gathering.seat_those_who_wait(game, deck)
    number = len(game.played) + 1
    game = game.after(current=Round(number=number))
    draws = game.draw("round")
    crews = {crew.character for crew in game.active()}
    absent = [c.id for c in deck.characters if c.id not in crews] or [str(n) for n in range(len(deck.absent))]
    people = sorted(p.id for p in game.players() if not p.simulated)
    pending = ""
    if number > 1:
        used = {event for record in game.played for event in record.events}
        left = [event.id for event in deck.events if event.id not in used] or [event.id for event in deck.events]
        pending = draws.choice(left) if left else ""
    timekeeper = "" if game.options.hosted or not people else people[(number + game.seed) % len(people)]
    moment = deck.event(pending).moment if pending else ""
    game = game.in_round(chair=draws.choice(absent), pending=pending, pending_moment=moment, timekeeper=timekeeper)
    return _event_due(game, deck, "début de tour")


def draw_situation(game: Game, deck: Deck, wanted: str = "") -> Game:
    """Draw a situation not played yet, of the chosen trigger first; or take the one wanted."""
    table = game.at_table()
    played = {record.situation for record in game.played}
    left = [each.id for each in deck.situations if each.id not in played]
    if wanted and wanted not in left:
        raise Refused("Cette situation a déjà été jouée, ou n’est pas dans ce jeu : choisissez-en une autre.")
    suggested = next((each.suggested for each in deck.triggers if each.id == game.options.trigger), ())
    first = [each for each in left if each in suggested and each != table.situation]
    others = [each for each in left if each != table.situation] or left
    chosen = wanted or game.draw(f"situation/{table.situation}").choice(first or others)
    card = deck.situation(chosen)
    game = game.in_round(situation=chosen, action=card.action, level=card.level, tension=False)
    return _strain(game, deck) if timing.SUSPENDED in table.events else game


def _event_due(game: Game, deck: Deck, moment: str) -> Game:
    table = game.at_table()
    if not table.pending or table.pending_moment != moment:
        return game
    return show_event(game, deck, deck.event(table.pending))


def show_event(game: Game, deck: Deck, event: Event) -> Game:
    """Turn an event over; its effect on the rules begins."""
    table = game.at_table()
    if event.id in table.events:
        raise Refused("Cet événement est déjà sur la table.")
    game = game.in_round(events=(*table.events, event.id))
    if event.id == table.pending:
        game = game.in_round(pending="", pending_moment="")
    if event.id == timing.SWAP:
        return gathering.swap(game)
    if event.id == timing.FROZEN:
        return game.in_round(energy=2)
    if event.id == timing.SUSPENDED and table.situation:
        return _strain(game, deck)
    if event.id == timing.LIGHTER:
        return game.in_round(level=pledging.lighter(table.level))
    if event.id == timing.TIRED:
        return game.in_round(exempt=pledging.most_promised(game))
    if event.id == timing.LETTER:
        return game.in_round(reopener=tracing.least_heard(game))
    return game


def _strain(game: Game, deck: Deck) -> Game:
    place = deck.situation(game.at_table().situation).place
    return tracing.set_state(game, place, "En tension", game.at_table().number)


def may_go_back(game: Game) -> bool:
    """Whether there is a phase to come back to without hiding again what was revealed."""
    return game.phase in _BACK or (game.phase == "discover" and bool(game.at_table().situation))


def go_back(game: Game, now: float) -> Game:
    """Come back to the phase before; what has been revealed stays revealed."""
    if game.phase == "discover" and game.at_table().situation:
        return begin(game.in_round(situation="", action="", level=""), "discover", now)
    before = _BACK.get(game.phase)
    if before is None:
        raise Refused("On ne revient pas d’ici : ce qui est dévoilé ne se recache pas.")
    if game.phase == "stance":
        game = game.in_round(stances={}, conditions_of={})
    if game.phase in ("bonus", "promise", "trace") and before == "transform":
        game = pledging.take_back(game)
    if game.phase == "trace" and game.at_table().decision in ("give_up", "suspend"):
        before, game = "transform", game.in_round(decision=None)
    return begin(game, before, now)


def middle(game: Game, deck: Deck) -> Game:
    """Turn over the event of the middle of the debate."""
    return _event_due(game, deck, timing.MIDDLE)


def read_aloud(game: Game, now: float) -> Game:
    """End the writing of a written debate: each argument goes to somebody else, who reads it."""
    timer = Timer(deadline=now + timing.READING_SECONDS, total=timing.READING_SECONDS)
    return debating.hand_out(game).after(timer=timer)
