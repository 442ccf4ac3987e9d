"""The offers a new house begins with, and an index written again when the analyser has changed."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict, field_validator
from sqlmodel import Session, col, delete, select, update

from irdsu_app import content
from irdsu_app.design import days
from irdsu_app.design.typography import fr
from irdsu_app.jobs import adopting, boards, catalogue, search
from irdsu_app.jobs.lists import CONTRACTS, KINDS, PROFESSIONS
from irdsu_app.jobs.models import JobBoard, JobOffer, JobWord
from irdsu_app.jobs.offer import PARIS, Kept, Offer, today
from irdsu_app.jobs.places import region_of

PRESENTATION = "Structure imaginaire : cette offre de démonstration sert à essayer le site."
MAILBOX = "recrutement@exemple.test"


class Seed(BaseModel):
    """An offer of `content/jobs/offers.yaml`; `posted`, `closes` and `starts` count days from the installation."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    slug: str
    title: str
    organisation: str
    organisation_kind: str
    presentation: str = PRESENTATION
    context: str = ""
    missions: tuple[str, ...]
    attached_to: str = ""
    sheet_url: str = ""
    contract: str
    contract_detail: str = ""
    status_grade: str = ""
    working_time: str
    place: str
    department: str
    travel: str = ""
    telework: str = ""
    teleworkable: bool = False
    documents: str = ""
    apply_email: str = MAILBOX
    apply_url: str = ""
    contact_function: str
    profession: str
    profile: str = ""
    open_to_contract: bool = False
    first_job: bool = False
    demonstration: bool = True
    status: Kept = "online"
    posted: int | None = None
    closes: int | None = None
    closes_on: date | None = None
    starts: int | None = None
    starts_said: str = ""

    @field_validator("contract", "profession", "organisation_kind")
    @classmethod
    def _is_listed(cls, word: str) -> str:
        """Refuse a word of no list."""
        if word not in {*CONTRACTS, *PROFESSIONS, *KINDS}:
            raise ValueError(word)
        return word

    def row(self, now: datetime) -> JobOffer:
        """The offer as it would be, had it been posted around this day."""
        day = today(now)
        told: dict[str, Any] = self.model_dump(exclude={"posted", "closes", "closes_on", "starts", "starts_said"})
        told |= {name: fr(told[name]) for name in _WRITTEN}
        told |= {
            "missions": [fr(each) for each in self.missions],
            "region": region_of(self.department),
            "deadline": self.closes_on or (day + timedelta(days=self.closes) if self.closes is not None else None),
            "starts": self.starts_said or _said(day, self.starts),
            "published_at": _morning(day, self.posted),
            "closed_at": _morning(day, -1) if self.status == "filled" else None,
            "created_at": _morning(day, self.posted) or now,
            "changed_at": now,
        }
        return JobOffer(**told)


_WRITTEN = (
    "title", "organisation", "presentation", "context", "attached_to", "contract_detail", "status_grade",
    "working_time", "place", "travel", "telework", "documents", "contact_function", "profile",
)  # fmt: skip
"""What is read, and so follows French typography."""


class Seeds(BaseModel):
    """The file."""

    offers: tuple[Seed, ...]


def furnish(session: Session, now: datetime) -> list[str]:
    """Put the first offers on a board that never had any, and write an old index again; say what was done."""
    done: list[str] = []
    board = session.exec(select(JobBoard)).one()
    if board.change == 0:
        seeds = content.read("jobs/offers", Seeds).offers
        for seed in seeds:
            catalogue.keep(session, seed.row(now), now)
        done.append(f"Offres de démonstration : {len(seeds)}")
    if board.analyser != search.VERSION:
        again = reindex(session) if board.change else 0
        done += [f"Offres réindexées : {again}"] if again else []
        session.exec(update(JobBoard).values(analyser=search.VERSION))
    adopting.adopt(session, now)
    return done


def reindex(session: Session) -> int:
    """Write the whole index again, in the caller's transaction; say how many offers."""
    number, count, known = boards.changed(session), 0, set[str]()
    session.exec(delete(JobWord))
    for row in session.exec(select(JobOffer).order_by(col(JobOffer.id))):
        known |= catalogue.write_index(session, Offer.model_validate(row), number, known)
        count += 1
    return count


def _morning(day: date, after: int | None) -> datetime | None:
    """Nine o'clock in Paris, so many days after."""
    return None if after is None else datetime.combine(day + timedelta(days=after), time(9), PARIS).astimezone(UTC)


def _said(day: date, after: int | None) -> str:
    """« À partir du 3 mars 2027 »."""
    return "" if after is None else f"À partir du {days.said(day + timedelta(days=after))}"
