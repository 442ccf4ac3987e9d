"""A migration that is killed leaves what was there; made again, it goes to its end. Real processes, both databases."""

import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from irdsu_app import db
from irdsu_app.launch.packages import ROOT
from irdsu_app.migrations.tables import is_ours, metadata
from irdsu_app.upkeep import health

OLD = "0004"
"""A revision that people have used, far enough from the last one."""


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request, tmp_path):
    """A database of then, with somebody's room in it."""
    own = request.param == "sqlite"
    url = f"sqlite:///{tmp_path / 'house.db'}" if own else request.getfixturevalue("base_url_of_postgres")
    db.upgrade(url, OLD)
    now = datetime.now(UTC)
    names, values = "id, code, kind, document, revision, opened_at, expires_at", ":i, 'C', 'brief', '{}', 0, :n, :e"
    room = f"INSERT INTO room ({names}) VALUES ({values})"
    engine = db.open_engine(url)
    with engine.begin() as connection:
        connection.execute(text(room), {"i": "0" * 32, "n": now, "e": now + timedelta(days=1)})
    engine.dispose()
    return url


def migrating(url: str, moment: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.state.migrator", url, str(moment)]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


@pytest.mark.parametrize("moment", [1, 9, 40])
def test_killed_in_its_middle_nothing_has_changed_and_the_next_one_ends(old, moment):
    process = migrating(old, moment)
    assert process.stdout is not None
    assert process.stdout.readline() == "there\n"
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert health.revision_of(old) == OLD
    db.upgrade(old)
    assert health.revision_of(old) == health.revisions()[0]
    engine = db.open_engine(old)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_ours})
        assert compare_metadata(context, metadata) == []
        assert connection.scalar(text("SELECT code FROM room")) == "C"
    engine.dispose()


def test_two_processes_that_open_together_migrate_once(old):
    both = [migrating(old, 0) for _ in range(2)]
    said = [process.communicate(timeout=60)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert health.revision_of(old) == health.revisions()[0]
