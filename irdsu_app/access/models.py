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
