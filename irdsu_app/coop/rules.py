"""The rules of COOP ou pas COOP, from outside: new, arrive, play, and what time alone does. Pure.

Every function takes the document and gives the next one, or raises `Refused` with the sentence to show. `now` is the
server's clock in seconds. Sections 6 to 18 of the game's text.
"""

from __future__ import annotations

from irdsu_app.coop import alone, debating, gathering, leading, moves, pledging, taking_part, timing, turning
from irdsu_app.coop.deck import Deck
from irdsu_app.coop.game import Game, Options, Person, PlaceNow
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
    after = _played(game, deck, who, move, now)
    return with_the_others(after, deck, now) if after.options.alone else after


def with_the_others(game: Game, deck: Deck, now: float) -> Game:
    """Let the simulated people play in their turn, for whoever discovers the game alone."""
    for _ in range(alone.PEOPLE * 6):
        asked = alone.next_move(game, deck)
        if asked is None:
            break
        who, data = asked
        game = _played(game, deck, who, moves.read({"at": game.n, **data}), now)
    return game


def _played(game: Game, deck: Deck, who: str, move: Move, now: float) -> Game:
    person = game.person(who)
    if person.gone and move.do != "leave":
        raise Refused("Votre place a été libérée : revenez dans la partie pour jouer.")
    if move.do in leading.ACTS:
        if not leading.leads(game, person):
            raise Refused("Seule la personne qui anime peut faire ce geste.")
        if "at" in type(move).model_fields and getattr(move, "at", 0) != game.n:
            raise Refused("Ce temps est déjà passé : votre écran se remet à jour.")
        return leading.ACTS[move.do](game, deck, person, move, now)
    phases, act = taking_part.ACTS[move.do]
    if "at" in type(move).model_fields and getattr(move, "at", 0) != game.n:
        raise Refused(PAST)
    if phases and game.phase not in phases:
        raise Refused(taking_part.closed(move.do))
    return advance(act(game, deck, person, move, now), deck, now)


def leads(game: Game, person: Person) -> bool:
    """Whether somebody may do now what leading asks."""
    return leading.leads(game, person)


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


def discover(deck: Deck, seed: int, name: str, now: float) -> tuple[Game, str]:
    """A game of one round for somebody alone, with simulated people, and who they are in it."""
    game = new(deck, seed, Options(hosted=False, alone=True, against_type=False))
    game, who = gathering.arrive(game, deck, name)
    return alone.surround(game, deck), who


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
