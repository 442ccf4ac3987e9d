"""Is a server open on this database? Each holds a lock on a file beside an SQLite one; PostgreSQL knows by itself."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.engine import make_url

from irdsu_app import db
from irdsu_app.launch.progress import Stopped
from irdsu_app.settings import settings

RUNNING = "Le site est ouvert sur cette base : fermez-le, puis relancez."
RESTORED = "Cette base est en cours de restauration : attendez la fin, puis relancez."
OTHERS = (
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


def file_of(url: str) -> Path | None:
    """The file of an SQLite database, whatever leads to it; nothing for another one."""
    target = make_url(url)
    return Path(target.database).resolve() if target.get_backend_name() == "sqlite" and target.database else None


@contextlib.contextmanager
def by_a_server(url: str = settings.database_url) -> Iterator[None]:
    """Say, while a server lives, that it is open on this database."""
    file = file_of(url)
    with _locked(file, shared=True, refusal=RESTORED) if file else contextlib.nullcontext():
        yield


@contextlib.contextmanager
def by_nobody(url: str) -> Iterator[None]:
    """Keep servers away from this database; raises Stopped when one is open on it.

    One that opens on PostgreSQL meanwhile waits to migrate: it finds the base put back.
    """
    if file := file_of(url):
        with _locked(file, shared=False, refusal=RUNNING):
            yield
        return
    engine = db.open_engine(url)
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if not connection.scalar(select(func.pg_try_advisory_lock(db.MIGRATING))):
                raise Stopped(RUNNING)
            if connection.scalar(text(OTHERS)):
                raise Stopped(RUNNING)
            yield
    finally:
        engine.dispose()


@contextlib.contextmanager
def _locked(file: Path, shared: bool, refusal: str) -> Iterator[None]:
    """Hold the lock beside this file; the system lets it go when the process dies, however it dies."""
    try:
        import fcntl
    except ImportError:  # Windows has no such lock: there, it is for whoever restores to close the site first
        yield
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.with_name(f"{file.name}.lock").open("a") as held:
        try:
            fcntl.flock(held, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except OSError:
            raise Stopped(refusal) from None
        yield
