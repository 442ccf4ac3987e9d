"""How long each fault lasts for people: from its end to a move that is written again.

Run from the root: `python -m tests.bench.faults`. Prints a Markdown table; a fault that loses a move ends with 1. A
full disk is a real one, a tmpfs of a few megabytes, for whoever may mount it (root).
"""

import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from uuid import uuid4

import httpx
import psutil

from irdsu_app.upkeep import backup, restore
from tests.postgresql import Postgres
from tests.serving import House
from tests.state.test_coop_doors import Browser

PATIENCE = 60
SMALL = "12m"


class Game:
    """Somebody in a game, who changes their name as often as one can."""

    def __init__(self, house: House) -> None:
        self.house, self.phone, self.kept = house, Browser(house), dict[str, str]()
        self.code = Browser(house).create()
        self.phone.come_in(self.code)

    def moves(self) -> bool:
        """Whether a move is written."""
        key, name = str(uuid4()), f"N{len(self.kept)}"
        try:
            saved = self.phone.play(self.code, {"do": "rename", "name": name}, key).status_code == 200
        except httpx.TransportError:
            return False
        if saved:
            self.kept[key] = name
        return saved

    def until_written(self) -> float:
        """Seconds until a move is written."""
        begun = monotonic()
        while not self.moves():
            assert monotonic() - begun < PATIENCE, "nothing is written any more"
            sleep(0.05)
        return monotonic() - begun

    def lost(self) -> int:
        """How many moves that were written are no more: the same one again has the same answer."""
        again = [(key, {"do": "rename", "name": name}) for key, name in [*self.kept.items()][-20:]]
        return sum(not self.phone.play(self.code, move, key).json()["saved"] for key, move in again)


@contextmanager
def playing(folder: Path, **settings: str) -> Iterator[Game]:
    """A house, and somebody who plays there."""
    house = House(folder, **settings).open()
    try:
        game = Game(house)
        for _ in range(20):
            assert game.moves()
        yield game
        assert game.lost() == 0, "a move was lost"
    finally:
        house.kill()


def killed(folder: Path) -> float:
    with playing(folder) as game:
        game.house.kill()
        begun = monotonic()
        game.house.open()
        game.until_written()
        return monotonic() - begun


def closed(folder: Path) -> float:
    with playing(folder) as game:
        begun, process = monotonic(), game.house._server
        assert process is not None
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
        ended = monotonic() - begun
        game.house.open()
        game.until_written()
        return ended


def postgresql_restarted(folder: Path) -> float:
    with Postgres() as base, playing(folder, database_url=base.url) as game:
        base.stop()
        assert not game.moves()
        base.start()
        return game.until_written()


def no_more_place(folder: Path) -> float:
    with playing(folder) as game:
        workers = [each.pid for each in psutil.Process(game.house.pid).children(recursive=True)]
        for worker in workers:
            resource.prlimit(worker, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
        assert not game.moves()
        for worker in workers:
            resource.prlimit(worker, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        return game.until_written()


def full_disk(folder: Path) -> float:
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "irdsu", folder], check=True)
    try:
        with playing(folder) as game:
            filler = folder / "filler"
            with filler.open("wb", buffering=0) as out:
                try:
                    while True:
                        out.write(b"\0" * 4096)
                except OSError:
                    pass
            while game.moves():  # what SQLite had set aside
                pass
            filler.unlink()
            return game.until_written()
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def copied_and_put_back(folder: Path) -> float:
    with playing(folder) as game:
        house = backup.House(game.house.database_url, b"", folder / "secret")
        copy = backup.make(house, folder / "copy.tar")
        game.house.close()
        begun = monotonic()
        restore.put_back(house, copy, replace=True)
        game.house.open()
        game.until_written()
        return monotonic() - begun


FAULTS: tuple[tuple[str, Callable[[Path], float]], ...] = (
    ("kill -9, started again", killed),
    ("SIGTERM: until it has ended", closed),
    ("PostgreSQL cut and back", postgresql_restarted),
    ("files may grow no more, then may", no_more_place),
    ("full disk (tmpfs), then freed", full_disk),
    ("restored from a copy", copied_and_put_back),
)


def main() -> int:
    """Measure every fault."""
    print("| fault | seconds |\n| --- | --- |")
    failed = 0
    for name, measure in FAULTS:
        if measure is full_disk and os.geteuid() != 0:
            continue
        with tempfile.TemporaryDirectory() as folder:
            try:
                print(f"| {name} | {measure(Path(folder)):.2f} |", flush=True)
            except AssertionError as error:
                print(f"| {name} | {error} |", flush=True)
                failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main())
