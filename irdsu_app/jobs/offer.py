"""An offer, and what it is at a given moment: to read, soon closed, expired, archived. Pure.

Everything follows the clocks of Paris: an offer expires at 0 h the day after its deadline, wherever it is read.
"""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

PARIS = ZoneInfo("Europe/Paris")
SOON = 7
"""Days before the deadline when an offer is said to close soon; days when a new one is said to be."""
ARCHIVED = 60
"""Days after its end when an offer leaves for the archives."""
CONTACT_KEPT = 183
"""Days after its end when the name of the contact is erased: six months."""

Kept = Literal["draft", "to_review", "to_correct", "online", "filled", "withdrawn"]
"""What the database keeps; the rest is a matter of time."""


class Status(StrEnum):
    """What is shown."""

    DRAFT = "Brouillon"
    TO_REVIEW = "À valider"
    TO_CORRECT = "À corriger"
    ONLINE = "En ligne"
    SOON = "Bientôt close"
    EXPIRED = "Expirée"
    FILLED = "Pourvue"
    WITHDRAWN = "Retirée"
    ARCHIVED = "Archivée"


OPEN = frozenset((Status.ONLINE, Status.SOON))
"""Offers one may answer: the only ones in lists, feeds and search."""
PUBLIC = frozenset((*OPEN, Status.EXPIRED, Status.FILLED, Status.ARCHIVED))
"""Offers whose page exists; a withdrawn one is gone."""

NEW = "Nouvelle"
LAST_DAY = "Dernier jour"
TELEWORK = "Télétravail possible"
CONTRACTORS = "Ouvert aux contractuels"
FIRST_JOB = "Premier emploi bienvenu"

_UNPUBLISHED = {"draft": Status.DRAFT, "to_review": Status.TO_REVIEW, "to_correct": Status.TO_CORRECT}


class Offer(BaseModel):
    """An offer as it is read; made of a row by `Offer.model_validate(row)`.

    `organisation_kind`, `contract` and `profession` are words of `lists.py`, `department` and `region` of `places.py`,
    or "". Without a `deadline` it stays open until somebody is found. `closed_at` is when it was filled or withdrawn.
    `sheet_file` is the number of the PDF attached to it.
    """

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: int
    slug: str
    title: str
    organisation: str
    organisation_kind: str = ""
    presentation: str = ""
    context: str = ""
    missions: tuple[str, ...] = ()
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
    deadline: date | None = None
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
    status: Kept = "draft"
    reason: str = ""
    published_at: datetime | None = None
    closed_at: datetime | None = None
    created_at: datetime
    changed_at: datetime
    revision: int = 0


def today(now: datetime) -> date:
    """The day it is in Paris; `now` is aware."""
    return now.astimezone(PARIS).date()


def expires_at(offer: Offer) -> datetime | None:
    """The moment, in UTC, when it is no longer open: 0 h in Paris the day after its deadline."""
    return offer.deadline and datetime.combine(offer.deadline + timedelta(days=1), time(), PARIS).astimezone(UTC)


def days_left(offer: Offer, now: datetime) -> int | None:
    """Days until the deadline: 0 on the last one, less than 0 once it is over; None without a deadline."""
    return (offer.deadline - today(now)).days if offer.deadline else None


def ended_as(offer: Offer, now: datetime) -> Status | None:
    """Why a published offer is over, archived or not: expired, filled or withdrawn; None while it is open."""
    if offer.status in ("filled", "withdrawn"):
        return Status.FILLED if offer.status == "filled" else Status.WITHDRAWN
    left = days_left(offer, now)
    return Status.EXPIRED if offer.status == "online" and left is not None and left < 0 else None


def status_shown(offer: Offer, now: datetime) -> Status:
    """What this offer is at this moment."""
    if unpublished := _UNPUBLISHED.get(offer.status):
        return unpublished
    if ended := ended_as(offer, now):
        return Status.ARCHIVED if _days_over(offer, now) >= ARCHIVED else ended
    left = days_left(offer, now)
    return Status.SOON if left is not None and left <= SOON else Status.ONLINE


def said(offer: Offer, now: datetime) -> str:
    """The status in words; of an archived offer, why it is over: « Expirée (archivée) »."""
    status = status_shown(offer, now)
    return f"{ended_as(offer, now)} (archivée)" if status is Status.ARCHIVED else status


def is_open(offer: Offer, now: datetime) -> bool:
    """Whether one may still answer."""
    return status_shown(offer, now) in OPEN


def labels(offer: Offer, now: datetime) -> tuple[str, ...]:
    """The labels of its card, in their order."""
    ended, left = ended_as(offer, now), days_left(offer, now)
    if ended or offer.status != "online":
        timely = [ended] if ended else []
    else:
        new = offer.published_at and (today(now) - today(offer.published_at)).days < SOON
        timely = [NEW] if new else []
        if left is not None and left <= SOON:
            timely.append(LAST_DAY if left == 0 else Status.SOON)
    lasting = ((offer.teleworkable, TELEWORK), (offer.open_to_contract, CONTRACTORS), (offer.first_job, FIRST_JOB))
    return (*map(str, timely), *(label for is_so, label in lasting if is_so))


def contact_name(offer: Offer, now: datetime) -> str:
    """The name of the contact while the offer is open; after that only their function is shown."""
    return offer.contact_name if ended_as(offer, now) is None else ""


def contact_to_erase(offer: Offer, now: datetime) -> bool:
    """Whether the contact is still kept six months after the end: a name, an address, or the PDF that may say them."""
    return bool(offer.contact_name or offer.contact_email or offer.sheet_file) and long_over(offer, now)


def long_over(offer: Offer, now: datetime) -> bool:
    """Whether it ended six months ago; one that was put out of sight and forgotten there ends on its day as well."""
    return _days_over(offer, now) >= CONTACT_KEPT


def _days_over(offer: Offer, now: datetime) -> int:
    """Days since the end of an offer that is over."""
    ends = [today(offer.closed_at)] if offer.closed_at else []
    if offer.deadline and offer.deadline < today(now):
        ends.append(offer.deadline)
    return (today(now) - min(ends)).days if ends else 0
