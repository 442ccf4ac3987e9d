"""Wakes whoever delivers the letters, from any thread; without anybody to wake it does nothing."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

_listening: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []


def ring() -> None:
    """Say that there is something to deliver, or that something has changed."""
    for loop, rung in _listening.copy():
        if not loop.is_closed():
            loop.call_soon_threadsafe(rung.set)


@contextmanager
def listen() -> Iterator[asyncio.Event]:
    """An event of the running loop, set each time somebody rings."""
    mine = (asyncio.get_running_loop(), asyncio.Event())
    _listening.append(mine)
    try:
        yield mine[1]
    finally:
        _listening.remove(mine)
