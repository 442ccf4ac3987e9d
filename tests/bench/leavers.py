"""A thousand clients connect, hydrate and leave: what the server still holds, against its start.

`python tests/bench/leavers.py`: the memory (RSS) warm, at the most, then after they have left, second after second.
"""

import asyncio
import json
import sys
import tempfile
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))
import servers
from clients import memory
from dialects import Dialect
from line import connect

from tests.serving import free_port

WARM, PEOPLE, TOGETHER, AFTER = 100, 1_000, 20, 270
"""People before the first measure, people then, how many knock at once, seconds watched after the last has left."""


async def crowd(url: str, many: int, first: int) -> list:
    """So many open pages."""
    gate, page = asyncio.Semaphore(TOGETHER), Dialect()

    async def one(rank: int):
        async with gate:
            where = f"10.8.{rank >> 8 & 255}.{rank & 255}"
            told = {"X_Forwarded_For": where}
            return await connect(url, page, page.greeting(False), f"leaver-{rank}", "", lambda *_: None, **told)

    return await asyncio.gather(*(one(first + rank) for rank in range(many)))


async def run(url: str, server: psutil.Process) -> dict:
    """Come, stay a moment, leave; in megabytes."""

    def held() -> float:
        return round(memory(server)[1] / 1024, 1)

    empty = held()
    for each in await crowd(url, WARM, 0):
        each.transport.close()
    await asyncio.sleep(5)
    warm = held()
    lines = await crowd(url, PEOPLE, WARM)
    most = held()
    for each in lines:
        each.transport.close()
    after = {}
    for second in range(0, AFTER + 1, 15):
        after[second] = held()
        await asyncio.sleep(15)
    last = after[max(after)]
    return {
        "empty": empty,
        "warm": warm,
        "most": most,
        "after": after,
        "back within": f"{100 * (last / warm - 1):.0f} %",
    }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        with servers.app(port, folder) as process:
            print(json.dumps(asyncio.run(run(f"http://127.0.0.1:{port}", psutil.Process(process.pid))), indent=1))
