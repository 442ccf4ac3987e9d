"""Erase the decks that nobody has changed for two years, once an hour, with the books no game holds any more."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from irdsu_app import db
from irdsu_app.coop import deck_register

EVERY = 3600.0
"""Seconds between two rounds."""


@asynccontextmanager
async def tidy() -> AsyncIterator[None]:
    """Make rounds while the server lives."""
    rounds = asyncio.create_task(_rounds())
    yield
    rounds.cancel()


async def _rounds() -> None:
    while True:
        await db.write(lambda session: deck_register.purge(session, datetime.now(UTC)))
        await asyncio.sleep(EVERY)
