"""The clock of the cycles: each second, what time has changed is written, and what other processes wrote is shown.

Offers lapse and go to the next person, what was kept for members opens, a meeting begins: all of it is due at
`Meeting.next_due`, written with each act. Several processes may run a clock: whoever comes second finds nothing to do.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from irdsu_app import db, faults
from irdsu_app.cycles.counter import Counter, counter
from irdsu_app.cycles.models import Meeting
from irdsu_app.cycles.ringing import bellman
from irdsu_app.cycles.unit import Deed, Unit

log = logging.getLogger(__name__)
EVERY, MINUTE = 1.0, 60
"""Seconds between two looks, and looks between two rounds of chores."""
Chore = Callable[[Session, datetime], Any]
"""Something to do in a transaction of its own each minute, from the start on."""


@asynccontextmanager
async def run(chores: Sequence[Chore] = ()) -> AsyncIterator[None]:
    """Keep time while the server lives; who waits at the counter is served before it ends."""
    rounds = asyncio.create_task(_rounds(chores))
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


async def _rounds(chores: Sequence[Chore]) -> None:
    turn = 0
    while True:
        try:
            await look()
            if turn % MINUTE == 0:
                for chore in chores:
                    await db.write(partial(_do, chore))
        except Exception as error:
            # The clock goes on: what could not be written now is still due a second later.
            log.error("the clock of the cycles missed a turn: %s", faults.told(error))
        turn += 1
        await asyncio.sleep(EVERY)


def _do(chore: Chore, session: Session) -> None:
    chore(session, counter.clock())
