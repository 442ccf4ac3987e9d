"""The rooms of this house, each played by the rules on the deck it began with."""

import json
from functools import lru_cache

from irdsu_app import db
from irdsu_app.coop import deck, deck_register
from irdsu_app.coop.book import Book
from irdsu_app.coop.hall import Hall

book = Book(deck.base())
"""The rule book on our own deck."""


@lru_cache(maxsize=32)
def book_of(name: str) -> Book:
    """The rule book on the deck of this name; raises deck_register.DeckUnknown."""
    return book if name == deck_register.BASE else Book(db.read(lambda session: deck_register.book(session, name)))


def _chosen(document: str) -> Book:
    return book_of(json.loads(document)["options"]["deck"])


hall = Hall(_chosen)
"""The rooms of this process."""
