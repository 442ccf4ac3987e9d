"""A room on a real database: written before announced, once; back after a kill; nothing private left."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from irdsu_app import db
from irdsu_app.coop import register
from irdsu_app.coop.room import NoSeat
from irdsu_app.coop.table import AGAIN, Unwritten
from irdsu_app.live.store import RoomUnknown
from tests.state.coop_world import VIEW, new_id, vote
from tests.state.tiny_game import TinyRules


def everything(engine) -> str:
    """All that the database says, table by table."""
    with engine.connect() as connection:
        tables = [row[0] for row in connection.execute(text(NAMES[engine.dialect.name]))]
        return "\n".join(repr(list(connection.execute(text(f'SELECT * FROM "{name}"')))) for name in tables)


NAMES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}


def test_a_move_is_written_then_shown_then_answered(world, monkeypatch):
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


def test_what_another_process_wrote_first_is_taken_in_and_every_move_is_saved_once(world):
    async def live():
        one, two = world(), world()
        room, _ = await one.create()
        phone = await one.arrive(room)
        other, _ = await one.create()
        guest = await one.arrive(other)
        twin = await two.hall.room(room.code)
        there, twice = {"do": "say", "text": "Ailleurs"}, new_id()
        assert (await twin.play(phone, twice, there)).saved
        late, again, fine = await asyncio.gather(
            room.play(phone, new_id(), {"do": "say", "text": "Ici"}), room.play(phone, twice, there),
            other.play(guest, new_id(), vote()),
        )  # fmt: skip
        assert late.saved
        assert again.saved, "the same move, sent again to the other process"
        assert fine.saved
        assert await one.hall.room(room.code) is room
        assert room.public()["pace"]["said"] == ["Ailleurs", "Ici"]

    asyncio.run(live())


def test_a_move_that_is_no_longer_allowed_once_another_process_has_moved_is_refused_not_counted(world):
    async def live():
        one, two = world(), world()
        room, host = await one.create()
        phone = await one.arrive(room)
        twin = await two.hall.room(room.code)
        assert (await twin.play(host, new_id(), {"do": "next"})).saved
        late = await room.play(phone, new_id(), vote(at=1))
        assert (late.saved, late.said) == (False, "Ce temps est terminé : votre geste n’a pas été compté.")
        assert room.public()["pace"]["n"] == 2

    asyncio.run(live())


def test_two_processes_that_play_at_the_same_instant_lose_and_double_nothing(world):
    async def live():
        one, two = world(), world()
        room, _ = await one.create()
        phone = await one.arrive(room)
        twin = await two.hall.room(room.code)
        words = [f"{n}" for n in range(40)]
        said = [
            each.play(phone, new_id(), {"do": "say", "text": word})
            for word, each in zip(words, [room, twin] * 20, strict=True)
        ]
        assert all(answer.saved for answer in await asyncio.gather(*said))
        again = await world().hall.room(room.code)
        assert sorted(again.public()["pace"]["said"], key=int) == words

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


def test_no_vote_is_left_in_the_database_once_its_phase_is_over(world, rooms_base):
    async def live():
        here = world()
        room, host = await here.create()
        phones = [await here.arrive(room) for _ in range(5)]
        for phone in phones:
            await room.play(phone, new_id(), vote("not"))
        assert "not" in everything(rooms_base)
        ids = len(room.table.known)
        # The vote that comes in the same transaction as the end of the phase is not written either.
        await asyncio.gather(room.play(phones[0], new_id(), vote("coop")), room.play(host, new_id(), {"do": "next"}))
        said = everything(rooms_base)
        assert "not" not in said.replace("note", "").replace("nothing", "")
        assert "coop" not in said.replace("coop_", "").replace("'coop'", "")
        again = await world().hall.room(room.code)
        assert len(again.table.known) == ids + 2
        assert again.public()["pace"]["totals"] == [1]

    asyncio.run(live())


def test_a_long_phase_is_kept_in_a_snapshot(world, monkeypatch):
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


def test_a_fault_of_the_rules_loses_one_move_and_nothing_else(world, monkeypatch):
    async def live():
        here = world()
        room, _ = await here.create()
        phone = await here.arrive(room)
        broken, fine = await asyncio.gather(
            room.play(phone, new_id(), {"do": "break"}), room.play(phone, new_id(), {"do": "say", "text": "Ici"})
        )
        assert (broken.saved, fine.saved) == (False, True)
        assert "Rechargez" in broken.said
        monkeypatch.setattr(TinyRules, "public", lambda self, game: 1 / 0)
        assert (await room.play(phone, new_id(), {"do": "say", "text": "Là"})).saved
        monkeypatch.undo()
        assert room.public()["pace"]["said"] == ["Ici", "Là"]

    asyncio.run(live())


def test_a_clock_that_jumps_in_the_middle_of_a_game_loses_no_vote_and_whoever_leads_goes_on(world):
    async def live():
        here, jump = world(), [0.0]
        here.hall.wall = lambda: here.clock.now() + jump[0]
        room, host = await here.create()
        phone, guest = await here.arrive(room), await here.arrive(room, "Sam")
        await here.look(room, "desk", host)
        assert (await room.play(host, new_id(), {"do": "next"})).saved
        assert (await room.play(phone, new_id(), vote(at=2))).saved
        jump[0] = -86_400.0
        await here.after(61)
        assert room.table.game["n"] == 2, "time waits"
        assert (await room.play(guest, new_id(), vote(at=2))).saved
        assert (await room.play(host, new_id(), {"do": "next"})).saved
        assert room.table.game["totals"] == [0, 2], "both votes, once"
        jump[0] = 86_400.0
        await here.after(61)
        assert (room.table.game["n"], room.table.game["totals"]) == (4, [0, 2, 0]), "time has passed, once"
        assert (await room.play(phone, new_id(), vote(at=4))).saved

    asyncio.run(live())
