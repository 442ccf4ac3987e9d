"""The other side of the bench, in its own process: joins followers by stages, steps, and notes who heard what when."""

import argparse
import asyncio
import gc
import json
import sys
from time import perf_counter

import psutil
from dialects import Dialect, Multiplex
from line import Line, connect

TOGETHER = 20
"""Sockets that knock at the same time."""
PATIENCE = 5.0
"""Seconds after which a step not heard is lost."""


class Room:
    """The presenter and the followers of one run."""

    def __init__(self, urls: list[str], dialect: Dialect, servers: list[psutil.Process], cookie: str) -> None:
        self.urls, self.dialect, self.servers, self.cookie = urls, dialect, servers, cookie
        self.lines: list[Line] = []
        self.presenter: Line
        self.number, self.step = 1, 1
        self.arrivals: list[float] = []
        self.everybody = asyncio.Event()
        self.size = 0

    def heard(self, step: int, when: float, size: int) -> None:
        if step == self.step:
            self.arrivals.append(when)
            self.size = size
            if len(self.arrivals) >= len(self.lines):
                self.everybody.set()

    async def join(self, total: int) -> float:
        """Bring the followers to `total`; gives the server's CPU seconds it took."""
        before, gate = cpu(*self.servers), asyncio.Semaphore(TOGETHER)

        async def one(number: int) -> Line:
            async with gate:
                token = f"bench-{id(self)}-{number}"
                url = self.urls[number % len(self.urls)]
                return await connect(url, self.dialect, self.dialect.greeting(False), token, "", self.heard)

        self.lines += await asyncio.gather(*(one(n) for n in range(len(self.lines), total)))
        return cpu(*self.servers) - before

    async def present(self) -> None:
        greeting = self.dialect.greeting(True)
        self.presenter = await connect(
            self.urls[0], self.dialect, greeting, f"bench-{id(self)}-desk", self.cookie, lambda *_: None
        )

    async def measure(self, steps: int, period: float) -> dict:
        """Step so many times and give delays in milliseconds, what was lost and the server's CPU per step."""
        delays, lost, used = [], 0, 0.0
        for _ in range(steps):
            self.step = self.step % 12 + 1
            self.arrivals = []
            self.everybody.clear()
            before, sent = cpu(*self.servers), perf_counter()
            self.presenter.say(self.dialect.step(self.step))
            try:
                await asyncio.wait_for(self.everybody.wait(), PATIENCE)
            except TimeoutError:
                lost += len(self.lines) - len(self.arrivals)
            delays += [(when - sent) * 1000 for when in self.arrivals]
            await asyncio.sleep(period)
            used += cpu(*self.servers) - before
        delays.sort()
        at = lambda share: round(delays[min(len(delays) - 1, int(len(delays) * share))], 1)  # noqa: E731
        return {"p50": at(0.5), "p95": at(0.95), "max": at(1), "lost": lost, "cpu_ms": round(used / steps * 1000, 1)}


def family(servers: tuple[psutil.Process, ...]) -> list[psutil.Process]:
    return [each for server in servers for each in (server, *server.children(recursive=True))]


def cpu(*servers: psutil.Process) -> float:
    return sum(t.user + t.system for t in (p.cpu_times() for p in family(servers)))


def memory(*servers: psutil.Process) -> tuple[float, float]:
    """PSS and RSS of the servers, in kilobytes."""
    held = [p.memory_full_info() for p in family(servers)]
    return sum(m.pss for m in held) / 1024, sum(m.rss for m in held) / 1024


async def keep_alive(room: Room) -> None:
    while True:
        await asyncio.sleep(10)
        for line in [room.presenter, *room.lines]:
            line.say("2")


async def run(args: argparse.Namespace) -> list[dict]:
    dialect = Multiplex() if args.multiplex else Dialect(code=args.code, **json.loads(args.dialect))
    room = Room(args.url, dialect, [psutil.Process(pid) for pid in args.pid], args.cookie)
    await room.present()
    pings = asyncio.create_task(keep_alive(room)) if dialect.pings else None
    await asyncio.sleep(1)
    empty, rows = memory(*room.servers), []
    for total in args.followers:
        joining = await room.join(total)
        # The announcements of arrivals and the collector's round are over before anything is measured.
        await asyncio.sleep(args.settle)
        pss, rss = memory(*room.servers)
        await room.measure(3, args.period)
        row = await room.measure(args.steps, args.period)
        rows.append(
            row
            | {
                "followers": total,
                "join_cpu_s": round(joining, 2),
                "pss_kb": round((pss - empty[0]) / total),
                "rss_kb": round((rss - empty[1]) / total),
                "bytes": room.size,
            }
        )
    if pings:
        pings.cancel()
    return rows


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", nargs="+", required=True)
    parser.add_argument("--pid", type=int, nargs="+", required=True)
    parser.add_argument("--code", default="K7MPX")
    parser.add_argument("--cookie", default="")
    parser.add_argument("--dialect", default="{}")
    parser.add_argument("--multiplex", action="store_true")
    parser.add_argument("--followers", type=int, nargs="+", required=True)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--period", type=float, default=0.25)
    parser.add_argument("--settle", type=float, default=3)
    gc.disable()
    json.dump(asyncio.run(run(parser.parse_args())), sys.stdout)
