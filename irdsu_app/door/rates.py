"""How often each thing may be done, purpose by purpose; counted in memory, or in Redis for several processes.

What comes many times a second (`FLOWS`) is always counted by each process: a round trip would cost more than it saves.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from limits import parse

from irdsu_app.design.typography import fr
from irdsu_app.door.counts import Counts
from irdsu_app.settings import settings

# A whole meeting room stands behind one address: what is counted by address leaves room for three
# hundred people; what is opened, for a training room of forty who each begin again.
RATES = {
    "open": parse("120/hour"),
    "game": parse("120/hour"),
    "join": parse("300/10 minutes"),
    "guess": parse("100/10 minutes"),
    "key": parse("30/10 minutes"),
    "lead": parse("300/10 minutes"),
    "version": parse("120/hour"),
    "deck": parse("120/hour"),
    "post": parse("120/hour"),
    "sheet": parse("120/hour"),
    "link": parse("600/10 minutes"),
    "write": parse("1200/minute"),
    "press": parse("300/10 minutes"),
    "bureau": parse("30/10 minutes"),
    "sign-in": parse("30/10 minutes"),
    "sign-in-mail": parse("6/hour"),
    "sign-in-all": parse("300/hour"),
    "arrive": parse("150/minute"),
    "question": parse("10/minute"),
    "answer": parse("600/10 minutes"),
    "calendar": parse("3000/10 minutes"),
    "souvenir": parse("600/10 minutes"),
    "ask": parse("300/10 minutes"),
    "letter": parse("3/hour"),
    "manage": parse("600/10 minutes"),
    "checkin": parse("3000/10 minutes"),
    "badge": parse("100/10 minutes"),
    "present": parse("1200/10 minutes"),
    "room-code": parse("12/10 minutes"),
    "report": parse("20/hour"),
    "alert": parse("60/hour"),
    "alert-mail": parse("6/hour"),
    "log": parse("60/minute"),
}
# What a code opens is also refused to an address that has guessed too many of them.
ALSO = {"join": "guess", "souvenir": "guess", "key": "guess", "link": "guess", "answer": "guess", "checkin": "badge"}

# What comes many times a second: so many a second, and so many at once, for a seat or for the address of a whole room.
FLOWS = {"move": (8.0, 60.0), "moves": (150.0, 600.0), "hour": (50.0, 600.0), "confirm": (50.0, 3_000.0)}
# Phones left open on their own page look again by themselves: that takes nothing from those who note their presence.
FLOWS |= {"looks": (50.0, 600.0)}
FLOWS |= {"search": (20.0, 60.0), "searches": (300.0, 1_500.0)}
# Of each process: one proxy asks it of them all, every two seconds, and takes a refusal for a process that is ill.
FLOWS["health"] = (2.0, 120.0)
BUCKETS = 20_000
"""Seats and addresses remembered at once; those that have been quiet are forgotten first."""

_buckets: dict[tuple[str, str], tuple[float, float]] = {}
_under_way: Counter[tuple[str, str]] = Counter()
_counted = Counts(settings.redis_url)


class TooMany(Exception):
    """Something was done too often from the same place."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            fr("Trop d’essais en peu de temps depuis cet endroit. Attendez quelques minutes, puis réessayez.")
        )


def count(purpose: str, key: str, *, refuse: bool = True) -> None:
    """Count one try of this purpose by this address or seat; raise TooMany past the rate, unless told only to count."""
    allowed = _counted.hit(RATES[purpose], purpose, key)
    other = ALSO.get(purpose)
    if refuse and (not allowed or (other and not _counted.test(RATES[other], other, key))):
        raise TooMany


@contextmanager
def counted(purpose: str, key: str) -> Iterator[None]:
    """Count what is done inside once it is done: refused, it counts for nothing. Raises TooMany past the rate.

    What is still under way counts meanwhile, so that many at once do not pass together.
    """
    if not _counted.test(RATES[purpose], purpose, key, cost=1 + _under_way[purpose, key]):
        raise TooMany
    _under_way[purpose, key] += 1
    try:
        yield
        _counted.hit(RATES[purpose], purpose, key)
    finally:
        _under_way[purpose, key] -= 1
        if not _under_way[purpose, key]:
            del _under_way[purpose, key]


def pour(purpose: str, key: str, now: float | None = None) -> None:
    """Count one of what comes many times a second; raise TooMany past the flow. Costs a microsecond, not a thread."""
    rate, burst = FLOWS[purpose]
    now = monotonic() if now is None else now
    left, at = _buckets.pop((purpose, key), (burst, now))
    left = min(burst, left + max(0.0, now - at) * rate)
    _buckets[purpose, key] = (max(0.0, left - 1), now)
    if len(_buckets) > BUCKETS:
        del _buckets[next(iter(_buckets))]
    if left < 1:
        raise TooMany


def seldom(line: str) -> bool:
    """Whether this log line may still be written this minute: a flood must not fill the disk."""
    return _counted.seldom(RATES["log"], line)


def forget() -> None:
    """Start counting again from nothing."""
    _counted.forget()
    _buckets.clear()
