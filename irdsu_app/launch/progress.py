"""Say in French what is going on, how long it takes, and what to do when it fails. Standard library only."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Stopped(Exception):
    """The command cannot go on: says why and what to do."""


def say(words: str = "") -> None:
    """Write a line at once."""
    print(words, flush=True)


@contextmanager
def step(words: str) -> Iterator[None]:
    """Show a long step and its seconds, counted on the spot when a person is watching."""
    start, over = time.monotonic(), threading.Event()
    live = sys.stdout.isatty()
    if not live:
        say(f"• {words}…")

    def count() -> None:
        while not over.wait(0.5):
            print(f"\r• {words}… {time.monotonic() - start:.0f} s", end="", flush=True)

    counter = threading.Thread(target=count, daemon=True)
    if live:
        counter.start()
    done = "interrompu après"
    try:
        yield
        done = "fait en"
    finally:
        over.set()
        if live:
            counter.join()
        seconds = f"{time.monotonic() - start:.1f}".replace(".", ",")
        say(f"{chr(13) if live else ''}• {words} : {done} {seconds} s")


def run(command: list[str], log: Path, failure: str, env: dict[str, str] | None = None) -> None:
    """Run a command to its end, what it says going to a file whose last lines explain a failure."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w", encoding="utf-8") as out:
        code = subprocess.run(
            command, stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=env
        ).returncode
    if code:
        raise Stopped(f"{failure}\n{tail(log)}")


def tail(log: Path, lines: int = 25) -> str:
    """The last lines of a log, under its name."""
    said = log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:]
    return "\n".join([f"Fin du journal {log} :", *(f"  {line}" for line in said)])
