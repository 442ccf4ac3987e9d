"""The national sheet is printed in the edition in force, and says so to browsers that kept another."""

from datetime import UTC, date, datetime

import pytest

from irdsu_app import db
from irdsu_app.brief import editions
from irdsu_app.brief.models import PublishedEdition
from irdsu_app.brief.press import routes
from tests import bases
from tests.printed import Printed


@pytest.fixture
def published(tmp_path, monkeypatch):
    """A house whose second edition has another title on V1."""
    url = bases.sqlite(tmp_path / "house.db")
    engine = db.open_engine(url)
    monkeypatch.setattr(db, "engine", lambda: engine)
    first, now = editions.first(), datetime.now(UTC)
    panels = tuple(p.model_copy(update={"title": "Qui habite là"} if p.id == "V1" else {}) for p in first.brief.panels)
    second = first.model_copy(update={"number": 2, "brief": first.brief.model_copy(update={"panels": panels})})
    with db.session() as session:
        session.add(PublishedEdition(number=2, document=second.model_dump_json(), published_at=now))
    yield
    engine.dispose()


def test_the_edition_in_force_is_printed(published):
    found = routes._current()
    assert found.number == 2
    pdf = Printed(routes._national(found, "A3", "couleur", False, date(2026, 11, 25)))
    assert pdf.find("Qui habite là").page == 1
    assert routes._signature(2) != routes._signature(1)
