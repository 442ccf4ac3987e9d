"""The postman: a task that lives as long as the server, delivers what is due and wakes when the bell rings."""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy.exc import SQLAlchemyError

from irdsu_app import db
from irdsu_app.mail import bell, box, smtp, tray
from irdsu_app.mail.bell import ring
from irdsu_app.mail.ledger import Ledger
from irdsu_app.mail.letter import Needless, Writer, Written
from irdsu_app.mail.message import compose
from irdsu_app.mail.models import Letter
from irdsu_app.mail.outcome import Dropped, Later, Outcome, Refused, Sent, Uncertain
from irdsu_app.settings import settings

__all__ = ["bind", "deliver", "ring"]

LINES, BATCH = 4, 40
"""Connections at once; letters taken at once."""
PATIENCE = 5.0
"""Seconds between two looks at what other processes have queued, and what the end of the server gives to a letter."""
TIDY = 3600.0
"""Seconds between two tidyings."""
SETTLING = (1.0, 5.0, 30.0)
"""Seconds before what became of a letter is written again, when the database would not."""
NOBODY_WRITES = "Le site ne sait pas encore écrire ce courriel."
NOT_WRITTEN = "Ce courriel n’a pas pu être écrit : prévenez qui tient le site."
log = logging.getLogger(__name__)
_writers: dict[str, Writer] = {}


def bind(writers: Mapping[str, Writer]) -> None:
    """Say who writes each kind of letter; a name that ends with a dot is a beginning ("cycles.")."""
    _writers.update(writers)


def writer_of(kind: str) -> Writer | None:
    """Who writes this kind: by its name, or by its longest beginning."""
    if kind in _writers:
        return _writers[kind]
    known = [name for name in _writers if name.endswith(".") and kind.startswith(name)]
    return _writers[max(known, key=len)] if known else None


@asynccontextmanager
async def deliver() -> AsyncIterator[None]:
    """Deliver while the server lives; at its end, let what is leaving leave."""
    postman = Postman(_lines())
    rounds = asyncio.create_task(postman.live())
    yield
    await postman.stop(rounds)


def _lines() -> Sequence[smtp.Line]:
    if not settings.smtp_url:
        return [smtp.Console()]
    return [smtp.Wire(smtp.office(settings.smtp_url), settings.sender) for _ in range(LINES)]


class Postman:
    """Delivers by these lines what is due."""

    def __init__(self, lines: Sequence[smtp.Line], clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Hold nothing yet."""
        self._lines, self._clock = lines, clock
        self._holder, self._ledger = uuid4(), Ledger()
        self._leaving = False
        self._tidied = float("-inf")

    async def live(self) -> None:
        """Deliver, then wait for the bell, for the next letter or for a while; a failure only costs a while."""
        with bell.listen() as rung:
            while not self._leaving:
                try:
                    await self.round()
                    await self._tidy()
                    wait = await asyncio.to_thread(self._wait)
                except Exception as error:
                    log.error("the letters wait: %s", type(error).__name__)
                    wait = PATIENCE
                with suppress(TimeoutError):
                    await asyncio.wait_for(rung.wait(), wait)
                rung.clear()

    async def stop(self, rounds: asyncio.Task[None]) -> None:
        """Take nothing more, let what is leaving leave, give the rest back."""
        self._leaving = True
        bell.ring()
        done, _ = await asyncio.wait({rounds}, timeout=PATIENCE)
        if not done:
            rounds.cancel()
        now = self._clock()
        await db.write(lambda session: tray.release(session, self._holder, now))

    async def round(self) -> int:
        """Deliver everything that is due; say how many letters were tried."""
        tried = 0
        while not self._leaving and await asyncio.to_thread(
            db.read, lambda session: tray.is_due(session, self._clock())
        ):
            now = self._clock()
            taken = deque(await db.write(lambda session, now=now: tray.take(session, self._holder, now, BATCH)))
            tried += len(taken)
            lines = self._lines[: max(1, len(taken) // 3)]
            await asyncio.gather(*(self._drain(line, taken) for line in lines))
        await asyncio.gather(*(line.close() for line in self._lines))
        return tried

    async def _drain(self, line: smtp.Line, letters: deque[Letter]) -> None:
        while letters and not self._leaving:
            each = letters.popleft()
            try:
                outcome = await self._try(line, each)
            except smtp.Away as away:
                # The others would fail in the same way: they wait without knocking.
                rest, outcome = list(letters), Later(str(away))
                letters.clear()
                for other in rest:
                    await self._settle(other, outcome)
            await self._settle(each, outcome)

    async def _try(self, line: smtp.Line, letter: Letter) -> Outcome:
        writer = writer_of(letter.kind)
        if writer is None:
            return Later(NOBODY_WRITES)
        try:
            written, content = await asyncio.to_thread(_written, writer, letter)
        except Needless as needless:
            return Dropped(str(needless), needless.once_dropped)
        except Exception as error:
            log.error("a letter of kind %s was not written: %s", letter.kind, type(error).__name__)
            return Refused(NOT_WRITTEN)

        left = False

        async def leave() -> bool:
            nonlocal left
            left = await self._ledger.write(lambda s: tray.hand(s, letter.id, self._holder, self._clock()))
            return left

        try:
            outcome = await line.hand(content, letter.recipient, leave)
            return replace(outcome, also=written.once_left) if isinstance(outcome, Sent) else outcome
        except smtp.Away:
            raise
        except Exception as error:
            log.error("a letter of kind %s was cut short: %s", letter.kind, type(error).__name__)
            return Uncertain(tray.CUT) if left else Later(smtp.UNREACHABLE)

    async def _settle(self, letter: Letter, outcome: Outcome) -> None:
        if not isinstance(outcome, Sent):
            log.info("a letter of kind %s: %s", letter.kind, type(outcome).__name__)
        now = self._clock()
        for pause in SETTLING:
            with suppress(SQLAlchemyError):
                return await self._ledger.write(lambda s: tray.settle(s, letter.id, self._holder, outcome, now))
            await asyncio.sleep(pause)
        log.error("a letter of kind %s was delivered and could not be noted", letter.kind)

    async def _tidy(self) -> None:
        time = asyncio.get_running_loop().time()
        if time - self._tidied >= TIDY:
            self._tidied, now = time, self._clock()
            await db.write(lambda session: box.tidy(session, now))

    def _wait(self) -> float:
        due = db.read(tray.next_due)
        return PATIENCE if due is None else min(PATIENCE, max(0.05, (due - self._clock()).total_seconds()))


def _written(writer: Writer, letter: Letter) -> tuple[Written, bytes]:
    """The letter as it travels: written in a thread, it is the longest part of the work."""
    written = writer(letter.kind, letter.data)
    return written, compose(written, settings.sender, letter.recipient, letter.message_id).as_bytes()
