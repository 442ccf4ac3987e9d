"""One engine, one writer thread: session() is one unit of work, read() and write() are the two ways in."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlmodel import Session

from irdsu_app import postgres
from irdsu_app.settings import settings

MIGRATIONS = Path(__file__).parent / "migrations" / "alembic.ini"
WRITES = "irdsu_writes"
MIGRATING = 0x1EDD5
"""The advisory lock of PostgreSQL that whoever migrates holds; a round has its own (`mine`)."""
T = TypeVar("T")

# One writer: SQLite takes one at a time anyway, and waiting for its lock here never freezes the event loop.
_writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")


class Unsure(OperationalError):
    """The database answered no more while it was told to keep what was done: nobody knows whether it has."""


def open_engine(url: str, foreign_keys: bool = True, patient: bool = True) -> Engine:
    """An engine on this database; SQLite keeps its promises (foreign keys) and lets readers read during a write.

    What was to be written is in no message of an error: messages end in logs. `patient=False` is for what may last.
    """
    if (target := make_url(url)).get_backend_name() != "sqlite":
        kept, more = _places(settings.database_connections)
        engine = create_engine(
            target, pool_pre_ping=True, hide_parameters=True, pool_size=kept, max_overflow=more,
            pool_timeout=postgres.TURN,
        )  # fmt: skip
        if patient:
            postgres.furnish(engine)
        return engine
    if target.database:
        Path(target.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(target, hide_parameters=True)
    event.listen(engine, "connect", partial(_furnish, foreign_keys))
    event.listen(engine, "begin", _begin)
    return engine


def _places(connections: int) -> tuple[int, int]:
    """Of so many connections, how many the pool keeps open and how many more it may open; one is the watcher's."""
    kept = min(5, connections - 1)
    return kept, connections - 1 - kept


def _furnish(foreign_keys: bool, connection: Any, _record: Any) -> None:
    """Set what SQLite forgets at each connection, and leave transactions to us."""
    connection.isolation_level = None
    keys = f"foreign_keys={'ON' if foreign_keys else 'OFF'}"
    for pragma in ("busy_timeout=5000", "journal_mode=WAL", "synchronous=NORMAL", keys):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Take the write lock at once when writing: an upgrade in the middle of a transaction cannot wait."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(WRITES) else "BEGIN")


@cache
def engine() -> Engine:
    """The engine of the house, opened at first use."""
    return open_engine(settings.database_url)


@contextmanager
def session(target: Engine | None = None) -> Iterator[Session]:
    """One unit of work: all of it is written, or nothing; raises Unsure when there is no telling which."""
    writing = (target or engine()).execution_options(**{WRITES: True})
    with Session(writing, expire_on_commit=False) as work, work.begin():
        yield work
        work.flush()
        try:
            work.commit()
        except DBAPIError as error:
            if error.connection_invalidated and error.orig is not None:
                raise Unsure(error.statement, None, error.orig, hide_parameters=True) from error
            raise


@asynccontextmanager
async def watched() -> AsyncIterator[None]:
    """Keep an eye on a PostgreSQL while the server lives: one that hangs must not hold everybody."""
    if (target := make_url(settings.database_url)).get_backend_name() == "sqlite":
        yield
        return
    _, named = engine().dialect.create_connect_args(target)
    postgres.pulse.watch(**postgres.bounds(dict(named)))
    try:
        yield
    finally:
        await asyncio.to_thread(postgres.pulse.rest)


def read(question: Callable[[Session], T]) -> T:
    """Answer a short question to the database; nothing is written."""
    with Session(engine(), expire_on_commit=False) as work:
        return question(work)


async def write(deed: Callable[[Session], T]) -> T:
    """Do a deed in the writer thread and give its result once it is written."""
    return await asyncio.get_running_loop().run_in_executor(_writer, _do, deed)


def _do(deed: Callable[[Session], T]) -> T:
    with session() as work:
        return deed(work)


def mine(session: Session, name: str) -> bool:
    """Whether it is for this process to do what has this name, until its transaction ends; another is at it if not."""
    if session.get_bind().dialect.name != "postgresql":
        return True  # one writer at a time
    return session.connection().execute(select(func.pg_try_advisory_xact_lock(_number(name)))).scalar_one()


def take_turn(session: Session, name: str) -> None:
    """Wait until no other process does what has this name; it is then ours until our transaction ends."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text("SET LOCAL lock_timeout = 0"))
        session.connection().execute(select(func.pg_advisory_xact_lock(_number(name))))


def _number(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)


def alembic(connection: Connection) -> Config:
    """What Alembic needs to work on this connection."""
    config = Config(str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def upgrade(url: str = settings.database_url, revision: str = "head") -> None:
    """Bring the tables to this revision; doing it twice changes nothing."""
    _migrate(url, lambda config: command.upgrade(config, revision))


def downgrade(url: str, revision: str) -> None:
    """Bring the tables back to this revision."""
    _migrate(url, lambda config: command.downgrade(config, revision))


def _migrate(url: str, deed: Callable[[Config], None]) -> None:
    """Migrate in one transaction; SQLite rebuilds tables, which with its foreign keys on would erase what they hold.

    Of several processes that start together one migrates, the others wait and find nothing to do.
    """
    target = open_engine(url, foreign_keys=False, patient=False)
    try:
        with target.execution_options(**{WRITES: True}).begin() as connection:
            if connection.dialect.name == "postgresql":  # SQLite's only lock is already taken
                connection.execute(select(func.pg_advisory_xact_lock(MIGRATING)))
            deed(alembic(connection))
    finally:
        target.dispose()
