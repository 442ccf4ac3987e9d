"""Where tries are counted: in the memory of this process, and in Redis when several processes share the door.

While Redis is away each process counts by itself: the door neither opens wide nor closes.
"""

import hashlib
import logging
import threading
import time

from limits import RateLimitItem
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import MovingWindowRateLimiter
from redis.exceptions import RedisError

AWAY = 1.0
"""Seconds between two times a Redis that did not answer is asked again, where nobody waits for it."""
PATIENCE = 0.25
"""Seconds Redis has to answer: everybody waits meanwhile, once."""
PUT_BACK = 5.0
"""Seconds by which a clock is put back rather than set right."""
log = logging.getLogger(__name__)


class Counts:
    """The tries of each purpose by each address or seat; `url` is that of the Redis shared by the processes, if any."""

    def __init__(self, url: str = "") -> None:
        """Start counting from nothing, or from what the Redis holds."""
        self._here = MovingWindowRateLimiter(MemoryStorage())
        self._all = MovingWindowRateLimiter(_storage(url)) if url else None
        self._away = False
        self._at = 0.0

    def hit(self, rate: RateLimitItem, purpose: str, key: str) -> bool:
        """Count one try; tells whether it was within the rate."""
        if self._all is not None and not self._away:
            try:
                return self._all.hit(rate, purpose, _hidden(key))
            except (RedisError, OSError) as error:
                self._miss(error)
        return self._in_memory().hit(rate, purpose, key)

    def test(self, rate: RateLimitItem, purpose: str, key: str, cost: int = 1) -> bool:
        """Tell whether so many tries more would be within the rate."""
        if self._all is not None and not self._away:
            try:
                return self._all.test(rate, purpose, _hidden(key), cost=cost)
            except (RedisError, OSError) as error:
                self._miss(error)
        return self._in_memory().test(rate, purpose, key, cost=cost)

    def seldom(self, rate: RateLimitItem, line: str) -> bool:
        """Tell whether this process may still write this line of its log."""
        return self._in_memory().hit(rate, line)

    def forget(self) -> None:
        """Start counting again from nothing, in this process."""
        self._here.storage.reset()

    def _in_memory(self) -> MovingWindowRateLimiter:
        """What is counted in this process; nothing once the clock was put back, or tries to come would shut the door.

        Redis forgets by itself after the time of the rate, whatever the clock says.
        """
        now = time.time()
        if now < self._at - PUT_BACK:
            self.forget()
        self._at = now
        return self._here

    def _miss(self, error: Exception) -> None:
        log.error("Redis is away, tries are counted by each process: %s", type(error).__name__)
        self._away = True
        threading.Thread(target=self._ask_again, name="counts", daemon=True).start()

    def _ask_again(self) -> None:
        pause = threading.Event()
        while self._all is not None and not self._all.storage.check():
            pause.wait(AWAY)
        self._away = False


def _storage(url: str) -> RedisStorage:
    return RedisStorage(url, key_prefix="irdsu/door", socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)


def _hidden(key: str) -> str:
    """A key that says neither an address nor a cookie."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]
