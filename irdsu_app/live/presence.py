"""Who is in a room: distinct people, who remain a few minutes after their last socket closed."""

from collections import Counter
from collections.abc import Callable

from irdsu_app.live.bell import Clock, Timer

GRACE = 180.0
"""Seconds: a phone that sleeps, or a lift, is not a departure."""


class Presence:
    """The people of one room; an anonymous socket (a projector, a desk) is in the room but counts for nobody."""

    def __init__(
        self, clock: Clock, changed: Callable[[], None], seen: Callable[[str, bool], None] = lambda _who, _here: None
    ) -> None:
        """Start with nobody; `changed` is told each arrival and each departure, `seen` whoever comes or is cut off."""
        self._clock, self._changed, self._seen = clock, changed, seen
        self._sockets: dict[str, str] = {}
        self._here: Counter[str] = Counter()
        self._away: dict[str, Timer] = {}

    def arrive(self, sid: str, who: str) -> None:
        """Count a person in by one of their sockets."""
        if self._sockets.get(sid) == who:
            return
        self.depart(sid)
        self._sockets[sid] = who
        if who:
            self._here[who] += 1
            if timer := self._away.pop(who, None):
                timer.cancel()
            elif self._here[who] == 1:
                self._changed()
            if self._here[who] == 1:
                self._seen(who, True)

    def depart(self, sid: str) -> None:
        """Start the grace of a person whose last socket closed."""
        who = self._sockets.pop(sid, "")
        if not who:
            return
        self._here[who] -= 1
        if not self._here[who]:
            del self._here[who]
            self._away[who] = self._clock.later(GRACE, lambda: self._forget(who))
            self._seen(who, False)

    def count(self) -> int:
        """Give the number of distinct people."""
        return len(self._here) + len(self._away)

    def here(self) -> set[str]:
        """Name those who have a socket."""
        return set(self._here)

    def empty(self) -> bool:
        """Tell whether there is no socket and nobody expected back."""
        return not self._sockets and not self._away

    def _forget(self, who: str) -> None:
        del self._away[who]
        self._changed()
