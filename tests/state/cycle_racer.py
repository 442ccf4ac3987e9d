"""A process that confirms: reads one link a line, then « go », and answers each as soon as it is written.

Its environment says which database and which secret; what it prints is a JSON list a line: link, status, rank.
"""

import asyncio
import json
import sys

from irdsu_app.cycles import counter
from irdsu_app.cycles.book import Refused


async def confirm(link: str) -> None:
    try:
        (result,) = (await counter.confirm(link)).results
        said = [link, result.status, result.rank]
    except Refused as refusal:
        said = [link, "refused", str(refusal)]
    print(json.dumps(said), flush=True)


async def race(links: list[str]) -> None:
    await asyncio.gather(*map(confirm, links))


if __name__ == "__main__":
    given = []
    print("ready", flush=True)
    for line in sys.stdin:
        if line.strip() == "go":
            break
        given.append(line.strip())
    asyncio.run(race(given))
