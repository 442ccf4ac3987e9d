"""When the visit of an organiser ends, wherever it was ended, the sockets it had open are cut.

Their pages come back by themselves, without the visit: what they showed is gone.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError

from irdsu_app import db
from irdsu_app.access import organisers
from irdsu_app.access.seats import hash_of

EVERY = 0.5
"""Seconds between two looks; nothing is asked of the database while no organiser is there."""
log = logging.getLogger(__name__)


class Line(Protocol):
    """A socket that can be cut."""

    async def end(self, why: str) -> None:
        """Cut it."""
        ...


_lines: dict[Line, str] = {}
"""The sockets opened with the cookie of a visit, and the hash of that cookie."""


def opened(line: Line, cookie: str) -> None:
    """A socket was opened with this visit."""
    _lines[line] = hash_of(cookie)


def closed(line: Line) -> None:
    """A socket has gone."""
    _lines.pop(line, None)


@asynccontextmanager
async def end_visits() -> AsyncIterator[None]:
    """Cut the sockets of ended visits while the server lives."""
    looks = asyncio.create_task(_live())
    yield
    looks.cancel()


async def _live() -> None:
    while True:
        await asyncio.sleep(EVERY)
        try:
            await _look()
        except (SQLAlchemyError, OSError) as error:
            log.error("visits were not looked at: %s", type(error).__name__)


async def _look() -> None:
    lines = dict(_lines)
    if not lines:
        return
    hashes, now = list(set(lines.values())), datetime.now(UTC)
    holding = await asyncio.to_thread(db.read, lambda session: organisers.standing(session, hashes, now))
    for line in [line for line, visit in lines.items() if visit not in holding]:
        closed(line)
        with suppress(RuntimeError, OSError):  # it was closing by itself
            await line.end("visit ended")
