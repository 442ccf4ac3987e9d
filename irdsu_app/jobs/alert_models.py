"""The tables of the alerts: who follows, and what."""

from datetime import datetime

from sqlmodel import Field, SQLModel, UniqueConstraint


class JobFollower(SQLModel, table=True):
    """Somebody who follows searches by mail, known by one personal link made from `seed`.

    `mark` is the change of the board up to which they were told everything; `round_at` is the week they were told in.
    """

    __tablename__ = "job_follower"  # pyright: ignore[reportAssignmentType]

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(unique=True)
    seed: str
    link_hash: str = Field(unique=True)
    mark: int = 0
    round_at: datetime = Field(index=True)
    created_at: datetime
    stopped_at: datetime | None = None


class JobAlert(SQLModel, table=True):
    """A search that is followed, as `alerts.packed` keeps it. `status` is asked, on or paused.

    `begun` are those of its words that were only beginnings; nothing announced up to `since` is told.
    """

    __tablename__ = "job_alert"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (UniqueConstraint("follower_id", "asked"),)

    id: int | None = Field(default=None, primary_key=True)
    follower_id: int = Field(foreign_key="job_follower.id", ondelete="CASCADE")
    asked: str
    begun: str = ""
    status: str = "asked"
    since: int = 0
    created_at: datetime
    confirmed_at: datetime | None = None


class JobTold(SQLModel, table=True):
    """This offer was sent to this person, who never receives it again."""

    __tablename__ = "job_told"  # pyright: ignore[reportAssignmentType]

    follower_id: int = Field(foreign_key="job_follower.id", ondelete="CASCADE", primary_key=True)
    offer_id: int = Field(foreign_key="job_offer.id", ondelete="CASCADE", primary_key=True, index=True)
