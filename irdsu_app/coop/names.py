"""Who is in the room, under the name the room allows: a person's, or in a discreet room their character's. Pure."""

from __future__ import annotations

from irdsu_app.coop.deck import Deck
from irdsu_app.coop.game import Crew, Game, Person
from irdsu_app.coop.views import CrewSeen, People, PersonSeen


def people(game: Game, deck: Deck) -> People:
    """Who is there; in a discreet room, characters in place of names."""
    present = [p for p in game.people.values() if not p.gone and not p.banned]
    return People(
        here=sum(not p.away for p in present),
        people=[person(game, deck, p) for p in present],
        crews=[_crew(game, deck, crew) for crew in game.active()],
        observers=sum(p.kind == "observer" for p in present),
    )


def person(game: Game, deck: Deck, who: Person) -> PersonSeen:
    """Someone, as everybody may see them."""
    state = "À reconnecter" if who.away else "En observation" if who.kind == "observer" else "Présente"
    return PersonSeen(
        id=who.id,
        name=name_of(game, deck, who.id),
        kind=who.kind,
        state=state,
        leads=who.leads,
        characters=", ".join(deck.character(c.character).name for c in game.active() if who.id in c.members),
    )


def name_of(game: Game, deck: Deck, who: str) -> str:
    """A person's name, or in a discreet room that of their character, or « Quelqu’un »."""
    person = game.people.get(who)
    if person is None:
        return ""
    if not game.options.discreet or person.kind == "host":
        return person.name
    carried = [deck.character(crew.character).name for crew in game.active() if who in crew.members]
    return " et ".join(carried) or "Quelqu’un"


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
