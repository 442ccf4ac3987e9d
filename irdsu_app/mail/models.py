"""The table of the letters: what is to be sent, to whom, and what became of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel


class Letter(SQLModel, table=True):
    """A letter. `status` is queued, handing, sent, refused, uncertain or dropped; `why` says it in French.

    `handing` is written before the content leaves: a letter found there after a crash is uncertain, never sent again
    alone. `holder` is who has taken it to deliver it, until `next_at`.
    """

    __tablename__ = "letter"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (Index("ix_letter_waiting", "status", "next_at"),)

    id: UUID = Field(primary_key=True)
    key: str = Field(unique=True)
    kind: str
    recipient: str = Field(index=True)
    data: dict[str, Any] = Field(sa_type=JSON)
    secret: bool = False
    about: str = Field(default="", index=True)
    status: str = "queued"
    created_at: datetime = Field(index=True)
    due_at: datetime
    next_at: datetime
    until: datetime | None = None
    attempts: int = 0
    holder: UUID | None = None
    sent_at: datetime | None = None
    why: str = ""
    message_id: str
