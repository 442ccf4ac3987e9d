"""A thousand clients connect, hydrate and leave: what the server still holds, against its start.

    python tests/bench/leavers.py                 one process, SQLite; two waves, one after the other
    python tests/bench/leavers.py --processes 2   two processes, PostgreSQL and Redis
    python tests/bench/leavers.py --allocator pymalloc    as it would be with Python's own allocator

The start is the memory of servers that have shown each page of the bench once, to one person who has left. Half of the
people follow a presentation that is open, a quarter read the front page, a quarter the offers. Memory is what the
servers hold of the machine (RSS), supervisors with their workers, then second after second once everybody has left.
"""

import argparse
import asyncio
import contextlib
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent))
import servers
from clients import memory
from dialects import Dialect
from line import connect
from several import several

from tests.serving import free_port

TOGETHER, SETTLED, BETWEEN = 20, 5, 15
"""How many knock at once; seconds before the start is measured, and between two measures."""
ELSEWHERE = ("/", "/offres")


def pages(code: str) -> list[Dialect]:
    """Who looks at what, in turn."""
    followed = Dialect(code=code)
    return [followed, Dialect(follower_page=ELSEWHERE[0]), followed, Dialect(follower_page=ELSEWHERE[1])]


async def crowd(urls: list[str], code: str, many: int, first: int) -> list:
    """So many open pages, spread over the servers."""
    gate, shown = asyncio.Semaphore(TOGETHER), pages(code)

    async def one(rank: int):
        async with gate:
            told = {"X_Forwarded_For": f"10.8.{rank >> 8 & 255}.{rank & 255}"}
            page, url = shown[rank % len(shown)], urls[rank // len(shown) % len(urls)]
            return await connect(url, page, page.greeting(False), f"leaver-{rank}", "", lambda *_: None, **told)

    return await asyncio.gather(*(one(first + rank) for rank in range(many)))


def presentation(url: str) -> str:
    """Open a presentation; gives its code."""
    answer = httpx.post(f"{url}/depliant/presenter", data={"minutes": "30"}, headers={"Origin": url})
    return answer.headers["location"].split("/")[2]


async def run(urls: list[str], pids: list[int], code: str, args: argparse.Namespace) -> dict:
    """Come, stay a moment, leave, as many times as there are waves; in megabytes."""
    those = [psutil.Process(pid) for pid in pids]

    def held() -> float:
        return round(memory(*those)[1] / 1024, 1)

    seen = len(pages(code)) * len(urls)
    for rank in range(seen):
        for each in await crowd(urls, code, 1, rank):
            each.transport.close()
    await asyncio.sleep(SETTLED)
    start, waves = held(), []
    for wave in range(args.waves):
        lines = await crowd(urls, code, args.people, seen + wave * args.people)
        await asyncio.sleep(SETTLED)
        most = held()
        for each in lines:
            each.transport.close()
        after = {}
        for second in range(BETWEEN, args.after + 1, BETWEEN):
            await asyncio.sleep(BETWEEN)
            after[second] = held()
        last = after[max(after)]
        back = next((second for second, each in after.items() if each <= 1.2 * start), None)
        kept = f"{100 * (last / start - 1):+.0f} %"
        waves.append({"most": most, "after": after, "last": last, "kept": kept, "within 20 % after": back})
        print(f"wave {wave + 1}: {start} MB, {most} MB, {last} MB: {kept}; 20 % after {back} s", file=sys.stderr)
    return {"processes": len(urls), "people": args.people, "start": start, "waves": waves}


@contextlib.contextmanager
def served(processes: int, more: dict[str, str]) -> Iterator[tuple[list[str], list[int]]]:
    """The servers, as they are asked for."""
    if processes > 1:
        with several(processes, more) as started:
            yield started.urls, started.pids
        return
    port = free_port()
    with tempfile.TemporaryDirectory() as folder, servers.app(port, folder, more) as process:
        yield [f"http://127.0.0.1:{port}"], [process.pid]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=1_000)
    parser.add_argument("--waves", type=int, default=2)
    parser.add_argument("--after", type=int, default=270, help="seconds watched after the last has left")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--allocator", default="", help="Python's, as PYTHONMALLOC names it; the house's without")
    args = parser.parse_args()
    with served(args.processes, {"PYTHONMALLOC": args.allocator} if args.allocator else {}) as (urls, pids):
        print(json.dumps(asyncio.run(run(urls, pids, presentation(urls[0]), args)), indent=1))
