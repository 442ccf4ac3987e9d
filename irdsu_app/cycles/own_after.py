"""What one decides on one's own page of the letter that comes three months after a cycle."""

from sqlmodel import Session, col, delete, select

from irdsu_app.cycles import keys
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.day_models import NoFollowUp
from irdsu_app.cycles.models import Cycle, Person
from irdsu_app.cycles.unit import UNKNOWN_CYCLE, UNKNOWN_KEY
from irdsu_app.design.typography import fr


def follow_up(session: Session, key: str, slug: str, wanted: bool) -> None:
    """Be written to three months after this cycle, or not; twice is once. Raises Refused."""
    person, cycle = _of(session, key, slug, locked=True)
    here = (col(NoFollowUp.person_id) == person.id) & (col(NoFollowUp.cycle_id) == cycle.id)
    session.exec(delete(NoFollowUp).where(here))
    if not wanted:
        session.add(NoFollowUp(person_id=person.id, cycle_id=cycle.id))
    session.flush()


def wants_follow_up(session: Session, key: str, slug: str) -> bool:
    """Whether this person is to be written to three months after this cycle. Raises Refused."""
    person, cycle = _of(session, key, slug)
    return session.get(NoFollowUp, (person.id, cycle.id)) is None


def _of(session: Session, key: str, slug: str, locked: bool = False) -> tuple[Person, Cycle]:
    # Locked: two tabs that change their mind at once come one after the other.
    mine = select(Person).where(Person.link_hash == keys.hash_of(key))
    person = session.exec(mine.with_for_update() if locked else mine).one_or_none()
    if person is None:
        raise Refused(fr(UNKNOWN_KEY))
    cycle = session.exec(select(Cycle).where(Cycle.slug == slug, Cycle.status != "draft")).one_or_none()
    if cycle is None:
        raise Refused(fr(UNKNOWN_CYCLE))
    return person, cycle
