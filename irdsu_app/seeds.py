"""Furnish an empty house; doing it twice changes nothing."""

from datetime import UTC, datetime

from sqlmodel import col, delete

from irdsu_app import db
from irdsu_app.live.models import Room


def furnish() -> list[str]:
    """Put in what a new house needs and take out what has expired; say what was done.

    The sheet is read from `content/` and presentations are opened by people: a new house needs no row of its own.
    """
    with db.session() as session:
        gone = session.exec(delete(Room).where(col(Room.expires_at) < datetime.now(UTC))).rowcount
    return [f"Présentations expirées, effacées : {gone}"] if gone else []
