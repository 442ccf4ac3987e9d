"""The hub: each room's public slices in memory, and one push for all its sockets when they change.

The truth is in the database: a room is read back by `load` when its first socket enters, and forgotten when its
last person has gone. A state shows a slice through an uncached computed var that calls `get`, so that hydration and
reconnection are right by themselves; `publish` reaches the screens already there.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, Protocol

import reflex as rx

from irdsu_app.live.bell import Bell, Clock, LoopClock
from irdsu_app.live.presence import Presence
from irdsu_app.live.wire import Delta, ReflexWire, Wire

PUSH = 0.05
"""Seconds between two pushes of a room: a change leaves at once, those that follow within 50 ms leave together."""
COUNT = 1.0
"""Seconds between two announcements of the number of people."""


class Slice(NamedTuple):
    """The value of a state's variable for a whole audience; replaced, never mutated."""

    view: str
    var: str
    value: Any
    audience: str = ""


Load = Callable[[], Iterable[Slice]]
Audience = str | tuple[str, ...]
"""The parts of a room a socket is in, besides "" which is everybody's."""


class Manner(NamedTuple):
    """How a room lives: how often it pushes, and who wants to know at once that somebody comes or is cut off."""

    push: float = PUSH
    watch: Callable[[str, bool], None] = lambda _who, _here: None


ORDINARY = Manner()


class Hub(Protocol):
    """What the products know of live rooms; `audience` names a part of the room, "" being everybody."""

    def bind(self, app: rx.App) -> None:
        """Take the sockets of the app."""
        ...

    async def enter(
        self, code: str, sid: str, who: str, load: Load, audience: Audience = "", manner: Manner = ORDINARY
    ) -> None:
        """Let a socket into a room, once or ten times; `who` is "" for a screen that is nobody's."""
        ...

    def leave(self, sid: str) -> None:
        """Take a socket out of its room."""
        ...

    def publish(self, code: str, view: str, var: str, value: Any, audience: str = "", keep: bool = True) -> None:
        """Give a slice its new value and push it; `keep=False` for what only matters now (a pointer)."""
        ...

    def get(self, code: str, view: str, var: str, default: Any, audience: str = "") -> Any:
        """Give the value of a slice."""
        ...

    def presence(self, code: str) -> int:
        """Give the number of distinct people in a room."""
        ...

    def here(self, code: str) -> set[str]:
        """Name the people who have a socket in a room."""
        ...

    def show_presence(self, code: str, view: str, var: str, audience: str = "") -> None:
        """Announce the number of people of a room in this slice from now on."""
        ...

    def close(self, code: str) -> None:
        """Send every socket out of a room and forget it."""
        ...

    def quiet_for(self) -> float:
        """Give the seconds since something was last published."""
        ...


class _Room:
    """One room of this process."""

    def __init__(self, code: str, wire: Wire, clock: Clock, emptied: Callable[[], None], manner: Manner) -> None:
        self.code, self._wire, self._emptied = code, wire, emptied
        self.slices: dict[tuple[str, str, str], Any] = {}
        self.counters: set[tuple[str, str, str]] = set()
        self.people = Presence(clock, self._people_changed, manner.watch)
        self._pending: dict[tuple[str, str, str], Any] = {}
        self._push, self._count = Bell(clock, manner.push, self._send), Bell(clock, COUNT, self._announce)

    def put(self, key: tuple[str, str, str], value: Any, keep: bool) -> None:
        if keep:
            if key in self.slices and self.slices[key] == value:
                return
            self.slices[key] = value
        self._pending[key] = value
        self._push.pull()

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
        self._push.still()
        self._count.still()


def channel(code: str, audience: str = "") -> str:
    """Name the socket.io room of an audience."""
    return f"room/{code}/{audience}"


class LocalHub:
    """The rooms of one process."""

    def __init__(self, clock: Clock | None = None, wire: Wire | None = None) -> None:
        """Make a hub without a room."""
        self._clock: Clock = clock or LoopClock()
        self._wire = wire
        self._rooms: dict[str, _Room] = {}
        self._where: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._published = float("-inf")

    def bind(self, app: rx.App) -> None:
        """Take the sockets of the app."""
        self._wire = ReflexWire(app, self._gone)

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
        room.people.arrive(sid, who)

    def leave(self, sid: str) -> None:
        """Take a socket out of its room."""
        if sid not in self._where:
            return
        code, parts = self._where[sid]
        for part in parts:
            self._wired().part(sid, channel(code, part))
        self._gone(sid)

    def publish(self, code: str, view: str, var: str, value: Any, audience: str = "", keep: bool = True) -> None:
        """Give a slice its new value and push it; a room nobody is in needs neither, `load` will read the truth."""
        if room := self._rooms.get(code):
            self._published = self._clock.now()
            room.put((audience, view, var), value, keep)

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

    def _open(self, code: str, load: Load, manner: Manner) -> _Room:
        room = self._rooms[code] = _Room(code, self._wired(), self._clock, lambda: self._drop_if_empty(code), manner)
        room.slices = {(audience, view, var): value for view, var, value, audience in load()}
        return room

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


hub: Hub = LocalHub()
"""The hub of this process."""
