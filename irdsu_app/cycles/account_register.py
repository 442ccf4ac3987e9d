"""The published account of a cycle: what its organisers chose to show, as it was that day, until they take it back.

It is a copy: nobody finds out, by looking twice, what a single answer has changed.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from irdsu_app.access import organisers
from irdsu_app.access.models import Organiser
from irdsu_app.cycles import report, reporting
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.day_models import PublishedAccount
from irdsu_app.cycles.models import Cycle
from irdsu_app.cycles.unit import UNKNOWN_CYCLE, Unit
from irdsu_app.design.typography import fr

TOO_FEW = "Moins de cinq personnes ont été vues : il n’y a rien à publier."
DRAFT = "Le cycle n’est pas publié : publiez-le d’abord."


@dataclass(frozen=True)
class Published:
    """A published account: the cycle, its document (`report.as_told`), since when."""

    cycle: str
    slug: str
    demonstration: bool
    said: dict[str, Any]
    at: datetime


def publish(unit: Unit, by: Organiser, slug: str) -> None:
    """Show the account as it is now, instead of the one that was shown; raises Refused."""
    cycle = _cycle(unit.session, slug)
    if cycle.status == "draft":
        raise Refused(fr(DRAFT))
    told = reporting.account(unit.session, slug, unit.now)
    if not told.meetings:
        raise Refused(fr(TOO_FEW))
    row = unit.session.get(PublishedAccount, cycle.id)
    row = row or PublishedAccount(cycle_id=cycle.id, said={}, published_at=unit.now)
    row.said, row.published_at = report.as_told(told), unit.now
    unit.session.add(row)
    organisers.log(unit.session, by, "Compte rendu publié", f"cycle:{cycle.id}", {}, unit.now)


def withdraw(unit: Unit, by: Organiser, slug: str) -> None:
    """Show it no more; raises Refused."""
    cycle = _cycle(unit.session, slug)
    row = unit.session.get(PublishedAccount, cycle.id)
    if row is None:
        return
    unit.session.delete(row)
    organisers.log(unit.session, by, "Compte rendu retiré du site", f"cycle:{cycle.id}", {}, unit.now)


def published(session: Session, slug: str) -> Published | None:
    """The account that anybody may read, or None."""
    asked = select(Cycle, PublishedAccount).join(PublishedAccount).where(Cycle.slug == slug, Cycle.status != "draft")
    found = session.exec(asked).one_or_none()
    if found is None:
        return None
    cycle, row = found
    return Published(cycle.title, cycle.slug, cycle.demonstration, row.said, row.published_at)


def _cycle(session: Session, slug: str) -> Cycle:
    row = session.exec(select(Cycle).where(Cycle.slug == slug).with_for_update()).one_or_none()
    if row is None:
        raise Refused(fr(UNKNOWN_CYCLE))
    return row
