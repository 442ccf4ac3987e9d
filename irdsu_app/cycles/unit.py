"""One unit of work on the books: read them under lock, let acts change them in memory, write all of it at once.

Several deeds share a unit: what each needs is read for all of them together, an act that is refused leaves no trace,
and each change takes its letter with it. People are locked first, so that where they are stays true, then meetings,
both in the order of their ids: `BEGIN IMMEDIATE` has already taken SQLite's only lock, PostgreSQL locks the rows.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, col, select

from irdsu_app.cycles import keeping, keys
from irdsu_app.cycles.book import Book, Change, Refused
from irdsu_app.cycles.models import Cycle, Demand, Meeting, Person, Registration
from irdsu_app.cycles.registration import Done, tick
from irdsu_app.design.typography import fr

UNKNOWN_CYCLE = "Ce cycle n’existe pas, ou il n’est plus ouvert."
UNKNOWN_MEETING = "Cette séance n’existe pas."
UNKNOWN_KEY = "Ce lien personnel n’ouvre rien : il est incomplet, ou il a été remplacé par un plus récent."
UNKNOWN_LINK = "Ce lien de confirmation n’est pas complet : ouvrez celui du dernier courriel reçu."


_PERSON = tuple(Person.model_fields)


@dataclass(frozen=True)
class Deed:
    """Something to do to the books, and what it must find there.

    `links` confirm demands, `keys` are personal links, `slugs` are cycles, `meetings` are ids: their meetings are
    locked before `act` is called. It decides first, writes in the unit after, and raises `Refused` in between.
    """

    act: Callable[["Unit"], Any]
    links: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    slugs: tuple[str, ...] = ()
    meetings: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Happened:
    """A change, in the meeting where it happened; `moved_from` is when the meeting was to start, if it has moved."""

    meeting: UUID
    change: Change
    moved_from: datetime | None = None
    silent: bool = False


@dataclass
class Draft:
    """What an act is about to do: nothing of it is in the unit before `keep`."""

    unit: "Unit"
    books: dict[UUID, Book] = field(default_factory=dict)
    happened: list[Happened] = field(default_factory=list)

    def book(self, meeting: UUID) -> Book:
        """The book of a meeting as this act makes it."""
        return self.books.get(meeting) or self.unit.book(meeting)

    def do(self, meeting: UUID, rule: Callable[[Book], Done], *, silent: bool = False) -> tuple[Change, ...]:
        """Apply a rule to the book of a meeting; raises what the rule raises. `silent`: without letters."""
        before = self.book(meeting)
        self.books[meeting], changes = rule(before)
        moved = before.starts_at if self.books[meeting].starts_at != before.starts_at else None
        self.happened += [Happened(meeting, change, moved, silent) for change in changes]
        return changes

    def hush(self, person: UUID) -> None:
        """Write no letter to this person of what this act does."""
        self.happened = [replace(each, silent=each.change.entry.person == person) for each in self.happened]

    def keep(self) -> None:
        """Let the unit have it."""
        self.unit.books.update(self.books)
        self.unit.touched.update(self.books)
        self.unit.happened += self.happened


Cache = dict[UUID, tuple[int, Book]]
"""Books already read, with the revision of the meeting they are true of."""


class Unit:
    """The books of one transaction."""

    def __init__(self, session: Session, now: datetime, cache: Cache | None = None, *, locked: bool = True) -> None:
        """Begin; `locked=False` takes no lock: only the test that shows what the locks are for does that."""
        self.session, self.now, self.cache, self.locked = session, now, cache if cache is not None else {}, locked
        self.cycles: dict[UUID, Cycle] = {}
        self.meetings: dict[UUID, Meeting] = {}
        self.books: dict[UUID, Book] = {}
        self.touched: set[UUID] = set()
        self.happened: list[Happened] = []
        self.revisions: dict[UUID, int] = {}
        self.names: dict[UUID, tuple[str, str]] = {}
        """The address of the cycle and the code of each meeting locked."""
        self._demands: dict[str, Demand] = {}
        self._confirmed: list[dict[str, Any]] = []
        self._newcomers: dict[UUID, Person] = {}
        self._people: dict[str, Person] = {}
        self._emails: dict[str, Person] = {}
        self._where: dict[UUID, set[UUID]] = {}

    def prepare(self, deeds: Iterable[Deed]) -> None:
        """Read and lock what these deeds need, together."""
        deeds = list(deeds)
        self._read_people(deeds)
        people = [person.id for person in self._people.values()]
        rows = self._ask(Registration.person_id, Registration.meeting_id, col(Registration.person_id), people)
        for person, meeting in rows:
            self._where.setdefault(person, set()).add(meeting)
        slugs = {slug for deed in deeds for slug in deed.slugs}
        wanted = {meeting for deed in deeds for meeting in deed.meetings} | {meeting for _, meeting in rows}
        cycles = {demand.cycle_id for demand in self._demands.values()}
        if slugs:
            cycles |= set(self.session.exec(select(Cycle.id).where(col(Cycle.slug).in_(slugs))).all())
        self._lock(cycles, wanted)
        if self.session.get_bind().dialect.name != "sqlite":
            # Somebody may have written between the first reading and the locks: what is decided upon is read again.
            self._read_people(deeds)

    def demand(self, link: str) -> Demand:
        """The demand that this link confirms; raises Refused."""
        found = self._demands.get(keys.hash_of(link))
        if found is None:
            raise Refused(fr(UNKNOWN_LINK))
        return found

    def person(self, key: str) -> Person:
        """Whose personal link it is; raises Refused."""
        found = self._people.get(keys.hash_of(key))
        if found is None:
            raise Refused(fr(UNKNOWN_KEY))
        return found

    def known(self, email: str) -> Person | None:
        """Who has this address, of those whom the deeds are about."""
        return self._emails.get(email)

    def welcome(self, person: Person) -> None:
        """Take somebody new in; they are written with all the others, before their registrations."""
        self._newcomers[person.id] = person
        self._remember(person)

    def meet(self, person: Person) -> None:
        """Take note of what has changed of somebody, or of their link."""
        if person.id not in self._newcomers:
            self.session.add(person)
        self._remember(person)

    def confirmed(self, demand: Demand, person: Person) -> None:
        """Note who confirmed a demand, now."""
        # Not by the session: it would write it before the person is there.
        set_committed_value(demand, "confirmed_at", self.now)
        set_committed_value(demand, "person_id", person.id)
        self._confirmed.append({"key": demand.id, "person_id": person.id, "confirmed_at": self.now})

    def forget(self, person: Person) -> None:
        """Know somebody no longer, nor what they asked for: their address may come again in the same transaction."""
        if self._newcomers.pop(person.id, None) is not None:
            self.session.add(person)
        self._people = {link: each for link, each in self._people.items() if each is not person}
        self._emails = {email: each for email, each in self._emails.items() if each is not person}
        self._demands = {link: each for link, each in self._demands.items() if each.email != person.email}

    def where(self, person: UUID) -> set[UUID]:
        """The meetings where somebody has a registration, whatever has become of it."""
        mine = {each.meeting for each in self.happened if each.change.entry.person == person}
        return self._where.get(person, set()) | mine

    def cycle(self, slug: str) -> Cycle:
        """The cycle of this address, if people may see it; raises Refused."""
        found = next((each for each in self.cycles.values() if each.slug == slug), None)
        if found is None or found.status == "draft":
            raise Refused(fr(UNKNOWN_CYCLE))
        return found

    def of_cycle(self, cycle: UUID) -> Sequence[Meeting]:
        """The meetings of a cycle, in their order."""
        those = (meeting for meeting in self.meetings.values() if meeting.cycle_id == cycle)
        return sorted(those, key=lambda meeting: (meeting.position, meeting.code))

    def whole(self, cycle: UUID) -> None:
        """Lock every meeting of a cycle: what is added to it needs to know them all."""
        self._lock({cycle}, set())

    def meeting(self, number: UUID) -> Meeting:
        """A meeting, locked; raises Refused."""
        if number not in self.meetings:
            self._lock(set(), {number})
        if number not in self.meetings:
            raise Refused(fr(UNKNOWN_MEETING))
        return self.meetings[number]

    def book(self, number: UUID) -> Book:
        """The book of a meeting, as the acts of this unit have left it."""
        if number not in self.books:
            row = self.meeting(number)
            held = self.cache.get(number)
            if held is not None and held[0] == row.revision:
                self.books[number] = held[1]
            else:
                self.books[number] = keeping.read(self.session, row, self.cycles[row.cycle_id])
        return self.books[number]

    def draft(self) -> Draft:
        """Begin an act."""
        return Draft(self)

    def tick(self, number: UUID) -> None:
        """Let time pass in a meeting."""
        draft = self.draft()
        draft.do(number, lambda book: tick(book, self.now))
        if draft.happened or draft.books[number].due != self.book(number).due:
            draft.keep()

    def write(self) -> None:
        """Write all that the acts have done, and queue its letters; raises `keeping.Moved`."""
        self.session.flush()
        if self._newcomers:
            rows = [{name: getattr(person, name) for name in _PERSON} for person in self._newcomers.values()]
            self.session.connection().execute(insert(Person), rows)
        if self._confirmed:
            these = update(Demand).where(col(Demand.id) == bindparam("key"))
            self.session.connection().execute(these, self._confirmed)
        self.revisions = keeping.write(self)

    def learned(self) -> Cache:
        """What may be remembered once the transaction is over."""
        return {number: (self.revisions[number], self.books[number]) for number in self.revisions} | {
            number: (self.meetings[number].revision, book)
            for number, book in self.books.items()
            if number not in self.revisions and number not in self.touched
        }

    def _read_people(self, deeds: Sequence[Deed]) -> None:
        links = {keys.hash_of(link) for deed in deeds for link in deed.links}
        hashes = {keys.hash_of(key) for deed in deeds for key in deed.keys}
        fresh = {"populate_existing": True}
        if links:
            asked = select(Demand).where(col(Demand.link_hash).in_(links)).execution_options(**fresh)
            self._demands = {each.link_hash: each for each in self.session.exec(asked).all()}
        emails = {demand.email for demand in self._demands.values()}
        if emails or hashes:
            asked = select(Person).where(col(Person.email).in_(emails) | col(Person.link_hash).in_(hashes))
            asked = asked.order_by(col(Person.id)).execution_options(**fresh)
            # Not their key: on the day, what is noted of somebody refers to them without waiting for this.
            asked = asked.with_for_update(key_share=True) if self.locked else asked
            for person in self.session.exec(asked).all():
                self._remember(person)

    def _remember(self, person: Person) -> None:
        self._people[person.link_hash] = self._emails[person.email] = person

    def _lock(self, cycles: set[UUID], meetings: set[UUID]) -> None:
        if not cycles and not meetings - self.meetings.keys():
            return
        asked = select(Meeting).where(col(Meeting.cycle_id).in_(cycles) | col(Meeting.id).in_(meetings))
        asked = asked.order_by(col(Meeting.id)).execution_options(populate_existing=True)
        rows = self.session.exec(asked.with_for_update() if self.locked else asked).all()
        self.meetings |= {row.id: row for row in rows}
        missing = cycles | {row.cycle_id for row in rows}
        found = self.session.exec(select(Cycle).where(col(Cycle.id).in_(missing))).all()
        self.cycles |= {cycle.id: cycle for cycle in found}
        self.names |= {row.id: (self.cycles[row.cycle_id].slug, row.code) for row in rows}

    def _ask(self, first: Any, second: Any, column: Any, values: Collection[UUID]) -> Sequence[Any]:
        return self.session.exec(select(first, second).where(column.in_(values))).all() if values else ()


def run(unit: Unit, deeds: Sequence[Deed]) -> list[Any]:
    """Do these deeds in one unit and write it; gives what each gave, or the `Refused` it raised."""
    unit.prepare(deeds)
    said: list[Any] = []
    for deed in deeds:
        try:
            said.append(deed.act(unit))
        except Refused as refusal:
            said.append(refusal)
    unit.write()
    return said


def once(session: Session, deed: Deed, now: datetime) -> Any:
    """Do one deed in the caller's transaction; raises Refused."""
    (said,) = run(Unit(session, now), [deed])
    if isinstance(said, Refused):
        raise said
    return said
