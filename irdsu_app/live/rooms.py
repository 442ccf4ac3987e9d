"""What the products know of live rooms: slices shown to audiences, people who come and go, and the hub that does it.

The truth is in the database: a room is read back by `load` when its first socket enters, and forgotten when its
last person has gone. A state shows a slice through an uncached computed var that calls `get`, so that hydration and
reconnection are right by themselves; `publish` reaches the screens already there, whichever process they are in.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, Protocol

import reflex as rx

PUSH = 0.05
"""Seconds between two pushes of a room: a change leaves at once, those that follow within 50 ms leave together."""
COUNT = 1.0
"""Seconds between two announcements of the number of people."""


class Slice(NamedTuple):
    """The value of a state's variable for a whole audience; replaced, never mutated.

    `revision` is that of the document it comes from: an older one never replaces a newer one. 0 when it has none.
    """

    view: str
    var: str
    value: Any
    audience: str = ""
    revision: int = 0


Load = Callable[[], Iterable[Slice]]
"""Reads a room from the database, each time it is called."""
Audience = str | tuple[str, ...]
"""The parts of a room a socket is in, besides "" which is everybody's."""
Watch = Callable[[str, bool, bool], None]
"""Told who comes or is cut off, whether they are here, and whether it is for this process to say so to others."""


class Manner(NamedTuple):
    """How a room lives: how often it pushes, and who wants to know at once that somebody comes or is cut off.

    `shared`: what is published in one process is shown by all, and `load` may be called again at any time. Otherwise
    each process shows its own screens what it knows of the room by itself.
    """

    push: float = PUSH
    watch: Watch = lambda _who, _here, _mine: None
    shared: bool = True


ORDINARY = Manner()


class Hub(Protocol):
    """The live rooms; `audience` names a part of the room, "" being everybody."""

    closed: int
    """How many sockets have closed since the start, in a room or not."""

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

    def publish(
        self, code: str, view: str, var: str, value: Any, audience: str = "", keep: bool = True, revision: int = 0
    ) -> None:
        """Give a slice its new value and push it to every screen; `keep=False` for what only matters now (a pointer).

        A value of an older `revision` than the one shown is ignored.
        """
        ...

    def show(self, code: str, view: str, var: str, value: Any, audience: str = "", keep: bool = True) -> None:
        """Give a slice its new value on the screens of this process only: the others tell theirs."""
        ...

    def again(self, code: str) -> None:
        """Read a room again from the database, in every process that shows it: it is written, and has no revision."""
        ...

    def get(self, code: str, view: str, var: str, default: Any, audience: str = "") -> Any:
        """Give the value of a slice."""
        ...

    def presence(self, code: str) -> int:
        """Give the number of distinct people in a room."""
        ...

    def here(self, code: str) -> set[str]:
        """Name the people who have a socket in a room, in any process."""
        ...

    def holds(self, code: str) -> bool:
        """Whether it is for this process to say who comes and goes in a room: it has sockets there, or is alone."""
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


def channel(code: str, audience: str = "") -> str:
    """Name the socket.io room of an audience."""
    return f"room/{code}/{audience}"
