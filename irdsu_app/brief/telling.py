"""What the screens of a presentation are told: read from the database, and written by one desk at a time."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

from sqlmodel import Session

from irdsu_app import db
from irdsu_app.brief import kept, talks
from irdsu_app.brief.seen import listed
from irdsu_app.live import store
from irdsu_app.live.rooms import Slice

TRIES = 5
"""Times an act of the desk is done again when another desk wrote at the same instant."""


def slices(code: str, room: str, desk: str) -> list[Slice]:
    """What the database says of a presentation, for the states of these names; nothing once it is over."""
    try:
        return db.read(lambda session: _told(session, code, room, desk))
    except (store.RoomUnknown, store.RoomClosed):
        return []


def _told(session: Session, code: str, room: str, desk: str) -> list[Slice]:
    there = talks.visit(session, code, "", datetime.now(UTC))
    offer = kept.offer(session, there.talk, there.own is not None)
    return [
        Slice(room, "live", there.live.model_dump(), revision=there.room.revision),
        Slice(room, "offer", offer, "desk"),
        Slice(desk, "questions", listed(talks.questions(session, there.room.id)), "desk"),
    ]


async def written(act: Callable[[Session], talks.Visit]) -> talks.Visit:
    """Write an act of the desk, again on what is true now when another moved the room; raises its refusals."""
    for _ in range(TRIES):
        with suppress(store.RoomMoved):
            return await db.write(act)
    return await db.write(act)
