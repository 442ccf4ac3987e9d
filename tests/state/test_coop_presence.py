"""Who sits where, who is there, time that passes by itself: a room that lives without anybody pushing it."""

import asyncio

from sqlalchemy.exc import OperationalError

from irdsu_app import db
from irdsu_app.coop import register
from tests.state.coop_world import VIEW, new_id, vote
from tests.state.tiny_game import TinyRules


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


def test_a_room_read_back_under_open_screens_still_shows_and_counts_them(world):
    async def live():
        here = world()
        room, host = await here.create()
        phone = await here.arrive(room)
        await here.look(room, "desk", host)
        await here.look(room, "a", phone)
        # Another process writes first: this one reads the truth back, and shows it with its own.
        twin = await world().hall.room(room.code)
        await twin.play(phone, new_id(), {"do": "say", "text": "Ailleurs"})
        twin.still()
        assert (await room.play(host, new_id(), {"do": "say", "text": "Ici"})).saved
        await here.rest()
        here.clock.advance(1)
        paces = [delta[VIEW]["pace"] for delta in here.wire.received["a"] if "pace" in delta[VIEW]]
        assert paces[-1]["said"] == ["Ailleurs", "Ici"]
        await here.after(11)
        again = here.hall.held(room.code)
        assert again is room
        assert again.public()["people"] == {"away": []}
        here.hub.leave("a")
        await here.rest()
        assert again.public()["people"] == {"away": [again.table.person(phone)]}

    asyncio.run(live())
