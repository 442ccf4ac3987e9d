"""Erase the versions of the brief that nobody has changed for 24 months, once an hour."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from irdsu_app import db
from irdsu_app.brief import ringing, versions

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
        for version in await db.write(lambda session: versions.forget(session, datetime.now(UTC))):
            ringing.version_changed(version)
        await asyncio.sleep(EVERY)
