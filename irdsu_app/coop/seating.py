"""What a browser is given by a room: a place, the answer to a move, or word that it has no place there."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlmodel import Session

from irdsu_app import db
from irdsu_app.access.seats import hash_of
from irdsu_app.coop import register
from irdsu_app.coop.acts import Act
from irdsu_app.coop.table import Arrived, Table
from irdsu_app.design.typography import fr

ARRIVALS = 200
"""Arrivals a room remembers, so that a second tap is not a second person."""
_NO_SEAT = fr("Vous n'avez pas de place dans cette partie : entrez avec le code affiché.")


class Answer(NamedTuple):
    """What a move was answered: whether it is in the database, and what to say."""

    saved: bool
    said: str = ""


class Seating:
    """The deed that seats a browser at somebody's place, done in the transaction of their arrival."""

    def __init__(self, table: Table, cookie: str, person: str = "") -> None:
        """Seat this browser in the room of this table."""
        self._table, self.cookie, self.person = table, cookie, person

    def __call__(self, session: Session) -> str:
        """Write the seat, and give the cookie to set."""
        now, until = datetime.now(UTC), self._table.expires_at
        return register.sit(session, self._table.room_id, self.person, self.cookie, now, until)


class NoSeat(Exception):
    """This browser has no place in this room; the message is the sentence to show."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(_NO_SEAT)


class Arrivals:
    """The door of a room: two taps, or two tabs, are one arrival, known by the key drawn by the page or by the cookie.

    The key is in the act, so that the second tap may be received by another process.
    """

    def __init__(self, table: Table, write: Callable[[], None]) -> None:
        """Seat people at this table; `write` has what waits written."""
        self._table, self._write = table, write
        self._arriving: dict[str, asyncio.Future[Any]] = {}

    async def enter(self, act: Act, cookie: str, key: str) -> str:
        """Let an arrival happen and give the cookie to set; raises what the rules raise, or Unwritten."""
        names = [name for name in (key, cookie and hash_of(cookie)) if name]
        for name in names:
            if (arriving := self._arriving.get(name)) is not None:
                return await asyncio.shield(arriving)
        act = act._replace(data={**act.data, "key": hash_of(key)}) if key else act
        try:
            return await self._enter(act, cookie, names)
        except Arrived as already:
            return await self.seat(already.who, cookie)

    async def _enter(self, act: Act, cookie: str, names: list[str]) -> str:
        seat = Seating(self._table, cookie)
        entry, seat.person = self._table.accept(act, also=seat)
        self._arriving |= dict.fromkeys(names, entry.written)
        self._write()
        try:
            value = await asyncio.shield(entry.written)
        except Exception:
            self._arriving = {name: held for name, held in self._arriving.items() if held is not entry.written}
            raise
        self._table.places[hash_of(value)] = seat.person
        while len(self._arriving) > ARRIVALS:
            del self._arriving[next(iter(self._arriving))]
        return value

    async def seat(self, who: str, cookie: str) -> str:
        """Seat one more browser at somebody's place; gives the cookie to set."""
        value = await db.write(Seating(self._table, cookie, who))
        self._table.places[hash_of(value)] = who
        return value
