"""The versions of a deck: kept at each publication, before an import, and when somebody asks; looked at, come back to.

A version with a name stays until somebody takes it off; the oldest of the others leave when there are too many.
"""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from irdsu_app.coop import authoring, deck_register, versioning
from irdsu_app.coop.authoring import OwnDeck
from irdsu_app.coop.deck_register import Found
from irdsu_app.coop.models import CoopVersion
from irdsu_app.coop.round import Refused

MOST = 12
"""Versions with a name that a deck keeps, and as many without."""
KEPT, PUBLISHED, IMPORT, RETURN = "kept", "published", "import", "return"
"""Why a version was kept: asked for; published; before a file took the place of the deck; before coming back."""
WROTE = "Quelqu’un vient d’écrire dans ce jeu : regardez, puis annulez si c’est bien cela."
CHANGED = "Le jeu a changé depuis que vous avez coché la liste : relisez-le, cochez de nouveau, puis publiez."
GONE = "Cette version n’est plus gardée : d’autres, plus récentes, l’ont remplacée. Rechargez la page."


class Version(NamedTuple):
    """A version in the list."""

    number: int
    why: str
    name: str
    by: str
    at: datetime


def listed(session: Session, link: str) -> list[Version]:
    """The versions of the deck this link changes, the latest first; raises DeckUnknown."""
    deck = _written(session, link).row.id
    asked = select(CoopVersion).where(CoopVersion.deck_id == deck).order_by(col(CoopVersion.number).desc())
    there = asked.options(defer(CoopVersion.document))  # pyright: ignore[reportArgumentType] -- a column
    rows = session.exec(there).all()
    return [_told(row) for row in rows]


def seen(session: Session, link: str, number: int) -> tuple[Version, OwnDeck, OwnDeck]:
    """A version, its deck, and the deck of today; raises DeckUnknown, and Refused when it is no longer kept."""
    found = _written(session, link)
    row = _row(session, found.row.id, number)
    return _told(row), OwnDeck.model_validate_json(row.document), found.own


def _written(session: Session, link: str) -> Found:
    """The deck that this link changes, not held: to be looked at."""
    found = deck_register.find(session, link)
    if not found.editable:
        raise deck_register.DeckUnknown
    return found


def keep(session: Session, link: str, name: str, by: str, now: datetime) -> Found:
    """Keep the deck as it is now; raises DeckUnknown, and Refused when too many have a name."""
    found = deck_register.editable(session, link)
    name, by = versioning.named(name, by)
    if name and len([each for each in listed(session, link) if each.name]) >= MOST:
        raise Refused(f"{MOST} versions portent déjà un nom : retirez-en une, ou gardez celle-ci sans nom.")
    _put(session, found, Version(0, KEPT, name, by, now))
    return _trimmed(session, link, now)


def publish(session: Session, link: str, answered: frozenset[str], now: datetime) -> str:
    """Publish the deck (deck_register.publish) and keep what is published as a version."""
    slug = deck_register.publish(session, link, answered, now)
    _put(session, deck_register.editable(session, link), Version(0, PUBLISHED, "", "", now))
    _trimmed(session, link, now)
    return slug


def publish_signed(
    session: Session, link: str, answered: frozenset[str], authors: str, revision: int, now: datetime
) -> Found:
    """Sign and publish the deck whose list was answered at this revision; raises DeckUnknown, Moved, and Refused."""
    deck_register.unmoved(session, link, revision, CHANGED)
    deck_register.change(session, link, lambda own: authoring.sign(own, authors), now)
    publish(session, link, answered, now)
    return deck_register.find(session, link)


def restore(session: Session, link: str, number: int, now: datetime) -> Found:
    """Come back to a version: one change, that undoing takes back; raises DeckUnknown, and Refused."""
    deck_register.editable(session, link)  # held first: what another writes meanwhile is in the version kept before
    then = seen(session, link, number)[1]
    return _become(session, link, then, RETURN, now)


def replace(session: Session, link: str, other: OwnDeck, now: datetime) -> Found:
    """Put the cards of a file in the place of the deck's, which are kept as a version; raises DeckUnknown."""
    return _become(session, link, other, IMPORT, now)


def undo(session: Session, link: str, revision: int, now: datetime) -> Found:
    """Undo the last change, of a card or of the whole deck, that a screen showed at this revision.

    Raises DeckUnknown, Moved when another wrote meanwhile (their text is not what one meant to undo), and Refused.
    """
    number = versioning.last(deck_register.unmoved(session, link, revision, WROTE).own)
    if not number:
        return deck_register.change(session, link, authoring.undo, now)
    before = seen(session, link, number)[1]
    return deck_register.change(session, link, lambda own: versioning.undone(own, before), now)


def drop(session: Session, link: str, number: int, now: datetime) -> Found:
    """Take a version off for good; raises DeckUnknown, and Refused when it is gone already."""
    found = deck_register.editable(session, link)
    session.delete(_row(session, found.row.id, number))
    session.flush()
    return _forget(session, link, frozenset({number}), now)


def _become(session: Session, link: str, other: OwnDeck, why: str, now: datetime) -> Found:
    found = deck_register.editable(session, link)
    if (found.own.cards, found.own.rest) == (other.cards, other.rest):
        return found
    before = _put(session, found, Version(0, why, "", "", now))
    deck_register.change(session, link, lambda own: versioning.become(own, other, before), now)
    return _trimmed(session, link, now)


def _put(session: Session, found: Found, version: Version) -> int:
    """Keep the deck now and give the number; twice the same deck for the same reason, without a name, is once."""
    document = versioning.still(found.own).model_dump_json()
    asked = select(CoopVersion).where(CoopVersion.deck_id == found.row.id).order_by(col(CoopVersion.number).desc())
    latest = session.exec(asked.limit(1)).first()
    if latest and latest.document == document and (latest.why, latest.name) == (version.why, version.name):
        return latest.number
    number = latest.number + 1 if latest else 1
    session.add(
        CoopVersion(
            deck_id=found.row.id,
            number=number,
            kept_at=version.at,
            why=version.why,
            name=version.name,
            kept_by=version.by,
            document=document,
        )
    )
    session.flush()
    return number


def _trimmed(session: Session, link: str, now: datetime) -> Found:
    """The deck, once the oldest versions without a name have left."""
    over = [each.number for each in listed(session, link) if not each.name][MOST:]
    for number in over:
        session.delete(_row(session, deck_register.editable(session, link).row.id, number))
    session.flush()
    return _forget(session, link, frozenset(over), now)


def _forget(session: Session, link: str, gone: frozenset[int], now: datetime) -> Found:
    return deck_register.change(session, link, lambda own: versioning.without(own, gone), now)


def _row(session: Session, deck: UUID, number: int) -> CoopVersion:
    row = session.get(CoopVersion, (deck, number))
    if row is None:
        raise Refused(GONE)
    return row


def _told(row: CoopVersion) -> Version:
    return Version(row.number, row.why, row.name, row.kept_by, row.kept_at)
