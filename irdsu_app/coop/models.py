"""The tables of a game's room: the acts since its snapshot, who sits where, the code of those who lead."""

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
