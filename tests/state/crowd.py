"""Processes that hear each other at once, in one test: what Redis carries, without Redis; it can be cut."""

import json
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from irdsu_app.live.peers import Hear


class Crowd:
    """All the processes; `cut` while nobody can hear anybody."""

    def __init__(self) -> None:
        self.members: dict[str, Member] = {}
        self.cut = False

    def member(self) -> "Member":
        """One more process."""
        made = Member(self, f"p{len(self.members) + 1}")
        self.members[made.name] = made
        return made

    async def mend(self) -> None:
        """Let all hear each other again."""
        self.cut = False
        for each in self.members.values():
            for action in each.met:
                action("")
        for each in self.members.values():
            await each.catch_up()

    def die(self, name: str) -> None:
        """Kill a process: the others learn it in the end."""
        del self.members[name]
        for each in self.members.values():
            for action in each.gone:
                action(name)


class Member:
    """One process, as `live.peers` describes it."""

    several = True

    def __init__(self, crowd: Crowd, name: str) -> None:
        self.name, self._crowd = name, crowd
        self.hears: defaultdict[str, list[Hear]] = defaultdict(list)
        self.met: list[Callable[[str], None]] = []
        self.gone: list[Callable[[str], None]] = []
        self.apart: list[Callable[[], Awaitable[None]]] = []

    @property
    def together(self) -> bool:
        return not self._crowd.cut

    def tell(self, subject: str, said: Any) -> None:
        text = json.dumps(said)
        if self._crowd.cut or self.name not in self._crowd.members:
            return
        for other in [each for each in self._crowd.members.values() if each is not self]:
            for hear in other.hears.get(subject, ()):
                hear(json.loads(text), self.name)

    def listen(self, subject: str, hear: Hear) -> None:
        self.hears[subject].append(hear)

    def when_met(self, action: Callable[[str], None]) -> None:
        self.met.append(action)

    def when_gone(self, action: Callable[[str], None]) -> None:
        self.gone.append(action)

    def when_apart(self, action: Callable[[], Awaitable[None]]) -> None:
        self.apart.append(action)

    async def catch_up(self) -> None:
        """What is done each second while nobody is heard, and once when they are again."""
        for action in self.apart:
            await action()

    def rank(self) -> int:
        return sorted(self._crowd.members).index(self.name)

    @asynccontextmanager
    async def keep(self):
        yield
