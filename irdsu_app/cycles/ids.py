"""Ids that nobody else has, drawn by the hundred: the system is slow to draw, and a rush needs thousands."""

import os
from collections.abc import Iterator
from uuid import UUID

_SIZE, _MANY = 16, 256
_drawn: Iterator[bytes] = iter(())


def draw() -> UUID:
    """An id that nobody else has: as `uuid4`."""
    global _drawn
    if (drawn := next(_drawn, None)) is None:
        many = os.urandom(_SIZE * _MANY)
        _drawn = iter([many[at : at + _SIZE] for at in range(_SIZE, len(many), _SIZE)])
        drawn = many[:_SIZE]
    return UUID(bytes=drawn, version=4)
