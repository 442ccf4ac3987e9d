"""Forget the rooms that have been over for long enough, once an hour."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from irdsu_app import db
from irdsu_app.live import store
from irdsu_app.settings import settings

EVERY = 3600.0
"""Seconds between two rounds."""


@asynccontextmanager
async def tidy(at_once: Collection[str] = ()) -> AsyncIterator[None]:
    """Make rounds while the server lives; rooms of the kinds `at_once` go as soon as they expire."""
    rounds = asyncio.create_task(_rounds(at_once))
    yield
    rounds.cancel()


async def _rounds(at_once: Collection[str]) -> None:
    kept = timedelta(days=settings.room_days)
    while True:
        await db.write(lambda session: store.purge(session, datetime.now(UTC), kept, at_once))
        await asyncio.sleep(EVERY)
