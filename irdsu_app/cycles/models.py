"""The tables of a cycle: its meetings, the people, what they asked for and what they got.

Times are kept in UTC and shown in Europe/Paris. The checks and unique keys are the net under the rules of
`registration.py`: no bug above them can sell a place twice.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Column
from sqlmodel import Field, SQLModel, UniqueConstraint


class Cycle(SQLModel, table=True):
    """A cycle of meetings; `status` is draft, open, closed or archived; `rules` are those of `registration.Rules`."""

    id: UUID = Field(primary_key=True)
    slug: str = Field(unique=True)
    title: str
    hook: str = ""
    audience: str = ""
    price: str = ""
    notice: str = ""
    demonstration: bool = False
    contact: str = ""
    status: str = "draft"
    rules: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    created_at: datetime
    revision: int = 0


class Meeting(SQLModel, table=True):
    """A meeting: `mode` is onsite, remote or hybrid, `status` draft, open, closed, postponed or cancelled.

    `room_taken` and `remote_taken` count the places confirmed or offered; `sequence` is that of RFC 5545, one more at
    each change that calendars must hear of; `arrivals` the last number given to somebody who came; `revision` one
    more at each change of any kind, that other processes look at.
    """

    __table_args__ = (
        UniqueConstraint("cycle_id", "code"),
        CheckConstraint("room_taken >= 0 AND room_taken <= room_places", name="meeting_room_never_oversold"),
        CheckConstraint("remote_taken >= 0 AND remote_taken <= remote_places", name="meeting_remote_never_oversold"),
    )

    id: UUID = Field(primary_key=True)
    cycle_id: UUID = Field(foreign_key="cycle.id", ondelete="CASCADE", index=True)
    code: str
    position: int
    title: str
    mode: str
    format: str = ""
    starts_at: datetime = Field(index=True)
    ends_at: datetime
    place: str = ""
    access: str = ""
    link: str = ""
    objectives: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    programme: str = ""
    speakers: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    resources: list[dict[str, str]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    status: str = "draft"
    reason: str = ""
    room_places: int = 0
    remote_places: int = 0
    waiting_places: int = 0
    room_taken: int = 0
    remote_taken: int = 0
    waiting_suspended: bool = False
    arrivals: int = 0
    sequence: int = 0
    revision: int = 0
    next_due: datetime | None = Field(default=None, index=True)


class Person(SQLModel, table=True):
    """Somebody who confirmed their address; known by the hash of their personal link, which `link_version` renews."""

    __tablename__ = "cycle_person"  # pyright: ignore[reportAssignmentType]

    id: UUID = Field(primary_key=True)
    email: str = Field(unique=True)
    first_name: str
    last_name: str
    organisation: str = ""
    organisation_key: str = ""
    function: str = ""
    department: str = ""
    access_needs: str = ""
    member: bool = False
    link_version: int = 0
    link_hash: str = Field(unique=True)
    created_at: datetime
    confirmed_at: datetime


class Demand(SQLModel, table=True):
    """What somebody asked for, until its address is confirmed: 48 hours; `id` is drawn by the browser, once a form.

    It holds no place. Nothing of a person already known changes before whoever reads their mail confirms.
    """

    __tablename__ = "cycle_demand"  # pyright: ignore[reportAssignmentType]

    id: UUID = Field(primary_key=True)
    cycle_id: UUID = Field(foreign_key="cycle.id", ondelete="CASCADE", index=True)
    email: str = Field(index=True)
    form: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    link_hash: str = Field(unique=True)
    created_at: datetime
    expires_at: datetime = Field(index=True)
    confirmed_at: datetime | None = None
    person_id: UUID | None = Field(default=None, foreign_key="cycle_person.id", ondelete="CASCADE")


class Registration(SQLModel, table=True):
    """A person at a meeting; `pool` is room or remote.

    `status` is confirmed, waiting, offered, withdrawn, refused or cancelled (then present, excused, absent).
    `arrival` is the order of arrival at this meeting, kept for ever; `priority` comes before it; `changes` counts what
    happened, each with its letter.
    """

    __tablename__ = "cycle_registration"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"), UniqueConstraint("meeting_id", "arrival"))

    id: UUID = Field(primary_key=True)
    meeting_id: UUID = Field(foreign_key="meeting.id", ondelete="CASCADE", index=True)
    person_id: UUID = Field(foreign_key="cycle_person.id", ondelete="CASCADE", index=True)
    pool: str
    status: str = Field(index=True)
    arrival: int
    priority: int = 0
    offered_until: datetime | None = Field(default=None, index=True)
    question: str = ""
    changes: int = 0
    created_at: datetime
    changed_at: datetime
