"""Everybody of a cycle for its organisers, each with the meetings they asked for: read in two questions, then sifted.

Reading takes the session first and writes nothing. Columns are read, not rows of tables: three thousand registrations
are listed at each key.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from sqlmodel import Session, col, select

from irdsu_app.cycles.desk_search import Search, fits
from irdsu_app.cycles.desk_seen import bare
from irdsu_app.cycles.folding import organisation_key as folded
from irdsu_app.cycles.models import Cycle, Meeting, Person, Registration

PAGE = 30
"""People on a page of the list."""


class Place(NamedTuple):
    """A registration of somebody, at the meeting of this code."""

    code: str
    status: str
    pool: str


class Somebody(NamedTuple):
    """A person of the cycle, and their registrations in the order of the meetings."""

    id: UUID
    email: str
    first_name: str
    last_name: str
    organisation: str
    function: str
    department: str
    member: bool
    places: Sequence[Place]


@dataclass(frozen=True)
class Crowd:
    """The people of a cycle; `meetings` are the titles of its meetings by code, in their order."""

    cycle: Cycle
    meetings: Mapping[str, str]
    people: Sequence[Somebody]

    @property
    def registrations(self) -> int:
        """How many registrations there are in all."""
        return sum(len(each.places) for each in self.people)


@dataclass(frozen=True)
class Sifted:
    """Those a search is about, in its order, and how many of their registrations it is about."""

    people: Sequence[Somebody]
    registrations: int

    @property
    def pages(self) -> int:
        """How many pages they fill."""
        return max(1, -(-len(self.people) // PAGE))

    def page(self, number: int) -> Sequence[Somebody]:
        """Those of a page, from 1; the last one when there are fewer."""
        at = min(max(1, number), self.pages)
        return self.people[(at - 1) * PAGE : at * PAGE]


def crowd(session: Session, slug: str) -> Crowd | None:
    """Everybody who ever asked for a place in a cycle, or None when there is no such cycle."""
    cycle = session.exec(select(Cycle).where(Cycle.slug == slug)).one_or_none()
    if cycle is None:
        return None
    order = col(Meeting.position), col(Meeting.code)
    meetings: dict[str, str] = dict(map(tuple, _ordered(session, cycle.id, order)))
    places: dict[Any, list[Place]] = {}
    for person, code, status, pool in _registrations(session, cycle.id, order):
        places.setdefault(person, []).append(Place(code, status, pool))
    rows = [row for row in _people(session, cycle.id) if row[0] in places]
    people = [Somebody(UUID(str(row[0])), *row[1:], places=places[row[0]]) for row in rows]
    return Crowd(cycle, meetings, people)


def sifted(everybody: Iterable[Somebody], search: Search) -> Sifted:
    """The people a search is about; a meeting, a status and a way of coming are those of one same registration."""
    fit, registrations, found = fits(search), 0, []
    narrowed = bool(search.meeting or search.status or search.pool)
    for each in everybody:
        about = sum(_about(place, search) for place in each.places) if narrowed else len(each.places)
        if about and fit(each):
            registrations += about
            found.append(each)
    return Sifted(sorted(found, key=_ORDERS.get(search.sort, _by_name)), registrations)


def _about(place: Place, search: Search) -> bool:
    return (
        (not search.meeting or place.code == search.meeting)
        and (not search.status or place.status == search.status)
        and (not search.pool or place.pool == search.pool)
    )


def _by_name(who: Somebody) -> tuple[Any, ...]:
    return (_turn(who.last_name), _turn(who.first_name), who.id)


def _by_organisation(who: Somebody) -> tuple[Any, ...]:
    return (_turn(who.organisation), *_by_name(who))


def _by_meetings(who: Somebody) -> tuple[Any, ...]:
    return (-len(who.places), *_by_name(who))


def _turn(words: str) -> str:
    """Where words go in the alphabet, accents aside; what is not there comes last."""
    return folded(words) or "\uffff"


_ORDERS = {"nom": _by_name, "structure": _by_organisation, "seances": _by_meetings}


def _ordered(session: Session, cycle: UUID, order: Any) -> Any:
    columns: Any = (Meeting.code, Meeting.title)
    return session.connection().execute(select(*columns).where(Meeting.cycle_id == cycle).order_by(*order))


def _registrations(session: Session, cycle: UUID, order: Any) -> Any:
    columns: Any = (bare(Registration.person_id), Meeting.code, Registration.status, Registration.pool)
    asked = select(*columns).join(Meeting, col(Registration.meeting_id) == Meeting.id)
    return session.connection().execute(asked.where(Meeting.cycle_id == cycle).order_by(*order)).all()


def _people(session: Session, cycle: UUID) -> Any:
    columns: Any = (
        bare(Person.id), Person.email, Person.first_name, Person.last_name, Person.organisation, Person.function,
        Person.department, Person.member,
    )  # fmt: skip
    there: Any = select(Registration.person_id).join(Meeting).where(Meeting.cycle_id == cycle)
    return session.connection().execute(select(*columns).where(col(Person.id).in_(there))).all()
