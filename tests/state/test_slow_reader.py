"""A room of fifty where some read nothing: the others hear as usual, memory does not grow, and who comes back sees all.

Real sockets, whose buffers are small: one says nothing at all, another keeps asking for its page and reads none of it.
"""

import asyncio
import base64
import json
import os
import re
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from uuid import uuid4

import httpx
import psutil
import pytest
from websockets.asyncio.client import connect

from tests.serving import House

PEOPLE, PLAYERS, SECONDS = 50, 6, 24.0
USUAL, GROWTH = 0.25, 16.0
"""Seconds within which the others hear nine moves out of ten, as always; megabytes."""
CUT = 22.0
"""Seconds after which nobody who reads nothing is there any more: an unanswered ping of the server lasts fifteen."""
NAMES = re.compile(r'"name":"m(\d+)"')


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    running = House(tmp_path_factory.mktemp("house")).open()
    yield running
    running.kill()


class Deaf(threading.Thread):
    """Somebody whose socket reads nothing, and who may keep asking; `gone` is when the house cut it."""

    def __init__(self, house: House, code: str, asks: bool) -> None:
        super().__init__(daemon=True)
        self.token, self.asks, self.gone, self._begun = f"deaf{uuid4()}", asks, 0.0, time.monotonic()
        self.line = socket.socket()
        self.line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)
        host, port = house.url.removeprefix("http://").split(":")
        self.line.connect((host, int(port)))
        key = base64.b64encode(os.urandom(16)).decode()
        self.line.sendall(
            f"GET /_event/?EIO=4&transport=websocket&token={self.token} HTTP/1.1\r\nHost: {host}:{port}\r\n"
            f"Origin: {house.url}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {key}\r\n\r\n".encode()
        )
        assert b" 101 " in self.line.recv(40)
        self.enters, self.mine = entering(code), self.line.getsockname()
        self.line.sendall(framed("40/_event," + json.dumps({"event": self.enters})))

    def run(self) -> None:
        """Ask again and again, until it is cut."""
        while self.asks and time.monotonic() - self._begun < SECONDS:
            try:
                self.line.sendall(framed("42/_event," + json.dumps(["event", self.enters])))
            except OSError:
                return
            threading.Event().wait(0.05)

    def look(self, house: House) -> None:
        """Note when the house has no such connection any more."""
        if not self.gone and not any(each.raddr and tuple(each.raddr) == self.mine for each in connections(house)):
            self.gone = time.monotonic() - self._begun


def entering(code: str) -> dict[str, object]:
    at = {"pathname": "/coop/[code]/plateau", "asPath": f"/coop/{code}/plateau", "query": {"code": code}}
    return {"name": "reflex___state____state.hydrate_and_load", "payload": {"hashes": []}, "router_data": at}


def framed(text: str) -> bytes:
    """A text as a browser writes it on a WebSocket."""
    said = text.encode()
    size = bytes([0x80 | len(said)]) if len(said) < 126 else bytes([0x80 | 126]) + struct.pack(">H", len(said))
    return b"\x81" + size + b"\0\0\0\0" + said


def family(house: House) -> list[psutil.Process]:
    first = psutil.Process(house.pid)
    return [first, *first.children(recursive=True)]


def connections(house: House) -> list:
    return [each for one in family(house) for each in one.net_connections("tcp")]


def memory(house: House) -> float:
    return sum(each.memory_info().rss for each in family(house)) / 1e6


