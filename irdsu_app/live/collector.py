"""Keeps the garbage collector out of the way of a push: most of the tail at 1 000 sockets is a full collection.

Measured with 1 000 followers: a full collection takes 120 to 210 ms of processor time, during which nobody is served;
put off for ever, each departed screen would leave some sixty objects behind, and the buffers of its socket with them.
What is free is then given back to the system, where its allocator can be asked to (glibc): pages without an object left
would otherwise stay for ever, wherever one object behind them does (`launch/serving.py` chooses that allocator).
"""

import asyncio
import contextlib
import ctypes
import gc
import platform
from collections.abc import AsyncIterator, Callable

from irdsu_app.live.hub import hub

_PATIENT = (50_000, 20, 1_000_000)
"""So many allocations, then so many young generations, and never a full collection by itself."""
_EVERY = 60.0
"""Seconds between two looks."""
_QUIET = 10.0
"""Seconds without a push that make a moment quiet."""
_LOOKS = 15
"""Looks after which it is done even if no moment was quiet: a room that points without end must not fill the memory."""


@contextlib.asynccontextmanager
async def calm() -> AsyncIterator[None]:
    """Freeze what the start made, then collect at quiet moments, for the life of the server."""
    ordinary = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_PATIENT)
    rounds = asyncio.create_task(_rounds())
    try:
        yield
    finally:
        rounds.cancel()
        gc.set_threshold(*ordinary)
        gc.unfreeze()


async def _rounds() -> None:
    waited, closed, seen = 0, hub.closed, hub.closed
    while True:
        await asyncio.sleep(_EVERY)
        waited += 1
        quiet = hub.quiet_for()
        if due(gc.get_count(), quiet, waited, hub.closed - closed):
            gc.collect()
            # Of who has left since the last look engine.io may still hold something: they are counted once more.
            waited, closed = 0, seen
        seen = hub.closed
        if quiet >= _QUIET or not waited:
            give_back()


def _trim() -> Callable[[int], int] | None:
    return ctypes.CDLL(None).malloc_trim if platform.libc_ver()[0] == "glibc" else None


_give_back = _trim()


def give_back() -> None:
    """Give the system the pages in which nothing is left, where it can be asked to take them."""
    if _give_back is not None:
        _give_back(0)


def due(count: tuple[int, int, int], quiet: float, waited: int, left: int = 0) -> bool:
    """Tell whether to collect now: there may be something since the last time, and nobody would feel the pause.

    Those who have `left` allocate nothing, and leave the most: what their sockets held.
    """
    _new, young, old = count
    return bool(young or old or left) and (quiet >= _QUIET or waited >= _LOOKS)
