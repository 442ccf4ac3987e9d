"""Six months after its end an offer names nobody: what is due is erased for good."""

from datetime import datetime

from sqlmodel import Session, col, or_, select

from irdsu_app.jobs import catalogue
from irdsu_app.jobs.models import JobOffer
from irdsu_app.jobs.offer import Offer, contact_to_erase


def erase_contacts(session: Session, now: datetime) -> int:
    """Erase the name and the address of the contacts that are kept no longer; says of how many offers."""
    named = select(JobOffer).where(or_(col(JobOffer.contact_name) != "", col(JobOffer.contact_email) != ""))
    due = [row for row in session.exec(named) if contact_to_erase(Offer.model_validate(row), now)]
    for row in due:
        row.contact_name = row.contact_email = ""
        catalogue.keep(session, row, now)
    return len(due)
