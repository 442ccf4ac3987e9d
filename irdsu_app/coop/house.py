"""The rooms of this house: the real rules on their deck, and the rooms of this process."""

from irdsu_app.coop import deck
from irdsu_app.coop.book import Book
from irdsu_app.coop.hall import Hall

book = Book(deck.base())
"""The rule book."""
hall = Hall(book)
"""The rooms of this process."""
