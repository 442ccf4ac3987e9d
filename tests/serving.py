"""A house of its own for the tests: the built site, a port, a database; killed and opened again at will."""

import os
import secrets
import signal
import socket
import subprocess
import time
from dataclasses import replace
from pathlib import Path

from irdsu_app import db
from irdsu_app.launch import serving
from tests import bases

PATIENCE = 60


def free_port() -> int:
    """A port where nothing listens, below those the system lends (ip(7)): none is lent while a server is away."""
    while True:
        port = 10_240 + secrets.randbelow(32_768 - 10_240)
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)):
                return port


class House:
    """A server in a process of its own, as people run it; `target` is what it serves, if not the house itself."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self._target = settings.pop("target", "")
        if given := settings.pop("database_url", ""):
            db.upgrade(given)
        self.database_url = given or bases.sqlite(folder / "house.db")
        self.log = folder / "server.log"
        self._place = serving.Place("127.0.0.1", free_port(), workers=int(settings.pop("workers", "1")))
        self._settings = {f"IRDSU_{name.upper()}": value for name, value in settings.items()}
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where people find it."""
        return f"http://127.0.0.1:{self._place.port}"

    @property
    def pid(self) -> int:
        """The process that watches over the worker."""
        assert self._server is not None, "the house is closed"
        return self._server.pid

    def open(self) -> "House":
        """Start the server and wait until it answers; a failure carries what it said."""
        environment = {**serving.environment(replace(self._place)), **self._settings}
        environment |= {"IRDSU_DATABASE_URL": self.database_url}
        for name in ("PYTEST_CURRENT_TEST", "PYTHONDONTWRITEBYTECODE"):  # compiled once for all the houses
            environment.pop(name, None)
        command = serving.command(self._place)
        with self.log.open("ab") as said:
            self._server = subprocess.Popen(
                [*command[:-1], self._target or command[-1]],
                cwd=serving.ROOT,
                env=environment,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        until = time.monotonic() + PATIENCE
        while not serving.answers(f"{self.url}/sante"):
            if self._server.poll() is not None or time.monotonic() > until:
                self.kill()
                raise AssertionError(f"the server did not open:\n{self.said()}")
            time.sleep(0.05)
        return self

    def said(self) -> str:
        """What the server wrote."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def kill(self) -> None:
        """End the server and its worker as a power cut would."""
        self._signal(signal.SIGKILL)

    def close(self) -> None:
        """Ask the server to end, as Ctrl-C does."""
        self._signal(signal.SIGTERM)

    def reopen(self) -> None:
        """Kill and start again, on the same port and database."""
        self.kill()
        self.open()

    def _signal(self, number: int) -> None:
        if self._server is None:
            return
        if self._server.poll() is None:
            os.killpg(self._server.pid, number)
        self._server.wait(30)
        self._server = None
