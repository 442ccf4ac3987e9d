"""One game in two processes: a phone in one, a phone in the other, and what each screen shows."""

import asyncio

import pytest
from sqlalchemy.exc import OperationalError

from irdsu_app import db
from irdsu_app.coop import register
from irdsu_app.coop.room import RETRY
from irdsu_app.coop.seating import Answer
from irdsu_app.coop.table import Told, Unwritten
from tests.state.coop_world import VIEW, LoopTimers, World, new_id, vote
from tests.state.crowd import Crowd

pytestmark = pytest.mark.usefixtures("rooms_base")


class Town:
    """Two processes, one clock, one database."""

    def __init__(self) -> None:
        self.crowd, self.clock = Crowd(), LoopTimers()
        self.one, self.two = (World(self.clock, self.crowd.member()) for _ in range(2))

    async def open(self) -> None:
        """A game led in the first process; one phone in each."""
        self.here, self.host = await self.one.create()
        self.code = self.here.code
        self.nour = await self.one.arrive(self.here, "Nour")
        self.there = await self.two.hall.room(self.code)
        self.sam = await self.two.arrive(self.there, "Sam")
        await self.one.look(self.here, "desk", self.host)
        await self.one.look(self.here, "nour", self.nour)
        await self.two.look(self.there, "sam", self.sam)
        await self.rest()

    async def rest(self) -> None:
        for _ in range(3):
            await self.one.rest()
            await self.two.rest()
        self.clock.advance(0.1)

    async def after(self, seconds: float) -> None:
        self.clock.advance(seconds)
        await self.rest()

    def shown(self, world: World, sid: str, name: str = "pace") -> dict:
        """The last a screen was told."""
        return [delta[VIEW][name] for delta in world.wire.received[sid] if name in delta.get(VIEW, {})][-1]


def live(story) -> None:
    async def tell() -> None:
        town = Town()
        await town.open()
        await story(town)

    asyncio.run(tell())


def test_a_move_made_in_one_process_is_seen_in_both(world):
    async def story(town: Town) -> None:
        assert (await town.here.play(town.nour, new_id(), vote())).saved
        await town.rest()
        assert town.shown(town.one, "nour")["answered"] == 1
        assert town.shown(town.two, "sam")["answered"] == 1
        assert (await town.there.play(town.sam, new_id(), vote())).saved
        assert (await town.there.play(town.host, new_id(), {"do": "next"})).saved
        await town.rest()
        for world, sid in ((town.one, "nour"), (town.one, "desk"), (town.two, "sam")):
            assert town.shown(world, sid)["totals"] == [2]
        assert town.here.table.game == town.there.table.game

    live(story)


def test_both_play_at_the_same_instant_and_neither_loses_anything(world):
    async def story(town: Town) -> None:
        words = [f"{n}" for n in range(40)]
        said = [
            room.play(who, new_id(), {"do": "say", "text": word})
            for word, (room, who) in zip(words, [(town.here, town.nour), (town.there, town.sam)] * 20, strict=True)
        ]
        assert all(answer.saved for answer in await asyncio.gather(*said))
        await town.rest()
        for world, sid in ((town.one, "nour"), (town.two, "sam")):
            assert sorted(town.shown(world, sid)["said"], key=int) == words
        assert town.here.table.game == town.there.table.game

    live(story)


def test_a_move_sent_again_to_the_other_process_counts_once(world):
    async def story(town: Town) -> None:
        name, word = new_id(), {"do": "say", "text": "Une fois"}
        both = await asyncio.gather(town.here.play(town.nour, name, word), town.there.play(town.nour, name, word))
        assert all(answer.saved for answer in both)
        assert (await town.there.play(town.nour, name, word)).saved
        await town.rest()
        assert town.shown(town.two, "sam")["said"] == ["Une fois"]

    live(story)


