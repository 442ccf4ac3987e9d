"""The tables of who is at the door."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, BigInteger
from sqlmodel import Field, SQLModel, UniqueConstraint


class Seat(SQLModel, table=True):
    """A person's place in a room, known by the hash of their cookie."""

    __table_args__ = (UniqueConstraint("key_hash", "room_id"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    key_hash: str
    room_id: UUID = Field(foreign_key="room.id", ondelete="CASCADE", index=True)
    role: str
    created_at: datetime
    expires_at: datetime


class Organiser(SQLModel, table=True):
    """Somebody who holds a desk. `roles` are the products they answer for, or "all", separated by spaces."""

    id: UUID = Field(primary_key=True)
    email: str = Field(unique=True)
    name: str
    roles: str = ""
    active: bool = True
    created_at: datetime


class OrganiserLink(SQLModel, table=True):
    """A link that lets an organiser in, once."""

    __tablename__ = "organiser_link"  # pyright: ignore[reportAssignmentType]

    key_hash: str = Field(primary_key=True)
    organiser_id: UUID = Field(foreign_key="organiser.id", ondelete="CASCADE", index=True)
    expires_at: datetime
    used_at: datetime | None = None


class OrganiserVisit(SQLModel, table=True):
    """The visit of an organiser, known by the hash of a cookie of its own; `browser` is what it says it is."""

    __tablename__ = "organiser_visit"  # pyright: ignore[reportAssignmentType]

    id: UUID = Field(primary_key=True)
    key_hash: str = Field(unique=True)
    organiser_id: UUID = Field(foreign_key="organiser.id", ondelete="CASCADE", index=True)
    browser: str = ""
    created_at: datetime
    last_seen: datetime
    expires_at: datetime


class OrganiserAct(SQLModel, table=True):
    """What an organiser did; `about` names what it was done to, `detail` says what changed."""

    __tablename__ = "organiser_act"  # pyright: ignore[reportAssignmentType]

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(index=True)
    organiser_id: UUID | None = Field(foreign_key="organiser.id", ondelete="SET NULL")
    what: str
    about: str = Field(default="", index=True)
    detail: dict[str, Any] = Field(sa_type=JSON)


class Passkey(SQLModel, table=True):
    """A passkey that lets an organiser in: its public half, in base64url; the private one never leaves their device."""

    id: UUID = Field(primary_key=True)
    organiser_id: UUID = Field(foreign_key="organiser.id", ondelete="CASCADE", index=True)
    credential_id: str = Field(unique=True)
    public_key: str
    sign_count: int = Field(sa_type=BigInteger)
    name: str
    created_at: datetime
    used_at: datetime | None = None


class PasskeyChallenge(SQLModel, table=True):
    """What a passkey is asked to sign, once: to be added to the keys of an organiser, or to come in."""

    __tablename__ = "passkey_challenge"  # pyright: ignore[reportAssignmentType]

    key_hash: str = Field(primary_key=True)
    organiser_id: UUID | None = Field(default=None, foreign_key="organiser.id", ondelete="CASCADE")
    expires_at: datetime
