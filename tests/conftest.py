"""One house for all the tests that only look at it, and one of their own for those that shake it."""

from typing import NoReturn

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as tries

from irdsu_app.settings import settings
from tests import postgresql, redis_here
from tests.serving import House
from tests.sink import Sink

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


@pytest.fixture
def sink():
    """A real mail server."""
    with Sink() as sink:
        yield sink


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL of our own, or the one we are told about."""
    if settings.test_postgres_url:
        yield settings.test_postgres_url
        return
    if postgresql.tools() is None:
        missing(postgresql.MISSING)
    with postgresql.Postgres() as ours:
        yield ours.url


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
