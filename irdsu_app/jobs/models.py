"""The tables of the offers: the offers, the words they are found by, and the count of what has changed."""

from datetime import date, datetime

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel


class JobOffer(SQLModel, table=True):
    """An offer; its fields are those of `offer.Offer`, which says what they hold.

    `status` is draft, to_review, to_correct, online, filled or withdrawn: the rest is a matter of time. `change` is
    the number of its last change on the whole board, `announced` that of the one that first put it online, 0 before.
    `manage_hash` is that of the link of whoever posted it.
    """

    __tablename__ = "job_offer"  # pyright: ignore[reportAssignmentType]

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True)
    title: str
    organisation: str
    organisation_kind: str = ""
    presentation: str = ""
    context: str = ""
    missions: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    attached_to: str = ""
    sheet_url: str = ""
    sheet_file: str = ""
    contract: str = ""
    contract_detail: str = ""
    status_grade: str = ""
    working_time: str = ""
    place: str = ""
    department: str = ""
    region: str = ""
    travel: str = ""
    telework: str = ""
    teleworkable: bool = False
    deadline: date | None = Field(default=None, index=True)
    documents: str = ""
    apply_email: str = ""
    apply_url: str = ""
    contact_name: str = ""
    contact_function: str = ""
    contact_email: str = ""
    pay: str = ""
    starts: str = ""
    profession: str = ""
    profile: str = ""
    positions: int = 1
    open_to_contract: bool = False
    first_job: bool = False
    demonstration: bool = False
    status: str = Field(default="draft", index=True)
    reason: str = ""
    published_at: datetime | None = None
    closed_at: datetime | None = None
    created_at: datetime
    changed_at: datetime
    revision: int = 0
    change: int = Field(default=0, index=True)
    announced: int = Field(default=0, index=True, sa_column_kwargs={"server_default": "0"})
    manage_hash: str | None = Field(default=None, unique=True)


class JobBoard(SQLModel, table=True):
    """One row: how many changes and erasures the board has known, and the analyser its index was written with."""

    __tablename__ = "job_board"  # pyright: ignore[reportAssignmentType]

    id: int = Field(primary_key=True)
    change: int = 0
    erasures: int = 0
    analyser: str = ""


class JobWord(SQLModel, table=True):
    """A word met in an offer, folded, its stem, how it is written, and the change of the board that brought it."""

    __tablename__ = "job_word"  # pyright: ignore[reportAssignmentType]

    word: str = Field(primary_key=True)
    stem: str
    shown: str
    change: int = Field(index=True)


class JobReport(SQLModel, table=True):
    """Somebody says that an offer is not what it should be; nothing about who says it is kept."""

    __tablename__ = "job_report"  # pyright: ignore[reportAssignmentType]

    id: int | None = Field(default=None, primary_key=True)
    offer_id: int = Field(foreign_key="job_offer.id", index=True, ondelete="CASCADE")
    reason: str
    words: str = ""
    created_at: datetime
    handled_at: datetime | None = None
