"""Who is in the room, under the name the room allows: a person's, or in a discreet room their character's. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from irdsu_app.coop.deck import Deck
from irdsu_app.coop.game import Crew, Game, Person
from irdsu_app.coop.views import CrewSeen, People, PersonSeen

SOMEBODY = "Quelqu’un"


def people(game: Game, deck: Deck) -> People:
    """Who is there; in a discreet room, characters in place of names."""
    present = [p for p in game.people.values() if not p.gone and not p.banned]
    return People(
        here=sum(not p.away for p in present),
        people=persons(game, deck, present),
        crews=[_crew(game, deck, crew) for crew in game.active()],
        observers=sum(p.kind == "observer" for p in present),
    )


def persons(game: Game, deck: Deck, some: Iterable[Person]) -> list[PersonSeen]:
    """Some people, as everybody may see them."""
    carried: dict[str, list[str]] = {}
    for crew in game.active():
        name = deck.character(crew.character).name
        for who in crew.members:
            carried.setdefault(who, []).append(name)
    return [_person(game, each, carried.get(each.id, [])) for each in some]


def _person(game: Game, who: Person, carried: list[str]) -> PersonSeen:
    state = "À reconnecter" if who.away else "En observation" if who.kind == "observer" else "Présente"
    hidden = game.options.discreet and who.kind != "host"
    return PersonSeen(
        id=who.id,
        name=(" et ".join(carried) or SOMEBODY) if hidden else who.name,
        kind=who.kind,
        state=state,
        leads=who.leads,
        simulated=who.simulated,
        characters=", ".join(carried),
    )


def name_of(game: Game, deck: Deck, who: str) -> str:
    """A person's name, or in a discreet room that of their character, or « Quelqu’un »."""
    person = game.people.get(who)
    if person is None:
        return ""
    if not game.options.discreet or person.kind == "host":
        return person.name
    carried = [deck.character(crew.character).name for crew in game.active() if who in crew.members]
    return " et ".join(carried) or SOMEBODY


def shown(game: Game, who: str) -> str:
    """The name of one's pair, or in a discreet room « votre binôme »."""
    return "votre binôme" if game.options.discreet else game.people[who].name


def _crew(game: Game, deck: Deck, crew: Crew) -> CrewSeen:
    character, table = deck.character(crew.character), game.current
    promised = table.promised if table and not game.options.discreet else None
    return CrewSeen(
        id=crew.id,
        number=int(crew.id[1:]),
        character=crew.character,
        name=character.name,
        role=character.role,
        initials="".join(word[0] for word in character.name.split()[:2]),
        people="" if game.options.discreet else " et ".join(game.people[who].name for who in crew.members),
        hidden=character.hidden if crew.character in game.shown else "",
        marks=[mark.place for mark in crew.marks],
        promised=promised.get(crew.id, 0) if promised is not None else -1,
        why=table.reasons.get(crew.id, "") if table and promised is not None else "",
        exempt=bool(table and table.exempt == crew.id),
    )
