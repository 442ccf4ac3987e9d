"""What people see of the cycles: the public pages without a name, and to each person what is theirs.

Reading functions take the session first and write nothing. The link of a remote meeting is only in what a confirmed
person sees of their own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from irdsu_app.cycles import keeping, keys, places
from irdsu_app.cycles.book import ACTIVE, HOLDING, POOLS, Pool
from irdsu_app.cycles.models import Cycle, Meeting, Person, Registration

PUBLIC = ("open", "closed", "archived")
"""Cycles that anybody may see."""
LINGERS = timedelta(hours=1)
"""How long after its end the link of a remote meeting still shows."""


@dataclass(frozen=True)
class MeetingSeen:
    """A meeting on a public page; `seats` is what changes there (see `places.seats`)."""

    id: UUID
    code: str
    title: str
    mode: str
    format: str
    starts_at: datetime
    ends_at: datetime
    place: str
    access: str
    objectives: tuple[str, ...]
    programme: str
    speakers: tuple[str, ...]
    resources: tuple[dict[str, str], ...]
    reason: str
    sequence: int
    places: Mapping[Pool, int]
    seats: Mapping[str, Any]

    @property
    def standing(self) -> str:
        """The key in `places.STANDINGS` of what is said of it."""
        return self.seats["status"]

    @property
    def pools(self) -> tuple[Pool, ...]:
        """The ways to come."""
        return tuple(pool for pool in POOLS if self.places[pool] > 0)


@dataclass(frozen=True)
class CycleSeen:
    """A cycle on a public page."""

    id: UUID
    slug: str
    title: str
    hook: str
    audience: str
    price: str
    notice: str
    demonstration: bool
    contact: str
    status: str
    meetings: tuple[MeetingSeen, ...]

    @property
    def seats(self) -> dict[str, Mapping[str, Any]]:
        """What changes live, by code of meeting."""
        return {meeting.code: meeting.seats for meeting in self.meetings}


@dataclass(frozen=True)
class MyMeeting:
    """A meeting as one person sees it: `status` is theirs, or ""; `may` tells what they may do there now."""

    meeting: MeetingSeen
    status: str = ""
    pool: str = ""
    rank: int = 0
    offered_until: datetime | None = None
    question: str = ""
    link: str = ""
    may: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mine:
    """What somebody's personal link opens: what they said of themselves, and each cycle they are in."""

    person: Person
    cycles: tuple[tuple[CycleSeen, tuple[MyMeeting, ...]], ...]


def shelf(session: Session, now: datetime) -> list[CycleSeen]:
    """The cycles that anybody may see, those whose meetings come next first."""
    rows = session.exec(select(Cycle).where(col(Cycle.status).in_(PUBLIC)).order_by(col(Cycle.created_at))).all()
    shown = _cycles(session, rows, now)
    return sorted(shown, key=lambda cycle: (cycle.status != "open", _next(cycle, now)))


def public(session: Session, slug: str, now: datetime) -> CycleSeen | None:
    """A cycle that anybody may see, or None."""
    row = session.exec(select(Cycle).where(Cycle.slug == slug, col(Cycle.status).in_(PUBLIC))).one_or_none()
    return _cycles(session, [row], now)[0] if row else None


def meeting(session: Session, slug: str, code: str, now: datetime) -> tuple[CycleSeen, MeetingSeen] | None:
    """A meeting that anybody may see and its cycle, or None."""
    cycle = public(session, slug, now)
    found = next((each for each in cycle.meetings if each.code == code), None) if cycle else None
    return (cycle, found) if cycle and found else None


def next_meeting(session: Session, now: datetime) -> tuple[CycleSeen, MeetingSeen] | None:
    """The next meeting that one may come to, for the welcome page, or None."""
    coming = [
        (cycle, each)
        for cycle in shelf(session, now)
        for each in cycle.meetings
        if cycle.status == "open" and each.starts_at > now and each.standing != "cancelled"
    ]
    return min(coming, key=lambda pair: pair[1].starts_at, default=None)


def mine(session: Session, key: str, now: datetime) -> Mine | None:
    """What a personal link opens, or None when it opens nothing."""
    person = session.exec(select(Person).where(Person.link_hash == keys.hash_of(key))).one_or_none()
    if person is None:
        return None
    rows = session.exec(select(Registration).where(Registration.person_id == person.id)).all()
    held = {row.meeting_id: row for row in rows}
    here = session.exec(select(Meeting.cycle_id).where(col(Meeting.id).in_(held)).distinct()).all()
    found = session.exec(select(Cycle).where(col(Cycle.id).in_(here)).order_by(col(Cycle.created_at).desc())).all()
    links = dict(session.exec(select(Meeting.id, Meeting.link).where(col(Meeting.id).in_(held))).all())
    return Mine(
        person,
        tuple(
            (cycle, tuple(_my(session, each, held.get(each.id), links, now) for each in cycle.meetings))
            for cycle in _cycles(session, found, now)
        ),
    )


