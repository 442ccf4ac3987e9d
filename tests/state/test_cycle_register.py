"""Registering to a cycle, on both databases: asked, confirmed, waiting, offered, left; each change with its letter."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import func, select

from irdsu_app import db
from irdsu_app.cycles import clock, register, saying, seen
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.models import Cycle, Demand, Meeting, Person, Registration
from irdsu_app.cycles.unit import Deed
from irdsu_app.mail.models import Letter
from tests.state.cycle_world import NOW, SLUG, World, a_form, faults, open_cycle, ranks, statuses

pytestmark = pytest.mark.usefixtures("rooms_base", "secret_of_the_house")


@pytest.fixture(autouse=True)
def _accounts_are_right(rooms_base):
    yield
    assert db.read(faults) == []


def kinds(session):
    return sorted(session.exec(select(Letter.kind)).all())


def count(table):
    return db.read(lambda session: session.exec(select(func.count()).select_from(table)).one())


def test_asking_holds_no_place_and_sends_one_letter():
    (meeting,) = open_cycle()
    world, number = World(), uuid4()

    async def twice():
        await world.asks(a_form(1), number)
        await world.asks(a_form(1), number)

    asyncio.run(twice())
    assert db.read(kinds) == ["cycles.confirm"]
    assert (count(Person), count(Registration), count(Demand)) == (0, 0, 1)
    assert db.read(lambda session: session.exec(select(Meeting.room_taken).where(Meeting.id == meeting)).one()) == 0


def test_places_go_in_the_order_of_confirmations_not_of_demands():
    (meeting,) = open_cycle(places=1)

    async def live():
        world = World()
        first, second = await world.asks(a_form(1)), await world.asks(a_form(2))
        late = await world.confirms(second)
        early = await world.confirms(first)
        return late.results[0], early.results[0]

    late, early = asyncio.run(live())
    assert (late.status, late.rank, early.status, early.rank) == ("confirmed", 0, "waiting", 1)
    assert db.read(lambda session: ranks(session, meeting)) == ["p1@ville.fr"]
    assert db.read(kinds) == ["cycles.confirm", "cycles.confirm", "cycles.confirmed", "cycles.waiting"]


def test_a_link_pressed_twenty_times_at_once_and_again_later_gives_one_place_and_one_answer():
    open_cycle()

    async def live():
        world = World()
        link = await world.asks(a_form(1))
        answers = await asyncio.gather(*(world.confirms(link) for _ in range(20)))
        return [*answers, await world.confirms(link), await World().confirms(link)]

    answers = asyncio.run(live())
    assert len({(answer.person_key, answer.results) for answer in answers}) == 1
    assert (count(Person), count(Registration), count(Letter)) == (1, 1, 2)


def test_a_link_is_good_for_48_hours():
    open_cycle()

    async def live():
        world = World()
        link = await world.asks(a_form(1))
        world.now = NOW + timedelta(hours=48)
        with pytest.raises(Refused, match=r"48.heures"):
            await world.confirms(link)
        with pytest.raises(Refused, match="n’est pas complet"):
            await world.confirms(link[:-1])

    asyncio.run(live())
    assert count(Person) == 0


@pytest.mark.parametrize("status", ["draft", "archived"])
def test_a_cycle_that_is_gone_registers_nobody_and_keeps_what_they_asked(status):
    open_cycle()

    async def live():
        world = World()
        link = await world.asks(a_form(1))
        become(status)
        with pytest.raises(Refused, match="n’est plus ouvert"):
            await world.confirms(link)
        assert count(Person) == count(Registration) == 0
        become("closed")
        return await world.confirms(link)

    assert asyncio.run(live()).results[0].status == "confirmed"


def become(status: str) -> None:
    with db.session() as session:
        cycle = session.exec(select(Cycle)).one()
        cycle.status = status
        session.add(cycle)


def test_somebody_known_changes_nothing_before_they_confirm():
    open_cycle(meetings=2)

    async def live():
        world = World()
        before = await world.comes(1, "C1")
        link = await world.asks(a_form(1, "C2", first_name="Autre", organisation="Ville", member=True))
        asked = db.read(lambda session: session.exec(select(Person)).one())
        after = await world.confirms(link)
        return before, asked, after

    before, asked, after = asyncio.run(live())
    assert asked.first_name == "Prénom1"
    assert before.person_key == after.person_key
    person = db.read(lambda session: session.exec(select(Person)).one())
    assert (person.first_name, person.organisation_key, person.member) == ("Autre", "ville", True)


def test_the_whole_cycle_what_is_left_and_the_waiting_list():
    open_cycle(places=1, meetings=3)

    async def live():
        world = World()
        await world.comes(1, "C2")
        return await world.comes(2, "C1", "C2", "C3")

    assert [(r.code, r.status, r.rank) for r in asyncio.run(live()).results] == [
        ("C1", "confirmed", 0), ("C2", "waiting", 1), ("C3", "confirmed", 0),
    ]  # fmt: skip


def test_all_or_nothing_is_all_or_nothing_and_one_may_change_ones_mind():
    open_cycle(places=1, meetings=3)

    async def live():
        world = World()
        link = await world.asks(a_form(2, "C1", "C2", "C3", how="all"))
        await world.comes(1, "C2")
        with pytest.raises(Refused, match=r"Séance 2.*Rien n’a été réservé") as refusal:
            await world.confirms(link)
        assert (refusal.value.field, count(Registration), count(Person)) == ("how", 1, 1)
        return await world.confirms(link, "rest")

    assert [r.status for r in asyncio.run(live()).results] == ["confirmed", "waiting", "confirmed"]


def test_one_meeting_that_cannot_be_joined_does_not_prevent_the_others():
    open_cycle(places=1, meetings=2, waiting=0)

    async def live():
        world = World()
        link = await world.asks(a_form(2, "C1", "C2"))
        await world.comes(1, "C1")
        answer = await world.confirms(link)
        with pytest.raises(Refused, match="complètes"):
            await world.asks(a_form(3, "C1"))
        return answer

    one, two = asyncio.run(live()).results
    assert (one.status, "complètes" in one.said, two.status) == ("impossible", True, "confirmed")


def test_the_third_of_an_organisation_is_told_so_on_screen_and_in_the_one_letter():
    open_cycle(places=5, rules={"member_share": 0, "same_organisation": 2})

    async def live():
        world = World()
        for person in (1, 2):
            await world.comes(person, organisation="Ville")
        return (await world.comes(3, organisation="VILLE")).results[0]

    result = asyncio.run(live())
    assert (result.status, result.obstacle and result.obstacle.why) == ("waiting", "organisation")
    (letter,) = db.read(lambda session: session.exec(select(Letter).where(Letter.kind == "cycles.waiting")).all())
    assert letter.data["place"]["obstacle"] == saying.why_waits(result.obstacle)
    assert "de votre structure" in letter.data["place"]["obstacle"]


def test_a_freed_place_is_offered_accepted_declined_or_lapses():
    (meeting,) = open_cycle(places=1)

    async def live():
        world = World()
        a, b, c, d = [(await world.comes(n)).person_key for n in (1, 2, 3, 4)]
        await world.does(register.withdraw, a, meeting)
        assert (await world.does(register.decline, b, meeting)).status == "refused"
        world.now += timedelta(hours=48)
        assert await clock.look(world.counter) == 1
        assert (await world.does(register.accept, d, meeting)).status == "confirmed"
        with pytest.raises(Refused, match="n’a plus cours"):
            await world.does(register.accept, c, meeting)
        assert await clock.look(world.counter) == 0

    asyncio.run(live())
    assert db.read(lambda session: statuses(session, meeting)) == {"withdrawn": 1, "refused": 2, "confirmed": 1}
    assert db.read(kinds).count("cycles.offered") == 3


def test_a_personal_link_joins_more_at_once_and_leaves_everything():
    open_cycle(meetings=3)

    async def live():
        world = World()
        key = (await world.comes(1, "C1")).person_key
        act = Deed(
            lambda unit: register.join_more(unit, key, SLUG, {"C2": "room", "C3": "room"}, "all", {"C2": "Pourquoi ?"}),
            keys=(key,), slugs=(SLUG,),
        )  # fmt: skip
        joined = await world.counter.do(act)
        left = await world.counter.do(Deed(lambda unit: register.leave_all(unit, unit.person(key)), keys=(key,)))
        return joined, left, key

    joined, left, key = asyncio.run(live())
    assert [result.status for result in joined.results] == ["confirmed", "confirmed"]
    assert left == 3
    mine = db.read(lambda session: seen.mine(session, key, NOW))
    assert mine is not None
    ((cycle, meetings),) = mine.cycles
    assert [(m.meeting.code, m.status, m.may) for m in meetings] == [
        (f"C{n}", "withdrawn", ("join",)) for n in (1, 2, 3)
    ]
    assert cycle.seats["C1"]["room_left"] == 3
    assert db.read(lambda session: seen.mine(session, key[:-1], NOW)) is None


def test_what_somebody_says_of_themselves_may_free_a_place_for_another():
    open_cycle(places=10, rules={"member_share": 30, "same_organisation": 0})

    async def live():
        world = World()
        keys_ = [(await world.comes(n)).person_key for n in range(8)]
        form = a_form(0, member=True)
        await world.counter.do(Deed(lambda unit: register.change_details(unit, keys_[0], form), keys=(keys_[0],)))
        return db.read(lambda session: seen.mine(session, keys_[7], NOW))

    mine = asyncio.run(live())
    assert mine is not None
    offered = mine.cycles[0][1][0]
    assert (offered.status, offered.may) == ("offered", ("accept", "decline", "withdraw"))


def test_a_trouble_of_one_deed_is_not_that_of_the_others():
    open_cycle()

    def breaks(unit):
        raise ZeroDivisionError

    async def live():
        world = World()
        links = [await world.asks(a_form(n)) for n in range(3)]
        together = [world.confirms(links[0]), world.counter.do(Deed(breaks)), world.confirms(links[1])]
        return await asyncio.gather(*together, world.confirms(links[2]), return_exceptions=True)

    one, broken, two, three = asyncio.run(live())
    assert isinstance(broken, ZeroDivisionError)
    assert [isinstance(answer, register.Confirmed) for answer in (one, two, three)] == [True] * 3


def test_the_public_page_counts_without_naming():
    open_cycle(places=10, rules={"member_share": 30, "same_organisation": 0})

    async def live():
        for n in range(9):
            await World().comes(n)

    asyncio.run(live())
    cycle = db.read(lambda session: seen.public(session, SLUG, NOW))
    assert cycle is not None
    counts = {"status": "open", "room_left": 3, "remote_left": 0, "room_open": 0, "remote_open": 0, "waiting": 2}
    assert counts.items() <= cycle.seats["C1"].items()
    assert "Prénom" not in repr(cycle)
    assert "ville.fr" not in repr(cycle)
