"""One house for all the tests that only look at it, and one of their own for those that shake it."""

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as tries

from irdsu_app.settings import settings
from tests import redis_here
from tests.serving import House

# How long an example takes is the machine's business, not the test's.
tries.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
tries.load_profile("house")


def pytest_collection_modifyitems(items):
    """Browsers last: Playwright keeps an event loop running in this thread until the end."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def house(tmp_path_factory):
    """The built site, served once for the whole session."""
    house = House(tmp_path_factory.mktemp("house")).open()
    yield house
    house.close()


@pytest.fixture(scope="session")
def base_url(house):
    """Where relative addresses lead."""
    return house.url


@pytest.fixture
def server(tmp_path):
    """A house for one test, on its own database, to kill and open again."""
    server = House(tmp_path).open()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL of our own, or the one we are told about."""
    if settings.test_postgres_url:
        yield settings.test_postgres_url
        return
    tools = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [Path(shutil.which("initdb") or "")]
    if not tools[-1].is_file():
        missing("PostgreSQL manque : « apt install postgresql », ou donnez IRDSU_TEST_POSTGRES_URL.")
    # Not under pytest’s own folder, which each session closes again: PostgreSQL’s user must be able to walk here.
    home = Path(tempfile.mkdtemp(prefix="irdsu-postgres-"))
    who = {"user": "postgres"} if os.geteuid() == 0 else {}  # it refuses to run as root
    if who:
        shutil.chown(home, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    bin_ = tools[-1].parent
    run = {"check": True, "cwd": home, "capture_output": True, **who}
    subprocess.run([bin_ / "initdb", "-D", home / "data", "-U", "irdsu", "-A", "trust"], **run)
    start = ["-o", f"-p {port} -c listen_addresses=127.0.0.1 -k {home}", "-l", home / "log", "-w", "start"]
    subprocess.run([bin_ / "pg_ctl", "-D", home / "data", *start], **{**run, "capture_output": False})
    yield f"postgresql+psycopg://irdsu@127.0.0.1:{port}/postgres"
    subprocess.run([bin_ / "pg_ctl", "-D", home / "data", "-m", "immediate", "stop"], **run)
    shutil.rmtree(home)


@pytest.fixture
def redis(tmp_path):
    """A Redis of our own."""
    if redis_here.tool() is None:
        missing("Redis manque : « apt install redis-server ».")
    server = redis_here.Redis(tmp_path).start()
    yield server
    server.stop()


def missing(what: str) -> NoReturn:
    """Leave a test out, and say why; where everything must be tested (`.ci/run`), fail."""
    (pytest.fail if settings.test_all else pytest.skip)(what)
