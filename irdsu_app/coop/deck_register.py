"""The register of decks: one's own, opened by a secret link, changed, published, erased; and those games began with."""

import hashlib
import re
import unicodedata
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import uuid4

from pydantic import BaseModel
from sqlalchemy import delete
from sqlmodel import Session, col, or_, select

from irdsu_app.access import links
from irdsu_app.coop import deck as decks
from irdsu_app.coop import proofing
from irdsu_app.coop.authoring import NAME_LENGTH, OwnDeck, duplicate
from irdsu_app.coop.deck import Deck
from irdsu_app.coop.models import CoopBook, CoopDeck
from irdsu_app.coop.round import Refused
from irdsu_app.design.typography import fr

BASE = "base"
KEPT = timedelta(days=730)
"""A deck nobody has changed for two years is erased; a published one stays."""
BOOKS_KEPT = timedelta(days=90)
"""Longer than a room: a game keeps the deck it began with until it is erased itself."""
SLUG = 24
"""Longest name in a public address: with its number, never as long as a secret link."""
Act = Callable[[OwnDeck], OwnDeck]


class DeckUnknown(Exception):
    """No deck opens with this link or at this address; the message is the sentence to show."""

    def __init__(self) -> None:
        """Say what to do."""
        said = (
            "Ce lien n’ouvre aucun jeu : il est incomplet, ou le jeu a été effacé. "
            "Recopiez-le en entier, depuis le message où vous l’avez reçu."
        )
        super().__init__(fr(said))


class Moved(Refused):
    """The deck is no longer the one that the screen showed; whoever asked is shown the one of now."""


class Published(BaseModel):
    """What a public page keeps: nothing written since shows before it is published again."""

    name: str
    authors: str
    easy: dict[str, dict[str, str]]
    deck: Deck


class Found(NamedTuple):
    """A deck of one's own, and whether the link allows to change it."""

    row: CoopDeck
    own: OwnDeck
    editable: bool


def open_deck(session: Session, own: OwnDeck, now: datetime) -> str:
    """Put a deck on the shelf and give the secret link to change it."""
    link = links.draw()
    fresh = own.model_copy(update={"past": (), "asides": ()})
    session.add(
        CoopDeck(
            id=uuid4(),
            edit_hash=links.hash_of(link),
            read_hash=links.hash_of(links.to_read(link)),
            document=fresh.model_dump_json(),
            opened_at=now,
            changed_at=now,
        )
    )
    session.flush()
    return link


def find(session: Session, link: str, *, for_update: bool = False) -> Found:
    """The deck that this link opens; raises DeckUnknown."""
    if len(link) != links.LENGTH:
        raise DeckUnknown
    key = links.hash_of(link)
    asked = select(CoopDeck).where(or_(col(CoopDeck.edit_hash) == key, col(CoopDeck.read_hash) == key))
    if for_update:  # what this session read before it held the row is not what is written there now
        asked = asked.with_for_update().execution_options(populate_existing=True)
    row = session.exec(asked).one_or_none()
    if row is None:
        raise DeckUnknown
    return Found(row, OwnDeck.model_validate_json(row.document), row.edit_hash == key)


def change(session: Session, link: str, act: Act, now: datetime) -> Found:
    """Do one change on the deck as it is now; raises DeckUnknown, and Refused as the change does."""
    found = editable(session, link)
    own = act(found.own)
    if own != found.own:
        found.row.document = own.model_dump_json()
        found.row.revision += 1
        found.row.changed_at = now
        session.add(found.row)
    return found._replace(own=own)


def publish(session: Session, link: str, answered: frozenset[str], now: datetime) -> str:
    """Publish a deck under CC BY-SA 4.0 once the list is answered, and give its public address; raises Refused."""
    found = editable(session, link)
    if why := proofing.may_publish(found.own, answered):
        raise Refused(why)
    row = found.row
    row.slug = row.slug or _slug(session, found.own.name)
    own, easy = found.own, proofing.easy_texts(found.own)
    told = Published(name=own.name, authors=own.authors, easy=easy, deck=proofing.playable(own))
    row.published, row.published_at = told.model_dump_json(), now
    session.add(row)
    return row.slug


def unpublish(session: Session, link: str) -> None:
    """Take a deck back from the public page; games that began with it go on."""
    row = editable(session, link).row
    row.slug = row.published = row.published_at = None
    session.add(row)


def published(session: Session) -> list[tuple[str, str, datetime]]:
    """The address, name and date of every published deck, the latest first."""
    asked = select(CoopDeck).where(col(CoopDeck.slug).is_not(None)).order_by(col(CoopDeck.published_at).desc())
    rows = session.exec(asked).all()
    return [
        (row.slug, Published.model_validate_json(row.published).name, row.published_at)
        for row in rows
        if row.slug and row.published and row.published_at
    ]


