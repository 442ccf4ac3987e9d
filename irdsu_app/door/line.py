"""The sockets that are open: what may be read on each, how fast, and for how long one waits for somebody.

Who never joins, who reads nothing, who writes faster than a page can: cut, before the others feel it.
"""

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic

from starlette.types import Message, Receive, Send

from irdsu_app.door import frames
from irdsu_app.door.events import say
from irdsu_app.door.unplug import unplug

PING, PONG = "2", "3"
"""What every page answers at once, and its answer (engine.io 4)."""
JOINS, SILENT = (10.0, 2.0), 200
"""Seconds a socket has to say that it joins, and once so many have said nothing yet.

Pages of ours open theirs before they have anything to say, and keep it ten seconds (Reflex 0.10.1).
"""
DEAF = 5.0
"""Seconds one waits for somebody to read what they were sent: it is kept meanwhile, and more comes."""
ANSWERS = 12.0
"""Seconds to answer a ping, a little more than engine.io gives, which forgets the socket but leaves it open."""
EVERY = 0.25
"""Seconds between two looks at those for whom one waits."""
GONE: Message = {"type": "websocket.disconnect", "code": 1008}
CLOSE: Message = {"type": "websocket.close", "code": 1008}


class Lines:
    """All the open sockets, and since when one waits for some of them."""

    def __init__(self) -> None:
        """None is open."""
        self.open: set[Line] = set()
        self.silent: dict[Line, float] = {}
        """Those that have not joined yet."""
        self.writing: dict[Line, float] = {}
        """Those that have not yet read what they are being sent."""
        self.asked: dict[Line, float] = {}
        """Those that have not yet answered a ping."""
        self._looks: asyncio.Task[None] | None = None

    @contextmanager
    def opened(self, receive: Receive, send: Send, client: tuple[str, int | str] | None = None) -> Iterator["Line"]:
        """Watch over this socket, which comes from there, as long as it is open."""
        line = Line(receive, send, self, client)
        self.open.add(line)
        self.silent[line] = monotonic()
        if self._looks is None or self._looks.done():
            self._looks = asyncio.create_task(self._live())
        try:
            yield line
        finally:
            self.open.discard(line)
            self.silent.pop(line, None)
            self.writing.pop(line, None)
            self.asked.pop(line, None)
            line.leave()

    def look(self, now: float) -> None:
        """Cut those for whom one has waited long enough."""
        joins = JOINS[len(self.silent) > SILENT]
        waits = (
            (self.silent, joins, "never joined"),
            (self.writing, DEAF, "reads nothing"),
            (self.asked, ANSWERS, "gone"),
        )
        for those, patience, why in waits:
            for line in [line for line, since in those.items() if now - since > patience]:
                line.cut(why)

    async def _live(self) -> None:
        while self.open:
            await asyncio.sleep(EVERY)
            self.look(monotonic())


class Line:
    """One open socket: what is not ours to read never gets further, and cuts it."""

    def __init__(self, receive: Receive, send: Send, lines: Lines, client: tuple[str, int | str] | None) -> None:
        """Stand on this socket, among the others."""
        self._receive, self._send, self._lines, self._client = receive, send, lines, client
        self._bucket = frames.Bucket()
        self._early: deque[tuple[float, Message]] = deque()
        """What was read before its time, and that time; `_held` is how many characters that makes."""
        self._held = 0
        self._reading: asyncio.Future[Message] | None = None
        self._writers: set[asyncio.Task[None]] = set()
        self._cut, self._told = "", False
        """Why it was cut, and whether the close is said."""
        self._ending = ""

    async def receive(self) -> Message:
        """The next message that may enter."""
        while not self._cut:
            if self._early and self._early[0][0] <= monotonic():
                return self._in(self._early.popleft()[1])
            message = await self._next()
            if message is None:
                continue
            if message["type"] == "websocket.receive":
                self._judge(message)
            else:
                return message
        if not self._told:
            self._told = True
            with suppress(TimeoutError):  # it may not read that either
                await asyncio.wait_for(self._send(CLOSE), 1)
        return GONE

    async def _next(self) -> Message | None:
        """The next message, or nothing when it is time for one that came before, or when the socket was cut.

        One reads even when nothing may enter yet: that is how a flood is seen as soon as it comes.
        """
        if self._reading is None:
            self._reading = asyncio.ensure_future(self._receive())
        wait = max(0.0, self._early[0][0] - monotonic()) if self._early else None
        await asyncio.wait({self._reading}, timeout=wait)
        if not self._reading.done():
            return None
        read, self._reading = self._reading, None
        return None if read.cancelled() else read.result()

    def _judge(self, message: Message) -> None:
        """Keep a message until its time, or cut the socket; what comes from one that ends is lost."""
        if self._ending:
            return self.cut(self._ending)
        text, now = message.get("text"), monotonic()
        wait = self._bucket.take(now)
        if message.get("bytes") is not None:
            return self.cut("binary")
        if text and (wrong := frames.fault(text)):
            return self.cut(wrong)
        self._held += len(text or "")
        if self._bucket.spilt or self._held > frames.HELD:
            return self.cut("too fast")
        if text == PONG:
            if self not in self._lines.asked:  # who answers without having read would be kept for ever
                return self.cut("unasked answer")
            del self._lines.asked[self]
        if text:  # Reflex 0.10.1 forgets nobody who sent an empty frame: it is dropped
            if text.startswith("40"):
                self._lines.silent.pop(self, None)
            self._early.append((now + wait, message))
        return None

    def _in(self, message: Message) -> Message:
        self._held -= len(message["text"])
        return message

    async def send(self, message: Message) -> None:
        """Send, unless the socket was cut; it is when nobody reads."""
        if self._cut or self._ending:
            return
        if message.get("text") == PING:
            self._lines.asked.setdefault(self, monotonic())
        await self._write(message)

    async def _write(self, message: Message) -> None:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("a socket is written to by a task, which can be stopped")
        self._writers.add(task)
        self._lines.writing.setdefault(self, monotonic())
        try:
            await self._send(message)
        except asyncio.CancelledError:
            if not self._cut:  # else it is `cut` that stopped it
                raise
        finally:
            self._writers.discard(task)
            if not self._writers:
                self._lines.writing.pop(self, None)

    async def end(self, why: str) -> None:
        """Say nothing more, and cut the socket at its next word, which is asked for: its page opens another one.

        Granian 2.8 sends a close only between two words. Nobody waits for who does not read.
        """
        if not self._ending:
            self._ending = why
            self._lines.asked.setdefault(self, monotonic())
            asyncio.create_task(self._ask())  # noqa: RUF006 — `_writers` holds it

    async def _ask(self) -> None:
        with suppress(RuntimeError, OSError):  # it was closing by itself
            await self._write({"type": "websocket.send", "text": PING})

    def cut(self, why: str) -> None:
        """Let nothing more in or out: whoever waits for this socket is told at once that it has gone."""
        if self._cut:
            return
        self._cut = why
        say(f"socket cut: {why}")
        if self in self._lines.writing:  # a close would wait behind what is not read
            self._told = True
            if self._client is not None:
                unplug(self._client)
        self.leave()

    def leave(self) -> None:
        """Wait for nothing any more."""
        if self._reading is not None:
            self._reading.cancel()
        for each in list(self._writers):
            each.cancel()
