"""One room as people meet it: moves and arrivals answered once written, time, presence, and what each screen shows."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import SQLAlchemyError

from irdsu_app import db, faults
from irdsu_app.access.seats import hash_of
from irdsu_app.coop import register
from irdsu_app.coop.acts import Act
from irdsu_app.coop.attendance import Attendance
from irdsu_app.coop.register import Kept
from irdsu_app.coop.seating import Answer, Arrivals, NoSeat
from irdsu_app.coop.table import Batch, Table, Told, Unwritten
from irdsu_app.design.typography import fr
from irdsu_app.live.bell import Timer
from irdsu_app.live.rooms import Slice
from irdsu_app.live.store import RoomClosed, RoomUnknown

if TYPE_CHECKING:
    from irdsu_app.coop.hall import Hall

log = logging.getLogger(__name__)
PUSH = 0.02
"""Seconds between two pushes of a game: what everybody waits for must not wait for the next one."""
RETRY = 1.0
"""Seconds before a timer that changed nothing, or could not be written, tries again."""
AFTER = 0.005
"""Seconds after the hour at which time is said to have passed: two clocks never agree to the millisecond."""
TURN = 0.2
"""Seconds a process leaves to the one before it, when time has passed for all of them."""
_FAULT = fr("Ce geste n'a pas pu être joué. Rechargez la page ; s'il manque encore, continuez sans lui.")


class Room:
    """One room of this process."""

    def __init__(self, hall: Hall, code: str, kept: Kept) -> None:
        """Read a room back."""
        self._hall, self.code = hall, code
        self.rules = hall.choose(kept.room.document)
        self.table = Table(code, self.rules, kept)
        self.people = Attendance(self.rules, hall.clock, self._happen, hall.presence(code))
        self.used = hall.clock.now()
        self._timer: Timer | None = None
        self._reading: Timer | None = None
        """When the room is read again, after a time when it could not be."""
        self._stopped = False
        self._arrivals = Arrivals(self.table, lambda: hall.write(self))
        self._led: set[str] = set()
        self._shown: tuple[Any, Mapping[str, Any]] | None = None

    async def wake(self) -> None:
        """Come back to life: a phase whose time ran out meanwhile gets a little more, then time runs again."""
        if not self._hall.elsewhere(self.code):
            await self.happen(Act("woken", self._hall.wall()))
        self.people.start(self.table.game)
        self._arm()

    def person(self, cookie: str) -> str:
        """Who this browser is here, or nothing; another process may have seated it a moment ago."""
        if cookie and not self.table.person(cookie) and self._hall.peers.several:
            who = db.read(lambda session: register.person_of_cookie(session, self.table.room_id, cookie))
            if who:
                self.catch_up()
                self.table.places.setdefault(hash_of(cookie), who)
        return self.table.person(cookie)

    async def play(self, cookie: str, move_id: str, data: object) -> Answer:
        """Play a move of this browser; the same id again has the same answer. Raises NoSeat, Unwritten."""
        table, rules = self.table, self.rules
        if not (who := self.person(cookie)):
            raise NoSeat
        if move_id in table.known:
            return Answer(True)
        if (flying := table.flying.get(move_id)) is not None:
            return await self._answered(flying)
        if (said := table.refusals.get(move_id)) is not None:
            return Answer(False, said)
        if self._hall.peers.several and table.is_behind(data):
            self.catch_up()
        try:
            move = rules.read(data)
            entry, _ = table.accept(Act("play", self._hall.wall(), who, rules.written(move)), move, move_id)
        except rules.refused as refusal:
            table.refuse(move_id, str(refusal))
            return Answer(False, str(refusal))
        except Exception as error:
            # A fault of the rules: this move is lost, the game and those who play are not.
            log.error("a move could not be played: %s", faults.told(error))
            return Answer(False, _FAULT)
        self._hall.write(self)
        return await self._answered(entry.written)

    async def _answered(self, written: asyncio.Future[Any]) -> Answer:
        try:
            await asyncio.shield(written)
        except self.rules.refused as refusal:  # another process had moved the game
            return Answer(False, str(refusal))
        return Answer(True)

    async def enter(self, act: Act, cookie: str, key: str = "") -> str:
        """Let an arrival happen and give the cookie to set; raises what the rules raise, or Unwritten."""
        return await self._arrivals.enter(act, cookie, key)

    async def happen(self, act: Act) -> None:
        """Let an act of the system happen, written like the others; one that changes nothing is not."""
        if (entry := self.table.let(act)) is not None:
            self._hall.write(self)
            await asyncio.shield(entry.written)

    def written(self, batch: Batch, results: list[Any]) -> None:
        """Take what has been written for true, show it, then answer those who wait for it."""
        self._hall.tell(self.code, self.table.written(batch))
        self._moved()
        given = iter(results)
        for entry in batch.entries:
            result = next(given) if entry.also else None
            if not entry.written.done():
                entry.written.set_result(result)
        self._catch_up_heard()

    def _moved(self) -> None:
        """Show what is true now, and expect what follows from it."""
        if not self._stopped:
            self.people.follow(self.table.game)
        try:
            self._arm()
            self.show()
        except Exception as error:
            # Written all the same: whoever comes or reloads sees it.
            log.error("what was written could not be shown: %s", faults.told(error))

    def hear(self, told: Told) -> None:
        """Take what another process has written."""
        if not self.table.hear(told):
            self.catch_up()
        elif self.table.leaving is None:
            self._follow()

    def overtaken(self, batch: Batch, kept: Kept) -> None:
        """Begin again from what another process wrote first."""
        self.table.overtaken(batch, kept)
        self._catch_up_heard()
        self._follow()

    def catch_up(self) -> None:
        """Read the room again, unless it is being written: then it is caught up with once it is.

        What cannot be read now is read later: whoever waits for what is written meanwhile must not wait for this.
        """
        if self.table.leaving is not None:
            return
        try:
            kept = db.read(lambda session: register.read(session, self.code, datetime.now(UTC)))
        except (RoomUnknown, RoomClosed):
            self.tell_erased()
            self._hall.forget(self.code)
            return
        except (SQLAlchemyError, OSError) as away:
            log.error("a room is read again later: %s", type(away).__name__)
            self._catch_up_later()
            return
        if kept.number != self.table.number:
            self.table.read_back(kept)
            self._follow()

    def _catch_up_later(self) -> None:
        def read() -> None:
            self._reading = None
            self.catch_up()

        if self._reading is None and not self._stopped:
            self._reading = self._hall.clock.later(RETRY, read)

    def _catch_up_heard(self) -> None:
        """Take what was heard while the room was being written."""
        game = self.table.game
        if not self.table.catch_up():
            self.catch_up()
        elif self.table.game is not game:
            self._follow()

    def _follow(self) -> None:
        self._moved()
        if not self._stopped:
            self.people.welcome()
        if self.table.waiting:
            self._hall.write(self)

    def unwritten(self, batch: Batch) -> None:
        """Come back to what was written: nothing was announced. A database that answered no more may have taken it."""
        self.table.unwritten(batch)
        self._catch_up_later()
        self._arm(at_least=RETRY)
        self._catch_up_heard()

    def public(self) -> Mapping[str, Any]:
        """Give what the whole room may see, computed once for each change."""
        game = self.table.game
        if self._shown is None or self._shown[0] is not game:
            self._shown = (game, self.rules.public(game))
        return self._shown[1]

    def mine(self, who: str) -> Mapping[str, Any]:
        """Give what this person may see besides."""
        return self.rules.own(self.table.game, who)

    def hosting(self, who: str) -> Mapping[str, Any] | None:
        """Give what those who lead may see besides, to somebody who leads."""
        rules = self.rules
        return rules.hosting(self.table.game) if who in rules.leaders(self.table.game) else None

    def shelved(self, who: str) -> None:
        """Know that the screens of whoever leads hold the library: it is sent once, not with each move."""
        self._led.add(who)

    def tell_erased(self) -> None:
        """Tell every open screen that the game is no more."""
        self._send("pace", {**self.public()["pace"], "status": "Effacée", "phase": "closed", "deadline": 0})

    def leaders(self) -> frozenset[str]:
        """Name those who may do now what leading asks."""
        return self.rules.leaders(self.table.game)

    def slices(self) -> list[Slice]:
        """Give what every screen is taken to know as it comes in: only what changes afterwards is sent."""
        return [Slice(self._hall.view, name, value) for name, value in self.public().items()]

    async def seat(self, who: str, cookie: str) -> str:
        """Seat one more browser at somebody's place; gives the cookie to set."""
        return await self._arrivals.seat(who, cookie)

    def show(self) -> None:
        """Send every screen of this process what has changed for it."""
        if not self._hall.hub.holds(self.code):
            return
        for name, value in self.public().items():
            self._send(name, value)
        for who in self.people.here:
            self._send("mine", self.mine(who), who)
            if (led := self.hosting(who)) is not None:
                if who not in self._led:
                    self.shelved(who)
                    self._hall.hub.show(self.code, self._hall.view, "library", self.rules.library, who, keep=False)
                self._send("hosting", led, who)
            elif who in self._led:
                self._led.discard(who)
                self._send("hosting", self.rules.blanks["hosting"], who)

    def _send(self, name: str, value: Any, audience: str = "") -> None:
        self._hall.hub.show(self.code, self._hall.view, name, value, audience)

    def busy(self) -> bool:
        """Whether somebody is here, expected back, or waits for an answer."""
        return bool(self.people.here or self.table.waiting or self.table.flying)

    def still(self) -> None:
        """Stop every timer, for good."""
        self._stopped = True
        self.people.still()
        for timer in (self._timer, self._reading):
            if timer is not None:
                timer.cancel()
        self._timer = self._reading = None

    def _happen(self, what: str, who: str) -> None:
        self._hall.spawn(self._quietly(Act(what, self._hall.wall(), who)))

    async def _quietly(self, act: Act) -> None:
        try:
            await self.happen(act)
        except (self.rules.refused, Unwritten):
            self._arm(at_least=RETRY)
        except Exception as error:
            log.error("%s could not happen: %s", act.kind, faults.told(error))

    def _arm(self, at_least: float = 0.0) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._stopped:
            return
        now = self._hall.wall()
        if (due := self.rules.next_due(self.table.game, now)) is not None:
            # One process after the other: who comes second finds that it has happened.
            delay = max(at_least, due - now + AFTER + self._hall.peers.rank() * TURN)
            self._timer = self._hall.clock.later(delay, self._tick)

    def _tick(self) -> None:
        self._timer = None
        # Armed again before anything else: a tick that changes nothing, or is not written, must not be the last.
        self._arm(at_least=RETRY)
        self._happen("tick", "")
