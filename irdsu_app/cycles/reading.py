"""What the pages read: what may be asked for, whether a demand is known, what a link confirms. Nothing is written."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, select

from irdsu_app.cycles import keys, saying, seen
from irdsu_app.cycles.asking import Offered
from irdsu_app.cycles.models import Cycle, Demand


def offered(session: Session, slug: str, now: datetime) -> Offered:
    """The meetings of a cycle that may be asked for, with their pools; none when the cycle is not open."""
    cycle = seen.public(session, slug, now)
    if cycle is None or cycle.status != "open":
        return {}
    return {each.code: each.pools for each in cycle.meetings if each.standing in saying.ASKED}


def is_asked(session: Session, number: UUID) -> bool:
    """Whether this demand is already known: its letter is then on its way, or read."""
    return session.get(Demand, number) is not None


def asked(session: Session, link: str) -> tuple[Demand, Cycle] | None:
    """The demand that a link confirms and its cycle, or None."""
    found = session.exec(select(Demand, Cycle).join(Cycle).where(Demand.link_hash == keys.hash_of(link))).one_or_none()
    return (found[0], found[1]) if found else None
