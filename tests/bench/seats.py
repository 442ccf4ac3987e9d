"""The seats of a room as the bench plays them: a socket that listens, and a connection that sends moves one by one."""

import asyncio
import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from line import Line

NAMES = re.compile(rb'"name":"m(\d+)"')
PACE = re.compile(rb'"n":(\d+),"phase":"(\w+)"')
ANSWERED = re.compile(rb'"answered":(\d+)')
TRIES = 5
"""How often a browser asks again when the connection it kept was closed meanwhile: a move carries its own number."""


class Post(asyncio.Protocol):
    """A kept connection that posts, one request at a time, and reads the answer whole."""

    def __init__(self) -> None:
        self.buffer = bytearray()
        self.answer: asyncio.Future[tuple[int, bytes, bytes]] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, end, body = self.buffer.partition(b"\r\n\r\n")
        if not end or self.answer is None or self.answer.done():
            return
        size = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
        if len(body) >= (int(size[1]) if size else 0):
            self.buffer.clear()
            self.answer.set_result((int(head[9:12]), bytes(head), bytes(body)))

    def connection_lost(self, exc: Exception | None) -> None:
        if self.answer is not None and not self.answer.done():
            self.answer.set_exception(ConnectionResetError(str(exc or "the server closed the connection")))


class Visitor:
    """A browser reduced to its cookie, coming from an address of its own."""

    def __init__(self, url: str, where: str) -> None:
        self.url, self.where, self.cookie = url, where, ""
        self.post: Post | None = None

    async def send(self, path: str, body: str, kind: str = "application/x-www-form-urlencoded"):
        """Post, and give the status, the head and the body of the answer."""
        at, data = urlsplit(self.url), body.encode()
        lines = [
            f"POST {path} HTTP/1.1", f"Host: {at.netloc}", f"Origin: {self.url}", f"Content-Type: {kind}",
            f"X-Forwarded-For: {self.where}", f"Content-Length: {len(data)}",
            *([f"Cookie: {self.cookie}"] if self.cookie else []),
        ]  # fmt: skip
        status, head, said = await self._ask("\r\n".join(lines).encode() + b"\r\n\r\n" + data)
        if given := re.search(rb"set-cookie: ([^;]+)", head, re.IGNORECASE):
            self.cookie = given[1].decode()
        return status, head, said

    async def _ask(self, request: bytes) -> tuple[int, bytes, bytes]:
        """Ask, once more each time the connection was closed before the answer."""
        at, loop = urlsplit(self.url), asyncio.get_running_loop()
        for left in reversed(range(TRIES)):
            try:
                if self.post is None or self.post.transport.is_closing():
                    _, self.post = await loop.create_connection(Post, at.hostname or "", at.port or 80)
                answer = self.post.answer = loop.create_future()
                self.post.transport.write(request)
                return await answer
            except ConnectionError:
                self.post = None
                if not left:
                    raise
        raise AssertionError("never here")

    async def play(self, code: str, **move) -> tuple[bool, str]:
        """Play a move; say whether it is saved, and what was said."""
        body = json.dumps({"id": str(uuid4()), "move": move})
        status, _, said = await self.send(f"/coop/{code}/coups", body, "application/json")
        return status == 200, said.decode()


class Ear(Line):
    """The socket of a seat: notes the names it is told, the phase, and how many have answered."""

    def __init__(self, dialect, greeting: str, told) -> None:
        super().__init__(dialect, greeting, lambda *_: None)
        self.told = told
        self.n, self.phase, self.answered, self.last, self.frames = 0, "", 0, b"", 0
        self.lost: Callable[[], None] | None = None
        """What to do when the server closes the socket."""

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if self.lost is not None:
            self.lost()

    def _read(self, frame: bytes, now: float) -> None:
        if frame.startswith(b"42"):
            self.frames += 1
            if pace := PACE.search(frame):
                self.n, self.phase = int(pace[1]), pace[2].decode()
                self.told(self, "pace", self.n, now)
            if answered := ANSWERED.search(frame):
                self.answered = int(answered[1])
                self.told(self, "answered", self.answered, now)
            if b'"name":"m' in frame:
                if b'"mine_rx' not in frame:
                    self.last = frame
                for name in NAMES.findall(frame):
                    self.told(self, "name", int(name), now)
        super()._read(frame, now)


def spread(delays: list[float]) -> dict:
    """The middle, the tail and the worst, in milliseconds."""
    ordered = sorted(d for d in delays if d != float("inf"))
    at = lambda share: round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 1) if ordered else 0.0  # noqa: E731
    return {"p50": at(0.5), "p95": at(0.95), "max": at(1)}


def lost(rooms: list[Any]) -> int:
    """How many people never heard the last move of somebody else."""
    return sum(
        len(sent[2])
        for room in rooms
        for person in room.people
        if (sent := max((s for s in room.sent.values() if s[1] is person), default=None, key=lambda s: s[0]))
    )
