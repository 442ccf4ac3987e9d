"""Six months after its end an offer names nobody: what is due is erased for good.

The attached PDF goes with the contact, whose name it may hold; nobody could download it since the offer was over.
"""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, delete, or_, select

from irdsu_app.jobs import catalogue
from irdsu_app.jobs.models import JobOffer
from irdsu_app.jobs.offer import Offer, contact_to_erase
from irdsu_app.jobs.posting_models import JobSheet


def erase_contacts(session: Session, now: datetime) -> int:
    """Erase the name, the address and the file of the contacts that are kept no longer; says of how many offers."""
    held = (JobOffer.contact_name, JobOffer.contact_email, JobOffer.sheet_file)
    named = select(JobOffer).where(or_(*(col(each) != "" for each in held)))
    due = [row for row in session.exec(named) if contact_to_erase(Offer.model_validate(row), now)]
    files = [UUID(row.sheet_file) for row in due if row.sheet_file]
    session.exec(delete(JobSheet).where(col(JobSheet.id).in_(files)))
    for row in due:
        row.contact_name = row.contact_email = row.sheet_file = ""
        catalogue.keep(session, row, now)
    return len(due)
