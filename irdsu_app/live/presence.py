"""Who is in a room: distinct people, who remain a few minutes after their last socket closed."""

from collections import Counter
from collections.abc import Callable

from irdsu_app.live.bell import Clock, Timer
from irdsu_app.live.rooms import Watch

GRACE = 180.0
"""Seconds: a phone that sleeps, or a lift, is not a departure."""


class Presence:
    """The people of one room; an anonymous socket (a projector, a desk) is in the room but counts for nobody.

    Sockets that are `far`, in another process, make people present and do not keep the room open here.
    """

    def __init__(
        self, clock: Clock, changed: Callable[[], None], seen: Watch = lambda _who, _here, _mine: None
    ) -> None:
        """Start with nobody; `changed` is told each arrival and each departure, `seen` whoever comes or is cut off."""
        self._clock, self._changed, self._seen = clock, changed, seen
        self._sockets: dict[str, str] = {}
        self._far: set[str] = set()
        self._here: Counter[str] = Counter()
        self._away: dict[str, Timer] = {}

    def arrive(self, sid: str, who: str, *, far: bool = False) -> None:
        """Count a person in by one of their sockets."""
        if self._sockets.get(sid) == who:
            return
        self.depart(sid)
        self._sockets[sid] = who
        if far:
            self._far.add(sid)
        if who:
            self._here[who] += 1
            if timer := self._away.pop(who, None):
                timer.cancel()
            elif self._here[who] == 1:
                self._changed()
            if self._here[who] == 1:
                self._seen(who, True, not far)

    def depart(self, sid: str, *, orphan: bool = False) -> None:
        """Start the grace of a person whose last socket closed; an `orphan` is far, and its process is no more."""
        who = self._sockets.pop(sid, "")
        mine = sid not in self._far or orphan
        self._far.discard(sid)
        if not who:
            return
        self._here[who] -= 1
        if not self._here[who]:
            del self._here[who]
            self._away[who] = self._clock.later(GRACE, lambda: self._forget(who))
            self._seen(who, False, mine)

    def count(self) -> int:
        """Give the number of distinct people."""
        return len(self._here) + len(self._away)

    def here(self) -> set[str]:
        """Name those who have a socket."""
        return set(self._here)

    def empty(self) -> bool:
        """Tell whether there is no socket of this process, and nobody expected back."""
        return len(self._sockets) == len(self._far) and not self._away

    def _forget(self, who: str) -> None:
        del self._away[who]
        self._changed()
