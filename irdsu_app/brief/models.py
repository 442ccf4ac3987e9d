"""The tables of a presentation: what followers ask and keep."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel


class Question(SQLModel, table=True):
    """A follower's question on a panel; its id comes from the browser, so that asking twice is asking once."""

    id: UUID = Field(primary_key=True)
    room_id: UUID = Field(foreign_key="room.id", ondelete="CASCADE", index=True)
    seat_id: UUID = Field(foreign_key="seat.id", ondelete="CASCADE", index=True)
    panel: str
    text: str
    asked_at: datetime
    answered_at: datetime | None = None


class Bookmark(SQLModel, table=True):
    """A panel that a follower keeps."""

    room_id: UUID = Field(foreign_key="room.id", ondelete="CASCADE", primary_key=True)
    seat_id: UUID = Field(foreign_key="seat.id", ondelete="CASCADE", primary_key=True)
    panel: str = Field(primary_key=True)


class Version(SQLModel, table=True):
    """One's own version of the brief, behind two secret links of which only hashes are kept."""

    id: UUID = Field(primary_key=True)
    edit_hash: str = Field(unique=True)
    read_hash: str = Field(unique=True)
    document: str
    revision: int = 0
    opened_at: datetime
    changed_at: datetime


class PublishedEdition(SQLModel, table=True):
    """An edition of the national version, as it was published: written once, never changed."""

    __tablename__ = "edition"  # pyright: ignore[reportAssignmentType]

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    document: str
    published_at: datetime


class EditionDraft(SQLModel, table=True):
    """The next edition in the making; there is one, and its revision says whether somebody wrote meanwhile."""

    __tablename__ = "edition_draft"  # pyright: ignore[reportAssignmentType]

    id: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    document: str
    revision: int = 0
    saved_at: datetime


class EditionAct(SQLModel, table=True):
    """What an organiser did to the national version; lines are added, never changed."""

    __tablename__ = "edition_act"  # pyright: ignore[reportAssignmentType]

    id: int | None = Field(default=None, primary_key=True)
    visit_id: UUID
    at: datetime
    what: str
