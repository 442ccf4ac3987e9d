"""The PDFs made lately, kept in memory: each is made once, in a thread, one at a time."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable


class Shelf:
    """A few PDFs; the one asked for longest ago leaves first."""

    def __init__(self, most: int) -> None:
        """Keep at most so many."""
        self._most = most
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._turn = asyncio.Lock()

    async def take(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """The PDF of this content, made now if it is not there; whoever asks meanwhile waits for the same one."""
        async with self._turn:
            if key not in self._kept:
                self._kept[key] = await asyncio.to_thread(make)
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
            return self._kept[key]
