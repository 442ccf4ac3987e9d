"""A chore that fails is done again at the next round, and stands in nobody's way."""

import asyncio
import logging

from irdsu_app import rounds

SECRET = "marie@ville.fr"


def test_a_chore_that_fails_stops_neither_the_others_nor_the_rounds(caplog):
    done: list[str] = []

    async def live() -> None:
        twice = asyncio.Event()

        async def breaks() -> None:
            done.append("breaks")
            raise OSError(SECRET)

        async def goes_on() -> None:
            done.append("goes on")
            if done.count("goes on") == 2:
                twice.set()

        async with rounds.keep((breaks, goes_on), every=0):
            await asyncio.wait_for(twice.wait(), 5)

    with caplog.at_level(logging.ERROR):
        asyncio.run(live())
    assert done[:4] == ["breaks", "goes on"] * 2
    assert "OSError" in caplog.text
    assert SECRET not in caplog.text
