"""The seats: who a browser is in a room. One cookie value for all rooms, one seat a room."""

import hashlib
import secrets
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from irdsu_app.access.models import Seat

STAND_FOR = {"presenter": ("presenter",), "follower": ("follower", "presenter"), "player": ("player",)}
"""Which seats may do what is asked of a role."""


def hash_of(cookie: str) -> str:
    """What the database keeps of a cookie: enough to recognise it, never to forge it."""
    return hashlib.sha256(cookie.encode()).hexdigest()


def take_seat(
    session: Session, room_id: UUID, role: str, now: datetime, expires_at: datetime, cookie: str = ""
) -> tuple[Seat, str]:
    """Seat a browser in a room, and give the cookie value to set; asking twice changes nothing but the date.

    A value we have never given is not adopted: somebody else may know it.
    """
    value = cookie if cookie and _is_known(session, cookie, now) else secrets.token_urlsafe(32)
    seat = session.exec(select(Seat).where(Seat.key_hash == hash_of(value), Seat.room_id == room_id)).one_or_none()
    if seat is None:
        seat = Seat(key_hash=hash_of(value), room_id=room_id, role=role, created_at=now, expires_at=expires_at)
    elif role == "presenter":
        seat.role = role
    seat.expires_at = expires_at
    session.add(seat)
    session.flush()
    return seat, value


def seat_of(session: Session, cookie: str, room_id: UUID, now: datetime) -> Seat | None:
    """The seat of this browser in this room, if it has one that still holds."""
    asked = select(Seat).where(Seat.key_hash == hash_of(cookie), Seat.room_id == room_id)
    return session.exec(asked.where(col(Seat.expires_at) > now)).one_or_none()


def holds(session: Session, cookie: str, role: str, now: datetime) -> bool:
    """Whether this browser sits in some room with this role, or one that includes it."""
    asked = select(Seat.id).where(Seat.key_hash == hash_of(cookie), col(Seat.role).in_(STAND_FOR[role]))
    return session.exec(asked.where(col(Seat.expires_at) > now)).first() is not None


def _is_known(session: Session, cookie: str, now: datetime) -> bool:
    asked = select(Seat.id).where(Seat.key_hash == hash_of(cookie), col(Seat.expires_at) > now)
    return session.exec(asked).first() is not None
