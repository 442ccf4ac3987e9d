"""Keeps the garbage collector out of the way of a push: most of the tail at 1 000 sockets is a full collection."""

import contextlib
import gc
from collections.abc import AsyncIterator

_PATIENT = (50_000, 20, 100)
"""So many allocations, then so many young generations: a full collection becomes rare instead of constant."""


@contextlib.asynccontextmanager
async def calm() -> AsyncIterator[None]:
    """Freeze what the start made, for the life of the server."""
    ordinary = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_PATIENT)
    try:
        yield
    finally:
        gc.set_threshold(*ordinary)
        gc.unfreeze()
