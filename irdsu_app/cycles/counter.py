"""The counter where everybody queues: what is asked while a transaction is written goes in the next one, together.

One writer per process and group commit: two thousand people who confirm together are answered in some twenty
transactions, in the order they came. Several processes stay exact by the locks of `unit.py`. A refusal is only its
own; a transaction that fails is done again deed by deed, so that one trouble is not everybody's.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import Session

from irdsu_app import db, faults
from irdsu_app.cycles import privacy, register, ringing, unit
from irdsu_app.cycles.asking import Form, How
from irdsu_app.cycles.book import Pool, Refused
from irdsu_app.cycles.keeping import Moved
from irdsu_app.cycles.register import Confirmed, Result
from irdsu_app.cycles.unit import Cache, Deed, Unit
from irdsu_app.design.typography import fr

log = logging.getLogger(__name__)
TOGETHER, TRIES = 256, 5
"""Deeds of one transaction at most, and times one is tried when others stand in its way."""
AGAIN = "L’enregistrement n’a pas abouti : rien n’a changé, réessayez."
UNSURE = "Nous n’avons pas su si c’était enregistré : réessayez, rien ne sera fait deux fois."
PASSING = (IntegrityError, OperationalError, Moved)
"""What another process may cause: done again, it is decided on what is true then."""


class Unwritten(Refused):
    """The database did not take it: nothing has changed, or nobody knows; done again, it is never done twice."""

    def __init__(self, *, unsure: bool = False) -> None:
        """Say what to do."""
        super().__init__(fr(UNSURE if unsure else AGAIN))


def utcnow() -> datetime:
    """The time it is."""
    return datetime.now(UTC)


class Counter:
    """The counter of one process; `clock` gives the time of each transaction."""

    def __init__(self, clock: Callable[[], datetime] = utcnow) -> None:
        """Open a counter without anybody."""
        self.clock = clock
        self.cache: Cache = {}
        self._waiting: list[tuple[Deed, asyncio.Future[Any]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def do(self, deed: Deed) -> Any:
        """Do a deed and give what it gives once it is written; raises Refused, or Unwritten."""
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        answer.add_done_callback(_heard)
        self._waiting.append((deed, answer))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_all())
        return await asyncio.shield(answer)

    async def settled(self) -> None:
        """Wait until nobody waits."""
        while self._writer is not None and not self._writer.done():
            await asyncio.shield(self._writer)

    async def _write_all(self) -> None:
        while self._waiting:
            # One turn of the loop lets those already at the door share this transaction.
            await asyncio.sleep(0)
            taken, self._waiting = self._waiting[:TOGETHER], self._waiting[TOGETHER:]
            try:
                await self._serve(taken)
            except Exception as error:
                log.warning("%d deeds are done again, one by one: %s", len(taken), faults.told(error))
                self.cache.clear()
                for each in taken:
                    await self._serve_alone(each, unsure=isinstance(error, db.Unsure))

    async def _serve(self, taken: Sequence[tuple[Deed, asyncio.Future[Any]]]) -> None:
        work, said = await db.write(partial(self._run, [deed for deed, _ in taken]))
        self.cache |= work.learned()
        for (_, answer), each in zip(taken, said, strict=True):
            if answer.done():
                continue
            if isinstance(each, Refused):
                answer.set_exception(each)
            else:
                answer.set_result(each)
        ringing.changed(work)

    async def _serve_alone(self, one: tuple[Deed, asyncio.Future[Any]], *, unsure: bool = False) -> None:
        for trial in range(TRIES):
            try:
                return await self._serve([one])
            except PASSING as error:
                log.info("a deed is done again (%d): %s", trial + 1, type(error).__name__)
                unsure = unsure or isinstance(error, db.Unsure)
                self.cache.clear()
            except Exception as error:
                log.error("a deed cannot be done: %s", faults.told(error))
                return _tell(one[1], error)
        _tell(one[1], Unwritten(unsure=unsure))

    def _run(self, deeds: Sequence[Deed], session: Session) -> tuple[Unit, list[Any]]:
        work = Unit(session, self.clock(), self.cache)
        return work, unit.run(work, deeds)


def _heard(answer: asyncio.Future[Any]) -> None:
    """An answer that nobody waits for any more is no error of the loop."""
    if not answer.cancelled():
        answer.exception()


def _tell(answer: asyncio.Future[Any], error: Exception) -> None:
    if not answer.done():
        answer.set_exception(error)


counter = Counter()
"""The counter of this process."""


async def do(deed: Deed) -> Any:
    """Do a deed at the counter of this process."""
    return await counter.do(deed)


async def ask(slug: str, form: Form, number: UUID) -> None:
    """`register.ask`, at the counter."""
    await do(Deed(lambda unit: register.ask(unit, slug, form, number), slugs=(slug,)))


async def confirm(link: str, how: How | None = None) -> Confirmed:
    """`register.confirm`, at the counter."""
    return await do(Deed(lambda unit: register.confirm(unit, link, how), links=(link,)))


async def join_more(
    key: str, slug: str, choices: Mapping[str, Pool], how: How, questions: Mapping[str, str] | None = None
) -> Confirmed:
    """`register.join_more`, at the counter."""
    act = partial(register.join_more, key=key, slug=slug, choices=choices, how=how, questions=questions)
    return await do(Deed(act, keys=(key,), slugs=(slug,)))


async def withdraw(key: str, meeting: UUID) -> Result:
    """`register.withdraw`, at the counter."""
    return await do(Deed(lambda unit: register.withdraw(unit, key, meeting), keys=(key,), meetings=(meeting,)))


async def accept(key: str, meeting: UUID) -> Result:
    """`register.accept`, at the counter."""
    return await do(Deed(lambda unit: register.accept(unit, key, meeting), keys=(key,), meetings=(meeting,)))


async def decline(key: str, meeting: UUID) -> Result:
    """`register.decline`, at the counter."""
    return await do(Deed(lambda unit: register.decline(unit, key, meeting), keys=(key,), meetings=(meeting,)))


async def switch(key: str, meeting: UUID, pool: Pool) -> Result:
    """`register.switch`, at the counter."""
    return await do(Deed(lambda unit: register.switch(unit, key, meeting, pool), keys=(key,), meetings=(meeting,)))


async def leave_all(key: str) -> int:
    """`register.leave_all`, at the counter."""
    return await do(Deed(lambda unit: register.leave_all(unit, unit.person(key)), keys=(key,)))


async def change_details(key: str, form: Form) -> None:
    """`register.change_details`, at the counter."""
    await do(Deed(lambda unit: register.change_details(unit, key, form), keys=(key,)))


async def organise(act: Callable[[Unit], Any], *meetings: UUID, slug: str = "") -> Any:
    """An act of `organising.py`, at the counter: on these meetings, or on a cycle and all of its own."""
    return await do(Deed(act, meetings=meetings, slugs=(slug,) if slug else ()))


async def erase(key: str) -> int:
    """`privacy.erase`, at the counter."""
    return await do(Deed(lambda unit: privacy.erase(unit, key), keys=(key,)))
