"""Who is in a room right now: « À reconnecter » at once, gone after three minutes, a room without its leader paused."""

from collections.abc import Callable
from typing import NamedTuple

from irdsu_app.coop.acts import Rules
from irdsu_app.live.bell import Clock, Timer

GONE = 180.0
"""Seconds a seat is kept."""
LEADERLESS = 15.0
"""Seconds without anybody who leads before the game is paused."""
RETURN = 10.0
"""Seconds given to everybody to come back when the server has restarted, before they are shown as away."""

Happen = Callable[[str, str], None]


class Presence(NamedTuple):
    """Who has a socket in the room, in any process, and whether it is for this one to say what time makes of it."""

    here: Callable[[], set[str]]
    speaks: Callable[[], bool]


class Attendance:
    """The presence of the people of one game: what the sockets say, told to the game when it does not know it."""

    def __init__(self, rules: Rules, clock: Clock, happen: Happen, presence: Presence) -> None:
        """Expect nobody; `happen` lets an act of the system happen to somebody."""
        self._rules, self._clock, self._happen, self._presence = rules, clock, happen, presence
        self._gone: dict[str, Timer] = {}
        self._leaderless: Timer | None = None
        self._returning: Timer | None = None
        self._game: object = None

    @property
    def here(self) -> set[str]:
        """Name those who have a socket in the room."""
        return self._presence.here()

    def start(self, game: object) -> None:
        """Expect those who were there, and count those whose sockets are still open."""
        self.follow(game)
        self._returning = self._clock.later(RETURN, self._count)

    def follow(self, game: object) -> None:
        """Know the game: whoever is expected and not here has three minutes to show up."""
        self._game = game
        expected = self._rules.people(game) - (here := self.here)
        for who in expected - self._gone.keys():
            self._gone[who] = self._clock.later(GONE, lambda who=who: self._give_up(who))
        for who in self._gone.keys() - expected:
            self._gone.pop(who).cancel()
        self._watch_hosts(here)

    def seen(self, who: str, here: bool, mine: bool) -> None:
        """Someone's first socket opens, or their last one closes; `mine`: it is for this process to say so."""
        if mine and here:
            self._welcome(who)
        elif mine:
            self._happen("away", who)
        self.follow(self._game)

    def welcome(self) -> None:
        """Say that they are here of those whom another process holds for away."""
        for who in self.here:
            self._welcome(who)

    def _welcome(self, who: str) -> None:
        if who not in self._rules.people(self._game) - self._rules.absent(self._game):
            self._happen("came_back", who)

    def still(self) -> None:
        """Forget every timer."""
        for timer in (*self._gone.values(), self._leaderless, self._returning):
            if timer is not None:
                timer.cancel()
        self._gone.clear()
        self._leaderless = self._returning = None

    def _count(self) -> None:
        self._returning = None
        if not self._presence.speaks():
            return
        for who in self._rules.people(self._game) - self._rules.absent(self._game) - self.here:
            self._happen("away", who)

    def _give_up(self, who: str) -> None:
        del self._gone[who]
        if self._presence.speaks():
            self._happen("gone", who)

    def _watch_hosts(self, here: set[str]) -> None:
        hosts = self._rules.hosts(self._game)
        missing = bool(hosts) and not hosts & here
        if missing and self._leaderless is None:
            # Kept once it has rung: one pause for one absence.
            self._leaderless = self._clock.later(LEADERLESS, self._pause)
        elif not missing and self._leaderless is not None:
            self._leaderless.cancel()
            self._leaderless = None

    def _pause(self) -> None:
        if self._presence.speaks():
            self._happen("host_missing", "")
        else:
            self._leaderless = None
