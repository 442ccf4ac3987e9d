"""The resources of a meeting: when each opens and to whom; what was opened is counted, never who opened it.

A resource is for those who have a place: from the start (`before`), or once the meeting is over (`after`). What is
public anyway (`all`) is a link on the public page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, select

from irdsu_app.cycles import attendance, keys, paris
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.day_models import Opening
from irdsu_app.cycles.models import Meeting, Person, Registration
from irdsu_app.cycles.survey_results import FEWEST
from irdsu_app.cycles.unit import UNKNOWN_KEY
from irdsu_app.design.typography import fr

REGISTERED_ONLY = "Les ressources s’ouvrent aux personnes qui ont une place à cette séance."
NO_SUCH = "Cette ressource n’est plus là."
NOT_YET = "Cette ressource s’ouvre après la séance, le {at}."


@dataclass(frozen=True)
class Opened:
    """How many times a resource was opened; 0 under five."""

    title: str
    times: int


def opens_at(each: Mapping[str, str], ends_at: datetime) -> datetime | None:
    """When a resource of a meeting that ends then opens; None when it already is."""
    return ends_at if each.get("when") == "after" else None


def open_resource(session: Session, key: str, meeting: UUID, number: int, now: datetime) -> str:
    """The address of a resource, for whoever has this personal link and a place there; one more opening of it.

    `number` counts from 0. Raises Refused, with its date when it is too early.
    """
    row = _for(session, key, meeting)
    if not 0 <= number < len(row.resources) or not row.resources[number].get("address"):
        raise Refused(fr(NO_SUCH))
    opens = opens_at(row.resources[number], row.ends_at)
    if opens and now < opens:
        raise Refused(fr(NOT_YET.format(at=paris.instant(opens))))
    title = row.resources[number]["title"]
    here = (col(Opening.meeting_id) == meeting, col(Opening.resource) == title)
    more = update(Opening).where(*here).values(times=col(Opening.times) + 1)
    if not session.connection().execute(more).rowcount:
        session.add(Opening(meeting_id=meeting, resource=title, times=1))
        session.flush()
    return row.resources[number]["address"]


def opened(session: Session, meeting: UUID) -> list[Opened]:
    """How many times each resource of a meeting was opened, for its organisers."""
    row = session.get_one(Meeting, meeting)
    rows = session.exec(select(Opening).where(Opening.meeting_id == meeting)).all()
    times = {each.resource: each.times for each in rows}
    told = ((each["title"], times.get(each["title"], 0)) for each in row.resources)
    return [Opened(title, many if many >= FEWEST else 0) for title, many in told]


def _for(session: Session, key: str, meeting: UUID) -> Meeting:
    """The meeting, locked, if this personal link has a place there."""
    person = session.exec(select(Person).where(Person.link_hash == keys.hash_of(key))).one_or_none()
    if person is None:
        raise Refused(fr(UNKNOWN_KEY))
    mine = select(Registration.status).where(Registration.person_id == person.id, Registration.meeting_id == meeting)
    if session.exec(mine).one_or_none() not in attendance.PLACED:
        raise Refused(fr(REGISTERED_ONLY))
    return session.exec(select(Meeting).where(Meeting.id == meeting).with_for_update()).one()
