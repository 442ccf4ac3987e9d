"""The rooms of one process: each room's public slices in memory, and one push for all its sockets when they change."""

import logging
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import reflex as rx

from irdsu_app import faults
from irdsu_app.live.bell import Bell, Clock, LoopClock, Timer
from irdsu_app.live.presence import Presence
from irdsu_app.live.rooms import COUNT, ORDINARY, Audience, Load, Manner, channel
from irdsu_app.live.wire import Delta, ReflexWire, Wire

Key = tuple[str, str, str]
"""Audience, state, variable."""
RETRY = 1.0
"""Seconds before a room that could not be read again is."""
log = logging.getLogger(__name__)


class Room:
    """One room of this process."""

    def __init__(
        self, code: str, wire: Wire, clock: Clock, emptied: Callable[[], None], manner: Manner, load: Load
    ) -> None:
        """Open a room without anybody, as the database knows it."""
        self.code, self.manner, self._wire, self._emptied, self._load = code, manner, wire, emptied, load
        self._clock = clock
        self.slices: dict[Key, Any] = {}
        self._revisions: dict[Key, int] = {}
        self.counters: set[Key] = set()
        self.people = Presence(clock, self._people_changed, manner.watch)
        self._pending: dict[Key, Any] = {}
        self._push, self._count = Bell(clock, manner.push, self._send), Bell(clock, COUNT, self._announce)
        self.again = Bell(clock, manner.push, self._read_again)
        self._later: Timer | None = None
        for view, var, value, audience, revision in load():
            self.slices[audience, view, var], self._revisions[audience, view, var] = value, revision

    def put(self, key: Key, value: Any, keep: bool, revision: int = 0) -> None:
        """Show a value, unless a newer one is shown."""
        if revision and revision < self._revisions.get(key, 0):
            return
        if keep:
            if revision:  # even of an equal value: what came in between is older all the same
                self._revisions[key] = revision
            if key in self.slices and self.slices[key] == value:
                return
            self.slices[key] = value
        self._pending[key] = value
        self._push.pull()

    def reload(self) -> None:
        """Show what the database says now."""
        for view, var, value, audience, revision in self._load():
            self.put((audience, view, var), value, keep=True, revision=revision)

    def _read_again(self) -> None:
        try:
            self.reload()
        except Exception as error:  # what it shows is older than what is written: until it can be read
            log.error("a room is read again later: %s", faults.told(error))
            self._later = self._clock.later(RETRY, self.again.pull)

    def _send(self) -> None:
        deltas: defaultdict[str, Delta] = defaultdict(lambda: defaultdict(dict))
        for (audience, view, var), value in self._pending.items():
            deltas[audience][view][var] = value
        self._pending.clear()
        for audience, delta in deltas.items():
            self._wire.send(channel(self.code, audience), delta)

    def _announce(self) -> None:
        for key in self.counters:
            self.put(key, self.people.count(), keep=True)

    def _people_changed(self) -> None:
        self._count.pull()
        self._emptied()

    def still(self) -> None:
        """Forget what was to be sent."""
        for bell in (self._push, self._count, self.again):
            bell.still()
        if self._later is not None:
            self._later.cancel()


