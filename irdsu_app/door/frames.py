"""What a page of ours writes on the socket, and how fast; anything else cuts it."""

import json
import re
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

LONGEST = 64_000
"""Characters in a frame."""
RATE, BURST = 20.0, 40.0
"""Frames a second on one socket, and how many at once."""
WAITING, HELD = 160, 1_000_000
"""Frames, and characters, that may wait for their time: a tab back from a cut network sends all it kept at once."""
WORDS = frozenset({"event", "ping", "client_error"})
PACKET = re.compile(r"4([012])/_event,?(.*)", re.DOTALL)


@dataclass
class Bucket:
    """How many frames a socket may still send: refilled with time, never past the burst."""

    left: float = BURST
    at: float = field(default_factory=monotonic)

    def take(self, now: float) -> float:
        """Take one frame that has come, and give the seconds to wait before letting it in."""
        self.left, self.at = min(BURST, self.left + max(0.0, now - self.at) * RATE) - 1, now
        return max(0.0, -self.left / RATE)

    @property
    def spilt(self) -> bool:
        """Whether too many wait for these to come from a page of ours."""
        return -self.left > WAITING


def fault(text: str) -> str:
    """What is wrong with a frame that is not empty, or nothing."""
    if len(text) > LONGEST:
        return "too long"
    if text in ("1", "3"):
        return ""
    packet = PACKET.fullmatch(text)
    if packet is None:
        return "not a packet"
    kind, body = packet.groups()
    try:
        read = json.loads(body, parse_constant=_no_constant) if body else None
    except (ValueError, RecursionError):
        return "not JSON"
    return "" if _expected(kind, read) else "not a message"


def _expected(kind: str, read: Any) -> bool:
    if kind == "0":
        return read is None or isinstance(read, dict)
    if kind == "1":
        return read is None
    return isinstance(read, list) and len(read) in (1, 2) and isinstance(read[0], str) and read[0] in WORDS


def _no_constant(name: str) -> None:
    raise ValueError(name)