def test_who_comes_in_by_one_process_plays_in_the_other(world):
    async def story(town: Town) -> None:
        lea = await town.one.arrive(town.here, "Léa")
        assert (await town.there.play(lea, new_id(), vote())).saved
        assert town.there.person(lea) == town.here.person(lea)

    live(story)


def test_time_passes_once_however_many_processes_look_at_the_clock(world):
    async def story(town: Town) -> None:
        await town.here.play(town.host, new_id(), {"do": "next"})
        await town.rest()
        await town.after(60.3)
        await town.after(0.5)
        assert town.here.table.game["n"] == town.there.table.game["n"] == 3
        assert town.here.table.game["totals"] == [0, 0]

    live(story)


def test_whoever_is_cut_off_is_away_for_all_and_a_phone_that_changes_process_is_not(world):
    async def story(town: Town) -> None:
        sam = town.there.person(town.sam)
        town.two.hub.leave("sam")
        await town.rest()
        assert town.shown(town.one, "desk", "people") == {"away": [sam]}
        await town.one.look(town.here, "sam again", town.sam)
        await town.rest()
        assert town.shown(town.one, "desk", "people") == {"away": []}
        # Its new socket opens in the other process before the old one is known to be dead.
        await town.two.look(town.there, "sam at last", town.sam)
        town.one.hub.leave("sam again")
        await town.rest()
        assert town.here.public()["people"] == {"away": []}
        await town.after(200)
        assert town.here.table.game["people"][sam]["gone"] is False

    live(story)


def test_the_people_of_a_dead_process_are_away_and_those_who_lead_are_missed(world):
    async def story(town: Town) -> None:
        town.crowd.die("p1")
        await town.two.rest()
        town.clock.advance(0)
        away = [town.there.person(cookie) for cookie in (town.host, town.nour)]
        assert town.there.public()["people"] == {"away": sorted(away)}
        town.clock.advance(16)
        await town.two.rest()
        assert town.there.public()["pace"]["paused"] is True

    live(story)


def test_while_redis_is_away_each_process_goes_on_and_reads_what_the_other_wrote(world):
    async def story(town: Town) -> None:
        town.crowd.cut = True
        assert (await town.here.play(town.nour, new_id(), {"do": "say", "text": "Ici"})).saved
        await town.rest()
        assert (await town.there.play(town.sam, new_id(), {"do": "say", "text": "Là"})).saved
        await town.rest()
        assert town.shown(town.two, "sam")["said"] == ["Ici", "Là"], "it was overtaken, and took in what was first"
        assert town.shown(town.one, "nour")["said"] == ["Ici"]
        await town.one.hall.peers.catch_up()  # pyright: ignore[reportAttributeAccessIssue]
        await town.rest()
        assert town.shown(town.one, "nour")["said"] == ["Ici", "Là"]
        await town.crowd.mend()
        assert (await town.here.play(town.nour, new_id(), {"do": "say", "text": "Ensemble"})).saved
        await town.rest()
        assert town.shown(town.two, "sam")["said"] == ["Ici", "Là", "Ensemble"]

    live(story)


def test_a_room_opened_in_one_more_process_does_not_give_more_time(world):
    async def story(town: Town) -> None:
        await town.here.play(town.host, new_id(), {"do": "next"})
        await town.rest()
        await town.after(55)
        due = town.here.table.game["deadline"]
        third = World(town.clock, town.crowd.member())
        for each in (town.one, town.two):
            for action in each.hall.peers.met:  # pyright: ignore[reportAttributeAccessIssue]
                action("p3")
        room = await third.hall.room(town.code)
        assert room.table.game["deadline"] == due

    live(story)


def test_of_a_game_that_every_process_has_left_nothing_stays_in_memory(world):
    async def story(town: Town) -> None:
        town.one.hall.forget(town.code)
        town.two.hall.forget(town.code)
        assert not town.one.hall._elsewhere
        assert not town.two.hall._elsewhere

    live(story)


