"""Decks put straight on the shelf of a house, for the tests that look at them."""

from datetime import UTC, datetime

from irdsu_app import db
from irdsu_app.coop import authoring, deck, deck_register, proofing, yaml_deck

ALL = frozenset(name for name, _ in proofing.CHECKLIST)
S04 = deck.base().situation("S04")


def at(house):
    return db.session(db.open_engine(house.database_url))


def shelved(house, *acts, name="Chez nous") -> str:
    """A deck on the shelf of the house, changed by these acts; gives the link to change it."""
    with at(house) as session:
        link = deck_register.open_deck(session, authoring.duplicate(deck.base(), name), datetime.now(UTC))
        for act in acts:
            deck_register.change(session, link, act, datetime.now(UTC))
    return link


def published(house, link) -> str:
    with at(house) as session:
        return deck_register.publish(session, link, ALL, datetime.now(UTC))


def titled(text):
    return lambda own: authoring.write(own, "situations", "S04", "title", text, S04.title)


def easy(text):
    return lambda own: authoring.write(own, "situations", "S04", "easy", text, "")


def incomplete(own):
    return authoring.add(own, "situations")[0]


BASE = yaml_deck.to_yaml(deck.base())
