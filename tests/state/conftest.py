"""The database of a room, on SQLite then on PostgreSQL."""

from collections.abc import Callable
from contextlib import ExitStack
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from irdsu_app import db
from irdsu_app.access import derived, team
from irdsu_app.door import rates
from irdsu_app.mail import post
from irdsu_app.mail.letter import File, Invite, Written
from tests import bases
from tests.several import Browser, houses
from tests.state.coop_world import LoopTimers, World
from tests.state.poster_web import Poster, now
from tests.state.posting import ICS, Clock


@pytest.fixture(params=["sqlite", "postgresql"])
def rooms_base(request, tmp_path, monkeypatch):
    """The database of the house, empty."""
    postgresql = request.param == "postgresql"
    url = request.getfixturevalue("emptied").empty() if postgresql else bases.sqlite(tmp_path / "house.db")
    engine = db.open_engine(url)
    monkeypatch.setattr(db, "engine", lambda: engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def emptied(postgres):
    """A database of PostgreSQL that one test after another finds empty."""
    emptied = bases.Emptied(postgres)
    yield emptied
    emptied.drop()


@pytest.fixture
def secret_of_the_house(monkeypatch, tmp_path):
    """A secret of this test's own."""
    monkeypatch.setattr(derived, "FILE", tmp_path / "secret")
    derived.secret.cache_clear()
    yield derived.secret
    derived.secret.cache_clear()


@pytest.fixture
def world(rooms_base) -> Callable[[], World]:
    clock = LoopTimers()
    return lambda: World(clock)


@pytest.fixture
def clock():
    """A clock that the test moves."""
    return Clock()


@pytest.fixture
def writers(monkeypatch):
    """Who writes the letters called `test.`."""

    def written(kind, data):
        if kind == "test.broken":
            raise KeyError(data["never"])
        whole = kind == "test.whole"
        invite, files = Invite("REQUEST", ICS), (File("plan.pdf", "application/pdf", b"%PDF"),)
        html = "<p>Élan</p>" if whole else ""
        return Written("Où\nça ?", f"Bonjour Élise. {data.get('number', '')}", html,
                       invite if whole else None, files if whole else (), data.get("stop", ""))  # fmt: skip

    monkeypatch.setattr(post, "_writers", {"test.": written})


@pytest.fixture
def base_url_of_postgres(postgres):
    """An empty PostgreSQL database of this test's own."""
    name = f"test_{uuid4().hex}"
    server = create_engine(postgres, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield f"{postgres.rpartition('/')[0]}/{name}"
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture
def two(tmp_path, base_url_of_postgres, redis):
    """Two processes of the house, open, on one PostgreSQL and one Redis."""
    those = houses(tmp_path, base_url_of_postgres, redis.url)
    for each in those:
        each.open()
    yield those
    for each in those:
        each.kill()
        print(each.said())


@pytest.fixture
def browser_line():
    """Closes the sockets of the browsers of a test."""
    with ExitStack() as line:
        yield line


@pytest.fixture
def visitor(browser_line):
    """One more browser each time."""
    return lambda: Browser(browser_line)


@pytest.fixture
def web(rooms_base, tmp_path, secret_of_the_house):
    """The browser of somebody who posts an offer."""
    rates.forget()
    yield Poster(tmp_path)
    rates.forget()


@pytest.fixture
def moderator(web):
    """Somebody who answers for the offers."""
    with db.session() as session:
        return team.invite(session, "mod@irdsu.fr", "Mo", ["jobs"], now())
