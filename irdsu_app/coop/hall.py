"""All the rooms of the process: moves are written together, in one transaction for all, then announced.

The moves that arrive while a transaction is being written go in the next one. Then memory, then the screens, then the
answer. A room comes into memory when somebody comes, and leaves it when nobody has been there for a while.
"""

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlmodel import Session

from irdsu_app import db, faults
from irdsu_app.coop import register
from irdsu_app.coop.acts import Rules
from irdsu_app.coop.attendance import Presence
from irdsu_app.coop.room import PUSH, Room
from irdsu_app.coop.table import Batch, Told, Unwritten
from irdsu_app.live.bell import Clock, LoopClock
from irdsu_app.live.hub import Hub, Manner, hub
from irdsu_app.live.peers import Peers, peers
from irdsu_app.live.store import RoomClosed, RoomMoved, RoomUnknown

log = logging.getLogger(__name__)
TRIES = 12
"""Times an act is done again when other processes wrote first."""
TOLD, HELD, LEFT, ERASED = "coop/told", "coop/held", "coop/left", "coop/erased"
"""What processes tell each other: what is written, which rooms they hold and leave, which one is erased."""
SWEEP, IDLE = 60.0, 600.0
"""Seconds between two looks at the rooms, and seconds without anybody after which one leaves memory."""


