"""What organisers do, on both databases: written in the journal, told once to each, exact in the rows."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlmodel import col, func, select

from irdsu_app import db
from irdsu_app.access.models import OrganiserAct
from irdsu_app.cycles import organising, register, seeding, seen
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.models import Cycle, Meeting, Person
from irdsu_app.cycles.organising import CycleDraft, MeetingDraft
from irdsu_app.cycles.paris import local
from irdsu_app.mail.models import Letter
from tests.state.cycle_world import NOW, SLUG, World, faults, open_cycle, statuses

pytestmark = pytest.mark.usefixtures("rooms_base", "secret_of_the_house")


@pytest.fixture(autouse=True)
def _accounts_are_right(rooms_base):
    yield
    assert db.read(faults) == []


def letters(kind: str) -> int:
    asked = select(func.count()).select_from(Letter).where(Letter.kind == kind)
    return db.read(lambda session: session.exec(asked).one())


def journal() -> list[str]:
    return db.read(lambda session: list(session.exec(select(OrganiserAct.what).order_by(col(OrganiserAct.id))).all()))


def a_meeting(code="C9", **said) -> MeetingDraft:
    starts = NOW + timedelta(days=60)
    values = {
        "code": code, "title": "Une autre", "mode": "onsite", "starts_at": starts,
        "ends_at": starts + timedelta(hours=2), "place": "Ici", "room_places": 3, "waiting_places": 5_000,
    }  # fmt: skip
    return MeetingDraft(**(values | said))


def row(number) -> Meeting:
    found = db.read(lambda session: session.get(Meeting, number))
    assert found is not None
    return found


def test_a_cycle_and_its_meetings_are_made_hidden_then_opened():
    open_cycle()
    draft = CycleDraft(slug="autre", title="Un autre cycle")

    async def live():
        world = World()
        await world.leads(lambda unit: organising.create_cycle(unit, None, draft))
        with pytest.raises(Refused, match="déjà cette adresse"):
            await world.leads(lambda unit: organising.create_cycle(unit, None, draft))
        made = await world.leads(lambda unit: organising.create_meeting(unit, None, "autre", a_meeting()), slug="autre")
        with pytest.raises(Refused, match="déjà ce code"):
            await world.leads(lambda unit: organising.create_meeting(unit, None, "autre", a_meeting()), slug="autre")
        assert db.read(lambda session: seen.public(session, "autre", NOW)) is None
        opened = draft.model_copy(update={"status": "open"})
        await world.leads(lambda unit: organising.edit_cycle(unit, None, "autre", opened), slug="autre")
        await world.leads(lambda unit: organising.open_(unit, None, made), made)

    asyncio.run(live())
    cycle = db.read(lambda session: seen.public(session, "autre", NOW))
    assert cycle is not None
    assert [(m.code, m.standing) for m in cycle.meetings] == [("C9", "open")]
    assert journal() == ["Cycle créé", "Séance créée", "Cycle modifié", "Inscriptions ouvertes"]


def test_editing_tells_those_who_come_of_another_place_and_nobody_of_a_better_wording():
    (meeting,) = open_cycle(places=1)

    async def live():
        world = World()
        await world.comes(1)
        await world.comes(2)
        same = a_meeting("C1", title="Séance 1", place="", room_places=1, programme="Mieux dit")
        await world.leads(lambda unit: organising.edit_meeting(unit, None, meeting, same), meeting)
        assert (letters("cycles.changed"), row(meeting).sequence) == (0, 0)
        moved = same.model_copy(update={"place": "Salle du haut"})
        await world.leads(lambda unit: organising.edit_meeting(unit, None, meeting, moved), meeting)
        later = moved.model_copy(update={"starts_at": moved.starts_at + timedelta(hours=1)})
        with pytest.raises(Refused, match="reportez"):
            await world.leads(lambda unit: organising.edit_meeting(unit, None, meeting, later), meeting)

    asyncio.run(live())
    assert (letters("cycles.changed"), row(meeting).sequence, row(meeting).place) == (1, 1, "Salle du haut")
    assert row(meeting).programme == "Mieux dit"


def test_places_added_are_offered_and_never_taken_back_from_people():
    (meeting,) = open_cycle(places=1)

    async def live():
        world = World()
        for n in range(4):
            await world.comes(n)
        await world.leads(lambda unit: organising.resize(unit, None, meeting, 3, 0, 10), meeting)
        with pytest.raises(Refused, match="déjà prises"):
            await world.leads(lambda unit: organising.resize(unit, None, meeting, 2, 0, 10), meeting)

    asyncio.run(live())
    assert db.read(lambda session: statuses(session, meeting)) == {"confirmed": 1, "offered": 2, "waiting": 1}
    assert (letters("cycles.offered"), row(meeting).room_places) == (2, 3)
    assert journal() == ["Nombre de places"]


def test_promoting_by_hand_is_written_in_the_journal():
    (meeting,) = open_cycle(places=1)

    async def live():
        world = World()
        for n in range(3):
            await world.comes(n)
        last = db.read(lambda session: session.exec(select(Person).where(Person.email == "p2@ville.fr")).one())
        with pytest.raises(Refused, match="Aucune place"):
            await world.leads(lambda unit: organising.promote(unit, None, meeting, last.id), meeting)
        await world.leads(lambda unit: organising.promote(unit, None, meeting, last.id, add_place=True), meeting)

    asyncio.run(live())
    assert journal() == ["Promotion depuis la liste d’attente"]
    assert (row(meeting).room_places, row(meeting).room_taken, letters("cycles.offered")) == (2, 2, 1)


def test_moving_cancelling_and_programming_again_tell_each_once():
    (meeting,) = open_cycle(places=2)
    later = NOW + timedelta(days=90)

    async def live():
        world = World()
        for n in range(3):
            await world.comes(n)
        move = lambda unit: organising.postpone(unit, None, meeting, later, later + timedelta(hours=2), "Grève")  # noqa: E731
        await world.leads(move, meeting)
        await world.leads(move, meeting)
        assert letters("cycles.postponed") == 3
        with pytest.raises(Refused, match="pourquoi"):
            await world.leads(lambda unit: organising.cancel(unit, None, meeting, "  "), meeting)
        await world.leads(lambda unit: organising.cancel(unit, None, meeting, "Salle fermée"), meeting)
        assert letters("cycles.cancelled") == 3
        again = later + timedelta(days=10)
        await world.leads(
            lambda unit: organising.reprogram(unit, None, meeting, again, again + timedelta(hours=2)), meeting
        )

    asyncio.run(live())
    assert db.read(lambda session: statuses(session, meeting)) == {"offered": 2, "waiting": 1}
    assert (row(meeting).sequence, row(meeting).status, letters("cycles.offered")) == (3, "open", 2)


def test_a_note_goes_once_to_each():
    (meeting,) = open_cycle(places=1)
    note = uuid4()

    async def live():
        world = World()
        key = (await world.comes(1)).person_key
        await world.comes(2)
        await world.comes(3)
        write = lambda unit: organising.write_to(unit, None, meeting, note, "Prévoyez un pull.")  # noqa: E731
        made = [await world.leads(write, meeting) for _ in range(2)]
        with pytest.raises(Refused):
            await world.leads(lambda unit: organising.write_to(unit, None, meeting, note, " "), meeting)
        await world.does(register.withdraw, key, meeting)
        return made

    assert asyncio.run(live()) == [3, 0]
    assert letters("cycles.note") == 3


def test_other_rules_of_the_cycle_open_places_at_once():
    (meeting,) = open_cycle(places=10, rules={"member_share": 30})

    async def live():
        world = World()
        for n in range(9):
            await world.comes(n)
        looser = CycleDraft(slug=SLUG, title="Essai", status="open", rules={"member_share": 0, "same_organisation": 0})
        await world.leads(lambda unit: organising.edit_cycle(unit, None, SLUG, looser), slug=SLUG)

    asyncio.run(live())
    assert db.read(lambda session: statuses(session, meeting)) == {"confirmed": 7, "offered": 2}


@pytest.mark.parametrize("installed", [date(2026, 11, 25), date(2027, 3, 1), date(2026, 12, 31)])
def test_the_demonstration_is_always_to_come_on_its_weekdays_at_the_hours_of_paris(installed):
    now = datetime(installed.year, installed.month, installed.day, 22, 30, tzinfo=UTC)
    with db.session() as session:
        assert seeding.seed(session, now)
        assert not seeding.seed(session, now)
    (cycle,) = db.read(lambda session: seen.shelf(session, now))
    assert cycle.demonstration
    assert [meeting.code for meeting in cycle.meetings] == ["C1", "C2", "C3", "C4", "C5", "C6"]
    shown = [(local(m.starts_at).weekday(), local(m.starts_at).hour) for m in cycle.meetings]
    assert shown == [(1, 14), (1, 14), (3, 9), (2, 9), (1, 14), (3, 9)]
    assert all(m.starts_at > now + timedelta(days=20) for m in cycle.meetings)
    assert db.read(lambda session: session.exec(select(Cycle)).one()).status == "open"
    assert {p: n for m in cycle.meetings[5:] for p, n in m.places.items()} == {"room": 30, "remote": 60}