def test_a_game_erased_in_one_process_is_erased_on_the_screens_of_the_other(world):
    async def story(town: Town) -> None:
        town.one.hall.erased(town.code)
        town.clock.advance(0.1)
        assert town.shown(town.two, "sam")["status"] == "Effacée"
        assert town.two.hall.held(town.code) is None

    live(story)


def test_two_taps_that_reach_two_processes_are_one_person(world):
    async def story(town: Town) -> None:
        taps = [town.one.arrive(town.here, "Léa", key="une clé"), town.two.arrive(town.there, "Léa", key="une clé")]
        first, second = await asyncio.gather(*taps)
        third = await town.two.arrive(town.there, "Léa", key="une clé")
        await town.rest()
        assert len(town.here.table.game["people"]) == 4
        people = {room.person(cookie) for room in (town.here, town.there) for cookie in (first, second, third)}
        assert len(people) == 1

    live(story)


def test_while_redis_is_away_nobody_of_the_other_process_is_declared_gone(world):
    async def story(town: Town) -> None:
        town.crowd.cut = True
        lea = await town.one.arrive(town.here, "Léa")
        await town.one.look(town.here, "léa", lea)
        for _ in range(3):
            await town.two.hall.peers.catch_up()  # pyright: ignore[reportAttributeAccessIssue]
            await town.after(100)
        await town.crowd.mend()
        await town.rest()
        for room in (town.here, town.there):
            assert room.public()["people"] == {"away": []}
            assert [who for who, person in room.table.game["people"].items() if person["gone"]] == []

    live(story)


def test_a_database_that_leaves_while_a_move_is_done_again_keeps_nobody_waiting(world, monkeypatch):
    def away(*_asked: object) -> None:
        raise OperationalError("", {}, OSError())

    async def story(town: Town) -> None:
        town.crowd.cut = True
        assert (await town.here.play(town.nour, new_id(), {"do": "say", "text": "Ici"})).saved
        with monkeypatch.context() as broken:
            broken.setattr(register, "read", away)
            with pytest.raises(Unwritten):
                await asyncio.wait_for(town.there.play(town.sam, "the same", {"do": "say", "text": "Là"}), 5)
        assert (await town.there.play(town.sam, "the same", {"do": "say", "text": "Là"})).saved

    live(story)


@pytest.mark.parametrize("written", [True, False], ids=["written", "not written"])
def test_a_room_that_cannot_be_read_again_keeps_nobody_waiting_and_is_read_once_it_can(world, monkeypatch, written):
    def away(*_asked: object) -> None:
        raise OperationalError("", {}, OSError())

    async def story(town: Town) -> None:
        other, _ = await town.two.create()
        guest, write = await town.two.arrive(other), db.write

        async def meanwhile(deed):
            town.there.hear(Told(town.there.table.number + 9, [(None, "{}")], False))  # what came before was not heard
            return await write(deed) if written else away()

        with monkeypatch.context() as broken:
            broken.setattr(register, "read", away)
            broken.setattr(db, "write", meanwhile)
            said = [town.there.play(town.sam, new_id(), vote()), other.play(guest, new_id(), vote())]
            answers = await asyncio.wait_for(asyncio.gather(*said, return_exceptions=True), 5)
        town.clock.advance(0.1)
        assert [type(each) for each in answers] == [Answer if written else Unwritten] * 2
        told = [delta for delta in town.two.wire.received["sam"] if "pace" in delta.get(VIEW, {})]
        assert bool(told) is written, "what is not written is not shown"
        assert town.there.public()["pace"]["answered"] == len(told)
        town.crowd.cut = True
        assert (await town.here.play(town.nour, new_id(), {"do": "say", "text": "Ici"})).saved
        assert town.there.public()["pace"]["said"] == []
        await town.after(RETRY)
        assert town.there.public()["pace"]["said"] == ["Ici"]

    live(story)
