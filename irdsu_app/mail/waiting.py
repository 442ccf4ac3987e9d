"""How many letters there are in each state, and for how long the oldest that should have left has waited."""

from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from irdsu_app.mail.models import Letter


def by_status(session: Session) -> dict[str, int]:
    """How many letters are queued, handing, sent, refused, uncertain, dropped."""
    return dict(session.exec(select(Letter.status, func.count()).group_by(Letter.status)).all())


def oldest_due(session: Session, now: datetime) -> float:
    """Seconds since the oldest letter that is due and has not left was due; 0 when none is."""
    due = col(Letter.status).in_(("queued", "handing")) & (col(Letter.due_at) <= now)
    oldest = session.exec(select(func.min(Letter.due_at)).where(due)).one()
    return 0.0 if oldest is None else max(0.0, (now - oldest).total_seconds())
