"""PostgreSQL has so many connections and no more: the processes must fit, and are told when they do not."""

import os
import subprocess
import sys
from time import monotonic

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import TimeoutError as Crowded

from irdsu_app import db, postgres
from irdsu_app.launch import connections, packages
from irdsu_app.launch.progress import Stopped
from irdsu_app.settings import settings
from tests.postgresql import Postgres
from tests.serving import free_port


def test_a_process_opens_so_many_connections_and_whoever_is_one_too_many_is_told_soon(postgres_house):
    engine = db.open_engine(postgres_house)
    held = [engine.connect() for _ in range(settings.database_connections - 1)]  # the watcher has the last
    begun = monotonic()
    with pytest.raises(Crowded):
        engine.connect()
    assert monotonic() - begun < postgres.TURN + 2
    assert postgres.taken(held[0]) == len(held) - 1
    for each in held:
        each.close()
    engine.dispose()


@pytest.fixture
def postgres_house():
    """A PostgreSQL where nobody else is."""
    with Postgres() as base:
        yield base.url


@pytest.mark.parametrize(
    ("workers", "each", "remedy"),
    [(7, 15, "Donnez IRDSU_DATABASE_CONNECTIONS=13"), (40, 15, "Lancez moins de processus")],
)
def test_processes_that_do_not_fit_are_refused_with_what_to_change(workers, each, remedy):
    assert connections.fit(6, 15, places=97, taken=1) == ""
    with pytest.raises(Stopped, match=rf"97 connexions.*{workers} processus de 15.*{remedy}"):
        connections.fit(workers, each, places=97, taken=0)


def test_those_that_fit_unless_others_stay_are_warned():
    assert "40 sont déjà prises et ce site peut en prendre 64" in connections.fit(4, 15, places=97, taken=40)


HERE = "import sys; from irdsu_app import __main__; from irdsu_app.launch import packages; "
HERE += "packages.inside = lambda: True; sys.exit(__main__.main())"
"""The command in the Python of the tests, which has all it needs."""


def run(url: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", HERE, "run", "--workers", "2", "--port", str(free_port())],
        env={**os.environ, "IRDSU_DATABASE_URL": url, "IRDSU_REDIS_URL": "redis://127.0.0.1:1/0"},
        cwd=packages.ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_the_command_asks_postgresql_before_anything_long(postgres_house):
    server = create_engine(postgres_house, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text("ALTER DATABASE postgres CONNECTION LIMIT 20"))
    server.dispose()
    refused = run(postgres_house)
    assert refused.returncode == 2
    assert "PostgreSQL donne 20 connexions, et il en faudrait 34" in refused.stderr
    assert "Donnez IRDSU_DATABASE_CONNECTIONS=8, ou augmentez max_connections" in refused.stderr
    away = run(f"postgresql+psycopg://moi@127.0.0.1:{free_port()}/rien")
    assert (away.returncode, "La base de données ne se lit pas" in away.stderr) == (2, True)
    assert "Traceback" not in refused.stderr + away.stderr
