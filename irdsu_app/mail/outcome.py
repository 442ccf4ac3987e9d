"""What becomes of a letter once somebody has tried to deliver it. Pure."""

from dataclasses import dataclass

from irdsu_app.mail.letter import Deed


@dataclass(frozen=True)
class Sent:
    """The server took it; `also` is done with the session that notes it."""

    why: str = ""
    also: Deed | None = None


@dataclass(frozen=True)
class Later:
    """It did not leave, and can."""

    why: str


@dataclass(frozen=True)
class Refused:
    """It will never leave."""

    why: str


@dataclass(frozen=True)
class Dropped:
    """It has nothing to say any more; `also` is done with the session that notes it."""

    why: str
    also: Deed | None = None


@dataclass(frozen=True)
class Uncertain:
    """It may have left."""

    why: str


@dataclass(frozen=True)
class Taken:
    """Somebody else delivers it, or it was stopped: nothing to write."""


Outcome = Sent | Later | Refused | Dropped | Uncertain | Taken
