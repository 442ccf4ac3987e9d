"""Ten thousand forged events while a room of thirty is played: none accepted, and honest people feel nothing.

`python tests/bench/forged.py`: p95 of a move heard by the others, quiet then under attack; what got through.
"""

import asyncio
import json
import sys
import tempfile
from pathlib import Path
from random import Random
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))
import servers
from players import Room, spread, steady
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from tests.hostile import JUNK, Maker, handlers
from tests.serving import free_port

FORGED, SOCKETS, PEOPLE, SECONDS = 10_000, 20, 30, 20
ROLES = {"presenter", "follower", "player", "organiser"}


def forged(seed: int) -> str:
    """An event that nobody of ours sends: another's gesture, an unknown name, arguments of any type."""
    chance = Random(seed)
    handler = chance.choice([name for name, fn in handlers().items() if fn.__dict__["__policy__"] in ROLES])
    name = chance.choice((handler, handler, f"{handler}x", "reflex___state____state.hydrate", "é" * 50, None))
    payload = chance.choice((Maker(seed).fit(handlers()[handler]), chance.choice(JUNK), {"x": 1}))
    try:
        said = json.dumps(["event", {"name": name, "payload": payload, "router_data": {"pathname": "/x"}}])
    except RecursionError:
        said = "[" * 900
    return f"42/_event,{said}"[:60_000]


class Attack:
    """Somebody who never stops: a socket that is cut is opened again."""

    def __init__(self, url: str, events: list[str]) -> None:
        self.events = events
        self.url, self.sent, self.cut, self.tracebacks, self.told = url, 0, 0, 0, 0

    async def go(self, rank: int) -> None:
        """Send one's share."""
        share = FORGED // SOCKETS
        left = self.events[rank * share : (rank + 1) * share]
        while left:
            address = (
                f"{self.url.replace('http', 'ws')}/_event/?EIO=4&transport=websocket&token=forged{rank}-{len(left)}"
            )
            told = {"Origin": self.url, "X-Forwarded-For": f"203.0.113.{rank}"}
            try:
                async with connect(address, additional_headers=told, max_size=None) as line:
                    await line.send("40/_event,{}")
                    listening = asyncio.create_task(self._listen(line))
                    while left:
                        await line.send(left.pop())
                        self.sent += 1
                        await asyncio.sleep(0.03)
                    listening.cancel()
            except (ConnectionClosed, OSError, TimeoutError):
                self.cut += 1

    async def _listen(self, line) -> None:
        try:
            async for frame in line:
                if frame == "2":
                    await line.send("3")
                self.told += str(frame).startswith("42")
                self.tracebacks += "Traceback" in str(frame)
        except ConnectionClosed:
            return


async def _p95(room: Room) -> dict:
    room.delays.clear()
    await steady([room], SECONDS, 2)
    return spread([each * 1000 for each in room.delays])


async def run(url: str, events: list[str]) -> dict:
    room, attack = Room([url], "app", 1, PEOPLE), Attack(url, events)
    await room.sit()
    await steady([room], 3, 2)
    quiet = await _p95(room)
    begun = perf_counter()
    attacking = asyncio.gather(*(attack.go(rank) for rank in range(SOCKETS)))
    under = await _p95(room)
    await attacking
    took, after = perf_counter() - begun, await _p95(room)
    return {
        "forged": attack.sent, "seconds": round(took, 1), "sockets cut": attack.cut,
        "tracebacks sent": attack.tracebacks, "answers": attack.told,
        "quiet": quiet, "under attack": under, "after": after, "refused moves": len(room.refused),
        "times quiet": round(under["p95"] / quiet["p95"], 2),
    }  # fmt: skip


def rows(path: Path) -> str:
    """Every row of the tables that no honest person of this bench changes."""
    import sqlite3

    base = sqlite3.connect(path)
    names = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    untouched = [name for name in names if not name.startswith("coop_") and name not in ("room", "seat")]
    return repr({name: base.execute(f'SELECT * FROM "{name}"').fetchall() for name in untouched})


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        port, events = free_port(), [forged(n) for n in range(FORGED)]
        with servers.app(port, folder):
            before = rows(Path(folder) / "bench.db")
            done = asyncio.run(run(f"http://127.0.0.1:{port}", events))
            done["rows changed"] = before != rows(Path(folder) / "bench.db")
    print(json.dumps(done, indent=1))