def shared(session: Session, slug: str) -> tuple[str, Deck]:
    """The name and the deck published at this address; raises DeckUnknown."""
    published, _since = _published(session, slug)
    return published.name, published.deck


def _published(session: Session, slug: str) -> tuple[Published, datetime]:
    row = session.exec(select(CoopDeck).where(CoopDeck.slug == slug)).one_or_none()
    if row is None or row.published is None or row.published_at is None:
        raise DeckUnknown
    return Published.model_validate_json(row.published), row.published_at


class Shared(NamedTuple):
    """What the public page of a deck shows: the cards as they were published, who wrote them, since when."""

    own: OwnDeck
    published_at: datetime


def public(session: Session, slug: str) -> Shared:
    """The deck published at this address; raises DeckUnknown."""
    published, since = _published(session, slug)
    then = duplicate(published.deck, published.name)
    cards = {
        kind: tuple(card.model_copy(update={"easy": published.easy.get(kind, {}).get(card.id, "")}) for card in cards)
        for kind, cards in then.cards.items()
    }
    return Shared(then.model_copy(update={"cards": cards, "authors": published.authors}), since)


def copied(session: Session, wanted: str) -> OwnDeck:
    """A copy to begin from: of ours, of a secret link, or of a public address; raises DeckUnknown."""
    if wanted in ("", BASE):
        return duplicate(decks.base(), "Les Lisières, à notre façon")
    own = find(session, wanted).own if len(wanted) == links.LENGTH else public(session, wanted).own
    return own.model_copy(update={"name": f"{own.name[: NAME_LENGTH - 9]} (copie)", "authors": ""})


def to_print(session: Session, slug: str) -> tuple[str, Deck]:
    """The name and the deck to print: ours by its own name, a published one, or one's own by its link.

    Raises DeckUnknown, and Malformed for a deck that is not finished.
    """
    if len(slug) == links.LENGTH:
        own = find(session, slug).own
        return own.name, proofing.playable(own)
    return ("COOP ou pas COOP", decks.base()) if slug == decks.base().id else shared(session, slug)


def erase(session: Session, link: str) -> None:
    """Erase a deck for good, with its links and its public page."""
    session.delete(editable(session, link).row)


def purge(session: Session, now: datetime) -> int:
    """Erase the decks nobody has changed for two years, and the books no game can hold any more; say how many."""
    old = delete(CoopDeck).where(col(CoopDeck.changed_at) < now - KEPT, col(CoopDeck.slug).is_(None))
    books = delete(CoopBook).where(col(CoopBook.used_at) < now - BOOKS_KEPT)
    connection = session.connection()
    return connection.execute(old).rowcount + connection.execute(books).rowcount


def begin_with(session: Session, deck: Deck, now: datetime) -> str:
    """Keep the deck a game begins with, once for all games that say the same, and name it."""
    document = deck.model_dump_json()
    name = hashlib.sha256(document.encode()).hexdigest()[:24]
    book = session.get(CoopBook, name) or CoopBook(id=name, document=document, used_at=now)
    book.used_at = now
    session.add(book)
    session.flush()
    return name


def book(session: Session, name: str) -> Deck:
    """The deck a game began with; raises DeckUnknown when it was never kept."""
    if name == BASE:
        return decks.base()
    kept = session.get(CoopBook, name)
    if kept is None:
        raise DeckUnknown
    return Deck.model_validate_json(kept.document)


def chosen(session: Session, wanted: str, now: datetime) -> str:
    """The name of the book for what was chosen: ours, a secret link, or a public address; raises what they raise."""
    if wanted in ("", BASE):
        return BASE
    if len(wanted) == links.LENGTH:
        return begin_with(session, proofing.playable(find(session, wanted).own), now)
    return begin_with(session, shared(session, wanted)[1], now)


def editable(session: Session, link: str) -> Found:
    """The deck that this link changes, held until it is written; raises DeckUnknown, for the link to read too."""
    found = find(session, link, for_update=True)
    if not found.editable:
        raise DeckUnknown
    return found


def unmoved(session: Session, link: str, revision: int, said: str) -> Found:
    """The deck, held, when it is still at the revision that a screen showed; raises DeckUnknown, and Moved."""
    found = editable(session, link)
    if found.row.revision != revision:
        raise Moved(said)
    return found


def _slug(session: Session, name: str) -> str:
    """A public address made from a name, that no other deck has; never as long as a secret link."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    stem = (words if len(words) <= SLUG else words[: SLUG + 1].rpartition("-")[0] or words[:SLUG]) or "jeu"
    taken = set(session.exec(select(CoopDeck.slug).where(col(CoopDeck.slug).startswith(stem))).all()) | {
        decks.base().id
    }
    return next(each for each in (stem, *(f"{stem}-{n}" for n in range(2, 10_000))) if each not in taken)
