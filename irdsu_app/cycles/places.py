"""What is shown live of a meeting: figures for everybody, for the desk, and to each person what is theirs."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_
from sqlmodel import Session, col, select

from irdsu_app.cycles import keeping, saying
from irdsu_app.cycles import registration as rules
from irdsu_app.cycles.book import POOLS, Book, Entry, Pool
from irdsu_app.cycles.models import Cycle, Meeting, Registration

STANDINGS = {
    "draft": "Brouillon",
    "open": "Ouverte",
    "soon_full": "Bientôt complète",
    "full": "Complète, liste d’attente ouverte",
    "full_up": "Complète, liste d’attente complète",
    "closed": "Inscriptions closes",
    "running": "En cours",
    "over": "Terminée",
    "postponed": "Reportée",
    "cancelled": "Annulée",
}
"""What is said of a meeting."""
STATUSES = {
    "confirmed": "Confirmée",
    "waiting": "En liste d’attente",
    "offered": "Place proposée",
    "withdrawn": "Désistement",
    "refused": "Refusée",
    "cancelled": "Annulée par l’organisation",
    "present": "Présente",
    "excused": "Excusée",
    "absent": "Absente",
}
"""What is said of a registration."""


def seats(book: Book, waiting: Mapping[Pool, int], now: datetime) -> dict[str, Any]:
    """What changes of a meeting on public pages: its `status` (a key of STANDINGS), the places left in each pool
    (`_open`: to those who are not members), how many people wait, when it is, and all this in words."""
    blocked = {pool: book.suspended and waiting[pool] > 0 for pool in POOLS}
    left: dict[Pool, int] = {pool: 0 if blocked[pool] else rules.left(book, pool, True, now) for pool in POOLS}
    others: dict[Pool, int] = {pool: 0 if blocked[pool] else rules.left(book, pool, False, now) for pool in POOLS}
    total = sum(waiting.values())
    status = _standing(book, total, now)
    return {
        "status": status,
        **{f"{pool}_left": many for pool, many in left.items()},
        **{f"{pool}_open": many for pool, many in others.items()},
        "waiting": total,
        "when": saying.when(book.starts_at, book.ends_at),
        **saying.seat(status, book.places, left, others),
    }


def seats_of(book: Book, now: datetime) -> dict[str, Any]:
    """The same, of a book that is in memory."""
    return seats(book, {pool: len(book.queues[pool]) for pool in POOLS}, now)


def figures(book: Book, revision: int) -> dict[str, Any]:
    """What the desk follows of a meeting: how many people of each status, the places, and the `revision` that tells
    when a list is to be read again."""
    statuses = Counter(entry.status for entry in book.entries.values())
    taken = {f"{pool}_taken": book.taken[pool] for pool in POOLS}
    places = {f"{pool}_places": book.places[pool] for pool in POOLS}
    return {**dict(statuses), **taken, **places, "revision": revision, "suspended": book.suspended}


def mine(entry: Entry, rank: int) -> dict[str, Any]:
    """What one person follows of their registration, in words too; times are ISO 8601."""
    return _own(entry.status, entry.pool, rank, entry.offered_until)


def _own(status: str, pool: str, rank: int, offered_until: datetime | None) -> dict[str, Any]:
    until = offered_until if status == "offered" else None
    shown = {"status": status, "pool": pool, "rank": rank, "offered_until": until.isoformat() if until else ""}
    return {**shown, **saying.own(status, rank, until)}


def of_cycle(session: Session, slug: str, now: datetime) -> tuple[dict[str, Any], dict[str, Any]]:
    """`seats` and `figures` of every meeting of a cycle, by code."""
    rows = session.exec(select(Meeting, Cycle).join(Cycle).where(Cycle.slug == slug)).all()
    read = {row.code: (keeping.read(session, row, cycle), row) for row, cycle in rows}
    return (
        {code: seats_of(book, now) for code, (book, row) in read.items() if row.status != "draft"},
        {code: figures(book, row.revision) for code, (book, row) in read.items()},
    )


def of_person(session: Session, slug: str, who: UUID) -> dict[str, Any]:
    """`mine` of somebody in every meeting of a cycle where they are, by code."""
    asked = select(Registration, Meeting.code).join(Meeting, col(Registration.meeting_id) == Meeting.id)
    asked = asked.join(Cycle, col(Meeting.cycle_id) == Cycle.id)
    rows = session.exec(asked.where(Cycle.slug == slug, Registration.person_id == who)).all()
    return {code: _own(row.status, row.pool, rank_of(session, row), row.offered_until) for row, code in rows}


def rank_of(session: Session, row: Registration) -> int:
    """The rank of somebody who waits, from 1; 0 when they do not. Counted without reading the whole list."""
    if row.status != "waiting":
        return 0
    before = or_(
        col(Registration.priority) > row.priority,
        and_(col(Registration.priority) == row.priority, col(Registration.arrival) < row.arrival),
    )
    same = (Registration.meeting_id == row.meeting_id, Registration.pool == row.pool, Registration.status == "waiting")
    return session.exec(select(func.count()).select_from(Registration).where(*same, before)).one() + 1


def _standing(book: Book, waiting: int, now: datetime) -> str:
    if book.status in ("draft", "cancelled"):
        return book.status
    if now >= book.ends_at:
        return "over"
    if now >= book.starts_at:
        return "running"
    if book.status in ("closed", "postponed"):
        return book.status
    total, free = sum(book.places.values()), sum(max(0, book.free(pool)) for pool in POOLS)
    if free <= 0:
        return "full_up" if waiting >= book.waiting_places else "full"
    return "soon_full" if free * 10 < total else "open"
