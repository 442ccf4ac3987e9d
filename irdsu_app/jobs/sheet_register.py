"""The job descriptions attached to postings: keep one, take it away, find the one that somebody may read."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Session, col, select

from irdsu_app.design.typography import fr
from irdsu_app.jobs import catalogue, sheets, submission
from irdsu_app.jobs.fields import Fields
from irdsu_app.jobs.offer import ended_as, is_open
from irdsu_app.jobs.posting_models import JobPosting, JobSheet
from irdsu_app.jobs.posting_rows import keep, note, posting_of
from irdsu_app.jobs.submission import Posting

OVER = "L’offre est close : sa fiche de poste n’est plus distribuée."


class Over(Exception):
    """A file that is given no longer; the message is the sentence to show."""


def attach(session: Session, row: JobPosting, name: str, content: bytes, now: datetime) -> None:
    """Attach a file, in the place of the one there was; raises sheets.Unfit, submission.Refused."""
    sheets.check(content)
    sheet = JobSheet(id=uuid4(), posting_id=row.id, name=sheets.name_of(name), content=content, added_at=now)
    _write(session, row, str(sheet.id), now)
    session.add(sheet)
    tidy(session, row)


def remove(session: Session, row: JobPosting, now: datetime) -> None:
    """Attach nothing more; what is online stays there until a moderator has read the change."""
    _write(session, row, "", now)
    tidy(session, row)


def copy(session: Session, posting: Posting, now: datetime) -> None:
    """Give a copied posting a file of its own."""
    number = posting.written.sheet_file
    held = session.get(JobSheet, UUID(number)) if number else None
    row = session.get_one(JobPosting, posting.id)
    made = held and JobSheet(
        id=uuid4(), posting_id=row.id, name=held.name, content=held.content, added_at=now
    )  # fmt: skip
    row.written = posting.written.model_copy(update={"sheet_file": str(made.id) if made else ""}).model_dump()
    if made:
        session.add(made)
    session.flush()


def of_posting(session: Session, row: JobPosting) -> JobSheet | None:
    """The file being worked on, for whoever holds the link or answers for the offers."""
    number = Fields.model_validate(row.written).sheet_file
    return session.get(JobSheet, UUID(number)) if number else None


def of_offer(session: Session, slug: str, now: datetime) -> JobSheet | None:
    """The file of an offer, to everybody while one may answer it; raises Over afterwards.

    It may name the contact, whose name nobody reads once the offer is over, and words in a file cannot be masked.
    """
    offer = catalogue.by_slug(session, slug)
    if offer is None or not offer.sheet_file:
        return None
    if ended_as(offer, now):
        raise Over(fr(OVER))
    return session.get(JobSheet, UUID(offer.sheet_file)) if is_open(offer, now) else None


def tidy(session: Session, row: JobPosting) -> None:
    """Erase the files that nothing names any more."""
    session.flush()
    named = {str((row.written or {}).get("sheet_file", "")), str((row.public or {}).get("sheet_file", ""))}
    for sheet in session.exec(select(JobSheet).where(col(JobSheet.posting_id) == row.id)):
        if str(sheet.id) not in named:
            session.delete(sheet)
    session.flush()


def _write(session: Session, row: JobPosting, number: str, now: datetime) -> None:
    done = submission.write(posting_of(row), {"sheet_file": number}, {}, "poster", 3)
    keep(row, done.posting, now)
    note(session, row, "sheet", "poster", now)
