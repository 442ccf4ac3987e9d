"""One raw websocket that never waits: written on asyncio protocols so that the client is not what is measured."""

import asyncio
import base64
import os
import re
from collections.abc import Callable
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

from dialects import Dialect


class Line(asyncio.Protocol):
    """A socket that greets, answers pings, says when it is ready, and notes the moment of each step it is told."""

    def __init__(self, dialect: Dialect, greeting: str, heard: Callable[[int, float, int], None]) -> None:
        self.dialect, self.greeting, self.heard = dialect, greeting, heard
        self.mark = re.compile(dialect.mark)
        self.ready = asyncio.get_running_loop().create_future()
        self.buffer, self.open = bytearray(), False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        now = perf_counter()
        self.buffer += data
        if not self.open:
            head, end, rest = self.buffer.partition(b"\r\n\r\n")
            if not end:
                return
            if b" 101 " not in head.split(b"\r\n")[0]:
                return self.connection_lost(ConnectionRefusedError(head.decode("latin-1")))
            self.buffer, self.open = rest, True
        while (frame := self._frame()) is not None:
            self._read(frame, now)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.ready.done():
            self.ready.set_exception(exc or ConnectionResetError("the server closed the socket"))

    def say(self, text: str) -> None:
        data = text.encode()
        size = len(data)
        head = bytes([0x81, 0x80 | size]) if size < 126 else b"\x81\xfe" + size.to_bytes(2, "big")
        # A mask of zeros is a mask: the text travels as it is.
        self.transport.write(head + bytes(4) + data)

    def _frame(self) -> bytes | None:
        held = self.buffer
        if len(held) < 2:
            return None
        size, start = held[1], 2
        if size >= 126:
            start = 4 if size == 126 else 10
            size = int.from_bytes(held[2:start], "big")
        if len(held) < start + size:
            return None
        frame = bytes(held[start : start + size]) if held[0] == 0x81 else b""
        del held[: start + size]
        return frame

    def _read(self, frame: bytes, now: float) -> None:
        if frame == b"2":
            self.say("3")
        elif frame.startswith(b"0"):
            if self.greeting:
                self.say(self.greeting)
        elif not self.ready.done():
            if self.dialect.ready in frame:
                self.ready.set_result(None)
        elif found := self.mark.search(frame):
            self.heard(int(found[1]), now, len(frame))


async def connect(
    url: str, dialect: Dialect, greeting: str, token: str, cookie: str, heard: Callable, make: Any = Line, **more: str
) -> Any:
    """Open one socket and wait until it is in the room; `more` are headers, named with underscores."""
    where = urlsplit(url)
    _, line = await asyncio.get_running_loop().create_connection(
        lambda: make(dialect, greeting, heard), where.hostname or "", where.port or 80
    )
    headers = (
        {
            "Host": where.netloc,
            "Origin": url,
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
        }
        | ({"Cookie": cookie} if cookie else {})
        | {name.replace("_", "-"): value for name, value in more.items()}
    )
    lines = [f"GET {dialect.path.format(token=token)} HTTP/1.1", *(f"{k}: {v}" for k, v in headers.items())]
    line.transport.write(("\r\n".join(lines) + "\r\n\r\n").encode())
    await asyncio.wait_for(line.ready, 60)
    return line
