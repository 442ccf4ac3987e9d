"""The national sheet is printed and taken away in the edition in force, whichever process published it."""

import asyncio
from datetime import UTC, date, datetime

import httpx
import pytest
from starlette.applications import Starlette

from irdsu_app import db
from irdsu_app.brief import current, editions, takeaway
from irdsu_app.brief.models import PublishedEdition
from irdsu_app.brief.press import routes
from tests import bases
from tests.printed import Printed


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A house that shows the first edition."""
    url = bases.sqlite(tmp_path / "house.db")
    engine = db.open_engine(url)
    monkeypatch.setattr(db, "engine", lambda: engine)
    yield
    engine.dispose()


def publish():
    """Another process publishes a second edition, with another title on V1."""
    first, now = editions.first(), datetime.now(UTC)
    panels = tuple(p.model_copy(update={"title": "Qui habite là"} if p.id == "V1" else {}) for p in first.brief.panels)
    second = first.model_copy(update={"number": 2, "brief": first.brief.model_copy(update={"panels": panels})})
    with db.session() as session:
        session.add(PublishedEdition(number=2, document=second.model_dump_json(), published_at=now))


@pytest.mark.usefixtures("house")
def test_the_edition_in_force_is_printed():
    publish()
    found = current.edition()
    assert found.number == 2
    pdf = Printed(routes._national(found, "A3", "couleur", False, date(2026, 11, 25)))
    assert pdf.find("Qui habite là").page == 1
    assert routes._signature(2) != routes._signature(1)


async def taken() -> str:
    client = httpx.AsyncClient(
        transport=httpx.ASGITransport(Starlette(routes=takeaway.routes)), base_url="http://house"
    )
    async with client:
        return (await client.get(takeaway.ADDRESS)).text


@pytest.mark.usefixtures("house")
def test_the_edition_in_force_is_the_one_taken_away_from_the_moment_it_is_out():
    assert "Qui habite là" not in asyncio.run(taken())
    publish()
    assert "Qui habite là" in asyncio.run(taken())
