"""What the phones of the organisers are given at the door: the roll of a meeting, and the codes to show in its room.

It is data, read by assets/checkin.js and assets/roomcode.js; names and organisations only, never an address.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, select

from irdsu_app.cycles import attendance, keys, paris, presence_codes, roll
from irdsu_app.cycles.attendance import Half, Mark, Sitting
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.checking import Said
from irdsu_app.cycles.models import Cycle, Meeting
from irdsu_app.cycles.roll import Line, Roll
from irdsu_app.cycles.unit import UNKNOWN_MEETING
from irdsu_app.design.qr import qr
from irdsu_app.design.typography import fr

KEPT = timedelta(hours=2)
"""How long after the meeting a phone may still hold the names."""
AHEAD = 3
"""Codes that the screen of the room holds: a cut of ten minutes does not stop it."""
DEMONSTRATION = "Démonstration : cette séance n’existe pas."


@dataclass(frozen=True)
class Found:
    """The meeting of an address, and its cycle."""

    row: Meeting
    cycle: Cycle


def find(session: Session, slug: str, code: str) -> Found:
    """The meeting of an address; raises Refused."""
    asked = select(Meeting, Cycle).join(Cycle).where(Cycle.slug == slug, Meeting.code == code)
    found = session.exec(asked).one_or_none()
    if found is None:
        raise Refused(fr(UNKNOWN_MEETING))
    return Found(*found)


def shown(session: Session, found: Found, now: datetime) -> dict[str, Any]:
    """The roll as a phone shows it: half-days, people, what is marked of each."""
    seen = roll.roll(session, found.row.id, now)
    sitting = seen.sitting
    return {
        "code": sitting.code,
        "title": fr(sitting.title),
        "when": paris.span(sitting.starts_at, sitting.ends_at),
        "cancelled": fr(attendance.CANCELLED) if sitting.status == "cancelled" else "",
        "demonstration": fr(DEMONSTRATION) if found.cycle.demonstration else "",
        "hybrid": bool(found.row.room_places and found.row.remote_places),
        "until": _milliseconds(sitting.ends_at + KEPT),
        "half": half_now(sitting, now).key,
        "halves": [_half(each, now, len(sitting.halves)) for each in sitting.halves],
        "people": _people(seen),
    }


def half_now(sitting: Sitting, now: datetime) -> Half:
    """The half-day to begin with: the one under way, else the next, else the last."""
    try:
        return attendance.half_at(sitting, now)
    except Refused:
        return next((each for each in sitting.halves if now < each.ends_at), sitting.halves[-1])


def answered(said: Said) -> dict[str, Any]:
    """What a phone hears of a statement."""
    return {
        "id": str(said.id),
        "name": said.name,
        "standing": said.standing,
        "at": paris.hour(said.at) if said.at else "",
        "changed": said.changed,
        "warning": said.warning,
        "refusal": said.refusal,
    }


def codes(found: Found, address: str, now: datetime) -> dict[str, Any]:
    """The code of the room and those that follow, until when each is shown, and where its QR leads.

    `address` is that of the house, as people reach it.
    """
    number, row = presence_codes.step(now), found.row
    ends = now + presence_codes.lasts(now)
    drawn = [presence_codes.code(keys.secret(), row.id, number + ahead) for ahead in range(AHEAD)]
    return {
        "title": fr(row.title),
        "when": paris.span(row.starts_at, row.ends_at),
        "demonstration": fr(DEMONSTRATION) if found.cycle.demonstration else "",
        "cancelled": fr("La séance est annulée.") if row.status == "cancelled" else "",
        "codes": [
            {
                "code": code,
                "until": _milliseconds(ends + ahead * presence_codes.STEP),
                "qr": qr(f"{address}/presence/{found.cycle.slug}/{row.code}#{code}"),
            }
            for ahead, code in enumerate(drawn)
        ],
    }


def _half(half: Half, now: datetime, many: int) -> dict[str, Any]:
    part = "Matin" if half.part == "am" else "Après-midi"
    said = part if many < 3 else f"{paris.local(half.starts_at).day}, {part.lower()}"
    return {"key": half.key, "said": said, "long": half.said, "over": now >= half.ends_at}


def _people(seen: Roll) -> list[dict[str, Any]]:
    return [
        {
            "id": str(line.guest.id),
            "walkIn": line.guest.walk_in,
            "afar": line.guest.pool == "remote" and not line.guest.walk_in,
            "name": line.name,
            "from": line.organisation,
            "marks": {half: _mark(mark) for half, mark in line.marks.items()},
            "warning": _last(line),
        }
        for line in seen.lines
    ]


def _last(line: Line) -> str:
    return line.warnings[-1] if line.warnings else ""


def _mark(mark: Mark) -> dict[str, Any]:
    return {"is": mark.standing, "at": paris.hour(mark.at), "way": mark.way, "decided": _milliseconds(mark.decided)}


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
