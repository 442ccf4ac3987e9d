"""A bell that rings at once, then at most once per interval, and never forgets the last pull."""

import asyncio
import time
from collections.abc import Callable
from typing import Protocol


class Timer(Protocol):
    """Something due later that can be called off."""

    def cancel(self) -> None:
        """Call it off."""
        ...


class Clock(Protocol):
    """The time, and a way to act later."""

    def now(self) -> float:
        """Give the seconds elapsed since some fixed moment."""
        ...

    def later(self, delay: float, action: Callable[[], None]) -> Timer:
        """Act in `delay` seconds."""
        ...


class LoopClock:
    """The clock of the running event loop."""

    def now(self) -> float:
        """Give the seconds elapsed since some fixed moment."""
        return time.monotonic()

    def later(self, delay: float, action: Callable[[], None]) -> Timer:
        """Act in `delay` seconds, or as soon as the current event pauses."""
        loop = asyncio.get_running_loop()
        return loop.call_later(delay, action) if delay > 0 else loop.call_soon(action)


class Bell:
    """Acts at the first pull, and at the end of the interval for those that came meanwhile."""

    def __init__(self, clock: Clock, interval: float, action: Callable[[], None]) -> None:
        """Make a bell that does `action` at most once per `interval` seconds."""
        self._clock, self._interval, self._action = clock, interval, action
        self._last = float("-inf")
        self._timer: Timer | None = None

    def pull(self) -> None:
        """Ask for the action; pulls made during the interval share one."""
        if self._timer is None:
            delay = max(0.0, self._last + self._interval - self._clock.now())
            self._timer = self._clock.later(delay, self._ring)

    def still(self) -> None:
        """Forget a pull that has not been answered."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _ring(self) -> None:
        # Cleared before the action: a change made while it runs asks for another one.
        self._timer, self._last = None, self._clock.now()
        self._action()
