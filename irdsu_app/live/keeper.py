"""Forget the rooms that have been over for long enough, once an hour."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from irdsu_app import db
from irdsu_app.live import store
from irdsu_app.settings import settings

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
        await db.write(lambda session: store.purge(session, datetime.now(UTC), timedelta(days=settings.room_days)))
        await asyncio.sleep(EVERY)
