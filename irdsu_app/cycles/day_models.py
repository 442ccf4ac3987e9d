"""The tables of the day and after: marks, walk-ins, answers, openings of resources, published accounts, refusals.

Answers know a personal code only by its hash, and no person: nothing here links one to the other.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Column
from sqlmodel import Field, SQLModel, UniqueConstraint


class WalkIn(SQLModel, table=True):
    """Somebody who came without being registered, as they gave their name at the door; `id` is drawn by the device."""

    __tablename__ = "cycle_walk_in"  # pyright: ignore[reportAssignmentType]

    id: UUID = Field(primary_key=True)
    meeting_id: UUID = Field(foreign_key="meeting.id", ondelete="CASCADE", index=True)
    name: str
    organisation: str = ""
    organiser_id: UUID | None = None
    created_at: datetime


class Marked(SQLModel, table=True):
    """A mark of `attendance.py`, of a registration or of a walk-in, never of both; one per half-day."""

    __tablename__ = "cycle_mark"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (
        UniqueConstraint("registration_id", "half"),
        UniqueConstraint("walk_in_id", "half"),
        CheckConstraint("(registration_id IS NULL) <> (walk_in_id IS NULL)", name="cycle_mark_of_one"),
    )

    id: UUID = Field(primary_key=True)
    meeting_id: UUID = Field(foreign_key="meeting.id", ondelete="CASCADE", index=True)
    registration_id: UUID | None = Field(default=None, foreign_key="cycle_registration.id", ondelete="CASCADE")
    walk_in_id: UUID | None = Field(default=None, foreign_key="cycle_walk_in.id", ondelete="CASCADE")
    half: str
    standing: str
    way: str
    at: datetime
    decided: datetime
    device: str = ""
    by: str = ""
    warning: str = ""
    kept_at: datetime


class Answer(SQLModel, table=True):
    """What one personal code answered to a questionnaire; `meeting_key` is the meeting it is about, or "".

    `answers` may be half of them.
    """

    __tablename__ = "cycle_answer"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (UniqueConstraint("cycle_id", "survey", "meeting_key", "code_hash"),)

    id: UUID = Field(primary_key=True)
    cycle_id: UUID = Field(foreign_key="cycle.id", ondelete="CASCADE", index=True)
    survey: str
    meeting_key: str = ""
    code_hash: str
    answers: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    complete: bool = False
    day: str
    """The day only: an hour would tell who answered."""


class Opening(SQLModel, table=True):
    """How many times a resource of a meeting was opened; never by whom."""

    __tablename__ = "cycle_opening"  # pyright: ignore[reportAssignmentType]

    meeting_id: UUID = Field(foreign_key="meeting.id", ondelete="CASCADE", primary_key=True)
    resource: str = Field(primary_key=True)
    times: int = 0


class PublishedAccount(SQLModel, table=True):
    """The account of a cycle as its organisers published it: its words and figures of that day, none under five."""

    __tablename__ = "cycle_account"  # pyright: ignore[reportAssignmentType]

    cycle_id: UUID = Field(foreign_key="cycle.id", ondelete="CASCADE", primary_key=True)
    said: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    published_at: datetime


class NoFollowUp(SQLModel, table=True):
    """Somebody who does not want to be written to three months after this cycle."""

    __tablename__ = "cycle_no_follow_up"  # pyright: ignore[reportAssignmentType]

    person_id: UUID = Field(foreign_key="cycle_person.id", ondelete="CASCADE", primary_key=True)
    cycle_id: UUID = Field(foreign_key="cycle.id", ondelete="CASCADE", primary_key=True)