class Hall:
    """The rooms of one process."""

    def __init__(
        self,
        choose: Callable[[str], Rules],
        view: str = "",
        screens: Hub = hub,
        clock: Clock | None = None,
        others: Peers = peers,
    ) -> None:
        """Hold rooms shown in the state of this name; `choose` gives the rules of a room from its document."""
        self.choose, self.view, self.hub, self.peers = choose, view, screens, others
        self.clock: Clock = clock or LoopClock()
        self.wall: Callable[[], float] = time.time
        self._rooms: dict[str, Room] = {}
        self._opening: dict[str, asyncio.Task[Room]] = {}
        self._due: dict[str, Room] = {}
        self._writer: asyncio.Task[None] | None = None
        self._deeds: set[asyncio.Task[None]] = set()
        self._elsewhere: defaultdict[str, set[str]] = defaultdict(set)
        """The processes that hold each room besides this one."""
        others.listen(TOLD, self._hear)
        others.listen(HELD, self._held_by)
        others.listen(LEFT, self._left_by)
        others.listen(ERASED, lambda code, _by: self._erase(code))
        others.when_met(lambda _name: others.tell(HELD, list(self._rooms)))
        others.when_gone(self._lost)
        others.when_apart(self.look)

    async def room(self, code: str) -> Room:
        """Give a room, read from the database the first time; raises the refusals of `live.store`."""
        if (held := self._rooms.get(code)) is not None:
            held.used = self.clock.now()
            return held
        if (opening := self._opening.get(code)) is None:
            opening = self._opening[code] = asyncio.create_task(self._open(code))
            opening.add_done_callback(lambda _task: self._opening.pop(code, None))
        return await asyncio.shield(opening)

    def held(self, code: str) -> Room | None:
        """Give a room if it is in memory."""
        return self._rooms.get(code)

    def manner(self, code: str) -> Manner:
        """Give the way this room lives: what its sockets do is told to whatever holds it then."""

        def seen(who: str, here: bool, mine: bool) -> None:
            if (room := self._rooms.get(code)) is not None:
                room.people.seen(who, here, mine)

        return Manner(PUSH, seen, shared=False)

    def presence(self, code: str) -> Presence:
        """Give who is in a room, and whether it is for this process to say what time makes of it."""
        # Without the others one does not know who has left: time waits for their return.
        return Presence(lambda: self.hub.here(code), lambda: self.peers.together and self.hub.holds(code))

    def elsewhere(self, code: str) -> bool:
        """Whether another process holds this room: the game has not stopped."""
        return bool(self._elsewhere.get(code))

    def tell(self, code: str, told: Told) -> None:
        """Tell the other processes what has been written in a room."""
        self.peers.tell(TOLD, [code, *told])

    def erased(self, code: str) -> None:
        """Tell every open screen that a game is no more."""
        self._erase(code)
        self.peers.tell(ERASED, code)

    async def look(self) -> None:
        """Catch up with what other processes have written, when they cannot be heard."""
        held = {room.table.room_id: room for room in self._rooms.values()}
        if not held:
            return
        now = await asyncio.to_thread(db.read, lambda session: register.numbers(session, list(held)))
        for number, room in held.items():
            if now.get(number) != room.table.number:
                room.catch_up()

    def write(self, room: Room) -> None:
        """Have what waits in this room written as soon as the transaction under way is over."""
        self._due[room.code] = room
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_all())

    def spawn(self, deed: Coroutine[Any, Any, None]) -> None:
        """Let something happen that nobody waits for."""
        task = asyncio.create_task(deed)
        self._deeds.add(task)
        task.add_done_callback(self._deeds.discard)

    async def settled(self) -> None:
        """Wait until nothing waits to be written."""
        while self._writer is not None and not self._writer.done():
            await asyncio.shield(self._writer)

    def forget(self, code: str) -> None:
        """Let a room leave memory: the next who comes reads it back."""
        if (room := self._rooms.pop(code, None)) is not None:
            room.still()
            self.peers.tell(LEFT, code)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Let idle rooms go while the server lives; what waits is written before it ends."""
        rounds = asyncio.create_task(self._sweep())
        try:
            yield
        finally:
            rounds.cancel()
            await self.settled()
            for code in list(self._rooms):
                self.forget(code)

    async def _open(self, code: str) -> Room:
        kept = db.read(lambda session: register.read(session, code, datetime.now(UTC)))
        room = Room(self, code, kept)
        await room.wake()
        self._rooms[code] = room
        self.peers.tell(HELD, [code])
        return room

    def _hear(self, said: list[Any], _by: str) -> None:
        code, number, acts, snapshot = said
        if (room := self._rooms.get(code)) is not None:
            room.hear(Told(number, [(move_id, text) for move_id, text in acts], snapshot))
        elif self.hub.holds(code):
            self.spawn(self._read_back(code))

    def _held_by(self, codes: list[str], by: str) -> None:
        for code in codes:
            self._elsewhere[code].add(by)

    def _left_by(self, code: str, by: str) -> None:
        self._elsewhere[code].discard(by)
        if not self._elsewhere[code]:
            del self._elsewhere[code]

    def _erase(self, code: str) -> None:
        if (room := self._rooms.get(code)) is not None:
            room.tell_erased()
            self.forget(code)

    def _lost(self, name: str) -> None:
        for code in list(self._elsewhere):
            self._left_by(code, name)

    async def _write_all(self) -> None:
        while self._due:
            # One turn of the loop lets the moves already at the door share this transaction.
            await asyncio.sleep(0)
            taken = [(room, room.table.take()) for room in self._due.values()]
            self._due = {}
            await self._write(taken)

    async def _write(self, taken: list[tuple[Room, Batch]]) -> None:
        def deed(session: Session) -> list[list[Any] | None]:
            pages = [batch.pages for _, batch in taken]
            return register.write_all(session, pages) if self.peers.several else [
                register.write(session, each) for each in pages
            ]  # fmt: skip

        try:
            said = await db.write(deed)
        except (IntegrityError, RoomMoved) as error:
            if len(taken) > 1:  # one room's trouble is not the others'
                for each in taken:
                    await self._write([each])
                return
            self._overtaken(*taken[0], error)
        except (SQLAlchemyError, OSError, RuntimeError) as error:
            self._failed(taken, error, for_good=False)
        else:
            for (room, batch), results in zip(taken, said, strict=True):
                if results is None:
                    self._overtaken(room, batch, RoomMoved())
                else:
                    self._written(room, batch, results)

    def _written(self, room: Room, batch: Batch, results: list[Any]) -> None:
        """Take what is written for true; a room that cannot is read back, the others are told all the same."""
        try:
            room.written(batch, results)
        except Exception as error:
            log.error("a room is read back: %s", faults.told(error))
            self._failed([(room, batch)], error, for_good=True)

    def _overtaken(self, room: Room, batch: Batch, error: Exception) -> None:
        """Do it again on what another process wrote first; what is always overtaken is given up."""
        try:
            kept = db.read(lambda session: register.read(session, room.code, datetime.now(UTC)))
        except (RoomUnknown, RoomClosed):
            return self._failed([(room, batch)], error, for_good=True)
        except (SQLAlchemyError, OSError) as away:
            return self._failed([(room, batch)], away, for_good=False)
        if any(entry.tries >= TRIES for entry in batch.entries):
            return self._failed([(room, batch)], error, for_good=True)
        return room.overtaken(batch, kept)

    def _failed(self, taken: list[tuple[Room, Batch]], error: Exception, *, for_good: bool) -> None:
        log.error("%d rooms could not be written: %s", len(taken), type(error).__name__)
        for room, batch in taken:
            self._due.pop(room.code, None)
            room.unwritten(batch)
            if for_good and self._rooms.get(room.code) is room:  # another process wrote, or the room is no more
                self.forget(room.code)
                self.spawn(self._read_back(room.code))

    async def _read_back(self, code: str) -> None:
        """Show the truth to those who are in a room."""
        with suppress(RoomUnknown, RoomClosed, Unwritten):
            (await self.room(code)).show()

    def sweep(self) -> None:
        """Let the rooms go where nobody has been for a while."""
        now = self.clock.now()
        for code, room in list(self._rooms.items()):
            if not room.busy() and now - room.used > IDLE:
                self.forget(code)

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(SWEEP)
            self.sweep()
