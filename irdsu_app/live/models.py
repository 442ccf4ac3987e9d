"""The tables of the rooms where several screens look at one document."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel


class Room(SQLModel, table=True):
    """A room: its code, what is looked at and until when it is kept."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    code: str = Field(unique=True, index=True)
    kind: str
    document: str
    revision: int = 0
    opened_at: datetime
    closed_at: datetime | None = None
    expires_at: datetime
