"""An alert wants the offers that its search shows, query after query, on both databases."""

import pytest
from sqlmodel import Session, select

from irdsu_app import db
from irdsu_app.jobs import alert_register, alerts, catalogue, offer, reading
from irdsu_app.jobs.boards import current
from irdsu_app.jobs.models import JobOffer
from irdsu_app.jobs.offer import Offer
from irdsu_app.jobs.places import region_of
from irdsu_app.jobs.query import Query
from tests.state.alert_house import NOW, post
from tests.state.test_job_catalogue import FOUND, TITLES

pytestmark = pytest.mark.usefixtures("rooms_base")
FACETS = (
    Query(contract=("cdd",)), Query(department=("59", "93")), Query(region=("hauts-de-france",), words="conseil"),
    Query(words="projet", department=("69",)), Query(telework=True), Query(closing=30), Query(),
)  # fmt: skip


def test_an_alert_wants_what_its_search_shows():
    for number, (title, department) in enumerate(TITLES.items()):
        post(f"offre-{number}", title=title, department=department, region=region_of(department))
    different = []
    with Session(db.engine()) as session:
        rows = [Offer.model_validate(row) for row in session.exec(select(JobOffer)).all()]
        day = offer.today(NOW)
        for query in (*(Query(words=words) for words, _ in FOUND), *FACETS):
            shown = {each.slug for each in catalogue.search(session, query, NOW).offers}
            followed = alert_register.read(session, query, NOW)
            begun = reading.begun(session, current(session, day), followed.words)
            wanted = alerts.wanted(alerts.packed(followed), begun)
            told = {each.slug for each in rows if alerts.wants(wanted, alerts.traits(each), day)}
            if told != shown:
                different.append((query.words, followed.words, begun, shown - told, told - shown))
    assert different == []
