"""The tables of what is posted: the offers being written, what was done to each, the job descriptions attached."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, ForeignKey, LargeBinary
from sqlmodel import Field, SQLModel


class JobPosting(SQLModel, table=True):
    """An offer being posted, and who holds it; its fields are those of `submission.Posting`.

    `offer_id` is the offer on the board once it has been online. The links are kept as hashes only; `email` is the
    poster's, and never shown. `held`: what was online is out of
    sight. `organiser_id`: of the team, when the team posted it.
    """

    __tablename__ = "job_posting"  # pyright: ignore[reportAssignmentType]

    id: UUID = Field(primary_key=True)
    offer_id: int | None = Field(
        default=None, sa_column=Column(ForeignKey("job_offer.id", ondelete="CASCADE"), unique=True, nullable=True)
    )
    stage: str = Field(default="draft", index=True)
    written: dict[str, Any] = Field(sa_type=JSON)
    public: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    held: bool = False
    screen: int = 1
    email: str = Field(default="", index=True)
    confirmed: bool = False
    note: str = ""
    reason: str = ""
    words: str = ""
    revision: int = 0
    link_version: int = 0
    link_hash: str = Field(unique=True)
    address_hash: str = Field(default="", index=True)
    organiser_id: UUID | None = None
    created_at: datetime
    changed_at: datetime = Field(index=True)
    sent_at: datetime | None = None


class JobEvent(SQLModel, table=True):
    """Something done to a posting: `act` (a word of `posting_register.ACTS`), by the poster, a moderator or the clock.

    `texts` are words that were not kept in the offer: those of the second of two who wrote at once, or refused.
    """

    __tablename__ = "job_event"  # pyright: ignore[reportAssignmentType]

    id: int | None = Field(default=None, primary_key=True)
    posting_id: UUID = Field(foreign_key="job_posting.id", index=True, ondelete="CASCADE")
    act: str
    by: str
    organiser_id: UUID | None = None
    at: datetime = Field(index=True)
    revision: int
    reason: str = ""
    words: str = ""
    texts: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))


class JobSheet(SQLModel, table=True):
    """A job description attached to a posting: a PDF, kept as it came."""

    __tablename__ = "job_sheet"  # pyright: ignore[reportAssignmentType]

    id: UUID = Field(primary_key=True)
    posting_id: UUID = Field(foreign_key="job_posting.id", index=True, ondelete="CASCADE")
    name: str
    content: bytes = Field(sa_type=LargeBinary)
    added_at: datetime
