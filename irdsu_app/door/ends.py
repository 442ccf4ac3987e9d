"""When the visit of an organiser ends, wherever it was ended, the sockets it had open are cut.

Their pages come back by themselves, without the visit: what they showed is gone. Written against Reflex 0.10.1.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime

import reflex as rx
from sqlalchemy.exc import SQLAlchemyError

from irdsu_app import db
from irdsu_app.access import cookies, organisers
from irdsu_app.access.seats import hash_of

EVERY = 0.5
"""Seconds between two looks; nothing is asked of the database while no organiser is there."""
log = logging.getLogger(__name__)


def end_visits(app: rx.App) -> Callable[[], AbstractAsyncContextManager[None]]:
    """A lifespan task that cuts the sockets of ended visits."""

    @asynccontextmanager
    async def watching() -> AsyncIterator[None]:
        looks = asyncio.create_task(_look(app))
        yield
        looks.cancel()

    return watching


async def _look(app: rx.App) -> None:
    while True:
        await asyncio.sleep(EVERY)
        try:
            if opened := _opened(app):
                now, hashes = datetime.now(UTC), list(opened.values())
                holding = await asyncio.to_thread(db.read, lambda s, h=hashes, now=now: organisers.standing(s, h, now))
                for sid in [sid for sid, visit in opened.items() if visit not in holding]:
                    await _cut(app, sid)
        except SQLAlchemyError as error:
            log.error("visits were not looked at: %s", type(error).__name__)


def _opened(app: rx.App) -> dict[str, str]:
    """The sockets opened with the cookie of a visit, and the hash of that cookie."""
    namespace, name, found = app.event_namespace, cookies.name(cookies.ORGANISER), {}
    if namespace is None:
        return found
    for sid, known in list(namespace._static_router_data.items()):
        header = known["headers"].get("cookie", "")
        if name in header and (value := cookies.value_of(header, cookies.ORGANISER)):
            found[sid] = hash_of(value)
    return found


async def _cut(app: rx.App, sid: str) -> None:
    """Close the transport: a polite « disconnect » would make the page stay there, with what it shows."""
    if app.sio is None or app.event_namespace is None:
        return
    engine = app.sio.manager.eio_sid_from_sid(sid, app.event_namespace.namespace)
    if engine is not None:
        await app.sio.eio.disconnect(engine)
