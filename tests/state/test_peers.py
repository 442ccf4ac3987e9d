"""What a process knows of the others, by a real Redis."""

import asyncio
import json

from redis.asyncio import Redis

from irdsu_app.live import peers
from irdsu_app.live.peers import CHANNEL, RedisPeers


def test_the_database_is_read_again_when_another_process_appears_comes_back_or_dies(redis, monkeypatch):
    """What it wrote while it was apart, or just before it died, it told nobody."""
    monkeypatch.setattr(peers, "BEAT", 0.05)
    monkeypatch.setattr(peers, "LEASE", 0.3)

    async def story() -> None:
        one, looked = RedisPeers(redis.url), asyncio.Queue[bool]()

        async def look() -> None:
            looked.put_nowait(one.together)

        async def looks() -> bool:
            return await asyncio.wait_for(looked.get(), 5)

        one.when_apart(look)
        async with one.keep(), Redis.from_url(redis.url) as other:
            assert await looks(), "it hears the others"
            await other.publish(CHANNEL, json.dumps(["other", [["hello", 0]]]))
            assert await looks(), "another has come"
            await other.publish(CHANNEL, json.dumps(["other", [["hello", 0]]]))
            assert await looks(), "it has come back"
            assert await looks(), "it says nothing any more"
            assert one._alive == {}

    asyncio.run(story())


def test_what_cannot_be_said_makes_a_process_mute_for_nothing_else(redis, caplog):
    async def story() -> None:
        one, two = RedisPeers(redis.url), RedisPeers(redis.url)
        heard, met = asyncio.Queue[str](), asyncio.Event()
        two.listen("word", lambda said, _by: heard.put_nowait(said))
        one.when_met(lambda name: met.set() if name else None)
        async with one.keep(), two.keep():
            await asyncio.wait_for(met.wait(), 10)
            for said in ("avant", object(), "\ud800", "après"):
                one.tell("word", said)
            assert [await asyncio.wait_for(heard.get(), 5) for _ in range(2)] == ["avant", "après"]

    asyncio.run(story())
    assert caplog.text.count("the others were not told") == 2
