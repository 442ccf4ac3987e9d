"""The only module that touches the inside of Reflex's socket: how one delta reaches every socket of a room.

Written against Reflex 0.10.1, python-socketio 5 and python-engineio 4; tests/state/test_wire.py is its contract.
"""

from collections.abc import Callable
from time import perf_counter
from typing import Any, Protocol

import reflex as rx
from engineio import packet as engine_packet
from reflex_base.constants.state import FIELD_MARKER
from socketio import packet as socket_packet

from irdsu_app.upkeep import numbers

Delta = dict[str, dict[str, Any]]
"""For each state, by its full name, its variables and their values."""


class Wire(Protocol):
    """What a hub needs from the sockets."""

    async def join(self, sid: str, room: str) -> bool:
        """Put a socket in a room; false when the socket is already gone."""
        ...

    def part(self, sid: str, room: str) -> None:
        """Take a socket out of a room."""
        ...

    def send(self, room: str, delta: Delta) -> None:
        """Send a delta to every socket of a room."""
        ...


class ReflexWire:
    """The sockets of a Reflex app."""

    def __init__(self, app: rx.App, gone: Callable[[str], None]) -> None:
        """Take the sockets of the app and tell `gone` each one that closes."""
        if app.sio is None or app.event_namespace is None:
            raise RuntimeError("the app has no state yet: bind the hub after the first State is defined")
        self._server = app.sio
        self._namespace: str = app.event_namespace.namespace
        namespace, inner = app.event_namespace, app.event_namespace.on_disconnect

        def on_disconnect(sid: str, *_reason: Any) -> Any:
            gone(sid)
            return inner(sid)

        # Reflex has no public hook for a socket that closes.
        namespace.on_disconnect = on_disconnect  # pyright: ignore[reportAttributeAccessIssue]

    async def join(self, sid: str, room: str) -> bool:
        """Put a socket in a room; false when the socket is already gone."""
        if not self._server.manager.is_connected(sid, self._namespace):
            return False
        await self._server.enter_room(sid, room, namespace=self._namespace)
        return True

    def part(self, sid: str, room: str) -> None:
        """Take a socket out of a room."""
        self._server.manager.basic_leave_room(sid, self._namespace, room)

    def send(self, room: str, delta: Delta) -> None:
        """Encode a delta once and lay it on the queue of each socket of the room.

        `sio.emit(room=…)` makes one task per socket for the same result.
        """
        began = perf_counter()
        marked = {view: {name + FIELD_MARKER: value for name, value in held.items()} for view, held in delta.items()}
        # Said to hold no bytes: otherwise every value would be looked at, a quarter of the time of a room that plays.
        said = ["event", {"delta": marked}]
        packet = socket_packet.Packet(socket_packet.EVENT, said, self._namespace, binary=False)
        frame = engine_packet.Packet(engine_packet.MESSAGE, packet.encode())
        sockets = self._server.eio.sockets
        for _sid, engine_sid in self._server.manager.get_participants(self._namespace, room):
            # A socket closed a moment ago has left the table but not yet the room.
            if (socket := sockets.get(engine_sid)) is not None and not socket.closed:
                socket.queue.put_nowait(frame)
        numbers.fanned_out(began)