def _my(
    session: Session, seen: MeetingSeen, row: Registration | None, links: Mapping[UUID, str], now: datetime
) -> MyMeeting:
    if row is None:
        return MyMeeting(seen, may=("join",) if _joinable(seen, now) else ())
    told = row.status == "confirmed" and row.pool == "remote" and now < seen.ends_at + LINGERS
    return MyMeeting(
        seen,
        row.status,
        row.pool,
        places.rank_of(session, row),
        row.offered_until if row.status == "offered" else None,
        row.question,
        links.get(row.meeting_id, "") if told else "",
        _may(seen, row, now),
    )


def rank(session: Session, row: Registration) -> int:
    """The rank of somebody who waits, from 1; 0 when they do not."""
    return places.rank_of(session, row)


def _may(seen: MeetingSeen, row: Registration, now: datetime) -> tuple[str, ...]:
    """What somebody may do of their registration."""
    if now >= seen.starts_at:
        return ()
    if row.status not in ACTIVE:
        return ("join",) if _joinable(seen, now) else ()
    offered = ("accept", "decline") if row.status == "offered" and row.offered_until and row.offered_until > now else ()
    switch = ("switch",) if len(seen.pools) > 1 and _joinable(seen, now) else ()
    return (*offered, "withdraw", *switch)


def _joinable(seen: MeetingSeen, now: datetime) -> bool:
    return seen.standing in ("open", "soon_full", "full", "postponed") and now < seen.starts_at


def _next(cycle: CycleSeen, now: datetime) -> datetime:
    moments = [each.starts_at for each in cycle.meetings]
    return min((moment for moment in moments if moment > now), default=max(moments, default=now))


def _cycles(session: Session, rows: Sequence[Cycle], now: datetime) -> list[CycleSeen]:
    """These cycles with their meetings, drafts left out, in five queries at most."""
    asked = select(Meeting).where(col(Meeting.cycle_id).in_({row.id for row in rows}), Meeting.status != "draft")
    there = session.exec(asked.order_by(col(Meeting.position), col(Meeting.code))).all() if rows else ()
    counts = _counts(session, [each.id for each in there])
    return [
        CycleSeen(
            **{name: getattr(row, name) for name in CycleSeen.__dataclass_fields__ if name != "meetings"},
            meetings=tuple(_seen(each, row, counts, now) for each in there if each.cycle_id == row.id),
        )
        for row in rows
    ]


Counts = Mapping[tuple[UUID, str, str, bool], int]
"""People by meeting, pool, "waiting" or "holding", and whether they are members."""


def _counts(session: Session, meetings: Sequence[UUID]) -> Counts:
    there, status = col(Registration.meeting_id).in_(meetings), col(Registration.status)
    columns = (Registration.meeting_id, Registration.pool, Registration.status, Person.member)
    asked = select(*columns, func.count()).join(Person).where(there, status.in_(HOLDING | {"waiting"}))  # pyright: ignore[reportArgumentType,reportCallIssue]
    counts: dict[tuple[UUID, str, str, bool], int] = {}
    rows: Iterable[Any] = session.connection().execute(asked.group_by(*columns)) if meetings else ()  # pyright: ignore[reportArgumentType]
    for number, pool, held, member, many in rows:
        key = (number, pool, "waiting" if held == "waiting" else "holding", member)
        counts[key] = counts.get(key, 0) + many
    return counts


def _seen(row: Meeting, cycle: Cycle, counts: Counts, now: datetime) -> MeetingSeen:
    def many(pool: Pool, held: str, *members: bool) -> int:
        return sum(counts.get((row.id, pool, held, member), 0) for member in members)

    book = replace(
        keeping.blank(row, cycle),
        taken={pool: many(pool, "holding", True, False) for pool in POOLS},
        others={pool: many(pool, "holding", False) for pool in POOLS},
    )
    waiting: dict[Pool, int] = {pool: many(pool, "waiting", True, False) for pool in POOLS}
    names: Any = (
        "id", "code", "title", "mode", "format", "starts_at", "ends_at", "place", "access", "programme", "reason",
        "sequence",
    )  # fmt: skip
    said: dict[str, Any] = {name: getattr(row, name) for name in names}
    listed: dict[str, Any] = {name: tuple(getattr(row, name)) for name in ("objectives", "speakers")}
    listed["resources"] = tuple(
        _resource(number, each, now >= row.ends_at) for number, each in enumerate(row.resources)
    )
    return MeetingSeen(
        **said,
        **listed,
        places=book.places,
        seats=places.seats(book, waiting, now),
    )


def _resource(number: int, each: Mapping[str, str], over: bool) -> dict[str, str]:
    """Something to read, without its address, unless it is open to all; `open` when it may be opened by now."""
    when = each.get("when", "before")
    there = bool(each.get("address"))
    return {
        "title": each["title"],
        "address": each.get("address", "") if when == "all" else "",
        "when": when,
        "number": str(number) if there else "",
        "open": "oui" if there and (when != "after" or over) else "",
    }
