"""Keeps the garbage collector out of the way of a push: most of the tail at 1 000 sockets is a full collection.

Measured with 1 000 followers: a full collection takes 120 to 210 ms of processor time, during which nobody is served;
put off for ever, each departed screen would leave some sixty objects behind.
"""

import asyncio
import contextlib
import gc
from collections.abc import AsyncIterator

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
    waited = 0
    while True:
        await asyncio.sleep(_EVERY)
        waited += 1
        if due(gc.get_count(), hub.quiet_for(), waited):
            gc.collect()
            waited = 0


def due(count: tuple[int, int, int], quiet: float, waited: int) -> bool:
    """Tell whether to collect now: something was allocated since the last time, and nobody would feel the pause."""
    _new, young, old = count
    return bool(young or old) and (quiet >= _QUIET or waited >= _LOOKS)
