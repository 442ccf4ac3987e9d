"""The register of games: what a room keeps in the database. Functions that take the session first."""

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, update
from sqlmodel import Session, col, select

from irdsu_app.access import seats
from irdsu_app.access.models import Seat
from irdsu_app.coop.models import CoopKey, CoopMove, CoopPlace, CoopStep
from irdsu_app.design.typography import fr
from irdsu_app.live import codes, store
from irdsu_app.live.models import Room
from irdsu_app.settings import settings

KIND = "coop"
ROLE = "player"
LASTS = timedelta(days=settings.room_days)
"""A room is prepared days ahead and its debrief read days after; then all of it is erased."""
HOST_CODE = 10
"""Characters of the code that gives the lead: some 40 bits, guessed at the rate of the door."""


@dataclass(frozen=True)
class Kept:
    """What the database knows of a room."""

    room: Room
    acts: Sequence[str]
    number: int
    known: frozenset[str]
    places: dict[str, str]


@dataclass(frozen=True)
class Pages:
    """What one transaction writes of a room: acts from `number`, a snapshot when a phase has passed, and the step of
    the game that begins then."""

    room_id: UUID
    number: int
    acts: Sequence[tuple[str | None, str]]
    revision: int
    snapshot: str | None = None
    step: str | None = None
    also: Sequence[Callable[[Session], Any]] = field(default_factory=tuple)


def open_room(session: Session, document: str, person: str, cookie: str, now: datetime) -> tuple[Room, str]:
    """Open a room and seat its creator; gives the room and the cookie to set. Nobody is seated when nobody leads."""
    room = store.open_room(session, KIND, document, now, LASTS)
    if not person:
        return room, ""
    value = sit(session, room.id, person, cookie, now, room.expires_at)
    session.add(CoopKey(room_id=room.id, host_hash=seats.hash_of(host_code(value, room.id))))
    session.flush()
    return room, value


def sit(session: Session, room_id: UUID, person: str, cookie: str, now: datetime, until: datetime) -> str:
    """Seat a browser at the place of this person; gives the value of the cookie to set."""
    seat, value = seats.take_seat(session, room_id, ROLE, now, until, cookie)
    place = session.get(CoopPlace, seat.id) or CoopPlace(seat_id=seat.id, room_id=room_id, person="", link_hash="")
    place.person, place.link_hash = person, seats.hash_of(link_key(value, room_id))
    session.add(place)
    session.flush()
    return value


def find(session: Session, code: str, now: datetime) -> Room:
    """Give the game that has this code; raises the refusals of `live.store`."""
    room = store.find(session, code, now)
    if room.kind != KIND:
        raise store.RoomUnknown(fr("Aucune partie n'a ce code : relisez celui qui est affiché à l'écran."))
    return room


def read(session: Session, code: str, now: datetime) -> Kept:
    """Read a room back: its snapshot, the acts since, the ids already counted, who sits where."""
    room = find(session, code, now)
    rows = session.exec(
        select(CoopMove.number, CoopMove.move_id, CoopMove.act)
        .where(CoopMove.room_id == room.id)
        .order_by(col(CoopMove.number))
    ).all()
    placed = session.exec(
        select(Seat.key_hash, CoopPlace.person)
        .where(CoopPlace.seat_id == Seat.id, CoopPlace.room_id == room.id, col(Seat.expires_at) > now)
    ).all()  # fmt: skip
    return Kept(
        room,
        [act for number, _, act in rows if number > room.revision],
        max([room.revision, *(number for number, _, _ in rows)]),
        frozenset(move_id for _, move_id, _ in rows if move_id),
        dict(placed),
    )


def write(session: Session, pages: Pages) -> list[Any]:
    """Write what happened in a room; raises RoomMoved when another process wrote first. Gives what `also` gave."""
    connection = session.connection()
    rows = [
        {"room_id": pages.room_id, "number": number, "move_id": move_id, "act": act}
        for number, (move_id, act) in enumerate(pages.acts, pages.number)
    ]
    if pages.snapshot is not None:
        _snapshot(session, pages, pages.number + len(rows) - 1)
        if pages.step is not None:
            session.add(CoopStep(room_id=pages.room_id, number=pages.number, shown=pages.step))
        # What the snapshot holds is not written a second time: nothing private is left of a phase that is over.
        rows = [{**row, "act": ""} for row in rows if row["move_id"]]
    if rows:
        connection.execute(insert(CoopMove), rows)
    return [deed(session) for deed in pages.also]


