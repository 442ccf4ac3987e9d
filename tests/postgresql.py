"""A PostgreSQL of our own, to stop and start again at will."""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

import psutil

from tests.serving import free_port

MISSING = "PostgreSQL manque : « apt install postgresql », ou donnez IRDSU_TEST_POSTGRES_URL."


def tools() -> Path | None:
    """Where the tools of PostgreSQL are on this machine, if it has them."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [Path(shutil.which("initdb") or "")]
    return found[-1].parent if found[-1].is_file() else None


class Postgres:
    """The server, its folder and its port."""

    def __init__(self) -> None:
        found = tools()
        assert found is not None, MISSING
        # Not under pytest’s own folder, which each session closes again: PostgreSQL’s user must be able to walk here.
        self._bin, self._home = found, Path(tempfile.mkdtemp(prefix="irdsu-postgres-"))
        self._who = "postgres" if os.geteuid() == 0 else None  # it refuses to run as root
        if self._who:
            shutil.chown(self._home, "postgres")
        self.port = free_port()
        self._run("initdb", "--no-sync", "-U", "irdsu", "-A", "trust")

    @property
    def url(self) -> str:
        """Where the house finds it."""
        return f"postgresql+psycopg://irdsu@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start, and wait until it answers."""
        # What it wrote outlives it; that it outlives the machine is not ours to prove, and took most of the time.
        own = "-c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off"
        said = ["-o", f"-p {self.port} -k {self._home} {own}", "-l", str(self._home / "log")]
        self._run("pg_ctl", *said, "-w", "start")

    def stop(self) -> None:
        """Stop as a power cut would: whoever is connected is cut off."""
        self._run("pg_ctl", "-m", "immediate", "-w", "stop")

    def freeze(self) -> None:
        """Hang: nothing is cut off, and nothing is answered."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Go on as if nothing had happened."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: int) -> None:
        keeper = psutil.Process(int((self._home / "data" / "postmaster.pid").read_text().split()[0]))
        for each in (keeper, *keeper.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                each.send_signal(number)

    def __enter__(self) -> "Postgres":
        self.start()
        return self

    def __exit__(self, *_failure: object) -> None:
        if (self._home / "data" / "postmaster.pid").exists():
            self.stop()
        shutil.rmtree(self._home)

    def _run(self, tool: str, *arguments: str) -> None:
        # Its own output would be held open by the server it leaves behind.
        command, nothing = [self._bin / tool, "-D", self._home / "data", *arguments], subprocess.DEVNULL
        subprocess.run(command, check=True, cwd=self._home, stdout=nothing, stderr=nothing, user=self._who)
