"""The tables of a game's room: the acts since its snapshot, who sits where, the code of those who lead."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel, UniqueConstraint


class CoopMove(SQLModel, table=True):
    """An act accepted in a room. Once a snapshot holds what it did, only the browser's id of it remains."""

    __tablename__ = "coop_move"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (UniqueConstraint("room_id", "move_id"),)

    room_id: UUID = Field(foreign_key="room.id", ondelete="CASCADE", primary_key=True)
    number: int = Field(primary_key=True)
    move_id: str | None = None
    act: str


class CoopPlace(SQLModel, table=True):
    """Whom a browser's seat is in the game, and the hash of the link that brings another phone to the same place."""

    __tablename__ = "coop_place"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (UniqueConstraint("room_id", "link_hash"),)

    seat_id: UUID = Field(foreign_key="seat.id", ondelete="CASCADE", primary_key=True)
    room_id: UUID = Field(foreign_key="room.id", ondelete="CASCADE", index=True)
    person: str
    link_hash: str


class CoopKey(SQLModel, table=True):
    """The hash of the code that gives the lead of a room."""

    __tablename__ = "coop_key"  # pyright: ignore[reportAssignmentType]

    room_id: UUID = Field(foreign_key="room.id", ondelete="CASCADE", primary_key=True)
    host_hash: str


class CoopDeck(SQLModel, table=True):
    """A deck of one's own: its document, the hashes of its two secret links, what was published of it."""

    __tablename__ = "coop_deck"  # pyright: ignore[reportAssignmentType]

    id: UUID = Field(primary_key=True)
    edit_hash: str = Field(unique=True)
    read_hash: str = Field(unique=True)
    document: str
    revision: int = 0
    opened_at: datetime
    changed_at: datetime = Field(index=True)
    slug: str | None = Field(default=None, unique=True)
    published: str | None = None
    published_at: datetime | None = None


class CoopVersion(SQLModel, table=True):
    """A deck of one's own as it was: why and when it was kept, its name and who kept it, both optional."""

    __tablename__ = "coop_version"  # pyright: ignore[reportAssignmentType]

    deck_id: UUID = Field(foreign_key="coop_deck.id", ondelete="CASCADE", primary_key=True)
    number: int = Field(primary_key=True)
    kept_at: datetime
    why: str
    name: str = ""
    kept_by: str = ""
    document: str


class CoopBook(SQLModel, table=True):
    """A deck as a game began with it, named by what it says; `used_at` is when a game last began with it."""

    __tablename__ = "coop_book"  # pyright: ignore[reportAssignmentType]

    id: str = Field(primary_key=True)
    document: str
    used_at: datetime


class CoopStep(SQLModel, table=True):
    """What the whole room could see as a phase began: the game is walked through again from these, never from votes."""

    __tablename__ = "coop_step"  # pyright: ignore[reportAssignmentType]

    room_id: UUID = Field(foreign_key="room.id", ondelete="CASCADE", primary_key=True)
    number: int = Field(primary_key=True)
    shown: str
