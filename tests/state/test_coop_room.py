"""A room on a real database: written before announced, once; back after a kill; nothing private left."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from irdsu_app import db
from irdsu_app.coop import register
from irdsu_app.coop.acts import Act
from irdsu_app.coop.hall import Hall
from irdsu_app.coop.room import NoSeat, Room
from irdsu_app.coop.table import AGAIN, Unwritten
from irdsu_app.live.hub import LocalHub, Manner
from irdsu_app.live.store import RoomUnknown
from tests.state.test_hub import HandClock, PaperWire
from tests.state.tiny_game import TinyRules

VIEW = "state.table"


class LoopTimers(HandClock):
    """Time moved by hand, for the timers of the rooms and the hour they read."""

    def __init__(self) -> None:
        super().__init__()
        self.time = 1_000.0


class World:
    """One life of the server: what is not in the database dies with it."""

    def __init__(self, clock: HandClock) -> None:
        self.clock, self.wire = clock, PaperWire()
        self.hub = LocalHub(clock, self.wire)
        self.hall = Hall(lambda _document: TinyRules(), VIEW, self.hub, clock)
        self.hall.wall = clock.now

    async def create(self) -> tuple[Room, str]:
        game, who = TinyRules().new()
        room, cookie = await db.write(
            lambda session: register.open_room(session, json.dumps(game), who, "", datetime.now(UTC))
        )
        return await self.hall.room(room.code), cookie

    async def arrive(self, room: Room, name: str = "Nour", cookie: str = "", key: str = "") -> str:
        data = {"name": name, "trade": "", "observes": False}
        return await room.enter(Act("arrive", self.clock.now(), data=data), cookie, key)

    async def look(self, room: Room, sid: str, cookie: str = "") -> None:
        who = room.table.person(cookie)
        await self.hub.enter(room.code, sid, who, room.slices, who, Manner(0.02, room.people.seen))

    async def after(self, seconds: float) -> None:
        self.clock.advance(seconds)
        await self.rest()

    async def rest(self) -> None:
        while self.hall._deeds:
            await asyncio.gather(*self.hall._deeds)
        await self.hall.settled()
        self.clock.advance(0)


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request, tmp_path, monkeypatch):
    """The database of the house, empty."""
    url = f"sqlite:///{tmp_path / 'house.db'}" if request.param == "sqlite" else request.getfixturevalue("postgres")
    db.upgrade(url)
    engine = db.open_engine(url)
    monkeypatch.setattr(db, "engine", lambda: engine)
    yield engine
    engine.dispose()
    db.downgrade(url, "base")


@pytest.fixture
def world(house) -> Callable[[], World]:
    clock = LoopTimers()
    return lambda: World(clock)


def vote(stance: str = "coop", at: int = 1) -> dict:
    return {"do": "vote", "at": at, "stance": stance}


def new_id() -> str:
    return str(uuid4())


def everything(engine) -> str:
    """All that the database says, table by table."""
    with engine.connect() as connection:
        tables = [row[0] for row in connection.execute(text(NAMES[engine.dialect.name]))]
        return "\n".join(repr(list(connection.execute(text(f'SELECT * FROM "{name}"')))) for name in tables)


NAMES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}


def test_a_move_is_written_then_shown_then_answered(world, house, monkeypatch):
    async def live():
        here = world()
        room, _ = await here.create()
        phone = await here.arrive(room)
        await here.look(room, "screen")
        seen_while_writing = []
        write = db.write

        async def watched(deed):
            done = await write(deed)
            here.clock.advance(1)
            seen_while_writing.append(list(here.wire.received["screen"]))
            return done

        monkeypatch.setattr(db, "write", watched)
        answer = await room.play(phone, new_id(), vote())
        here.clock.advance(1)
        assert answer.saved
        assert seen_while_writing == [[]]
        assert here.wire.received["screen"][-1][VIEW]["pace"]["answered"] == 1
        assert room.public()["pace"]["answered"] == 1

    asyncio.run(live())


def test_what_arrives_during_a_transaction_goes_in_the_next_one_for_all_rooms(world, monkeypatch):
    async def live():
        here = world()
        rooms = [await here.create() for _ in range(3)]
        phones = [[await here.arrive(room) for _ in range(8)] for room, _ in rooms]
        writes, write = [], db.write

        async def counted(deed):
            writes.append(deed)
            return await write(deed)

        monkeypatch.setattr(db, "write", counted)
        plays = [room.play(p, new_id(), vote()) for (room, _), seats in zip(rooms, phones, strict=True) for p in seats]
        answers = await asyncio.gather(*plays)
        assert all(answer.saved for answer in answers)
        assert len(writes) <= 2
        assert [room.public()["pace"]["answered"] for room, _ in rooms] == [8, 8, 8]

    asyncio.run(live())


def test_the_same_id_has_the_same_answer_and_counts_once(world):
    async def live():
        here = world()
        room, host = await here.create()
        phone, said, refused = await here.arrive(room), new_id(), new_id()
        say = {"do": "say", "text": "Bonjour"}
        together = await asyncio.gather(*(room.play(phone, said, say) for _ in range(5)))
        assert all(answer.saved for answer in together)
        late = await room.play(phone, refused, vote(at=9))
        await room.play(host, new_id(), {"do": "next"})
        assert await room.play(phone, refused, vote(at=2)) == late
        again = await (world()).hall.room(room.code)
        assert (await again.play(phone, said, say)).saved
        assert again.public()["pace"]["said"] == ["Bonjour"]

    asyncio.run(live())


def test_a_transaction_that_fails_changes_nothing_and_says_try_again(world, monkeypatch):
    async def live():
        here = world()
        room, _ = await here.create()
        other, _ = await here.create()
        phone, guest = await here.arrive(room), await here.arrive(other)
        await here.look(room, "screen")
        write = db.write

        async def cut(deed):
            raise OperationalError("disk", None, OSError("disk full"))

        monkeypatch.setattr(db, "write", cut)
        name, plays = new_id(), [room.play(phone, new_id(), vote()), other.play(guest, new_id(), vote())]
        plays.append(room.play(phone, name, {"do": "say", "text": "Là"}))
        failed = await asyncio.gather(*plays, return_exceptions=True)
        assert [type(each) for each in failed] == [Unwritten] * 3
        assert str(failed[0]) == AGAIN
        here.clock.advance(1)
        assert here.wire.received["screen"] == []
        assert room.table.pending == room.table.game
        monkeypatch.setattr(db, "write", write)
        assert (await room.play(phone, name, {"do": "say", "text": "Là"})).saved
        assert room.public()["pace"]["said"] == ["Là"]

    asyncio.run(live())


def test_a_room_another_process_wrote_in_is_read_back_and_disturbs_nobody_else(world):
    async def live():
        one, two = world(), world()
        room, _ = await one.create()
        phone = await one.arrive(room)
        other, _ = await one.create()
        guest = await one.arrive(other)
        twin = await two.hall.room(room.code)
        assert (await twin.play(phone, new_id(), {"do": "say", "text": "Ailleurs"})).saved
        stale, fine = await asyncio.gather(
            room.play(phone, new_id(), {"do": "say", "text": "Ici"}), other.play(guest, new_id(), vote()),
            return_exceptions=True,
        )  # fmt: skip
        assert isinstance(stale, Unwritten)
        assert fine.saved
        assert one.hall.held(room.code) is None
        back = await one.hall.room(room.code)
        assert (await back.play(phone, new_id(), {"do": "say", "text": "Ici"})).saved
        assert back.public()["pace"]["said"] == ["Ailleurs", "Ici"]

    asyncio.run(live())


def test_after_a_kill_the_game_is_where_it_was_votes_included(world):
    async def live():
        before = world()
        room, host = await before.create()
        phones = [await before.arrive(room, f"N{n}") for n in range(30)]
        await room.play(host, new_id(), {"do": "next"})
        await asyncio.gather(*(room.play(phone, new_id(), vote(at=2)) for phone in phones[:17]))
        game = room.table.game
        after = await world().hall.room(room.code)
        assert after.table.game == game
        assert after.mine(after.table.person(phones[0])) == {"vote": "coop"}
        await asyncio.gather(*(after.play(phone, new_id(), vote(at=2)) for phone in phones[17:]))
        await after.play(host, new_id(), {"do": "next"})
        assert after.public()["pace"]["totals"] == [0, 30]

    asyncio.run(live())


def test_no_vote_is_left_in_the_database_once_its_phase_is_over(world, house):
    async def live():
        here = world()
        room, host = await here.create()
        phones = [await here.arrive(room) for _ in range(5)]
        for phone in phones:
            await room.play(phone, new_id(), vote("not"))
        assert "not" in everything(house)
        ids = len(room.table.known)
        # The vote that comes in the same transaction as the end of the phase is not written either.
        await asyncio.gather(room.play(phones[0], new_id(), vote("coop")), room.play(host, new_id(), {"do": "next"}))
        said = everything(house)
        assert "not" not in said.replace("note", "").replace("nothing", "")
        assert "coop" not in said.replace("coop_", "").replace("'coop'", "")
        again = await world().hall.room(room.code)
        assert len(again.table.known) == ids + 2
        assert again.public()["pace"]["totals"] == [1]

    asyncio.run(live())


def test_a_long_phase_is_kept_in_a_snapshot(world, house, monkeypatch):
    monkeypatch.setattr("irdsu_app.coop.table.LONG", 10)

    async def live():
        here = world()
        room, _ = await here.create()
        phone = await here.arrive(room)
        for n in range(25):
            await room.play(phone, new_id(), {"do": "say", "text": str(n)})
        kept = db.read(lambda session: register.read(session, room.code, datetime.now(UTC)))
        assert len(kept.acts) <= 11
        assert (await world().hall.room(room.code)).table.game == room.table.game

    asyncio.run(live())


def test_without_a_seat_nothing_is_played(world):
    async def live():
        here = world()
        room, _host = await here.create()
        stranger = await here.arrive((await here.create())[0])
        for cookie in ("", "x" * 43, stranger):
            with pytest.raises(NoSeat, match="pas de place"):
                await room.play(cookie, new_id(), vote())
        phone = await here.arrive(room)
        assert not (await room.play(phone, new_id(), {"do": "next"})).saved
        long = {"do": "say", "text": "x" * 100_000}
        for junk in (None, [], {"do": "vote", "at": 1, "stance": 7}, long, {**vote(), "who": "p1"}):
            assert not (await room.play(phone, new_id(), junk)).saved
        assert room.table.game == room.table.pending
        assert room.table.game["votes"] == {}
        with pytest.raises(RoomUnknown):
            await here.hall.room("CCCCC")

    asyncio.run(live())


def test_two_taps_or_two_tabs_are_one_person(world):
    async def live():
        here = world()
        room, _ = await here.create()
        key = new_id()
        values = await asyncio.gather(*(here.arrive(room, key=key) for _ in range(3)))
        assert len({*values, await here.arrive(room, key=key)}) == 1
        elsewhere, _ = await here.create()
        tabs = await asyncio.gather(*(here.arrive(elsewhere, cookie=values[0], key=new_id()) for _ in range(3)))
        assert set(tabs) == {values[0]}
        assert len(room.table.game["people"]) == len(elsewhere.table.game["people"]) == 2

    asyncio.run(live())


def test_a_link_brings_another_phone_to_the_same_place_and_after_a_restart_too(world):
    async def live():
        here = world()
        room, _ = await here.create()
        phone = await here.arrive(room)
        who, key = room.table.person(phone), register.link_key(phone, room.table.room_id)
        assert db.read(lambda s: register.person_of_link(s, room.table.room_id, key)) == who
        assert db.read(lambda s: register.person_of_link(s, room.table.room_id, key[:-1] + "x")) == ""
        second = await room.seat(who, "")
        assert second != phone
        assert room.table.person(second) == who
        again = await world().hall.room(room.code)
        assert again.table.person(second) == again.table.person(phone) == who

    asyncio.run(live())


def test_the_code_that_gives_the_lead_is_the_last_one_drawn(world):
    async def live():
        room, host = await world().create()
        first = register.host_code(host, room.table.room_id)
        opens = lambda typed: db.read(lambda s: register.opens(s, room.table.room_id, typed))  # noqa: E731
        assert opens(first)
        assert opens(f"{first[:5].lower()}-{first[5:]}")
        assert not opens("")
        await db.write(lambda s: register.lock_with(s, room.table.room_id, "CFHJKLMPRW"))
        assert not opens(first)
        assert opens("cfhjk lmprw")

    asyncio.run(live())


def test_time_passes_by_itself_and_a_phase_over_while_the_server_was_dead_gets_a_little_more(world):
    async def live():
        here = world()
        room, host = await here.create()
        await here.look(room, "desk", host)
        await room.play(host, new_id(), {"do": "next"})
        await here.after(59)
        assert room.public()["pace"]["n"] == 2
        await here.after(1.01)
        assert room.public()["pace"]["n"] == 3
        room.still()
        here.clock.time += 3_600
        later = world()
        again = await later.hall.room(room.code)
        await later.look(again, "desk", host)
        assert again.public()["pace"] == {**room.public()["pace"], "deadline": here.clock.time + 15}
        await later.after(15.01)
        assert again.public()["pace"]["n"] == 4

    asyncio.run(live())


def test_a_timer_that_could_not_be_written_tries_again(world, monkeypatch):
    async def live():
        here = world()
        room, host = await here.create()
        await here.look(room, "desk", host)
        await room.play(host, new_id(), {"do": "next"})
        write = db.write

        async def cut(deed):
            raise OperationalError("disk", None, OSError("disk full"))

        monkeypatch.setattr(db, "write", cut)
        await here.after(60.01)
        assert room.public()["pace"]["n"] == 2
        monkeypatch.setattr(db, "write", write)
        await here.after(1.01)
        assert room.public()["pace"]["n"] == 3

    asyncio.run(live())


def test_a_phone_cut_off_is_away_at_once_gone_after_three_minutes_and_may_come_back(world):
    async def live():
        here = world()
        room, host = await here.create()
        phone = await here.arrive(room)
        who = room.table.person(phone)
        await here.look(room, "desk", host)
        await here.look(room, "a", phone)
        await here.look(room, "b", phone)
        here.hub.leave("a")
        await here.rest()
        assert room.public()["people"] == {"away": []}
        here.hub.leave("b")
        await here.rest()
        assert room.public()["people"] == {"away": [who]}
        await here.after(179)
        assert who in TinyRules().people(room.table.game)
        await here.after(1.01)
        assert who not in TinyRules().people(room.table.game)
        await here.look(room, "c", phone)
        await here.rest()
        assert who in TinyRules().people(room.table.game)

    asyncio.run(live())


def test_without_its_leader_the_game_waits_and_nobody_becomes_one(world):
    async def live():
        here = world()
        room, host = await here.create()
        phone = await here.arrive(room)
        await here.look(room, "a", phone)
        await here.look(room, "desk", host)
        here.hub.leave("desk")
        await here.after(14)
        await here.look(room, "desk", host)
        here.hub.leave("desk")
        await here.after(14)
        assert not room.public()["pace"]["paused"]
        await here.after(1.01)
        assert room.public()["pace"]["paused"]
        assert TinyRules().hosts(room.table.game) == {"p1"}
        await here.after(400)
        assert TinyRules().hosts(room.table.game) == {"p1"}

    asyncio.run(live())


def test_a_screen_receives_its_own_part_and_nobody_elses(world):
    async def live():
        here = world()
        room, host = await here.create()
        phone, other = await here.arrive(room), await here.arrive(room)
        for sid, cookie in (("desk", host), ("a", phone), ("b", other), ("plateau", "")):
            await here.look(room, sid, cookie)
        await room.play(phone, new_id(), vote("not"))
        here.clock.advance(1)
        assert {VIEW: {"mine": {"vote": "not"}}} in here.wire.received["a"]
        for sid in ("desk", "b", "plateau"):
            assert "not" not in str(here.wire.received[sid])
        assert "names" in str(here.wire.received["desk"])
        assert "names" not in str([here.wire.received[sid] for sid in ("a", "b", "plateau")])

    asyncio.run(live())


def test_an_idle_room_leaves_memory_and_comes_back_on_demand(world):
    async def live():
        here = world()
        room, _ = await here.create()
        phone = await here.arrive(room)
        await room.play(phone, new_id(), {"do": "say", "text": "Bonjour"})
        here.hall.sweep()
        assert here.hall.held(room.code) is room
        await here.after(601)
        here.hall.sweep()
        assert here.hall.held(room.code) is None
        again = await here.hall.room(room.code)
        assert again.public()["pace"]["said"] == ["Bonjour"]

    asyncio.run(live())


def test_a_room_read_by_many_at_once_is_read_once(world):
    async def live():
        here = world()
        room, _ = await here.create()
        elsewhere = world()
        found = await asyncio.gather(*(elsewhere.hall.room(room.code) for _ in range(20)))
        assert len({id(each) for each in found}) == 1

    asyncio.run(live())
