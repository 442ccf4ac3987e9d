"""How often each thing may be done, purpose by purpose; counted in memory, forgotten at restart."""

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from irdsu_app.design.typography import fr

# A whole meeting room stands behind one address: what is counted by address leaves room for three hundred people.
RATES = {
    "open": parse("60/hour"),
    "join": parse("300/10 minutes"),
    "guess": parse("100/10 minutes"),
    "key": parse("30/10 minutes"),
    "version": parse("60/hour"),
    "link": parse("600/10 minutes"),
    "write": parse("1200/minute"),
    "press": parse("300/10 minutes"),
    "bureau": parse("30/10 minutes"),
    "arrive": parse("150/minute"),
    "move": parse("240/minute"),
    "moves": parse("9000/minute"),
    "hour": parse("3000/minute"),
    "question": parse("10/minute"),
    "souvenir": parse("600/10 minutes"),
    "health": parse("120/minute"),
    "log": parse("60/minute"),
}
# What a code opens is also refused to an address that has guessed too many of them.
ALSO = {"join": "guess", "souvenir": "guess", "key": "guess"}

_counted = MovingWindowRateLimiter(MemoryStorage())


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


def seldom(line: str) -> bool:
    """Whether this log line may still be written this minute: a flood must not fill the disk."""
    return _counted.hit(RATES["log"], line)


def forget() -> None:
    """Start counting again from nothing."""
    _counted.storage.reset()
