"""A process that confirms: reads one link a line, then « go », answers each as soon as it is written, and begins again.

Its environment says which database and which secret; what it prints is a JSON list a line: link, status, rank.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import URL

ROOT = Path(__file__).resolve().parents[2]


class Racer:
    """Such a process, from outside."""

    def __init__(self, url: URL, secret: str) -> None:
        environment = {
            **os.environ, "PYTHONPATH": str(ROOT), "IRDSU_SECRET": secret,
            "IRDSU_DATABASE_URL": url.render_as_string(hide_password=False),
        }  # fmt: skip
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.state.cycle_racer"], cwd=ROOT, env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def ready(self) -> "Racer":
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n"
        return self

    def go(self, links: Iterable[str]) -> None:
        """Have these links confirmed, all at once."""
        assert self.process.stdin is not None
        self.process.stdin.write("\n".join([*links, "go\n"]))
        self.process.stdin.flush()

    def heard(self, at_most: int = 10_000) -> list[list]:
        """What it answered, all of it or only the first answers."""
        assert self.process.stdout is not None
        answers = []
        while len(answers) < at_most and (line := self.process.stdout.readline()) not in ("", "over\n"):
            answers.append(json.loads(line))
        return answers

    def kill(self) -> list[list]:
        """Kill it as the machine would; gives what it had time to say."""
        self.process.send_signal(signal.SIGKILL)
        said = self.process.communicate()[0].splitlines()
        return [json.loads(line) for line in said if line.endswith("]")]

    def leave(self) -> None:
        """Let it go."""
        self.process.communicate()


async def race(links: list[str]) -> None:
    """Confirm all of these at once."""
    from irdsu_app.cycles import counter
    from irdsu_app.cycles.book import Refused

    async def confirm(link: str) -> None:
        try:
            (result,) = (await counter.confirm(link)).results
            said = [link, result.status, result.rank]
        except Refused as refusal:
            said = [link, "refused", str(refusal)]
        print(json.dumps(said), flush=True)

    await asyncio.gather(*map(confirm, links))


def main() -> None:
    """Race as often as asked."""
    import irdsu_app.cycles.counter  # noqa: F401

    print("ready", flush=True)
    links = []
    for line in sys.stdin:
        if line.strip() != "go":
            links.append(line.strip())
            continue
        asyncio.run(race(links))
        links = []
        print("over", flush=True)


if __name__ == "__main__":
    main()
