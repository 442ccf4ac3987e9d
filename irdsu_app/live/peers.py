"""The other processes of the house: what each tells all the others, who is alive, and when Redis is away.

Redis only carries words: nothing is lost with it but time. A process that cannot hear the others reads the database
again each second (`when_apart`), and once more when it hears them again: what was said meanwhile was not heard. So do
the others when one comes back or dies: what it wrote last, it may have told nobody.
"""

import asyncio
import json
import logging
import secrets
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from time import monotonic
from typing import Any, Protocol

import redis.asyncio as redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from irdsu_app import faults
from irdsu_app.settings import settings

CHANNEL = "irdsu/peers"
BEAT, LEASE = 1.0, 10.0
"""Seconds between two signs of life, and without one after which a process is held for dead."""
DEAF = 3 * BEAT
"""Seconds without hearing even oneself after which Redis is held for gone."""
APART = 1.0
"""Seconds between two looks at the database, or two tries to reach Redis, while it is away."""
PATIENCE = 2.0
"""Seconds Redis has to answer."""
Hear = Callable[[Any, str], None]
"""Hears what was said, and the name of the process that said it."""
log = logging.getLogger(__name__)


class Peers(Protocol):
    """What a process knows of the others."""

    name: str
    several: bool

    @property
    def together(self) -> bool:
        """Whether the others can be heard."""
        ...

    def tell(self, subject: str, said: Any) -> None:
        """Tell all the others something, in JSON; nobody hears it while Redis is away."""
        ...

    def listen(self, subject: str, hear: Hear) -> None:
        """Hear what the others tell of this subject."""
        ...

    def when_met(self, action: Callable[[str], None]) -> None:
        """Do this each time another process appears, or hears us again: it knows nothing of us yet."""
        ...

    def when_gone(self, action: Callable[[str], None]) -> None:
        """Do this when another process is no more, or can no longer be heard."""
        ...

    def when_apart(self, action: Callable[[], Awaitable[None]]) -> None:
        """Do this each second while the others cannot be heard, and once when one is heard again, or is lost."""
        ...

    def rank(self) -> int:
        """Give the place of this process among those alive, from 0: what only one must do, the first does."""
        ...

    def keep(self) -> AbstractAsyncContextManager[None]:
        """Tell and hear while the server lives."""
        ...


class Alone:
    """The only process of the house: nobody to tell anything."""

    name, several, together = "", False, True

    def tell(self, subject: str, said: Any) -> None:
        """Tell nobody."""

    def listen(self, subject: str, hear: Hear) -> None:
        """Hear nobody."""

    def when_met(self, action: Callable[[str], None]) -> None:
        """Meet nobody."""

    def when_gone(self, action: Callable[[str], None]) -> None:
        """Lose nobody."""

    def when_apart(self, action: Callable[[], Awaitable[None]]) -> None:
        """Miss nobody."""

    def rank(self) -> int:
        """Be the first."""
        return 0

    @asynccontextmanager
    async def keep(self) -> AsyncIterator[None]:
        """Do nothing while the server lives."""
        yield


