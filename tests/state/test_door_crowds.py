"""Many at the door at once: those that one address may open, those that open and say nothing."""

import asyncio
import contextlib
from typing import Any

from irdsu_app.door import gate
from irdsu_app.settings import settings as house


def test_one_address_opens_many_sockets_but_not_all():
    async def inner(scope: Any, receive: Any, send: Any) -> None:
        await asyncio.Event().wait()

    async def knock(ring: gate.Ring, address: str) -> list[str]:
        said: list[str] = []
        origin = next(iter(house.allowed_origins)).encode()
        scope = {"type": "websocket", "path": "/_event", "headers": [(b"origin", origin)], "client": (address, 1)}

        async def send(message: Any) -> None:
            said.append(message["type"])

        async def receive() -> Any:
            await asyncio.Event().wait()

        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(ring(scope, receive, send), 0.2)
        return said

    async def crowd() -> None:
        ring = gate.Ring(inner)
        together = await asyncio.gather(*(knock(ring, "192.0.2.1") for _ in range(gate.SOCKETS + 3)))
        assert [said for said in together if said] == [["websocket.close"]] * 3
        assert not ring.sockets
        assert await knock(ring, "192.0.2.1") == []

    asyncio.run(crowd())


def test_a_crowd_that_connects_and_never_joins_is_cut_within_two_seconds():
    async def inner(_scope: Any, receive: Any, _send: Any) -> None:
        while (await receive())["type"] != "websocket.disconnect":
            pass

    async def crowd() -> None:
        ring, origin, closed = gate.Ring(inner), next(iter(house.allowed_origins)).encode(), list[float]()

        async def knock(number: int, joins: bool = False) -> None:
            scope = {"type": "websocket", "path": "/_event", "headers": [(b"origin", origin)], "client": ("::1", 1)}
            said = iter(
                [{"type": "websocket.connect"}, *([{"type": "websocket.receive", "text": "40/_event,"}] * joins)]
            )

            async def receive() -> Any:
                return next(said, None) or await asyncio.Event().wait()

            async def send(message: Any) -> None:
                assert message["type"] == "websocket.close"
                assert not joins
                closed.append(asyncio.get_running_loop().time())

            await ring(scope, receive, send)

        begun = asyncio.get_running_loop().time()
        honest = asyncio.create_task(knock(0, joins=True))
        silent = [asyncio.create_task(knock(each)) for each in range(gate.SILENT + 100)]
        await asyncio.wait(silent, timeout=gate.JOINS[1] + 4)
        assert len(closed) >= 100
        assert max(closed) - begun < gate.JOINS[1] + 3  # the machine may be busy
        assert not honest.done()
        for each in [honest, *silent]:
            each.cancel()
        await asyncio.gather(honest, *silent, return_exceptions=True)
        assert not ring.silent

    asyncio.run(crowd())
