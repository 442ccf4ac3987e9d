"""What somebody sees of their presence: their QR, what is noted of them, how they may note it, their certificate."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from irdsu_app.cycles import attendance, keys, paris, presence_codes
from irdsu_app.cycles.attendance import Guest, Mark, Sitting
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.checking import pool_of, read_mark, sitting_of
from irdsu_app.cycles.day_models import Marked
from irdsu_app.cycles.models import Cycle, Meeting, Person, Registration
from irdsu_app.design.typography import fr

NEAR = timedelta(hours=12)
"""How long before a meeting its page begins to look whether it has opened."""


@dataclass(frozen=True)
class OwnDay:
    """One's presence at a meeting. `badge` is what one's QR says; `way` is "code", "here", or "" when it is not time.

    `notes` says each half-day that is noted; `near` while the page must be looked at again by itself; `until` is the
    end of the half-day under way, or of the next one: a browser keeps the way back here no longer.
    """

    slug: str
    code: str
    badge: str
    way: str
    notes: tuple[str, ...]
    certified: bool
    near: bool
    until: datetime


def own(session: Session, key: str, now: datetime) -> dict[UUID, OwnDay]:
    """The presence of whoever has this personal link, by meeting where they have a place."""
    asked = select(Registration, Meeting, Cycle.slug).join(Person).join(Meeting).join(Cycle)  # pyright: ignore[reportArgumentType]
    mine = asked.where(Person.link_hash == keys.hash_of(key), col(Registration.status).in_(attendance.PLACED))
    rows = session.exec(mine).all()
    kept = session.exec(select(Marked).where(col(Marked.registration_id).in_([row.id for row, _, _ in rows]))).all()
    marks = {(mark.guest, mark.half): mark for mark in map(read_mark, kept)}
    return {meeting.id: _day(row, sitting_of(meeting), slug, marks, now) for row, meeting, slug in rows}


def _day(
    row: Registration, sitting: Sitting, slug: str, marks: Mapping[tuple[UUID, str], Mark], now: datetime
) -> OwnDay:
    guest = Guest(row.id, pool_of(row), row.status)
    seen = [(half, marks.get((row.id, half.key))) for half in sitting.halves]
    several = len(seen) > 1
    return OwnDay(
        slug,
        sitting.code,
        presence_codes.badge(keys.secret(), row.id) if guest.pool == "room" and now < sitting.ends_at else "",
        "" if _is_noted(sitting, row.id, marks, now) else _way(sitting, guest, now),
        tuple(noted(mark, half.said if several else "") for half, mark in seen if mark),
        any(half.ends_at <= now for half in attendance.attended(sitting, guest, marks)),
        sitting.starts_at - NEAR <= now < sitting.ends_at + timedelta(minutes=10),
        next((half.ends_at for half in sitting.halves if now < half.ends_at), sitting.ends_at),
    )


def noted(mark: Mark, half: str = "") -> str:
    """« Présence constatée à 9 h 41 », with the half-day when there are several."""
    when = f" à {paris.hour(mark.at)}" if mark.standing == "present" else ""
    said = f"{attendance.SAID[mark.standing]}{when}"
    return fr(f"{half[0].upper()}{half[1:]} : {said}" if half else f"{said}.")


def _is_noted(sitting: Sitting, guest: UUID, marks: Mapping[tuple[UUID, str], Mark], now: datetime) -> bool:
    """Whether one is noted present in the half-day under way: there is nothing left to press."""
    try:
        mark = marks.get((guest, attendance.half_at(sitting, now).key))
    except Refused:
        return False
    return mark is not None and mark.standing == "present"


def _way(sitting: Sitting, guest: Guest, now: datetime) -> str:
    if sitting.status == "cancelled" or not sitting.starts_at - attendance.WELCOME <= now < sitting.ends_at:
        return ""
    return "code" if guest.pool == "room" else "here"
