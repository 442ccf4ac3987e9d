"""What organisers see of the cycles: meetings and how full they are, the people of each, their letters, the journal.

Reading functions take the session first and write nothing. Names are here, on the desk, and nowhere else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import String, type_coerce
from sqlmodel import Session, col, func, select

from irdsu_app.access.models import Organiser, OrganiserAct
from irdsu_app.cycles import keeping, places
from irdsu_app.cycles.desk_search import SHOWN, Search, fits
from irdsu_app.cycles.folding import organisation_key as folded
from irdsu_app.cycles.models import Cycle, Meeting, Person, Registration
from irdsu_app.mail.letter import normalised
from irdsu_app.mail.models import Letter

PAGE = 50
"""People on a page of the list."""
JOURNAL = 40
"""Acts shown on a page."""
GROUPS = {
    "tous": ("confirmed", "offered", "waiting"),
    "confirmees": ("confirmed",),
    "attente": ("waiting", "offered"),
}
"""To whom one writes: everybody, those who have a place, those who wait for one."""


@dataclass(frozen=True)
class MeetingLine:
    """A meeting with how many people of each status it has; `standing` is a key of `places.STANDINGS`."""

    row: Meeting
    cycle: Cycle
    counts: Mapping[str, int]
    standing: str

    @property
    def places(self) -> int:
        """All its places."""
        return self.row.room_places + self.row.remote_places

    @property
    def taken(self) -> int:
        """Those that somebody has or is offered."""
        return self.row.room_taken + self.row.remote_taken

    def many(self, group: str) -> int:
        """How many people a group of GROUPS has."""
        return sum(self.counts.get(status, 0) for status in GROUPS[group])


@dataclass(frozen=True)
class Here:
    """Somebody in a meeting; `rank` counts among those who wait for the same pool, 0 for the others."""

    registration: Registration
    person: Person
    rank: int


@dataclass(frozen=True)
class Found:
    """A page of people, how many there are in all, and the last page."""

    people: Sequence[Here]
    total: int
    pages: int


def cycles(session: Session, now: datetime) -> list[tuple[Cycle, list[MeetingLine]]]:
    """Every cycle, those under way first, with its meetings in their order."""
    order = {"open": 0, "draft": 1, "closed": 2, "archived": 3}
    rows = session.exec(select(Cycle).order_by(col(Cycle.created_at).desc())).all()
    lines = _lines(session, rows, now)
    shown = sorted(rows, key=lambda row: order.get(row.status, 9))
    return [(row, [each for each in lines if each.row.cycle_id == row.id]) for row in shown]


def cycle(session: Session, slug: str, now: datetime) -> tuple[Cycle, list[MeetingLine]] | None:
    """A cycle and its meetings, or None."""
    row = session.exec(select(Cycle).where(Cycle.slug == slug)).one_or_none()
    return (row, _lines(session, [row], now)) if row else None


def meeting(session: Session, slug: str, code: str, now: datetime) -> MeetingLine | None:
    """A meeting, or None."""
    found = cycle(session, slug, now)
    return next((each for each in found[1] if each.row.code == code), None) if found else None


def people(session: Session, number: UUID) -> list[Here]:
    """Everybody of a meeting, in the order of arrival."""
    asked = select(Registration, Person).join(Person).where(Registration.meeting_id == number)
    pairs = session.exec(asked.order_by(col(Registration.arrival))).all()
    turns: dict[str, list[tuple[int, int, UUID]]] = {}
    for each, _ in pairs:
        if each.status == "waiting":
            turns.setdefault(each.pool, []).append((-each.priority, each.arrival, each.id))
    ranks = {number: rank for queue in turns.values() for rank, (_, _, number) in enumerate(sorted(queue), start=1)}
    return [Here(each, person, ranks.get(each.id, 0)) for each, person in pairs]


def matching(everybody: Iterable[Here], search: Search) -> list[Here]:
    """Everybody a search is about, in its order."""
    fit = fits(search)
    those = [
        each
        for each in everybody
        if (not search.status or each.registration.status == search.status)
        and (not search.pool or each.registration.pool == search.pool)
        and fit(each.person)
    ]
    return sorted(those, key=lambda each: _order(each, search.sort))


def found(everybody: Iterable[Here], search: Search) -> Found:
    """The page of people a search asks for; words are looked for without accents nor capitals."""
    those = matching(everybody, search)
    pages = max(1, -(-len(those) // PAGE))
    page = min(max(1, search.page), pages)
    return Found(those[(page - 1) * PAGE : page * PAGE], len(those), pages)


def person(session: Session, number: UUID, who: UUID) -> Here | None:
    """Somebody of a meeting, or None."""
    return next((each for each in people(session, number) if each.person.id == who), None)


def elsewhere(session: Session, who: UUID) -> list[tuple[Registration, Meeting, Cycle]]:
    """Every registration of somebody, the next meeting first."""
    asked = select(Registration, Meeting, Cycle).join(Meeting, col(Registration.meeting_id) == Meeting.id)
    asked = asked.join(Cycle, col(Meeting.cycle_id) == Cycle.id).where(Registration.person_id == who)
    return list(session.exec(asked.order_by(col(Meeting.starts_at))).all())


def letters_to(session: Session, email: str) -> list[Letter]:
    """The letters of the cycles to somebody, the last first."""
    asked = select(Letter).where(Letter.recipient == normalised(email), col(Letter.kind).startswith("cycles."))
    return list(session.exec(asked.order_by(col(Letter.created_at).desc(), col(Letter.id)).limit(100)).all())


def note_progress(session: Session, number: UUID, note: str) -> dict[str, int]:
    """How many letters of a note have each status."""
    those = (Letter.about == f"meeting:{number}", Letter.kind == "cycles.note", col(Letter.key).endswith(f":{note}"))
    asked = select(Letter.status, func.count()).where(*those).group_by(Letter.status)
    return dict(session.exec(asked).all())


def journal(session: Session, about: Iterable[str]) -> list[tuple[OrganiserAct, str]]:
    """What was done to these things and by whom, the last first."""
    asked = select(OrganiserAct, Organiser.name).join(
        Organiser, col(OrganiserAct.organiser_id) == Organiser.id, isouter=True
    )
    asked = asked.where(col(OrganiserAct.about).in_(list(about)))
    rows = session.exec(asked.order_by(col(OrganiserAct.at).desc(), col(OrganiserAct.id).desc()).limit(JOURNAL)).all()
    return [(act, name or "La maison") for act, name in rows]


def names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """The names of these people, for those who are still there."""
    wanted = [UUID(each) for each in ids]
    rows = session.exec(select(Person).where(col(Person.id).in_(wanted))).all() if wanted else ()
    return {str(row.id): f"{row.first_name} {row.last_name}".strip() for row in rows}


def bare(column: Any) -> Any:
    """A column of ids as the database gives them: thousands of them only have to be told apart."""
    return type_coerce(column, String)


def _order(here: Here, sort: str) -> tuple[Any, ...]:
    who, arrival = here.person, here.registration.arrival
    if sort == "nom":
        return (folded(f"{who.last_name} {who.first_name}"), arrival)
    if sort == "structure":
        return (folded(who.organisation), arrival)
    if sort == "statut":
        return (SHOWN.index(here.registration.status), here.registration.pool, here.rank, arrival)
    return (arrival,)


def _lines(session: Session, rows: Sequence[Cycle], now: datetime) -> list[MeetingLine]:
    of = {row.id: row for row in rows}
    asked = select(Meeting).where(col(Meeting.cycle_id).in_(of)).order_by(col(Meeting.position), col(Meeting.code))
    meetings = session.exec(asked).all() if of else ()
    counts: dict[UUID, dict[str, int]] = {}
    here = col(Registration.meeting_id).in_([each.id for each in meetings])
    columns = (Registration.meeting_id, Registration.status)
    grouped = select(*columns, func.count()).where(here).group_by(*columns)  # pyright: ignore[reportCallIssue,reportArgumentType]
    for number, status, many in session.connection().execute(grouped) if meetings else ():
        counts.setdefault(number, {})[status] = many
    return [_line(each, of[each.cycle_id], counts.get(each.id, {}), now) for each in meetings]


def _line(row: Meeting, cycle: Cycle, counts: Mapping[str, int], now: datetime) -> MeetingLine:
    book = replace(keeping.blank(row, cycle), taken={"room": row.room_taken, "remote": row.remote_taken})
    standing = places.seats(book, {"room": counts.get("waiting", 0), "remote": 0}, now)["status"]
    return MeetingLine(row, cycle, counts, standing)