class RedisPeers:
    """The processes that hear each other by one Redis."""

    several = True

    def __init__(self, url: str) -> None:
        """Know nobody yet."""
        self.name = ""
        self.together = False
        """Whether the others can be heard."""
        self._alone = False
        """Whether it has been noted that they cannot."""
        self._url = url
        self._hears: defaultdict[str, list[Hear]] = defaultdict(list)
        self._met: list[Callable[[str], None]] = []
        self._gone: list[Callable[[str], None]] = []
        self._apart: list[Callable[[], Awaitable[None]]] = []
        self._alive: dict[str, float] = {}
        self._waiting: list[bytes] = []
        self._words = asyncio.Event()
        self._ear: asyncio.Task[None] | None = None
        self._looks: set[asyncio.Task[None]] = set()

    def tell(self, subject: str, said: Any) -> None:
        """Tell all the others something, in JSON; nobody hears it while Redis is away."""
        if not self.together:
            return
        try:
            words = json.dumps([subject, said], ensure_ascii=False, separators=(",", ":")).encode()
        except (TypeError, ValueError) as error:  # one thing that cannot be said must not make this process mute
            return log.error("the others were not told: %s", faults.told(error))
        self._waiting.append(words)
        self._words.set()

    def listen(self, subject: str, hear: Hear) -> None:
        """Hear what the others tell of this subject."""
        self._hears[subject].append(hear)

    def when_met(self, action: Callable[[str], None]) -> None:
        """Do this each time another process appears, or hears us again: it knows nothing of us yet."""
        self._met.append(action)

    def when_gone(self, action: Callable[[str], None]) -> None:
        """Do this when another process is no more."""
        self._gone.append(action)

    def when_apart(self, action: Callable[[], Awaitable[None]]) -> None:
        """Do this each second while the others cannot be heard, and once when one is heard again, or is lost."""
        self._apart.append(action)

    def rank(self) -> int:
        """Give the place of this process among those alive, from 0: what only one must do, the first does."""
        return sum(other < self.name for other in self._alive)

    @asynccontextmanager
    async def keep(self) -> AsyncIterator[None]:
        """Tell and hear while the server lives; at its end, say so."""
        self.name = secrets.token_hex(6)
        mouth = self._client()
        work = (self._live(), self._tell_all(mouth), self._beat(), self._read_alone())
        tasks = [asyncio.create_task(each) for each in work]
        try:
            yield
        finally:
            tasks += self._looks
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            with suppress(RedisError, OSError):
                await mouth.publish(CHANNEL, json.dumps([self.name, [["bye", 0]]]))
            await mouth.aclose()

    def _client(self) -> redis.Redis:
        # A cut connection is a fact to know at once, never to be mended in silence: what was said meanwhile is lost.
        never = Retry(NoBackoff(), 0)
        return redis.Redis.from_url(
            self._url, retry=never, decode_responses=True, socket_timeout=DEAF, socket_connect_timeout=PATIENCE
        )

    async def _live(self) -> None:
        """Hear the others, and try again each second when one cannot."""
        while True:
            self._ear = asyncio.create_task(self._hear_all())
            try:
                await asyncio.wait({self._ear})
            finally:
                self._ear.cancel()
            if not self._ear.cancelled() and (error := self._ear.exception()):
                self._lose(error)
            await asyncio.sleep(APART)

    async def _read_alone(self) -> None:
        """Without the others, read the database each second: a Redis that hangs makes one wait to know it."""
        while True:
            await asyncio.sleep(APART)
            if not self.together:
                await self._catch_up()

    async def _hear_all(self) -> None:
        client = self._client()
        try:
            async with client.pubsub() as channel:
                await channel.subscribe(CHANNEL)
                async for message in channel.listen():
                    if message["type"] == "subscribe":
                        await self._join()
                    elif message["type"] == "message":
                        self._hear(message["data"])
        finally:
            with suppress(RedisError, OSError):
                await client.aclose()

    async def _tell_all(self, mouth: redis.Redis) -> None:
        while True:
            await self._words.wait()
            self._words.clear()
            said, self._waiting = self._waiting, []
            if not said:
                continue
            try:
                await mouth.publish(CHANNEL, b'["%s",[%s]]' % (self.name.encode(), b",".join(said)))
            except (RedisError, OSError) as error:
                self._lose(error)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(BEAT)
            self.tell("beat", 0)
            now = monotonic()
            if self.together:
                for name in [name for name, heard in self._alive.items() if now - heard > LEASE]:
                    self._leave(name)
                    self._look()

    async def _join(self) -> None:
        """Hear again: nobody knows what we said meanwhile, nor we what they said."""
        self.together, self._alone = True, False
        self._alive = dict.fromkeys(self._alive, monotonic())
        log.info("the other processes can be heard")
        self.tell("hello", 0)
        for action in self._met:
            action("")
        await self._catch_up()

    def _lose(self, error: BaseException) -> None:
        if not self._alone:
            log.error("Redis is away, each process goes on by itself: %s", type(error).__name__)
        self.together, self._alone = False, True
        self._waiting.clear()
        if self._ear is not None:
            self._ear.cancel()

    def _hear(self, text: str) -> None:
        name, said = json.loads(text)
        if name == self.name:
            return
        known, self._alive[name] = name in self._alive, monotonic()
        if not known or any(subject == "hello" for subject, _ in said):
            for action in self._met:
                action(name)
            self._look()
        for subject, what in said:
            if subject == "bye":
                self._leave(name)
            for hear in self._hears.get(subject, ()):
                try:
                    hear(what, name)
                except Exception as error:
                    log.error("what another process said was not heard: %s", faults.told(error))

    def _leave(self, name: str) -> None:
        self._alive.pop(name, None)
        for action in self._gone:
            action(name)

    def _look(self) -> None:
        """Look at the database: what another wrote just before it died, or while it was apart, it told nobody."""
        look = asyncio.create_task(self._catch_up())
        self._looks.add(look)
        look.add_done_callback(self._looks.discard)

    async def _catch_up(self) -> None:
        for action in self._apart:
            try:
                await action()
            except Exception as error:
                log.error("the database could not be read again: %s", faults.told(error))


peers: Peers = RedisPeers(settings.redis_url) if settings.redis_url else Alone()
"""The other processes, as this one knows them."""
