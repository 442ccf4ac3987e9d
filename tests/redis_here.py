"""A real Redis of our own, that a test stops and starts."""

import shutil
import signal
import subprocess
from pathlib import Path

from tests.serving import free_port


def tool() -> str | None:
    """The server to run, if this machine has one."""
    return shutil.which("redis-server")


class Redis:
    """The server; what it held is lost when it stops, as after a power cut without a disk."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._port = folder, free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """How the house finds it."""
        return f"redis://127.0.0.1:{self._port}/0"

    def start(self) -> "Redis":
        """Open, and answer before anything else happens."""
        command = [tool() or "redis-server", "--port", str(self._port), "--bind", "127.0.0.1", "--save", ""]
        self._process = subprocess.Popen(
            [*command, "--appendonly", "no", "--dir", str(self._folder)], stdout=subprocess.PIPE
        )
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if b"Ready to accept connections" in line:
                return self
        raise AssertionError("Redis did not open")

    def freeze(self) -> None:
        """Hang: nothing is cut off, and nothing is answered."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Go on as if nothing had happened."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """End it at once."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None
