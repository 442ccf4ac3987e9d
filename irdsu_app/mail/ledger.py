"""Small writes made at the same moment, written together: many letters cost the database few transactions."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from sqlmodel import Session

from irdsu_app import db

T = TypeVar("T")


class Ledger:
    """What waits to be written while something is being written leaves with the next transaction."""

    def __init__(self) -> None:
        """Nothing waits."""
        self._waiting: list[tuple[Callable[[Session], Any], asyncio.Future[Any]]] = []
        self._at_work: asyncio.Task[None] | None = None

    async def write(self, deed: Callable[[Session], T]) -> T:
        """Do a deed that cannot be refused, and give its result once it is written."""
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((deed, done))
        if self._at_work is None or self._at_work.done():
            self._at_work = asyncio.create_task(self._work())
        return await done

    async def _work(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                results = await db.write(lambda session, batch=batch: [deed(session) for deed, _ in batch])
            except Exception as error:
                for _, done in batch:
                    if not done.done():
                        done.set_exception(error)
                continue
            for (_, done), result in zip(batch, results, strict=True):
                if not done.done():
                    done.set_result(result)
