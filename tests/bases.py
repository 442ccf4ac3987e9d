"""Databases ready at once: migrated the first time, as is proven elsewhere; then a file is copied, tables emptied."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from sqlalchemy import Engine, MetaData, create_engine, delete, insert, select, text

from irdsu_app import db


def sqlite(file: Path) -> str:
    """An empty house in this file; one that is already there is brought to its last revision. Gives its address."""
    url = f"sqlite:///{file}"
    if file.exists():
        db.upgrade(url)
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_migrated())
    return url


@cache
def _migrated() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "house.db"
        db.upgrade(f"sqlite:///{file}")
        return file.read_bytes()


_SHAPE = text("SELECT (SELECT count(*) FROM pg_attribute), (SELECT count(*) FROM pg_constraint)")
"""What changes with the tables."""


class Emptied:
    """A database of PostgreSQL, as the migrations leave it each time it is asked for."""

    def __init__(self, server: str) -> None:
        """Make it on this server."""
        self._server = server
        self._make()

    def _make(self) -> None:
        self._name = f"emptied_{uuid4().hex}"
        _tell(self._server, f"CREATE DATABASE {self._name}")
        self.url = f"{self._server.rpartition('/')[0]}/{self._name}"
        db.upgrade(self.url)
        self._tables = MetaData()
        self._engine: Engine = create_engine(self.url)
        self._tables.reflect(self._engine)
        with self._engine.connect() as connection:
            found = {table: connection.execute(select(table)).mappings().all() for table in self._tables.sorted_tables}
            self._shape = connection.execute(_SHAPE).one()
        self._rows = {table: [dict(row) for row in rows] for table, rows in found.items() if rows}

    def empty(self) -> str:
        """Erase what a test wrote, and make it anew after a test that changed its tables; gives its address."""
        with self._engine.connect() as connection:
            same = connection.execute(_SHAPE).one() == self._shape
        if not same:
            self.drop()
            self._make()
            return self.url
        with self._engine.begin() as connection:
            for table in reversed(self._tables.sorted_tables):
                connection.execute(delete(table))
            for table, rows in self._rows.items():
                connection.execute(insert(table), rows)
        return self.url

    def drop(self) -> None:
        """Leave nothing on the server."""
        self._engine.dispose()
        _tell(self._server, f"DROP DATABASE {self._name} WITH (FORCE)")


def _tell(server: str, order: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(order))
    engine.dispose()
