"""Who has gone is forgotten in minutes, who is there never is; written against Reflex 0.10.1."""

import asyncio
import json
from collections import Counter
from types import SimpleNamespace
from typing import Any, cast
from uuid import uuid4

import httpx
import pytest
import reflex as rx
from reflex.istate.manager.memory import StateManagerMemory
from reflex.istate.manager.token import BaseStateToken
from websockets.asyncio.client import connect
from websockets.typing import Origin

from irdsu_app.door import leavers
from tests.serving import House
from tests.tab import ROOT_STATE

HELD = "/ce-qui-est-tenu"
"""Where `leaving_app` says what it holds."""
FEW, MANY = 40, 150
"""People who come first, then those who must leave nothing behind."""


def test_the_screen_of_who_has_gone_is_forgotten_and_that_of_who_is_there_is_not():
    async def live() -> None:
        manager = StateManagerMemory()
        here, gone = (BaseStateToken(ident=name, cls=rx.State) for name in ("here", "gone"))
        for each in (here, gone):
            await manager.get_state(each)
        namespace = SimpleNamespace(sid_to_token={"sid": "here"})
        app: Any = cast(Any, SimpleNamespace(state_manager=manager, event_namespace=namespace))
        now = max(until for until, _ in manager._token_expires_at.values()) - 6 * 3600
        leavers.look(app, now)
        assert {each.partition("/")[0] for each in manager.states} == {"here", "gone"}, "one may come back at once"
        (left,) = (until for until, token in manager._token_expires_at.values() if token.ident == "gone")
        assert left == now + leavers.GONE
        manager._token_expires_at = {
            key: (0.0 if token.ident == "gone" else until, token)
            for key, (until, token) in manager._token_expires_at.items()
        }
        leavers.look(app, now + leavers.GONE)
        assert {each.partition("/")[0] for each in manager.states} == {"here"}
        leavers.look(app, now + 30 * 3600)
        ((until, _),) = manager._token_expires_at.values()
        assert until > now + 30 * 3600, "a screen looked at all day without a gesture is not forgotten"
        await manager.close()

    asyncio.run(live())


@pytest.fixture
def house(tmp_path):
    """The house, which can say what it holds."""
    opened = House(tmp_path, target="tests.state.leaving_app:app").open()
    yield opened
    opened.close()


async def come_and_go(house: House, code: str, many: int) -> None:
    """So many tabs, half of them in a presentation; they are all there at once, then leave."""
    gate, there = asyncio.Semaphore(20), asyncio.Barrier(many)

    async def tab(rank: int) -> None:
        address, query = ("/presentation/[code]", {"code": code}) if rank % 2 else ("/offres", {})
        at = {"pathname": address, "asPath": address.replace("[code]", code), "query": query}
        hydrate = {"name": f"{ROOT_STATE}.hydrate_and_load", "payload": {}, "router_data": at}
        where = house.url.replace("http", "ws") + f"/_event/?token={uuid4()}&EIO=4&transport=websocket"
        async with gate:
            socket = await connect(where, origin=Origin(house.url), open_timeout=20)
            await socket.send("40/_event," + json.dumps({"event": hydrate}))
            while '"is_hydrated_rx_state_":true' not in str(await asyncio.wait_for(socket.recv(), 20)):
                pass
        await there.wait()
        await socket.close()

    await asyncio.gather(*(tab(rank) for rank in range(many)))


def test_of_a_crowd_that_came_and_left_nothing_is_kept(house):
    opened = httpx.post(f"{house.url}/depliant/presenter", data={"minutes": "30"}, headers={"Origin": house.url})
    code = opened.headers["location"].split("/")[2]
    asyncio.run(come_and_go(house, code, FEW))
    before = held(house)
    asyncio.run(come_and_go(house, code, MANY))
    grown = {kind: number for kind, number in (held(house) - before).items() if number > MANY // 3}
    assert grown == {}, "as many as people, or a part of them: somebody keeps something of each"


def held(house: House) -> Counter[str]:
    """What the house holds once everybody is forgotten."""
    return Counter(httpx.get(house.url + HELD, timeout=120).json())
