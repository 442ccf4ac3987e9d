"""What is shown live of a cycle: places to everybody, ranks and offers to each, whatever process has written them."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from reflex.istate.data import RouterData

from irdsu_app import db
from irdsu_app.access import cookies, organisers, team
from irdsu_app.cycles import clock, desk_state, places, register, ringing, seen
from irdsu_app.cycles.desk_state import DeskRoom
from irdsu_app.cycles.ringing import Bellman, person, room
from irdsu_app.cycles.unit import Deed
from irdsu_app.live.hub import LocalHub, channel
from tests.state.cycle_world import NOW, SLUG, World, open_cycle
from tests.state.test_hub import HandClock, PaperWire

pytestmark = pytest.mark.usefixtures("rooms_base", "secret_of_the_house")
VIEW = "state.cycle"


class Screens:
    """The screens of one process."""

    def __init__(self, monkeypatch) -> None:
        self.clock, self.wire = HandClock(), PaperWire()
        self.bellman = Bellman(LocalHub(self.clock, self.wire))
        self.bellman.view = self.bellman.desk_view = VIEW
        monkeypatch.setattr(ringing, "bellman", self.bellman)
        monkeypatch.setattr(clock, "bellman", self.bellman)

    async def look(self, sid: str, who=None, *, desk: bool = False) -> None:
        await self.bellman.enter(sid, SLUG, NOW, who, desk=desk)

    def value(self, var: str, audience: str = ""):
        return self.bellman.hub.get(room(SLUG), VIEW, var, None, audience)

    def heard(self, var: str, sid: str) -> list:
        """What was pushed of a variable to a screen, in two seconds."""
        self.clock.advance(2)
        pushed = self.wire.received[sid]
        return [delta[VIEW][var] for delta in pushed if var in delta.get(VIEW, {})]


@pytest.fixture
def screens(monkeypatch):
    return Screens(monkeypatch)


def who(key: str):
    mine = db.read(lambda session: seen.mine(session, key, NOW))
    assert mine is not None
    return mine.person.id


def test_a_freed_place_is_shown_at_once_to_whom_it_is_offered_and_to_those_behind(screens):
    (meeting,) = open_cycle(places=1)

    async def live():
        world = World()
        a, b, c = [(await world.comes(n)).person_key for n in (1, 2, 3)]
        for sid, key in (("b", b), ("c", c)):
            await screens.look(sid, who(key))
        await screens.look("anybody")
        assert screens.value("mine", person(who(c)))["C1"]["rank"] == 2
        await world.does(register.withdraw, a, meeting)

    asyncio.run(live())
    assert screens.heard("mine", "b")[-1]["C1"]["status"] == "offered"
    behind = screens.heard("mine", "c")[-1]["C1"]
    assert (behind["status"], behind["rank"]) == ("waiting", 1)
    assert screens.heard("seats", "anybody")[-1]["C1"]["waiting"] == 1
    assert screens.heard("mine", "anybody") == []


def test_those_who_come_last_change_nothing_for_those_who_wait(screens):
    open_cycle(places=1)

    async def live():
        world = World()
        await world.comes(1)
        b = who((await world.comes(2)).person_key)
        await screens.look("b", b)
        screens.clock.advance(2)
        screens.wire.received.clear()
        await world.comes(3)

    asyncio.run(live())
    assert screens.heard("mine", "b") == []
    assert len(screens.heard("seats", "b")) == 1


def test_what_another_process_has_written_is_shown_within_a_second(screens, monkeypatch):
    (meeting,) = open_cycle(places=1)

    async def live():
        world, other = World(), World()
        a, b = [(await world.comes(n)).person_key for n in (1, 2)]
        await screens.look("b", who(b))
        await screens.look("desk", desk=True)
        with monkeypatch.context() as elsewhere:
            elsewhere.setattr(ringing, "bellman", Bellman(LocalHub(HandClock(), PaperWire())))
            await other.does(register.withdraw, a, meeting)
        assert screens.value("mine", person(who(b)))["C1"]["status"] == "waiting"
        await clock.look(world.counter)
        return who(b)

    b = asyncio.run(live())
    assert screens.value("mine", person(b))["C1"]["status"] == "offered"
    assert screens.value("desk", "desk")["C1"]["offered"] == 1


def test_what_is_written_and_cannot_be_shown_is_not_done_again_and_is_shown_a_second_later(screens, monkeypatch):
    (meeting,) = open_cycle(places=1)
    done: list[str] = []

    def withdraw(unit, key):
        done.append(key)
        return register.withdraw(unit, key, meeting)

    async def live():
        world = World()
        a, b = [(await world.comes(n)).person_key for n in (1, 2)]
        await screens.look("b", who(b))
        with monkeypatch.context() as broken:
            broken.setattr(places, "seats_of", lambda *_: {}["nothing"])
            await world.counter.do(Deed(lambda unit: withdraw(unit, a), keys=(a,), meetings=(meeting,)))
            await world.counter.settled()
        assert done == [a]
        assert screens.value("mine", person(who(b)))["C1"]["status"] == "waiting"
        await clock.look(world.counter)
        return who(b)

    b = asyncio.run(live())
    assert screens.value("mine", person(b))["C1"]["status"] == "offered"


def test_an_offer_that_lapses_goes_on_live(screens):
    (meeting,) = open_cycle(places=1)

    async def live():
        world = World()
        a, b, c = [(await world.comes(n)).person_key for n in (1, 2, 3)]
        await screens.look("c", who(c))
        await world.does(register.withdraw, a, meeting)
        world.now += timedelta(hours=48)
        await clock.look(world.counter)
        return who(b), who(c)

    _, c = asyncio.run(live())
    assert screens.value("mine", person(c))["C1"]["status"] == "offered"


def test_nobody_looks_and_nothing_is_said(screens):
    open_cycle()
    asyncio.run(World().comes(1))
    assert screens.wire.received == {}
    assert screens.value("seats") is None


def test_a_server_that_wakes_up_late_catches_up(screens):
    (meeting,) = open_cycle(places=1, starts=NOW + timedelta(days=20), rules={})

    async def live():
        world = World()
        a, b = [(await world.comes(n)).person_key for n in (1, 2)]
        await world.does(register.withdraw, a, meeting)
        late = World()
        late.now = NOW + timedelta(days=30)
        assert await clock.look(late.counter) == 1
        assert await clock.look(late.counter) == 0
        return b

    mine = asyncio.run(live())
    shown = db.read(lambda session: seen.mine(session, mine, NOW + timedelta(days=30)))
    assert shown is not None
    assert shown.cycles[0][1][0].status == "refused"
    assert shown.cycles[0][0].seats["C1"]["status"] == "over"


def test_an_organiser_whose_role_is_taken_back_follows_the_desk_no_more(screens, monkeypatch):
    open_cycle()
    now = datetime.now(UTC)
    with db.session() as session:
        team.invite(session, "anne@ville.fr", "Anne", ["all"], now)
        bob = team.invite(session, "bob@ville.fr", "Bob", ["cycles"], now)
        cookie = organisers.enter(session, organisers.give_link(session, now, bob), now)
    monkeypatch.setattr(desk_state, "bellman", screens.bellman)
    monkeypatch.setattr(desk_state, "hub", screens.bellman.hub)
    monkeypatch.setattr(DeskRoom, "slug", SLUG, raising=False)
    page = DeskRoom(_reflex_internal_init=True)  # pyright: ignore[reportCallIssue]
    headers = {"cookie": f"{cookies.name(cookies.ORGANISER)}={cookie}"}
    page.router = RouterData.from_router_data({"pathname": "/", "sid": "bob", "headers": headers})

    async def live():
        await DeskRoom.enter.fn(page)
        assert page._room == room(SLUG)
        assert "bob" in screens.wire.rooms[channel(room(SLUG), "desk")]
        with db.session() as session:
            team.change(session, bob.id, wanted=["jobs"])
        await DeskRoom.enter.fn(page)
        await World().comes(1)

    asyncio.run(live())
    assert page._room == ""
    assert not any("bob" in sids for sids in screens.wire.rooms.values())
    assert screens.heard("desk", "bob") == []


def test_the_link_of_a_remote_meeting_is_shown_until_it_is_over():
    open_cycle(mode="remote", room_places=0, remote_places=3, link="https://visio.ville.fr")

    async def live():
        return (await World().comes(1, pool="remote")).person_key

    key = asyncio.run(live())

    def shown(now):
        mine = db.read(lambda session: seen.mine(session, key, now))
        assert mine is not None
        return mine.cycles[0][1][0].link

    over = NOW + timedelta(days=60, hours=2)
    assert shown(NOW) == shown(over) == "https://visio.ville.fr"
    assert shown(over + timedelta(hours=1)) == ""
