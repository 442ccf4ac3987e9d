"""The databases that are compared: a file, and a PostgreSQL of our own or the one we are told about."""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine, text


@contextlib.contextmanager
def bases(kind: str) -> Iterator[Callable[[], str]]:
    """Gives the address of another empty database at each call."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield lambda: f"sqlite:///{folder}/{uuid4().hex}.db"
        return
    with _postgres() as server:

        def fresh() -> str:
            name = f"bench_{uuid4().hex}"
            engine = create_engine(server, isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                connection.execute(text(f"CREATE DATABASE {name}"))
            engine.dispose()
            return f"{server.rpartition('/')[0]}/{name}"

        yield fresh


@contextlib.contextmanager
def _postgres() -> Iterator[str]:
    if given := os.environ.get("IRDSU_TEST_POSTGRES_URL"):
        yield given
        return
    tools = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))[-1].parent
    home = Path(tempfile.mkdtemp(prefix="irdsu-bench-"))
    who = {"user": "postgres"} if os.geteuid() == 0 else {}  # it refuses to run as root
    if who:
        shutil.chown(home, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    quiet = {"check": True, "cwd": home, "stdout": subprocess.DEVNULL, **who}
    subprocess.run([tools / "initdb", "-D", home / "data", "-U", "irdsu", "-A", "trust"], **quiet)
    start = ["-o", f"-p {port} -c listen_addresses=127.0.0.1 -k {home}", "-l", home / "log", "-w", "start"]
    subprocess.run([tools / "pg_ctl", "-D", home / "data", *start], **quiet)
    try:
        yield f"postgresql+psycopg://irdsu@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([tools / "pg_ctl", "-D", home / "data", "-m", "immediate", "stop"], **quiet)
        shutil.rmtree(home)
