"""Who has gone is forgotten: what Reflex kept of their screen is given back, long before its own six hours.

A tab that comes back later is a new one to Reflex: its page reads everything again, as after a restart.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import reflex as rx
from reflex.istate.manager.memory import StateManagerMemory

EVERY, GONE = 15.0, 180.0
"""Seconds between two looks, and without a socket before a screen is forgotten."""


def forgetting(app: rx.App) -> Callable[[], object]:
    """What forgets those who have gone from this app, for the life of the server."""

    @asynccontextmanager
    async def leavers() -> AsyncIterator[None]:
        looks = asyncio.create_task(_live(app))
        yield
        looks.cancel()

    return leavers


async def _live(app: rx.App) -> None:
    while True:
        await asyncio.sleep(EVERY)
        look(app, time.time())


def look(app: rx.App, now: float) -> None:
    """Shorten the life of the states without a socket, lengthen that of the others; Reflex ends those whose time is up.

    A screen that is looked at all day sends nothing: it is not forgotten, nor when the clock is put forward.
    """
    manager, namespace = app.state_manager, app.event_namespace
    if not isinstance(manager, StateManagerMemory) or namespace is None:
        return  # Redis forgets by itself
    there = set(namespace.sid_to_token.values())
    for key, (until, token) in list(manager._token_expires_at.items()):
        if token.ident in there:
            manager._token_expires_at[key] = (now + manager.token_expiration, token)
        elif until > now + GONE:
            manager._token_expires_at[key] = (now + GONE, token)
    manager._purge_expired_tokens()
