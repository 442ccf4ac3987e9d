"""The app in several processes on one PostgreSQL and one Redis, each on a port of its own, for the benches."""

import contextlib
import socket
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import servers
from bases import bases

from tests.redis_here import Redis

SECRET = "bench" * 8


class Started(NamedTuple):
    """Where the processes are, and who they are."""

    urls: list[str]
    pids: list[int]


@contextlib.contextmanager
def several(processes: int, extra: Mapping[str, str] | None = None) -> Iterator[Started]:
    """So many processes, on all the cores: the clients share them. `extra` is added to their environment."""
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        redis = Redis(Path(folder)).start()
        stack.callback(redis.stop)
        more = {
            "IRDSU_DATABASE_URL": stack.enter_context(bases("postgresql"))(),
            "IRDSU_REDIS_URL": redis.url,
            "IRDSU_SECRET": SECRET,
            **(extra or {}),
        }
        ports = [free_port() for _ in range(processes)]
        running = [stack.enter_context(servers.app(port, more=more, cores="0,1")) for port in ports]
        yield Started([f"http://127.0.0.1:{port}" for port in ports], [each.pid for each in running])


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
