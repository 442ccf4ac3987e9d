"""Who is in a room right now: shown « À reconnecter » at once, gone after three minutes, a room without its leader paused.

Nothing of it is written but what it leads to: after a restart everybody is expected back.
"""

from collections.abc import Callable

from irdsu_app.coop.acts import Rules
from irdsu_app.live.bell import Clock, Timer

GONE = 180.0
"""Seconds a seat is kept."""
LEADERLESS = 15.0
"""Seconds without anybody who leads before the game is paused."""

Happen = Callable[[str, str], None]


class Attendance:
    """The presence of the people of one game."""

    def __init__(self, rules: Rules, clock: Clock, happen: Happen, changed: Callable[[], None]) -> None:
        """Start with nobody; `happen` lets an act of the system happen, `changed` is told who looks away or back."""
        self._rules, self._clock, self._happen, self._changed = rules, clock, happen, changed
        self.here: set[str] = set()
        self._gone: dict[str, Timer] = {}
        self._leaderless: Timer | None = None
        self._game: object = None

    def follow(self, game: object) -> None:
        """Know who is expected: whoever has just come in, or was there before a restart, has three minutes to show up."""
        self._game = game
        expected = self._rules.people(game) - self.here
        for who in expected - self._gone.keys():
            self._gone[who] = self._clock.later(GONE, lambda who=who: self._give_up(who))
        for who in self._gone.keys() - expected:
            self._gone.pop(who).cancel()
        self._watch_leaders()

    def away(self) -> frozenset[str]:
        """Those whose seat is kept and who are not here."""
        return frozenset(self._gone)

    def seen(self, who: str, here: bool) -> None:
        """Someone's first socket opens, or their last one closes."""
        if here:
            self.here.add(who)
            if who not in self._rules.people(self._game):
                self._happen("came_back", who)
        else:
            self.here.discard(who)
        self.follow(self._game)
        self._changed()

    def still(self) -> None:
        """Forget every timer."""
        for timer in [*self._gone.values(), *([self._leaderless] if self._leaderless else [])]:
            timer.cancel()
        self._gone.clear()
        self._leaderless = None

    def _give_up(self, who: str) -> None:
        del self._gone[who]
        self._happen("gone", who)

    def _watch_leaders(self) -> None:
        leaders = self._rules.leaders(self._game)
        missing = bool(leaders) and not leaders & self.here
        if missing and self._leaderless is None:
            self._leaderless = self._clock.later(LEADERLESS, self._pause)
        elif not missing and self._leaderless is not None:
            self._leaderless.cancel()
            self._leaderless = None

    def _pause(self) -> None:
        # The timer stays in place: one pause for one absence.
        self._happen("host_missing", "")
