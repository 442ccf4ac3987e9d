"""The clock of the cycles: each second, what time has changed is written, and what other processes wrote is shown.

Offers lapse and go to the next person, what was kept for members opens, a meeting begins: all of it is due at
`Meeting.next_due`, written with each act. Several processes may run a clock: whoever comes second finds nothing to do.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from uuid import UUID

from sqlmodel import Session, col, select

from irdsu_app import db, faults
from irdsu_app.cycles.counter import Counter, counter
from irdsu_app.cycles.models import Meeting
from irdsu_app.cycles.ringing import bellman
from irdsu_app.cycles.unit import Deed, Unit

log = logging.getLogger(__name__)
EVERY = 1.0
"""Seconds between two looks."""


@asynccontextmanager
async def run() -> AsyncIterator[None]:
    """Keep time while the server lives; who waits at the counter is served before it ends."""
    rounds = asyncio.create_task(_rounds())
    try:
        yield
    finally:
        rounds.cancel()
        await counter.settled()


async def look(at: Counter = counter) -> int:
    """Write what is due and show what others wrote; says how many meetings were due."""
    now = at.clock()
    due = db.read(partial(overdue, now=now))
    if due:
        await at.do(Deed(partial(_pass, due), meetings=tuple(due)))
    for slug, those in db.read(lambda session: bellman.look(session)):
        bellman.tell(slug, those, now)
    return len(due)


def overdue(session: Session, now: datetime) -> list[UUID]:
    """The meetings where time has something to change."""
    return list(session.exec(select(Meeting.id).where(col(Meeting.next_due) <= now)).all())


def _pass(due: Sequence[UUID], unit: Unit) -> None:
    for number in due:
        unit.tick(number)


async def _rounds() -> None:
    while True:
        try:
            await look()
        except Exception as error:
            # The clock goes on: what could not be written now is still due a second later.
            log.error("the clock of the cycles missed a turn: %s", faults.told(error))
        await asyncio.sleep(EVERY)
