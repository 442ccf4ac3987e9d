"""What was asked of whoever posted an offer: is it still open?"""

from datetime import date, datetime

from sqlmodel import Field, SQLModel


class JobStillOpen(SQLModel, table=True):
    """One row for an offer, as `still_open.Asked` says; `held_at` is when it left the board for want of an answer."""

    __tablename__ = "job_still_open"  # pyright: ignore[reportAssignmentType]

    offer_id: int = Field(foreign_key="job_offer.id", ondelete="CASCADE", primary_key=True)
    said_at: datetime | None = None
    asked_at: datetime | None = None
    reminded_at: datetime | None = None
    eve_of: date | None = None
    held_at: datetime | None = None
