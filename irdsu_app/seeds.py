"""Furnish an empty house; doing it twice changes nothing."""

from datetime import UTC, datetime

from sqlmodel import col, delete

from irdsu_app import db
from irdsu_app.jobs import seeding
from irdsu_app.live.models import Room


def furnish() -> list[str]:
    """Put in what a new house needs and take out what has expired; say what was done.

    The sheet is read from `content/` and presentations are opened by people; offers begin with those of demonstration.
    """
    with db.session() as session:
        done = seeding.furnish(session, datetime.now(UTC))
        gone = session.exec(delete(Room).where(col(Room.expires_at) < datetime.now(UTC))).rowcount
    return done + ([f"Présentations expirées, effacées : {gone}"] if gone else [])
