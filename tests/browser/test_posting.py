"""Somebody posts an offer without an account, in twelve gestures at most, and nothing of what is typed is lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.posting import NEW, TITLE, Counted, Posters, at, first, link_in, second, third
from tests.browser.test_accessibility import DESKTOP, VIEWS, judged
from tests.sink import Sink

pytestmark = [pytest.mark.browser, pytest.mark.expects("WebSocket connection to", "Failed to load resource")]


@pytest.fixture(scope="module")
def posters(tmp_path_factory):
    """A house where offers are posted."""
    with Sink() as sink:
        posters = Posters(tmp_path_factory.mktemp("posting"), sink)
        yield posters
        posters.house.close()


@pytest.fixture
def somebody(people, posters):
    """Somebody in front of the page where one posts."""

    def open_(address: str = NEW, **settings):
        page = people(reduced_motion="reduce", **{**DESKTOP, **settings})
        page.goto(posters.url + address)
        return page

    return open_


def test_an_offer_is_posted_in_twelve_gestures(somebody, posters):
    page = somebody()
    hand = Counted(page)
    first(hand)
    second(hand)
    third(hand)
    at(page, "La relecture")
    expect(page.get_by_label("Votre courriel")).to_have_value("recrutement@brunelaie.fr")
    preview = page.locator(".job-preview").inner_text()
    hand.press("Envoyer à l’équipe")
    expect(page.locator("h1")).to_have_text("Gérer mon offre")
    expect(page.locator(".labels")).to_have_text("À confirmer")
    letter = posters.letter("recrutement@brunelaie.fr", "Confirmez votre adresse")
    page.goto(posters.url + link_in(letter, "/offres/confirmer/"))
    expect(page.locator("#told")).to_have_count(0)
    assert posters.posting(TITLE).stage == "to_confirm"
    hand.press("Confirmer et envoyer à l’équipe")
    expect(page.locator("#fait")).to_contain_text("Votre adresse est confirmée")
    assert hand.count <= 12, f"{hand.count} gestures"
    assert posters.posting(TITLE).stage == "to_review"
    mine = link_in(posters.letter("recrutement@brunelaie.fr", "Bien reçu"), "/offres/gerer/")
    posters.publish(TITLE)
    online = link_in(posters.letter("recrutement@brunelaie.fr", "En ligne"), "/offres/")
    assert "/gerer/" not in online
    reader = somebody(online)
    expect(reader.locator("#told")).to_have_count(0)
    told = reader.locator(".written").inner_text()
    assert _words(preview) in _words(told)
    page.goto(posters.url + mine)
    expect(page.locator(".labels")).to_have_text("En ligne")


def _words(said: str) -> str:
    return re.sub(r"\s+", " ", said).strip()


def test_closed_at_the_third_screen_everything_is_found_again(new_context, posters):
    context = new_context(**DESKTOP, reduced_motion="reduce")
    page = context.new_page()
    page.goto(posters.url + NEW)
    hand = Counted(page)
    first(hand)
    second(hand, "Médiatrice ou médiateur de nuit")
    at(page, "La candidature")
    with page.expect_response(lambda each: each.request.method == "POST"):
        page.get_by_label("Postuler en ligne").fill("https://brunelaie.fr/emploi")
        page.get_by_label("Pièces à fournir").focus()
    own = page.url
    page.close()
    back = context.new_page()
    back.goto(posters.url + NEW)
    at(back, "La candidature")
    expect(back.get_by_label("Postuler en ligne")).to_have_value("https://brunelaie.fr/emploi")
    back.get_by_role("link", name="Le poste").click()
    at(back, "Le poste")
    expect(back.get_by_label("Intitulé du poste")).to_have_value("Médiatrice ou médiateur de nuit")
    other = new_context(**DESKTOP).new_page()
    other.goto(own)
    at(other, "La candidature")
    expect(other.get_by_label("Postuler en ligne")).to_have_value("https://brunelaie.fr/emploi")
    stranger = new_context(**DESKTOP).new_page()
    stranger.goto(posters.url + NEW)
    at(stranger, "La structure")
    expect(stranger.get_by_label("Nom de la structure")).to_have_value("")
