"""The debate: the queue of speech, the floor, written arguments, the empty chair. Pure. Sections 9 D, 12 and 15."""

from __future__ import annotations

from irdsu_app.coop.deck import Deck
from irdsu_app.coop.game import Game
from irdsu_app.coop.round import Argument, Refused, Speech, Voice

WRITTEN, CHAIR_COMES, ARTICLE = "E08", "E03", "E11"
VOICE_SECONDS = 60
"""How long a voice is lent to the empty chair (event E03)."""

SPEECHES, SPEECHES_FROM = 2, 9
"""From nine people on, at most two speeches each a round (section 15)."""
CIRCLES_FROM = 17
"""From seventeen people on, every other crew speaks and the others listen (section 15)."""
ARGUMENTS = 3


def ask(game: Game, who: str, voice: Voice) -> Game:
    """Join the queue; asking again only changes in whose name."""
    table = game.at_table()
    if WRITTEN in table.events:
        raise Refused("Le débat est écrit à ce tour : tapez votre argument.")
    if listens(game, who):
        raise Refused("Votre équipage est dans le cercle qui écoute à ce tour : notez une condition.")
    if len(game.players()) >= SPEECHES_FROM and table.spoken.get(who, 0) >= SPEECHES:
        raise Refused("Deux prises de parole au plus par personne et par tour : notez une condition, ou écrivez.")
    if any(speech.person == who for speech in table.queue):
        queue = tuple(Speech(person=who, voice=voice) if s.person == who else s for s in table.queue)
        return game.in_round(queue=queue)
    if table.floor and table.floor.person == who:
        return game
    return game.in_round(queue=(*table.queue, Speech(person=who, voice=voice)))


def leave_queue(game: Game, who: str) -> Game:
    """Leave the queue."""
    return game.in_round(queue=tuple(s for s in game.at_table().queue if s.person != who))


def listens(game: Game, who: str) -> bool:
    """Whether somebody is in the circle that listens at this round; crews take turns."""
    if len(game.players()) < CIRCLES_FROM:
        return False
    mine = [n for n, crew in enumerate(game.active()) if who in crew.members]
    return all(n % 2 != game.at_table().number % 2 for n in mine)


def give(game: Game, who: str, now: float) -> Game:
    """Give the floor to someone, in the queue or not."""
    table = game.at_table()
    if table.floor and table.floor.until > now:
        raise Refused("La chaise vide a la parole pour une minute : on ne l’interrompt pas.")
    person = game.person(who)
    asked = [speech for speech in table.queue if speech.person == who]
    usual = Speech(person=who, voice="self" if person.kind == "host" else "character")
    game = release(game)
    game = leave_queue(game, who)
    return game.in_round(floor=asked[0] if asked else usual)


def release(game: Game) -> Game:
    """End the speech under way, and count it."""
    table = game.at_table()
    if table.floor is None:
        return game
    who = table.floor.person
    return game.in_round(floor=None, spoken={**table.spoken, who: table.spoken.get(who, 0) + 1})


def finish(game: Game, who: str) -> Game:
    """End one's own speech."""
    table = game.at_table()
    return release(game) if table.floor and table.floor.person == who else game


def lend_voice(game: Game, who: str, now: float) -> Game:
    """Somebody who has not spoken gives the empty chair a voice for a minute (event E03)."""
    table = game.at_table()
    if CHAIR_COMES not in table.events:
        raise Refused("La chaise est encore vide : donnez-lui une phrase si vous voulez.")
    if table.spoken.get(who, 0):
        raise Refused("Vous avez déjà parlé à ce tour : laissez cette voix à quelqu’un d’autre.")
    if table.floor and table.floor.until > now:
        raise Refused("Quelqu’un prête déjà sa voix à la chaise vide.")
    game = release(game)
    return game.in_round(floor=Speech(person=who, voice="chair", until=now + VOICE_SECONDS))


def argue(game: Game, who: str, voice: Voice, text: str) -> Game:
    """Write an argument, or at the end of the round the sentence that the article forgot."""
    table = game.at_table()
    if game.phase == "trace" and ARTICLE not in table.events:
        raise Refused("Le débat est fini : laissez une trace dans le carnet.")
    if sum(argument.person == who for argument in table.arguments) >= ARGUMENTS:
        raise Refused("Trois arguments écrits par personne et par tour : laissez de la place aux autres.")
    return game.in_round(arguments=(*table.arguments, Argument(person=who, voice=voice, text=text)))


def say_for_chair(game: Game, text: str) -> Game:
    """Give the empty chair the sentence it must receive; a new one replaces it."""
    return game.in_round(chair_said=text)


def hand_out(game: Game) -> Game:
    """Give each written argument to somebody else to read aloud (event E08)."""
    table = game.at_table()
    people = sorted({p.id for p in game.players() if not p.away} | {a.person for a in table.arguments})
    game.draw("readers").shuffle(people)
    given = tuple(
        argument.model_copy(update={"reader": _other(people, argument.person, n)})
        for n, argument in enumerate(table.arguments)
    )
    return game.in_round(arguments=given, reading=True)


def _other(people: list[str], author: str, n: int) -> str:
    others = [each for each in people if each != author]
    return others[n % len(others)] if others else author


def chair_name(deck: Deck, chair: str) -> str:
    """Who is on the empty chair: a character nobody carries, or one of those a group always forgets."""
    return deck.absent[int(chair)] if chair.isdigit() else deck.character(chair).name
