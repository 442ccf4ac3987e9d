"""Forget the old acts of organisers and what no longer lets them in, once an hour."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from irdsu_app import db
from irdsu_app.access import organisers

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
        await db.write(lambda session: organisers.tidy(session, datetime.now(UTC)))
        await asyncio.sleep(EVERY)
