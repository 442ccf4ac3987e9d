"""The database of a room, on SQLite then on PostgreSQL."""

from collections.abc import Callable

import pytest

from irdsu_app import db
from irdsu_app.cycles import keys
from tests.state.coop_world import LoopTimers, World


@pytest.fixture(params=["sqlite", "postgresql"])
def rooms_base(request, tmp_path, monkeypatch):
    """The database of the house, empty."""
    url = f"sqlite:///{tmp_path / 'house.db'}" if request.param == "sqlite" else request.getfixturevalue("postgres")
    db.upgrade(url)
    engine = db.open_engine(url)
    monkeypatch.setattr(db, "engine", lambda: engine)
    yield engine
    engine.dispose()
    db.downgrade(url, "base")


@pytest.fixture
def secret_of_the_house(monkeypatch, tmp_path):
    """A secret of this test's own."""
    monkeypatch.setattr(keys, "FILE", tmp_path / "secret")
    keys.secret.cache_clear()
    yield keys.secret
    keys.secret.cache_clear()


@pytest.fixture
def world(rooms_base) -> Callable[[], World]:
    clock = LoopTimers()
    return lambda: World(clock)