def write_all(session: Session, pages: Sequence[Pages]) -> list[list[Any] | None]:
    """Write what happened in several rooms, held in the same order by all processes; nothing in those that moved."""
    rooms = [each.room_id for each in pages]
    held = select(Room.id).where(col(Room.id).in_(rooms)).order_by(col(Room.id)).with_for_update(key_share=True)
    session.exec(held).all()
    now = numbers(session, rooms)
    return [write(session, each) if now.get(each.room_id) == each.number - 1 else None for each in pages]


def _snapshot(session: Session, pages: Pages, number: int) -> None:
    connection = session.connection()
    done = connection.execute(
        update(Room)
        .where(col(Room.id) == pages.room_id, col(Room.revision) == pages.revision)
        .values(document=pages.snapshot, revision=number)
    )
    if done.rowcount != 1:
        raise store.RoomMoved(fr("La salle a changé entre-temps : votre écran se remet à jour."))
    here = col(CoopMove.room_id) == pages.room_id
    connection.execute(delete(CoopMove).where(here, col(CoopMove.move_id).is_(None)))
    connection.execute(update(CoopMove).where(here, col(CoopMove.act) != "").values(act=""))


def steps(session: Session, room_id: UUID) -> int:
    """How many steps a game has to walk through."""
    asked = select(func.count()).select_from(CoopStep).where(CoopStep.room_id == room_id)
    return session.exec(asked).one()


def step(session: Session, room_id: UUID, rank: int) -> str | None:
    """What the room could see at a step, from 0; nothing past the last."""
    asked = select(CoopStep.shown).where(CoopStep.room_id == room_id).order_by(col(CoopStep.number))
    return session.exec(asked.offset(rank).limit(1)).first()


def erase(session: Session, room_id: UUID) -> None:
    """Erase a game for good, with all that was said in it (section 13: at once on demand)."""
    session.connection().execute(delete(Room).where(col(Room.id) == room_id))


def person_of_link(session: Session, room_id: UUID, key: str) -> str:
    """Whose place a personal link leads to, or nothing."""
    asked = select(CoopPlace.person).where(CoopPlace.room_id == room_id, CoopPlace.link_hash == seats.hash_of(key))
    return session.exec(asked).one_or_none() or ""


def person_of_cookie(session: Session, room_id: UUID, cookie: str) -> str:
    """Who this browser is in a room, or nothing."""
    asked = select(CoopPlace.person).where(CoopPlace.seat_id == Seat.id, CoopPlace.room_id == room_id)
    still = (Seat.key_hash == seats.hash_of(cookie), col(Seat.expires_at) > datetime.now(UTC))
    return session.exec(asked.where(*still)).one_or_none() or ""


def numbers(session: Session, rooms: Collection[UUID]) -> dict[UUID, int]:
    """How many acts have been written in these rooms, of those that are still there."""
    # One look at the end of the index for each room: a join would read every act.
    last = select(func.max(CoopMove.number)).where(col(CoopMove.room_id) == col(Room.id)).scalar_subquery()
    those = select(Room.id, Room.revision, last).where(col(Room.id).in_(rooms))
    return {room: max(revision, last or 0) for room, revision, last in session.exec(those).all()}


def opens(session: Session, room_id: UUID, typed: str) -> bool:
    """Whether what was typed gives the lead of this room."""
    kept = session.get(CoopKey, room_id)
    return kept is not None and kept.host_hash == seats.hash_of(_plain(typed))


def lock_with(session: Session, room_id: UUID, code: str) -> None:
    """Make this the only code that gives the lead; the former one no longer does."""
    session.merge(CoopKey(room_id=room_id, host_hash=seats.hash_of(_plain(code))))


def link_key(cookie: str, room_id: UUID) -> str:
    """The key of a browser's personal link: made again from its cookie, so that only its hash is ever kept."""
    return hashlib.sha256(f"link/{room_id}/{cookie}".encode()).hexdigest()


def host_code(cookie: str, room_id: UUID) -> str:
    """The first code of a room, made again from its creator's cookie."""
    drawn = hashlib.sha256(f"host/{room_id}/{cookie}".encode()).digest()
    return "".join(codes.ALPHABET[sign % len(codes.ALPHABET)] for sign in drawn[:HOST_CODE])


def _plain(typed: str) -> str:
    return "".join(sign for sign in typed.upper()[:40] if sign.isalnum())
