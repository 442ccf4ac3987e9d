"""Who is in the room and what they carry: arrivals, crews, characters, exchanges, departures. Pure.

Sections 3 (two to thirty people), 5 (dealing), 8 (changing glasses), 9 (late arrivals, departures) and 15 (sizes).
"""

from __future__ import annotations

from math import ceil

from irdsu_app.coop.deck import Deck
from irdsu_app.coop.game import PEOPLE, SEATS, Crew, Game, Person
from irdsu_app.coop.round import Refused

DOUBLE = 3
"""Up to three players, each carries two characters."""
ALONE = 6
"""Without somebody to lead, up to six people."""
_SHUFFLES = 200


def arrive(game: Game, deck: Deck, name: str, trade: str = "", observes: bool = False) -> tuple[Game, str]:
    """Seat someone and give their identifier; raises Refused when the room is locked, full or over."""
    if game.phase == "closed" or game.status == "Close":
        raise Refused("Cette partie est close. Demandez à voir son bilan, ou créez une autre partie.")
    if game.options.alone and any(p.simulated for p in game.people.values()) and not name.startswith("Simulation"):
        raise Refused("Cette partie se joue seule ou seul, avec des simulations. Créez une partie pour jouer ensemble.")
    if game.locked:
        raise Refused("La salle est fermée à clé pour l’instant : demandez à la personne qui anime de l’ouvrir.")
    if len(game.people) >= PEOPLE:
        raise Refused("La salle est pleine. Suivez la partie sur le grand écran.")
    if trade and trade not in {each.id for each in deck.trades}:
        raise Refused("Ce métier n’est pas dans la liste : choisissez-en un, ou aucun.")
    who = f"p{len(game.people) + 1}"
    begun = game.phase not in ("lobby", "compass")
    seats = min(SEATS, 2 * len(deck.characters))
    full = len([p for p in game.people.values() if p.kind == "player" and not p.gone]) >= seats
    kind = "observer" if observes or full else "player"
    taken = {p.name.casefold() for p in game.people.values() if not p.gone}
    person = Person(id=who, name=_distinct(name, taken), kind=kind, trade=trade, waits=begun and kind == "player")
    status = "Salon ouvert" if game.status == "Préparée" else game.status
    return game.after(people={**game.people, who: person}, status=status), who


def lead(game: Game, name: str) -> tuple[Game, str]:
    """Seat the person who leads and does not play."""
    who = f"p{len(game.people) + 1}"
    person = Person(id=who, name=name or "Animation", kind="host", leads=True)
    return game.after(people={**game.people, who: person}), who


def change(game: Game, who: str, **changes: object) -> Game:
    """The document once somebody has changed."""
    return game.after(people={**game.people, who: game.people[who].model_copy(update=changes)})


def rename(game: Game, who: str, name: str) -> Game:
    """Change the name somebody is known by."""
    taken = {p.name.casefold() for p in game.people.values() if not p.gone and p.id != who}
    return change(game, who, name=_distinct(name, taken))


def ready(game: Game) -> Game:
    """Check that there is somebody to play with; raises Refused with what is missing."""
    players = len(game.players())
    if players < 2:
        raise Refused("Il faut être au moins deux pour jouer. Partagez le code ou le QR.")
    if not game.options.hosted and players > ALONE:
        raise Refused(f"Au-delà de {ALONE} personnes, il faut quelqu’un pour animer : prenez l’animation.")
    return game


def deal(game: Game, deck: Deck) -> Game:
    """Form the crews and deal the characters, avoiding one's own trade when the option asks for it."""
    people = [p.id for p in game.players()]
    order = game.draw(f"deal/{game.n}")
    order.shuffle(people)
    most = len(deck.dealing)
    if len(people) <= DOUBLE and 2 * len(people) <= most:
        groups = [(who,) for who in people for _ in (1, 2)]
    elif len(people) <= most:
        groups = [(who,) for who in people]
    else:
        half = min(ceil(len(people) / 2), most)
        groups = [tuple(people[n::half]) for n in range(half)]
    characters = list(deck.dealing[: len(groups)])
    best, fewest = characters, len(people) + 1
    for _ in range(_SHUFFLES):
        order.shuffle(characters)
        clashes = sum(_clash(game, deck, group, c) for group, c in zip(groups, characters, strict=True))
        if clashes < fewest:
            best, fewest = list(characters), clashes
        if not fewest or not game.options.against_type:
            break
    crews = {f"c{n + 1}": Crew(id=f"c{n + 1}", character=best[n], members=group) for n, group in enumerate(groups)}
    return game.after(crews=crews, shown=())