class Room:
    """A game, the people who look at it and note when they hear each move, and those who play."""

    def __init__(self, house: House) -> None:
        self.house, self.heard, self.sent = house, dict[tuple[int, int], float](), dict[int, float]()
        told = {"origin": house.url}
        opened = httpx.post(f"{house.url}/coop", data={"nom": "Ada", "minutes": "60", "animation": "oui"}, headers=told)
        self.code = opened.headers["location"].split("/")[2]
        self.seats = [
            httpx.post(f"{house.url}/coop/{self.code}/entrer", data={"nom": "m0"}, headers=told)
            .headers["set-cookie"]
            .partition(";")[0]
            for _ in range(PLAYERS)
        ]

    async def listen(self, rank: int, token: str = "") -> None:
        """Look at the board, as a page does."""
        where = f"{self.house.url.replace('http', 'ws')}/_event/?EIO=4&transport=websocket&token={token or uuid4()}"
        async with connect(where, origin=self.house.url, max_size=None) as line:  # pyright: ignore[reportArgumentType]
            await line.recv()
            await line.send("40/_event," + json.dumps({"event": entering(self.code)}))
            async for frame in line:
                if frame == "2":
                    await line.send("3")
                for number in {int(each) for each in NAMES.findall(str(frame))}:
                    self.heard.setdefault((rank, number), time.perf_counter())

    async def play(self, seconds: float, meanwhile=lambda: None) -> float:
        """Play ten moves a second; gives the delay within which nine people out of ten heard them."""
        until, first = time.monotonic() + seconds, len(self.sent) + 1
        async with httpx.AsyncClient(base_url=self.house.url, headers={"origin": self.house.url}) as client:
            while time.monotonic() < until:
                number = len(self.sent) + 1
                self.sent[number] = time.perf_counter()
                said = {"id": str(uuid4()), "move": {"do": "rename", "name": f"m{number}"}}
                seat = {"cookie": self.seats[number % PLAYERS]}
                answer = await client.post(f"/coop/{self.code}/coups", json=said, headers=seat)
                client.cookies.clear()
                assert answer.status_code == 200, answer.text
                await asyncio.sleep(0.1)
                if number % 5 == 0:
                    meanwhile()
        await asyncio.sleep(0.5)
        took = sorted(when - self.sent[move] for (_, move), when in self.heard.items() if move >= first)
        everybody = {rank for rank, move in self.heard if move == len(self.sent)}
        assert len(everybody) == PEOPLE - 2, "somebody did not hear the last move"
        return took[int(len(took) * 0.9)]


def test_who_reads_nothing_in_a_room_of_fifty_hurts_nobody_and_sees_what_is_when_they_come_back(house):
    async def evening() -> None:
        room = Room(house)
        people = [asyncio.create_task(room.listen(rank)) for rank in range(PEOPLE - 2)]
        await asyncio.sleep(1)
        quiet, before, most = await room.play(4), memory(house), [0.0]
        deaf = [await asyncio.to_thread(Deaf, house, room.code, asks) for asks in (False, True)]
        for each in deaf:
            each.start()

        def look() -> None:
            most[0] = max(most[0], memory(house) - before)
            for each in deaf:
                each.look(house)

        beside = await room.play(SECONDS, look)
        for _ in range(100):
            look()
            if all(each.gone for each in deaf):
                break
            await asyncio.sleep(0.1)
        print(f"nine in ten hear in {quiet * 1000:.0f} ms, beside deaf ones in {beside * 1000:.0f} ms; "
              f"{most[0]:.1f} MB more; cut after {[round(each.gone, 1) for each in deaf]} s")  # fmt: skip
        assert beside < max(USUAL, 1.5 * quiet)
        assert most[0] < GROWTH
        assert all(0 < each.gone < CUT for each in deaf)
        back = asyncio.create_task(room.listen(PEOPLE, deaf[0].token))
        for _ in range(100):
            await asyncio.sleep(0.1)
            if (PEOPLE, len(room.sent)) in room.heard:
                break
        last = sorted(move for rank, move in room.heard if rank == PEOPLE)
        assert last[-PLAYERS:] == sorted(room.sent)[-PLAYERS:], "who comes back does not see the room as it is"
        assert len(last) == PLAYERS, "who comes back is told what was queued for them long ago"
        for each in [*people, back]:
            each.cancel()
            with suppress(asyncio.CancelledError):
                await each
        for each in deaf:
            each.line.close()

    asyncio.run(evening())
    assert "Traceback" not in house.said()
