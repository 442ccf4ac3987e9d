"""The house itself, in a hurry to forget who has gone, and that says what it holds: what test_leavers.py serves."""

import asyncio
import gc
import json
import time
from collections import Counter
from typing import Any, cast

from engineio.async_socket import AsyncSocket
from reflex.istate.manager.memory import StateManagerMemory
from starlette.types import ASGIApp, Receive, Scope, Send

from irdsu_app.door import leavers
from irdsu_app.irdsu_app import app as front
from irdsu_app.live import presence

HELD, PATIENCE = "/ce-qui-est-tenu", 60.0
leavers.EVERY, leavers.GONE, presence.GRACE = 0.5, 0.5, 0.5
engine: Any = front.sio.eio  # pyright: ignore[reportOptionalMemberAccess]
engine.ping_interval = 1
"""Seconds: engine.io remembers each socket until the next of its pings, and the end of a round among all of them."""


def app() -> ASGIApp:
    """The house, and one more address."""
    house: Any = front()

    async def served(scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("path") != HELD:
            return await house(scope, receive, send)
        await everybody_forgotten()
        body = json.dumps(held()).encode()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": body})

    return served


async def everybody_forgotten() -> None:
    """Wait until nothing is kept of who has gone, but not for ever."""
    until = time.monotonic() + PATIENCE
    while remembered() and time.monotonic() < until:  # noqa: ASYNC110 — nobody tells when
        await asyncio.sleep(0.5)
    await asyncio.sleep(2 * engine.ping_interval)


def remembered() -> bool:
    """Whether a screen or a socket is still known to Reflex or to engine.io."""
    screens = cast(StateManagerMemory, front.state_manager).states
    gc.collect()
    sockets = sum(isinstance(each, AsyncSocket) for each in gc.get_objects())
    return bool(screens) or sockets > 1  # the last one it looked at stays in its hand


def held() -> Counter[str]:
    """How many objects of each type can be reached, text and numbers too, once what nobody holds is gone."""
    gc.collect()
    stack, seen, found = gc.get_objects(), set(), Counter[str]()
    mine = {id(each) for each in (stack, seen, found)}
    while stack:
        each = stack.pop()
        if id(each) not in seen and id(each) not in mine:
            seen.add(id(each))
            found[f"{type(each).__module__}.{type(each).__qualname__}"] += 1
            stack.extend(gc.get_referents(each))
    return found
