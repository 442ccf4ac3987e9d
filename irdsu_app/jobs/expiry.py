"""Six months after its end an offer names nobody: once an hour, what is due is erased for good."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, or_, select

from irdsu_app import db
from irdsu_app.jobs import catalogue
from irdsu_app.jobs.models import JobOffer
from irdsu_app.jobs.offer import Offer, contact_to_erase

EVERY = 3600.0
"""Seconds between two rounds."""
log = logging.getLogger(__name__)


@asynccontextmanager
async def tidy() -> AsyncIterator[None]:
    """Make rounds while the server lives."""
    rounds = asyncio.create_task(_rounds())
    yield
    rounds.cancel()


def erase_contacts(session: Session, now: datetime) -> int:
    """Erase the name and the address of the contacts that are kept no longer; says of how many offers."""
    named = select(JobOffer).where(or_(col(JobOffer.contact_name) != "", col(JobOffer.contact_email) != ""))
    due = [row for row in session.exec(named) if contact_to_erase(Offer.model_validate(row), now)]
    for row in due:
        row.contact_name = row.contact_email = ""
        catalogue.keep(session, row, now)
    return len(due)


async def _rounds() -> None:
    while True:
        try:
            await db.write(lambda session: erase_contacts(session, datetime.now(UTC)))
        except (SQLAlchemyError, OSError) as error:
            log.error("the contacts of old offers were not erased: %s", type(error).__name__)
        await asyncio.sleep(EVERY)
