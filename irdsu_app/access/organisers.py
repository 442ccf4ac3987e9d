"""The organisers: let in by a one-time link, known by a cookie of their own for twelve hours, sent out at once."""

import secrets
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import update
from sqlmodel import Session, col, delete, select

from irdsu_app.access.models import OrganiserLink, OrganiserVisit
from irdsu_app.access.seats import hash_of

LINK_LASTS, VISIT_LASTS = timedelta(minutes=10), timedelta(hours=12)


class LinkSpent(Exception):
    """The link was used, is too old, or never was; the message is the sentence to show."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "Ce lien ne fonctionne pas ou plus : il sert une seule fois, dans les dix minutes. Demandez-en un autre."
        )


def give_link(session: Session, now: datetime) -> str:
    """Make a one-time link; only its hash is kept. The old ones are forgotten."""
    session.exec(delete(OrganiserLink).where(col(OrganiserLink.expires_at) < now))
    token = secrets.token_urlsafe(32)
    session.add(OrganiserLink(key_hash=hash_of(token), expires_at=now + LINK_LASTS))
    session.flush()
    return token


def enter(session: Session, token: str, now: datetime) -> str:
    """Use the link, once, and give the cookie value to set; raises LinkSpent."""
    used = session.connection().execute(
        update(OrganiserLink)
        .where(
            col(OrganiserLink.key_hash) == hash_of(token),
            col(OrganiserLink.used_at).is_(None),
            col(OrganiserLink.expires_at) > now,
        )
        .values(used_at=now)
    )
    if used.rowcount != 1:
        raise LinkSpent
    session.exec(delete(OrganiserVisit).where(col(OrganiserVisit.expires_at) < now))
    value = secrets.token_urlsafe(32)
    session.add(OrganiserVisit(id=uuid4(), key_hash=hash_of(value), created_at=now, expires_at=now + VISIT_LASTS))
    session.flush()
    return value


def visit_of(session: Session, cookie: str, now: datetime | None = None) -> OrganiserVisit | None:
    """The visit of this browser, if it still holds."""
    if not cookie:
        return None
    asked = select(OrganiserVisit).where(OrganiserVisit.key_hash == hash_of(cookie))
    return session.exec(asked.where(col(OrganiserVisit.expires_at) > (now or datetime.now(UTC)))).one_or_none()


def leave(session: Session, cookie: str) -> None:
    """End the visit of this browser."""
    session.exec(delete(OrganiserVisit).where(col(OrganiserVisit.key_hash) == hash_of(cookie)))


def send_everybody_out(session: Session) -> int:
    """End every visit and spend every link; say how many visits ended."""
    session.exec(delete(OrganiserLink))
    return session.exec(delete(OrganiserVisit)).rowcount
