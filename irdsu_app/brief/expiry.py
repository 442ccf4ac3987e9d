"""Erase the versions of the brief that nobody has changed for 24 months, and tell the screens that show them."""

from datetime import UTC, datetime
from uuid import UUID

from sqlmodel import Session

from irdsu_app import db
from irdsu_app.brief import ringing, versions

NAME = "irdsu_app.brief.expiry"
"""Of this round: one process at a time makes it."""


def erase(session: Session, now: datetime) -> list[UUID]:
    """Erase what is due, unless another process is at it; gives what was erased."""
    return versions.forget(session, now) if db.mine(session, NAME) else []


async def forget() -> None:
    """Erase what is due, then ring."""
    for version in await db.write(lambda session: erase(session, datetime.now(UTC))):
        ringing.version_changed(version)
