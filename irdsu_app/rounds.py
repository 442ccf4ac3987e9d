"""What the server does again and again while it lives: erasing what is kept no longer, reminding, tidying.

A round that fails is noted and made again at the next one: a trouble of the database never ends what the law asks for.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session

from irdsu_app import db, faults

HOUR, MINUTE = 3600.0, 60.0
"""Seconds between two rounds."""
Chore = Callable[[], Awaitable[Any]]
Clock = Callable[[], datetime]
log = logging.getLogger(__name__)


def utcnow() -> datetime:
    """The time it is."""
    return datetime.now(UTC)


def written(deed: Callable[[Session, datetime], Any], clock: Clock = utcnow) -> Chore:
    """A chore that is one deed in a transaction of its own, at the time it is; one process at a time does it."""
    name = f"{deed.__module__}.{deed.__qualname__}"

    def done(session: Session) -> Any:
        return deed(session, clock()) if db.mine(session, name) else None

    return lambda: db.write(done)


@asynccontextmanager
async def keep(chores: Sequence[Chore], every: float = HOUR) -> AsyncIterator[None]:
    """Make rounds while the server lives, the first at once; `every` in seconds."""
    rounds = asyncio.create_task(_rounds(chores, every))
    yield
    rounds.cancel()


async def make(chores: Sequence[Chore]) -> None:
    """Make one round: a chore that fails stands in the way of no other."""
    for chore in chores:
        try:
            await chore()
        except Exception as error:
            log.error("a chore waits for the next round: %s", faults.told(error))


async def _rounds(chores: Sequence[Chore], every: float) -> None:
    while True:
        await make(chores)
        await asyncio.sleep(every)
