"""The tables of who is at the door."""

from datetime import datetime
from uuid import UUID, uuid4

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


class OrganiserLink(SQLModel, table=True):
    """A link that lets an organiser in, once."""

    __tablename__ = "organiser_link"  # pyright: ignore[reportAssignmentType]

    key_hash: str = Field(primary_key=True)
    expires_at: datetime
    used_at: datetime | None = None


class OrganiserVisit(SQLModel, table=True):
    """The visit of an organiser, known by the hash of a cookie of its own."""

    __tablename__ = "organiser_visit"  # pyright: ignore[reportAssignmentType]

    id: UUID = Field(primary_key=True)
    key_hash: str = Field(unique=True)
    created_at: datetime
    expires_at: datetime
