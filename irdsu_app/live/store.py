"""The register of rooms: opened under a code, kept at each change, closed, and forgotten in time."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from random import Random, SystemRandom
from uuid import UUID

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from irdsu_app.design.typography import fr
from irdsu_app.live import codes
from irdsu_app.live.models import Room

_TRIES = 50


class RoomUnknown(Exception):
    """No room has this code; the message is the sentence to show."""


class RoomClosed(Exception):
    """The room existed and is over; the message is the sentence to show."""


class RoomMoved(Exception):
    """Somebody else changed the room first; the message is the sentence to show."""


class NoFreeCode(Exception):
    """Every code drawn was taken; the message is the sentence to show."""


def open_room(
    session: Session, kind: str, document: str, now: datetime, lasts: timedelta, draws: Random | None = None
) -> Room:
    """Open a room under a code that no other room has."""
    room = Room(
        code=_free_code(session, draws or SystemRandom()),
        kind=kind,
        document=document,
        opened_at=now,
        expires_at=now + lasts,
    )
    session.add(room)
    session.flush()
    return room


def find(session: Session, code: str, now: datetime) -> Room:
    """Give the open room that has this code."""
    room = session.exec(select(Room).where(Room.code == code)).first()
    if room is None:
        raise RoomUnknown(fr("Aucune salle n'a ce code : relisez celui qui est affiché à l'écran."))
    if room.closed_at is not None or room.expires_at <= now:
        raise RoomClosed(fr("Cette salle est fermée : demandez un nouveau code à la personne qui présente."))
    return room


def keep(session: Session, room_id: UUID, revision: int, document: str) -> int:
    """Write the document if nobody wrote since this revision, and give the new revision."""
    done = session.connection().execute(
        update(Room)
        .where(col(Room.id) == room_id, col(Room.revision) == revision, col(Room.closed_at).is_(None))
        .values(document=document, revision=revision + 1)
    )
    if done.rowcount != 1:
        raise RoomMoved(fr("La salle a changé entre-temps : votre écran se remet à jour."))
    return revision + 1


def close(session: Session, room_id: UUID, now: datetime) -> None:
    """Close a room; closing it twice changes nothing."""
    session.connection().execute(
        update(Room).where(col(Room.id) == room_id, col(Room.closed_at).is_(None)).values(closed_at=now)
    )


def purge(session: Session, now: datetime, kept: timedelta, at_once: Collection[str] = ()) -> int:
    """Forget the rooms that expired longer ago than `kept`, with all that was said in them, and say how many.

    Rooms of the kinds `at_once` are forgotten as soon as they expire.
    """
    over, spent = col(Room.expires_at) < now - kept, col(Room.kind).in_(at_once) & (col(Room.expires_at) < now)
    done = session.connection().execute(delete(Room).where(over | spent))
    return done.rowcount


def forgetting(kept: timedelta, at_once: Collection[str] = ()) -> Callable[[Session, datetime], int]:
    """`purge` as the house does it each hour."""
    return lambda session, now: purge(session, now, kept, at_once)


def _free_code(session: Session, draws: Random) -> str:
    for _ in range(_TRIES):
        code = codes.draw(draws)
        if session.exec(select(Room.id).where(Room.code == code)).first() is None:
            return code
    raise NoFreeCode(fr("Aucun code n'est libre pour l'instant : réessayez dans quelques minutes."))
