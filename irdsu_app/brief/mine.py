"""The presentations this browser presents, to take a desk back."""

from datetime import UTC, datetime
from typing import TypedDict

import reflex as rx
from sqlmodel import Session, col, select

from irdsu_app import db, door
from irdsu_app.access import cookies, seats
from irdsu_app.access.models import Seat
from irdsu_app.brief.talks import KIND
from irdsu_app.design import hours
from irdsu_app.live.models import Room


class OwnTalk(TypedDict):
    """A presentation one may take back."""

    code: str
    opened: str


class Mine(rx.State):
    """My open presentations, newest first."""

    talks: rx.Field[list[OwnTalk]] = rx.field(default_factory=list)

    @rx.event
    @door.policy("public")
    def load(self) -> None:
        """Find them again by the cookie of this browser."""
        cookie, now = cookies.cookie_of(self), datetime.now(UTC)
        self.talks = db.read(lambda session: opened_by(session, cookie, now))


def opened_by(session: Session, cookie: str, now: datetime) -> list[OwnTalk]:
    """The rooms where this cookie holds the desk, that can still be joined."""
    key = seats.hash_of(cookie)
    rows = session.exec(
        select(Room)
        .join(Seat, col(Seat.room_id) == col(Room.id))
        .where(Seat.key_hash == key, Seat.role == "presenter", Room.kind == KIND, Room.expires_at > now)
        .order_by(col(Room.opened_at).desc())
    )
    return [OwnTalk(code=r.code, opened=_opened(r.opened_at)) for r in rows]


def _opened(at: datetime) -> str:
    return f"{at.astimezone(hours.PARIS):%d/%m} à {hours.hour(at)}"
