"""The servers that are compared, each started alone on the first core."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
from irdsu_app.launch.serving import MEMORY  # noqa: E402

SERVER_CORE = "0"
ROOM_FOR = ("--backlog", "4096", "--backpressure", "16384")
"""As in irdsu_app/launch/serving.py, for every Granian compared: an open socket counts as a request under way."""


@contextlib.contextmanager
def app(
    port: int, kept: str = "", more: Mapping[str, str] | None = None, cores: str = SERVER_CORE
) -> Iterator[subprocess.Popen]:
    """The real app, without its built pages: the sockets need none. `kept` is a folder where it finds itself again.

    It believes what a proxy says of where people come from: a bench that comes from everywhere is not one visitor.
    `more` is added to its environment.
    """
    with contextlib.nullcontext(kept) if kept else tempfile.TemporaryDirectory() as folder:
        if not (Path(folder) / "assets").exists():
            (Path(folder) / "assets").symlink_to(ROOT / "assets")
        shutil.copy(ROOT / "rxconfig.py", folder)
        environment = {
            "PYTHONPATH": str(ROOT),
            "__REFLEX_SKIP_COMPILE": "true",
            "REFLEX_ENV_MODE": "prod",
            "REFLEX_STATE_MANAGER_MODE": "memory",
            "REFLEX_SOCKET_INTERVAL": "5",
            "REFLEX_SOCKET_TIMEOUT": "10",
            "IRDSU_DATABASE_URL": f"sqlite:///{folder}/bench.db",
            "IRDSU_PORT": str(port),
            "REFLEX_TRUSTED_PROXY_HOPS": "1",
            **MEMORY,
            **(more or {}),
        }
        with _granian("irdsu_app.irdsu_app:app", port, folder, environment, "--factory", cores=cores) as process:
            yield process


@contextlib.contextmanager
def bare(port: int, frozen: bool = False) -> Iterator[subprocess.Popen]:
    """A bare python-socketio server, with the app's care of the heap when it is `frozen`."""
    environment = {"BENCH_FROZEN": "1"} if frozen else {}
    with _granian("bare:app", port, str(Path(__file__).parent), environment) as process:
        yield process


@contextlib.contextmanager
def bare_rooms(port: int, frame: str) -> Iterator[subprocess.Popen]:
    """A bare python-socketio server that broadcasts to each room the frames the app sends there."""
    here = str(Path(__file__).parent)
    with _granian("bare_rooms:app", port, here, {"BENCH_FROZEN": "1", "BENCH_FRAME": frame}) as process:
        yield process


@contextlib.contextmanager
def boardgame(port: int, frame: str) -> Iterator[subprocess.Popen]:
    """A boardgame.io server with its memory store, installed from npm in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        npm = ["npm", "install", "--prefix", folder, "--no-audit", "--no-fund", "boardgame.io@0.50.2"]
        subprocess.run(npm, check=True, stdout=subprocess.DEVNULL)
        shutil.copy(Path(__file__).with_name("boardgame.cjs"), folder)
        with _running(["node", "boardgame.cjs"], port, folder, {"PORT": str(port), "BENCH_FRAME": frame}) as process:
            yield process


@contextlib.contextmanager
def reveal(port: int) -> Iterator[subprocess.Popen]:
    """The published reveal.js multiplex server, installed from npm in a temporary folder.

    As published it answers 'digital envelope routines::unsupported' on Node 17 to 21 and has no createCipher from 22:
    its hash (Blowfish) is replaced by SHA-256, nothing else is touched.
    """
    with tempfile.TemporaryDirectory() as folder:
        npm = ["npm", "install", "--prefix", folder, "--no-audit", "--no-fund", "reveal.js", "reveal-multiplex@0.1.0"]
        subprocess.run(npm, check=True, stdout=subprocess.DEVNULL)
        served = Path(folder) / "node_modules" / "reveal-multiplex" / "index.js"
        published = served.read_text()
        start, end = published.index("let cipher"), published.index("};", published.index("let cipher"))
        served.write_text(
            published[:start] + "return crypto.createHash('sha256').update(secret).digest('hex');\n" + published[end:]
        )
        with _running(["node", str(served)], port, folder, {"PORT": str(port)}) as process:
            yield process


def _granian(target: str, port: int, folder: str, environment: dict[str, str], *more: str, cores: str = SERVER_CORE):
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--workers", "1", "--port", str(port)]
    return _running([*command, *ROOM_FOR, "--no-access-log", *more, target], port, folder, environment, cores)


@contextlib.contextmanager
def _running(
    command: list[str], port: int, folder: str, environment: dict[str, str], cores: str = SERVER_CORE
) -> Iterator[subprocess.Popen]:
    process = subprocess.Popen(
        ["taskset", "-c", cores, *command],
        cwd=folder, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        _wait_for(port, process)
        yield process
    finally:
        # The whole group: a worker that outlives its supervisor would hold the memory, the core and the port.
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        # When hundreds of sockets close at once, asyncio's wake-up pipe is full and the signal may be lost.
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(5)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _wait_for(port: int, process: subprocess.Popen, patience: float = 60) -> None:
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError("the server stopped before listening")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nothing listens on port {port}")
