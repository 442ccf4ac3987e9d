"""Offers that nobody posted here (those a house begins with, or imported) get a posting, so that the team acts on them
as on any other. The offers themselves are not touched."""

from datetime import datetime, timedelta
from uuid import uuid4

from sqlmodel import Session, col, or_, select

from irdsu_app.jobs import fields
from irdsu_app.jobs.models import JobOffer
from irdsu_app.jobs.offer import CONTACT_KEPT, Offer, today
from irdsu_app.jobs.posting_models import JobPosting
from irdsu_app.jobs.posting_rows import keep, make, note
from irdsu_app.jobs.submission import Posting


def adopt(session: Session, now: datetime) -> int:
    """Give a posting to each offer that has none and is not long over; say how many. Twice changes nothing."""
    recent = or_(col(JobOffer.deadline).is_(None), col(JobOffer.deadline) >= today(now) - timedelta(days=CONTACT_KEPT))
    without = col(JobOffer.id).not_in(select(JobPosting.offer_id).where(col(JobPosting.offer_id).is_not(None)))
    rows = session.exec(select(JobOffer).where(recent, without).order_by(col(JobOffer.id))).all()
    for offer in rows:
        _adopt(session, offer, now)
    return len(rows)


def of_offer(session: Session, offer_id: int, now: datetime) -> JobPosting | None:
    """The posting of an offer, made when there is none; nothing when there is no such offer."""
    row = session.exec(select(JobPosting).where(JobPosting.offer_id == offer_id)).one_or_none()
    offer = None if row else session.get(JobOffer, offer_id)
    return row or (offer and _adopt(session, offer, now))


def _adopt(session: Session, offer: JobOffer, now: datetime) -> JobPosting:
    written = fields.of_offer(Offer.model_validate(offer))
    public = written if offer.published_at else None
    posting = Posting(
        id=uuid4(),
        stage=offer.status,  # pyright: ignore[reportArgumentType] — those of an offer are those of a posting
        written=written,
        public=public,
        on_board=offer.status == "online",
        reason=offer.reason,
        screen=4,
    )
    make(session, posting, now)
    row = session.get_one(JobPosting, posting.id)
    row.offer_id, row.sent_at = offer.id, offer.created_at
    keep(row, posting, now)
    note(session, row, "adopt", "clock", now)
    return row
