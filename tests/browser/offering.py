"""A house of its own where offers are posted, read and followed, that sends its letters to a sink."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from irdsu_app import db
from irdsu_app.access import derived
from tests.serving import House
from tests.sink import Sink

SECRET = "the secret of a house that only lives for a test"


@contextmanager
def offering(folder: Path, sink: Sink, monkeypatch) -> Iterator[House]:
    """The house, closed; in this process too the database and the personal links are its own."""
    house = House(folder, smtp_url=sink.url, secret=SECRET)
    engine = db.open_engine(house.database_url)
    monkeypatch.setattr(db, "engine", lambda: engine)
    monkeypatch.setattr(derived, "secret", lambda: SECRET.encode())
    yield house
    house.kill()
    engine.dispose()
