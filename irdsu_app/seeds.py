"""Furnish an empty house; doing it twice changes nothing."""

from datetime import UTC, datetime

from sqlmodel import col, delete

from irdsu_app import db
from irdsu_app.cycles import seeding
from irdsu_app.jobs import seeding as offers
from irdsu_app.live.models import Room


def furnish() -> list[str]:
    """Put in what a new house needs and take out what has expired; say what was done.

    The sheet is read from `content/` and presentations are opened by people; the only rows of a new house are those
    of the demonstration cycle and offers.
    """
    now = datetime.now(UTC)
    with db.session() as session:
        db.take_turn(session, "furnish")  # two processes that open together on an empty database
        gone = session.exec(delete(Room).where(col(Room.expires_at) < now)).rowcount
        cycle = seeding.seed(session, now)
        done = offers.furnish(session, now)
    done += [f"Présentations expirées, effacées : {gone}"] if gone else []
    return [*done, "Cycle de démonstration, mis en place"] if cycle else done
