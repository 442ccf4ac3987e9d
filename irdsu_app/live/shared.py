"""The rooms of one process among several: what is published in one is shown by all, and people are counted together.

Each process keeps the rooms of its own sockets as if it were alone (`local.py`), and tells the others what it publishes
and who comes and goes. A value carries the revision of its document, so that whatever the order in which it is heard,
an older one never replaces a newer one; what has no revision is read again from the database by each (`again`).
"""

import logging
from collections import defaultdict
from typing import Any

from irdsu_app import faults
from irdsu_app.live.bell import Clock
from irdsu_app.live.local import LocalHub, Room
from irdsu_app.live.peers import Peers
from irdsu_app.live.rooms import Load, Manner
from irdsu_app.live.wire import Wire

log = logging.getLogger(__name__)


class SharedHub(LocalHub):
    """The rooms of this process, and what the others say of theirs."""

    def __init__(self, peers: Peers, clock: Clock | None = None, wire: Wire | None = None) -> None:
        """Make a hub without a room, that hears the others."""
        super().__init__(clock, wire)
        self._peers = peers
        self._people: dict[str, tuple[str, str]] = {}
        """The sockets of people of this process: the room, and who."""
        self._others: defaultdict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
        """The same of each other process."""
        self._far: defaultdict[str, dict[str, str]] = defaultdict(dict)
        """In each room, who is behind each socket of another process."""
        self._opening: set[str] = set()
        peers.listen("slice", lambda said, _by: LocalHub.publish(self, *said))
        peers.listen("again", lambda code, _by: LocalHub.again(self, code))
        peers.listen("close", lambda code, _by: LocalHub.close(self, code))
        peers.listen("came", lambda said, by: self._came(by, *said))
        peers.listen("left", lambda sid, by: self._left(by, sid))
        peers.listen("people", self._counted)
        peers.when_met(lambda _name: peers.tell("people", [[sid, *held] for sid, held in self._people.items()]))
        peers.when_gone(self._lost)
        peers.when_apart(self._reload)

    def publish(
        self, code: str, view: str, var: str, value: Any, audience: str = "", keep: bool = True, revision: int = 0
    ) -> None:
        """Give a slice its new value and push it to the screens of every process."""
        # The others first: they begin to tell their screens while this process tells its own.
        self._peers.tell("slice", [code, view, var, value, audience, keep, revision])
        super().publish(code, view, var, value, audience, keep, revision)

    def again(self, code: str) -> None:
        """Read a room again from the database, in every process that shows it."""
        super().again(code)
        self._peers.tell("again", code)

    def close(self, code: str) -> None:
        """Send every socket out of a room and forget it, in every process."""
        super().close(code)
        self._peers.tell("close", code)

    def presence(self, code: str) -> int:
        """Give the number of distinct people in a room."""
        return super().presence(code) if code in self._rooms else len(self.here(code))

    def here(self, code: str) -> set[str]:
        """Name the people who have a socket in a room, in any process."""
        return super().here(code) if code in self._rooms else set(self._far.get(code, {}).values())

    def holds(self, code: str) -> bool:
        """Whether this process has sockets in a room, or had until lately."""
        return code in self._rooms

    def _open(self, code: str, load: Load, manner: Manner) -> Room:
        self._opening.add(code)
        return super()._open(code, load, manner)

    def _arrive(self, room: Room, sid: str, who: str) -> None:
        super()._arrive(room, sid, who)
        if room.code in self._opening:  # after its first socket: until then the room is nobody's here
            self._opening.discard(room.code)
            for far, other in self._far.get(room.code, {}).items():
                room.people.arrive(far, other, far=True)
        if who and self._people.get(sid) != (room.code, who):
            self._people[sid] = (room.code, who)
            self._peers.tell("came", [sid, room.code, who])

    def _gone(self, sid: str) -> None:
        super()._gone(sid)
        if self._people.pop(sid, None):
            self._peers.tell("left", sid)

    def _came(self, by: str, sid: str, code: str, who: str) -> None:
        if self._others[by].get(sid, (code, who))[0] != code:
            self._left(by, sid)
        self._others[by][sid] = (code, who)
        self._far[code][sid] = who
        if room := self._rooms.get(code):
            room.people.arrive(sid, who, far=True)

    def _left(self, by: str, sid: str, *, orphan: bool = False) -> None:
        held = self._others[by].pop(sid, None)
        if held is None:
            return
        code = held[0]
        self._far[code].pop(sid, None)
        if not self._far[code]:
            del self._far[code]
        if room := self._rooms.get(code):
            room.people.depart(sid, orphan=orphan)

    def _counted(self, those: list[tuple[str, str, str]], by: str) -> None:
        """Take the whole list of another process: what it said before may not have been heard."""
        now = {sid for sid, _code, _who in those}
        for sid in [sid for sid in self._others[by] if sid not in now]:
            self._left(by, sid)
        for each in those:
            self._came(by, *each)

    def _lost(self, name: str) -> None:
        """Let the people of a dead process go: it can no longer say that they have left."""
        for sid in list(self._others[name]):
            self._left(name, sid, orphan=True)
        del self._others[name]

    async def _reload(self) -> None:
        """Read every shared room again: what others have written may not have been heard."""
        for room in list(self._rooms.values()):
            if room.manner.shared:
                try:
                    room.reload()
                except Exception as error:  # one room's trouble is not the others'
                    log.error("a room could not be read again: %s", faults.told(error))
