"""A room whose screens could not follow what is written: it is read back, and no other waits for it."""

import asyncio

from irdsu_app.coop.table import Unwritten
from tests.state.coop_world import new_id, vote


def test_a_room_that_cannot_take_what_is_written_for_true_is_read_back_and_holds_no_other(world, monkeypatch):
    async def live():
        here = world()
        (sick, _), (well, _) = [await here.create() for _ in range(2)]
        ill, fine = await here.arrive(sick), await here.arrive(well)
        monkeypatch.setattr(sick.table, "written", lambda _batch: 1 / 0)
        key = new_id()
        plays = sick.play(ill, key, vote()), well.play(fine, new_id(), vote())
        told, saved = await asyncio.wait_for(asyncio.gather(*plays, return_exceptions=True), 20)
        assert isinstance(told, Unwritten)
        assert not isinstance(saved, BaseException)
        assert saved.saved
        again = await here.hall.room(sick.code)
        assert again is not sick
        assert (await again.play(ill, key, vote())).saved
        assert again.public()["pace"]["answered"] == 1, "written once, asked for twice"

    asyncio.run(live())
