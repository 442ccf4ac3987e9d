"""Many at the door at once: those that one address may open, those that open and say nothing."""

import asyncio
import contextlib
import socket
from typing import Any

import pytest

from irdsu_app.door import gate, line
from irdsu_app.door.unplug import unplug
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
        silent = [asyncio.create_task(knock(each)) for each in range(line.SILENT + 100)]
        await asyncio.wait(silent, timeout=line.JOINS[1] + 8)
        assert len(closed) == len(silent)
        assert max(closed) - begun < line.JOINS[1] + 8  # the machine may be busy
        assert not honest.done()
        for each in [honest, *silent]:
            each.cancel()
        await asyncio.gather(honest, *silent, return_exceptions=True)
        assert not ring.lines.silent

    asyncio.run(crowd())


class Socket:
    """One end of a socket, in the hands of the test: what it is told to say, what it was sent, whether it reads."""

    def __init__(self, reads: bool = True) -> None:
        self.said, self.sent = asyncio.Queue[Any](), list[str]()
        self.reads = asyncio.Event()
        if reads:
            self.reads.set()

    async def receive(self) -> Any:
        return {"type": "websocket.receive", "text": await self.said.get()}

    async def send(self, message: Any) -> None:
        await self.reads.wait()
        self.sent.append(message.get("text") or message["type"])

    async def speaks(self, around: line.Line, *words: str) -> list[str]:
        """Say these words; gives what gets in."""
        for each in words:
            self.said.put_nowait(each)
        heard = []
        while len(heard) < len(words) and (message := await around.receive())["type"] != "websocket.disconnect":
            heard.append(message["text"])
        return heard


def test_who_reads_nothing_is_cut_and_nobody_waits_for_them():
    async def deaf() -> None:
        lines, gone, other = line.Lines(), Socket(reads=False), Socket()
        with lines.opened(gone.receive, gone.send) as first, lines.opened(other.receive, other.send) as second:
            writing = asyncio.create_task(first.send({"type": "websocket.send", "text": "42"}))
            reading = asyncio.create_task(first.receive())
            await second.send({"type": "websocket.send", "text": "42"})
            await asyncio.sleep(0)
            now = lines.writing[first]
            assert list(lines.writing) == [first]
            lines.look(now + line.DEAF - 0.1)
            assert not reading.done()
            lines.look(now + line.DEAF + 0.1)
            assert await reading == line.GONE
            await writing
            assert not gone.sent, "a close would wait for them too"
            await first.send({"type": "websocket.send", "text": "more"})
            assert other.sent == ["42"]

    asyncio.run(deaf())


def test_who_answers_what_was_not_asked_is_cut_because_they_do_not_read_what_is():
    async def answers() -> None:
        lines, there = line.Lines(), Socket()
        with lines.opened(there.receive, there.send) as tab:
            assert await there.speaks(tab, "40/_event,") == ["40/_event,"]
            await tab.send({"type": "websocket.send", "text": line.PING})
            assert await there.speaks(tab, line.PONG) == [line.PONG]
            assert await there.speaks(tab, line.PONG) == []
            assert there.sent == [line.PING, "websocket.close"]

    asyncio.run(answers())


def test_an_ended_visit_waits_for_nobody_who_does_not_read():
    async def ends() -> None:
        lines, gone = line.Lines(), Socket(reads=False)
        with lines.opened(gone.receive, gone.send) as tab:
            await asyncio.wait_for(tab.end("visit ended"), 1)
            await asyncio.sleep(0)
            lines.look(lines.writing[tab] + line.DEAF + 1)
            assert await tab.receive() == line.GONE
        await asyncio.sleep(0)
        assert not tab._writers

    asyncio.run(ends())


def test_an_ended_visit_that_reads_and_never_answers_is_cut_too():
    async def ends() -> None:
        lines, mute = line.Lines(), Socket()
        with lines.opened(mute.receive, mute.send) as tab:
            assert await mute.speaks(tab, "40/_event,") == ["40/_event,"]
            await tab.end("visit ended")
            await asyncio.sleep(0)
            reading = asyncio.create_task(tab.receive())
            lines.look(lines.asked[tab] + line.ANSWERS - 0.1)
            await asyncio.sleep(0)
            assert not reading.done()
            lines.look(lines.asked[tab] + line.ANSWERS + 0.1)
            assert await reading == line.GONE
            assert mute.sent == [line.PING, "websocket.close"]

    asyncio.run(ends())


def test_what_a_page_sends_too_fast_comes_in_its_time_and_what_floods_does_not():
    async def hurries() -> None:
        lines, there = line.Lines(), Socket()
        with lines.opened(there.receive, there.send) as tab:
            loop = asyncio.get_running_loop()
            begun, event = loop.time(), '42/_event,["ping"]'
            assert len(await there.speaks(tab, *[event] * 50)) == 50
            assert 0.3 < loop.time() - begun < 3
            begun = loop.time()
            assert len(await there.speaks(tab, *[event] * 400)) < 50
            assert loop.time() - begun < 1
            assert there.sent == ["websocket.close"]

    asyncio.run(hurries())


def test_the_connection_of_who_reads_nothing_is_closed_from_under_the_server():
    left, right = socket.socketpair()
    with (
        socket.create_server(("127.0.0.1", 0)) as door,
        socket.create_connection(door.getsockname()) as caller,
        left,
        right,
    ):
        answered, _ = door.accept()
        with answered:
            there = caller.getsockname()
            assert not unplug(("127.0.0.1", 1))
            assert unplug((there[0], str(there[1])))
            assert caller.recv(10) == b""
            with pytest.raises(BrokenPipeError):
                answered.sendall(b"more")