class LocalHub:
    """The rooms of one process, which is alone."""

    def __init__(self, clock: Clock | None = None, wire: Wire | None = None) -> None:
        """Make a hub without a room."""
        self._clock: Clock = clock or LoopClock()
        self._wire = wire
        self._rooms: dict[str, Room] = {}
        self._where: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._published = float("-inf")
        self.closed = 0
        """How many sockets have closed since the start."""

    def bind(self, app: rx.App) -> None:
        """Take the sockets of the app."""
        self._wire = ReflexWire(app, self._closes)

    async def enter(
        self, code: str, sid: str, who: str, load: Load, audience: Audience = "", manner: Manner = ORDINARY
    ) -> None:
        """Let a socket into a room, once or ten times; `who` is "" for a screen that is nobody's."""
        parts = tuple(dict.fromkeys(("", *((audience,) if isinstance(audience, str) else audience))))
        if self._where.get(sid, (code, parts)) != (code, parts):
            self.leave(sid)
        for part in parts:
            if not await self._wired().join(sid, channel(code, part)):
                return
        # No await from here: a socket that closes is either not yet counted or properly counted out.
        self._where[sid] = (code, parts)
        room = self._rooms.get(code) or self._open(code, load, manner)
        self._arrive(room, sid, who)

    def leave(self, sid: str) -> None:
        """Take a socket out of its room."""
        if sid not in self._where:
            return
        code, parts = self._where[sid]
        for part in parts:
            self._wired().part(sid, channel(code, part))
        self._gone(sid)

    def publish(
        self, code: str, view: str, var: str, value: Any, audience: str = "", keep: bool = True, revision: int = 0
    ) -> None:
        """Give a slice its new value and push it; a room nobody is in needs neither, `load` will read the truth."""
        if room := self._rooms.get(code):
            self._published = self._clock.now()
            room.put((audience, view, var), value, keep, revision)

    def show(self, code: str, view: str, var: str, value: Any, audience: str = "", keep: bool = True) -> None:
        """Give a slice its new value on the screens of this process."""
        LocalHub.publish(self, code, view, var, value, audience, keep)

    def again(self, code: str) -> None:
        """Read a room again from the database: what is written has no revision."""
        if room := self._rooms.get(code):
            room.again.pull()

    def get(self, code: str, view: str, var: str, default: Any, audience: str = "") -> Any:
        """Give the value of a slice."""
        room = self._rooms.get(code)
        return room.slices.get((audience, view, var), default) if room else default

    def presence(self, code: str) -> int:
        """Give the number of distinct people in a room."""
        room = self._rooms.get(code)
        return room.people.count() if room else 0

    def here(self, code: str) -> set[str]:
        """Name the people who have a socket in a room."""
        room = self._rooms.get(code)
        return room.people.here() if room else set()

    def holds(self, code: str) -> bool:
        """Whether it is for this process to say who comes and goes: it is alone."""
        return True

    def show_presence(self, code: str, view: str, var: str, audience: str = "") -> None:
        """Announce the number of people of a room in this slice from now on."""
        room, key = self._rooms.get(code), (audience, view, var)
        # Called again at each arrival: setting the slice then would hide the new number from those already there.
        if room and key not in room.counters:
            room.counters.add(key)
            room.slices[key] = room.people.count()

    def close(self, code: str) -> None:
        """Send every socket out of a room and forget it."""
        for sid in [sid for sid, (held, _parts) in self._where.items() if held == code]:
            self.leave(sid)
        if room := self._rooms.pop(code, None):
            room.still()

    def quiet_for(self) -> float:
        """Give the seconds since something was last published."""
        return self._clock.now() - self._published

    def _open(self, code: str, load: Load, manner: Manner) -> Room:
        room = Room(code, self._wired(), self._clock, lambda: self._drop_if_empty(code), manner, load)
        self._rooms[code] = room
        return room

    def _arrive(self, room: Room, sid: str, who: str) -> None:
        room.people.arrive(sid, who)

    def _closes(self, sid: str) -> None:
        self.closed += 1
        self._gone(sid)

    def _gone(self, sid: str) -> None:
        if held := self._where.pop(sid, None):
            if room := self._rooms.get(held[0]):
                room.people.depart(sid)
            self._drop_if_empty(held[0])

    def _drop_if_empty(self, code: str) -> None:
        room = self._rooms.get(code)
        if room and room.people.empty():
            room.still()
            del self._rooms[code]

    def _wired(self) -> Wire:
        if self._wire is None:
            raise RuntimeError("the hub is not bound to an app: call bind first")
        return self._wire
