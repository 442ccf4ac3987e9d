"""Everything that watches over the house, attached to the app in one place: its log, its numbers, its end."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import reflex as rx
from starlette.applications import Starlette

from irdsu_app.door import let_go
from irdsu_app.upkeep import logs, metrics, numbers, occupied, together
from irdsu_app.upkeep.leaving import leaving

DRAIN = 4.0
"""Seconds given at the end to the events under way; letters have theirs after them, and all of it lasts ten at most."""


def watch(app: rx.App) -> None:
    """Watch over this app; to call once its tasks are registered: what is registered last ends first."""
    transformers = app.api_transformer if isinstance(app.api_transformer, list | tuple) else ()
    for each in transformers:
        if isinstance(each, Starlette):
            numbers.know(each.routes)

    @asynccontextmanager
    async def stand() -> AsyncIterator[None]:
        """Keep the log and the numbers while the server lives; let what is under way end before the rest closes."""
        logs.furnish()
        together.forget_the_dead()
        with occupied.by_a_server():
            async with leaving.politely(), metrics.feel():
                yield
            await let_go()
            await _drain(app)

    app.register_lifespan_task(stand)


async def _drain(app: rx.App) -> None:
    """Let the events under way end: their sockets are cut, nothing new comes."""
    clock = asyncio.get_running_loop().time
    until = clock() + DRAIN
    # Reflex 0.10.1 cancels them at once otherwise; they live in no public place.
    while (tasks := [each for each in app.event_processor._tasks.values() if not each.done()]) and clock() < until:
        await asyncio.wait(tasks, timeout=until - clock())
