"""What is posted is not kept for ever: drafts thirty days, what is over six months, then the poster is forgotten."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, select

from irdsu_app.jobs.models import JobOffer
from irdsu_app.jobs.offer import CONTACT_KEPT, Offer, long_over
from irdsu_app.jobs.posting_models import JobPosting, JobSheet
from irdsu_app.mail import box

DRAFTS = timedelta(days=30)
"""How long what was never given to be read, or never corrected, is kept after its last change."""
OVER = timedelta(days=CONTACT_KEPT)
"""How long a posting is kept after its end."""


def forget(session: Session, now: datetime) -> int:
    """Erase what is kept no longer, with its history, its files and the letters that wait; say how many postings."""
    old = [*_abandoned(session, now), *_closed(session, now), *_over(session, now)]
    for row in old:
        box.drop(session, about=f"job:{row.id}", why=box.ERASED)
        session.delete(row)
    session.flush()
    _unnamed(session)
    return len(old)


def _abandoned(session: Session, now: datetime) -> list[JobPosting]:
    never = col(JobPosting.stage).in_(("draft", "to_confirm", "to_correct")) & col(JobPosting.offer_id).is_(None)
    return list(session.exec(select(JobPosting).where(never, col(JobPosting.changed_at) < now - DRAFTS)).all())


def _closed(session: Session, now: datetime) -> list[JobPosting]:
    """What is closed, or was sent and never read, for six months."""
    closed = col(JobPosting.stage).in_(("refused", "withdrawn"))
    unread = (col(JobPosting.stage) == "to_review") & col(JobPosting.offer_id).is_(None)
    return list(session.exec(select(JobPosting).where(closed | unread, col(JobPosting.changed_at) < now - OVER)).all())


def _over(session: Session, now: datetime) -> list[JobPosting]:
    """Those whose offer expired, or was filled, six months ago."""
    asked = select(JobPosting, JobOffer).join(JobOffer, col(JobPosting.offer_id) == col(JobOffer.id))
    rows = session.exec(asked.where(col(JobPosting.stage).in_(("online", "filled", "to_review", "to_correct")))).all()
    return [row for row, offer in rows if long_over(Offer.model_validate(offer), now)]


def _unnamed(session: Session) -> None:
    """The files that no posting names any more."""
    named = set[str]()
    for written, public in session.exec(select(JobPosting.written, JobPosting.public)):
        named |= {str((each or {}).get("sheet_file", "")) for each in (written, public)}
    old = [number for number in session.exec(select(JobSheet.id)) if str(number) not in named]
    session.exec(delete(JobSheet).where(col(JobSheet.id).in_(old)))
