"""How long the house waits for its PostgreSQL: one that answers no more must not hold everybody with it.

A server that has died says so at once. One that hangs (a frozen machine, a network that swallows what it is given) says
nothing: what it promises of itself (`statement_timeout`) it keeps no more, so each wait is bounded here too. Whoever is
on the event loop waits least, for everybody waits with them. A watcher asks the server each second on a connection of
its own: while it has no answer, nobody else waits at all.
"""

import logging
import threading
from asyncio import get_running_loop
from collections.abc import Callable, Generator
from time import monotonic
from typing import Any, TypeVar

import psycopg
from sqlalchemy import Connection, Engine, event, text

log = logging.getLogger(__name__)
T = TypeVar("T")
CONNECT = 2
"""Seconds to open a connection (psycopg knows no less)."""
LOOP, QUICK = 1.0, 2.0
"""Seconds of a wait on the event loop, and of the watcher's."""
PATIENCE = 35.0
"""Seconds of a wait elsewhere (the writer, what is exported), if the server hangs unseen by the watcher."""
LOCK, STATEMENT, IDLE = 5_000, 30_000, 60_000
"""Milliseconds after which the server gives up a lock, a statement, a transaction in which nothing happens."""
TURN = 1.0
"""Seconds to wait for a connection of the pool."""
BEAT, TICK = 1.0, 0.1
"""Seconds between two questions of the watcher, and between two looks at the time of whoever waits."""
# A peer that is no more is found out in half a minute, what was sent and never received in ten seconds.
LINE = {"keepalives_idle": 15, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 10_000}
OPTIONS = f"-c lock_timeout={LOCK} -c statement_timeout={STATEMENT} -c idle_in_transaction_session_timeout={IDLE}"


class Pulse:
    """What this process knows of its PostgreSQL."""

    def __init__(self) -> None:
        """Believe it well."""
        self._answers = threading.Event()
        self._answers.set()
        self._over = threading.Event()
        self._watcher: threading.Thread | None = None

    @property
    def away(self) -> bool:
        """Whether it hangs, as far as is known: nobody waits for it meanwhile."""
        return not self._answers.is_set()

    def missed(self) -> None:
        """Know that somebody waited in vain; without a watcher, who would say that it is back?"""
        if self._watcher is not None and not self.away:
            log.error("PostgreSQL does not answer: nobody waits for it until it does")
            self._answers.clear()

    def watch(self, **target: Any) -> None:
        """Ask it each second from now on; `target` is what psycopg needs to find it."""
        self._over.clear()
        self._watcher = threading.Thread(target=self._watch, args=(target,), name="pulse", daemon=True)
        self._watcher.start()

    def rest(self) -> None:
        """Ask no more."""
        watcher, self._watcher = self._watcher, None
        self._over.set()
        if watcher is not None:
            watcher.join(CONNECT + QUICK)
        self._answers.set()

    def _watch(self, target: dict[str, Any]) -> None:
        line: psycopg.Connection | None = None
        while not self._over.wait(TICK if self.away else BEAT):
            try:
                line = line or _Quick.connect(**target, autocommit=True)
                line.execute("SELECT 1")
            except psycopg.Error as error:
                if isinstance(error, _Late | psycopg.errors.ConnectionTimeout):
                    self.missed()
                if line is not None:
                    line.close()
                line = None
            else:
                self._back()
        if line is not None:
            line.close()

    def _back(self) -> None:
        if self.away:
            log.warning("PostgreSQL answers again")
            self._answers.set()


pulse = Pulse()
"""The pulse of the database of this process."""


class _Late(psycopg.OperationalError):
    """The answer has not come in time: whether what was asked is done, nobody knows."""

    def __init__(self) -> None:
        super().__init__("PostgreSQL does not answer")


class _Quick(psycopg.Connection[Any]):
    """The watcher's connection."""

    def wait(self, gen: Generator[Any, Any, T], interval: float = TICK, timeout: float | None = None) -> T:
        """Wait for an answer, not long."""
        return super().wait(_bounded(gen, timeout or QUICK, lambda: False), interval)


class Patient(psycopg.Connection[Any]):
    """A connection that never waits for ever: past its time it is cut, and what was asked is refused."""

    def wait(self, gen: Generator[Any, Any, T], interval: float = TICK, timeout: float | None = None) -> T:
        """Wait for an answer, less when everybody waits too, and not at all when it is known that none comes."""
        bounded = _bounded(gen, timeout or (LOOP if _on_the_loop() else PATIENCE), lambda: pulse.away)
        try:
            return super().wait(bounded, interval)
        except _Late:
            pulse.missed()
            self.close()
            raise


def _bounded(gen: Generator[Any, Any, T], seconds: float, hopeless: Callable[[], bool]) -> Generator[Any, Any, T]:
    """The same wait, given up after so many seconds, or as soon as there is no hope."""
    until = monotonic() + seconds
    try:
        if hopeless():
            raise _Late
        wanted = next(gen)
        while True:
            ready = yield wanted
            if not ready and (hopeless() or monotonic() > until):
                raise _Late
            wanted = gen.send(ready)
    except StopIteration as done:
        return done.value


def _on_the_loop() -> bool:
    try:
        get_running_loop()
    except RuntimeError:
        return False
    return True


def furnish(engine: Engine) -> None:
    """Have the connections of this engine wait with patience, and no longer."""

    def connect(_dialect: Any, _record: Any, _arguments: Any, named: dict[str, Any]) -> psycopg.Connection:
        if pulse.away:
            raise _Late
        try:
            return Patient.connect(**bounds(named))
        except psycopg.errors.ConnectionTimeout:
            pulse.missed()
            raise

    event.listen(engine, "do_connect", connect)


def bounds(named: dict[str, Any]) -> dict[str, Any]:
    """How to connect: as the address says, and what it does not say as the house does."""
    return {"connect_timeout": CONNECT, "options": OPTIONS, **LINE, **named}


def places(connection: Connection) -> int:
    """How many connections the server has for us: its own limit less what it reserves, or that of the role or base."""
    asked = """
        SELECT least(
            current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
                - coalesce(current_setting('reserved_connections', true)::int, 0),
            (SELECT nullif(rolconnlimit, -1) FROM pg_roles WHERE rolname = current_user),
            (SELECT nullif(datconnlimit, -1) FROM pg_database WHERE datname = current_database())
        )
    """
    return int(connection.execute(text(asked)).scalar_one())


def taken(connection: Connection) -> int:
    """How many connections others have on the server, this one left out."""
    asked = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
    return int(connection.execute(text(asked)).scalar_one())
