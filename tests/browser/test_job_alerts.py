"""Somebody follows a search by mail, with real letters: ask, confirm, hear of an offer once, leave in one click."""

import re
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from playwright.sync_api import expect
from sqlmodel import select

from irdsu_app import db
from irdsu_app.jobs import alert_rounds, alerts, seeding, still_open, still_register
from irdsu_app.jobs.alert_models import JobFollower
from irdsu_app.jobs.models import JobOffer
from tests.browser.offering import offering
from tests.browser.test_accessibility import DESKTOP, TOO_WIDE, VIEWS, judged, small
from tests.serving import House
from tests.sink import Sink
from tests.state import alert_house
from tests.state.offers_house import OffersHouse

pytestmark = [pytest.mark.browser, pytest.mark.expects("WebSocket connection to", "Failed to load resource")]
NOUR = "nour@ville.fr"
SMALL = small("a.button, button, summary, .job-choice, .alert-way a")


@pytest.fixture
def held(tmp_path, sink, monkeypatch):
    """A house that sends its letters, with the first offers."""
    with offering(tmp_path, sink, monkeypatch) as house:
        with db.session() as session:
            seeding.furnish(session, datetime.now(UTC))
        yield house.open()


def link_in(sink: Sink, house: House, path: str = "/offres/alerte/") -> str:
    """The first such link of the letter that brings one, on this house."""
    found = None
    while found is None:
        assert sink.arrived.acquire(timeout=20), sink.recipients
        found = re.search(rf"http[^/]*//[^/]*({path}\S+)", sink.text())
    return house.url + found[1]


def week(now: datetime) -> None:
    """The weekly round, as if the last one had been a week ago."""
    with db.session() as session:
        for person in session.exec(select(JobFollower)).all():
            person.round_at = alerts.last_round(now) - timedelta(days=7)
            session.add(person)
    with db.session() as session:
        alert_rounds.tell(session, now)


def test_from_a_search_to_the_letter_and_out_in_one_click(held, sink, people):
    page = people(**DESKTOP)
    page.goto(f"{held.url}/offres?mots=m%C3%A9diatrice")
    expect(page.locator("#told")).to_have_count(0)
    page.get_by_role("link", name="Recevoir les nouvelles offres").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recevoir les nouvelles offres")
    expect(page.locator("#told")).to_have_count(0)
    expect(page.locator(".alert-search")).to_contain_text("médiatrice")
    page.get_by_label("Votre adresse électronique").fill(NOUR)
    page.get_by_role("button", name="Recevoir les nouvelles offres").click()
    expect(page.get_by_role("status").filter(has_text="Un courriel vient de partir")).to_be_visible()
    page.goto(link_in(sink, held))
    expect(page.locator("#told")).to_have_count(0)
    page.get_by_role("button", name=re.compile("^Oui, recevoir ces offres")).click()
    expect(page.get_by_role("status").filter(has_text="C’est fait")).to_be_visible()
    now = datetime.now(UTC)
    alert_house.post("nouvelle", now, title="Médiatrice santé", deadline=(now + timedelta(days=30)).date())
    week(now)
    mine = link_in(sink, held)
    message = sink.message()
    assert message["Subject"].endswith("nouvelle offre pour vous")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Médiatrice santé" in sink.text()
    week(now)
    stop = held.url + re.sub(r"^<https?://[^/]+|>$", "", message["List-Unsubscribe"])
    assert httpx.get(stop).status_code == 200
    answer = httpx.post(stop, content="List-Unsubscribe=One-Click",
                        headers={"content-type": "application/x-www-form-urlencoded"})  # fmt: skip
    assert answer.status_code == 200
    page.goto(mine)
    expect(page.locator("#told")).to_have_count(0)
    expect(page.get_by_text("Vous ne recevez plus rien")).to_be_visible()
    page.get_by_role("button", name="Recevoir de nouveau").click()
    expect(page.get_by_role("status").filter(has_text="Vos alertes reprennent")).to_be_visible()
    expect(page.locator("#told")).to_have_count(0)
    page.get_by_text("Tout effacer").click()
    page.get_by_role("button", name="Effacer mon adresse et mes alertes").click()
    expect(page.get_by_role("status").filter(has_text="Tout est effacé")).to_be_visible()
    assert len([each for each in sink.recipients if each == NOUR]) == 2


def test_without_scripts_one_confirms_and_changes(held, sink, people):
    page = people(**DESKTOP, java_script_enabled=False)
    page.goto(f"{held.url}/offres/alerte?departement=59")
    page.get_by_label("Votre adresse électronique").fill(NOUR)
    page.get_by_role("button", name="Recevoir les nouvelles offres").click()
    expect(page.get_by_role("status").filter(has_text="Un courriel vient de partir")).to_be_visible()
    page.goto(link_in(sink, held))
    page.get_by_role("button", name=re.compile("^Oui, recevoir ces offres")).click()
    page.get_by_role("link", name=re.compile("^Changer")).click()
    page.get_by_label("Mots cherchés").fill("éducation")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", level=2).first).to_contain_text("éducation")
    page.get_by_role("button", name=re.compile("^Mettre en pause")).click()
    expect(page.get_by_text("En pause", exact=True)).to_be_visible()
    page.get_by_role("button", name=re.compile("^Arrêter")).click()
    expect(page.get_by_text("Vous ne suivez aucune recherche.")).to_be_visible()


def test_still_open_is_answered_from_the_letter(held, sink, people, monkeypatch):
    monkeypatch.setattr(still_open, "MORNING", 0)  # whatever the hour of the test
    now = datetime.now(UTC)
    desk = OffersHouse(now)  # a draft of a month ago would be erased meanwhile
    number = desk.posted(open_ended=True)
    desk.now = now - timedelta(days=31)
    desk.act("publier", number)
    desk.do(lambda s: still_register.send(s, now))
    page = people(**DESKTOP)
    page.goto(link_in(sink, held, "/offres/ouverte/"))
    expect(page.locator("#told")).to_have_count(0)
    page.get_by_role("button", name="Elle est pourvue").click()
    expect(page.get_by_role("status").filter(has_text="marquée comme pourvue")).to_be_visible()
    assert desk.row(number).stage == "filled"
    assert (
        db.read(lambda s: s.exec(select(JobOffer.status).where(JobOffer.id == desk.row(number).offer_id)).one())
        == "filled"
    )


def test_everybody_can_use_the_pages_of_the_alerts(held, people):
    now = datetime.now(UTC)
    query = alerts.unpacked("mots=médiatrice&contrat=cdd")
    link = alert_house.follow(query, now=now)
    alert_house.ask(alerts.unpacked("departement=59"), now=now)
    number = alert_house.alerts_of()[0].id
    addresses = (
        "/offres/alerte?mots=projet",
        f"/offres/alerte/{link}",
        f"/offres/alerte/{link}?changer={number}",
        f"/offres/alerte/{link}/arreter",
        "/offres/alerte/unlieninconnu",
    )
    for name, view in VIEWS.items():
        page = people(reduced_motion="reduce", **view)
        for address in addresses:
            page.goto(held.url + address)
            expect(page.locator("#told")).to_have_count(0)
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            judged(page, f"{address} {name}")
            assert page.evaluate(TOO_WIDE) == [], name
            assert page.evaluate(SMALL) == [], name