def _clash(game: Game, deck: Deck, group: tuple[str, ...], character: str) -> int:
    return sum(game.people[who].trade in deck.character(character).trades for who in group if game.people[who].trade)


def seat_those_who_wait(game: Game, deck: Deck) -> Game:
    """Let late arrivals join the smallest crew, or carry a character nobody has."""
    for person in [p for p in game.people.values() if p.waits and not p.gone]:
        crews = game.active()
        alone = [crew for crew in crews if len(crew.members) == 1 and not _doubled(game, crew)]
        free = [c for c in deck.dealing if c not in {crew.character for crew in crews}]
        if not alone and not free:
            game = change(game, person.id, waits=False, kind="observer")
            continue
        if free and (not alone or len(crews) < 4):
            name = f"c{len(game.crews) + 1}"
            crew = Crew(id=name, character=free[0], members=(person.id,))
        else:
            joined = min(alone, key=lambda crew: (game.people[crew.members[0]].away is False, crew.id))
            crew = joined.model_copy(update={"members": (*joined.members, person.id)})
        game = change(game.after(crews={**game.crews, crew.id: crew}), person.id, waits=False)
    return game


def _doubled(game: Game, crew: Crew) -> bool:
    return sum(crew.members == other.members for other in game.active()) > 1


def depart(game: Game, who: str) -> Game:
    """Free a seat: the crew goes on without it; an empty crew's character joins the empty chairs."""
    if who not in game.people:
        return game
    crews = {
        crew.id: crew.model_copy(update={"members": tuple(m for m in crew.members if m != who)})
        for crew in game.crews.values()
    }
    game = change(game.after(crews=crews), who, gone=True, away=True)
    if game.current is None:
        return game
    table = game.current
    kept = tuple(speech for speech in table.queue if speech.person != who)
    floor = None if table.floor and table.floor.person == who else table.floor
    return game.in_round(queue=kept, floor=floor)


def come_back(game: Game, who: str) -> Game:
    """Someone whose network or phone came back; whose seat was freed waits for the next round."""
    person = game.person(who)
    if not person.gone:
        return change(game, who, away=False)
    begun = game.phase not in ("lobby", "compass")
    return change(game, who, away=False, gone=False, waits=begun and person.kind == "player")


def change_glasses(game: Game) -> Game:
    """Each crew passes its character on to the next, secret included."""
    crews = game.active()
    moved = [crews[n - 1].character for n in range(len(crews))]
    changed = {c.id: c.model_copy(update={"character": moved[n]}) for n, c in enumerate(crews)}
    return game.after(crews={**game.crews, **changed})


def swap(game: Game) -> Game:
    """Two crews drawn exchange their characters until the round ends."""
    crews = sorted(crew.id for crew in game.active())
    if len(crews) < 2:
        return game
    drawn = tuple(sorted(game.draw("swap").sample(crews, 2)))
    return exchange(game.in_round(swapped=drawn), drawn)


def exchange(game: Game, pair: tuple[str, ...]) -> Game:
    """Two crews exchange their characters; a crew that has emptied meanwhile still gives its own back."""
    one, two = (game.crews[each] for each in pair)
    changed = {
        one.id: one.model_copy(update={"character": two.character}),
        two.id: two.model_copy(update={"character": one.character}),
    }
    return game.after(crews={**game.crews, **changed})


def crew_of(game: Game, who: str, crew: str) -> Crew:
    """A crew somebody is in; raises Refused for another's."""
    found = game.crews.get(crew)
    if found is None or who not in found.members:
        raise Refused("Cet équipage n’est pas le vôtre.")
    return found


def _distinct(name: str, taken: set[str]) -> str:
    if name.casefold() not in taken:
        return name
    return next(f"{name[:26]} {n}" for n in range(2, PEOPLE + 2) if f"{name[:26]} {n}".casefold() not in taken)
