"""An offer is held by its personal link: extended, changed, filled, withdrawn, its link replaced; axe finds nothing."""

import threading
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.browser.posting import NEW, Counted, at, first, link_in, second, third
from tests.browser.test_accessibility import TOO_WIDE, VIEWS, judged, small

pytestmark = [pytest.mark.browser, pytest.mark.expects("WebSocket connection to", "Failed to load resource")]
SMALL = small("a.button, button, summary, .job-choice, .job-steps a, .job-link, select, textarea, .field>input")


@contextmanager
def before_it_lives(page):
    """The page read again, while its scripts are on their way."""
    scripts, here = [], threading.Event()
    page.route("**/*.js", lambda route: route.continue_() if here.is_set() else scripts.append(route))
    page.reload(wait_until="commit")
    yield
    assert scripts
    here.set()
    for each in scripts:
        each.continue_()
    expect(page.locator("#told")).to_have_count(0)


def test_an_offer_online_is_held_by_its_link(somebody, posters):
    title, whom = "Coordinatrice ou coordinateur de projets", "tenue@brunelaie.fr"
    page = somebody(f"{NEW}?neuve=oui")
    hand = Counted(page)
    first(hand)
    second(hand, title)
    third(hand, whom)
    hand.press("Envoyer à l’équipe")
    page.goto(posters.url + link_in(posters.letter(whom, "Confirmez votre adresse"), "/offres/confirmer/"))
    expect(page.locator("#told")).to_have_count(0)
    hand.press("Confirmer et envoyer à l’équipe")
    expect(page.locator("#fait")).to_be_focused()
    posters.publish(title)
    with before_it_lives(page):
        expect(page.locator(".labels")).to_have_text("En ligne")
        page.locator("#prolonger").click()
        page.get_by_label("Nouvelle date limite").fill("2020-01-01")
    expect(page.get_by_label("Nouvelle date limite")).to_have_value("2020-01-01")  # unfolded still, and kept
    hand.press("Prolonger")
    expect(page.locator("#until-said")).to_contain_text("déjà passé")
    page.get_by_label("Jusqu’au recrutement, sans date").check()
    hand.press("Prolonger")
    expect(page.locator("#fait")).to_contain_text("La nouvelle date limite est en ligne")
    page.get_by_role("link", name="Modifier", exact=True).click()
    at(page, "La structure")
    page.get_by_label("Présentation de la structure").fill("Une ville qui a changé d’avis.")
    page.get_by_role("link", name="La relecture").click()
    at(page, "La relecture")
    hand.press("Envoyer à l’équipe")
    expect(page.locator(".labels")).to_have_text("À valider")
    expect(page.get_by_text("la version précédente reste en ligne")).to_be_visible()
    posters.publish(title)
    page.reload()
    expect(page.locator("#told")).to_have_count(0)
    page.locator("#pourvue").click()
    hand.press("Oui, le poste est pourvu")
    expect(page.locator(".labels")).to_have_text("Pourvue")
    hand.press("Remettre en ligne")
    expect(page.locator(".labels")).to_have_text("En ligne")
    page.locator("#lien").click()
    hand.press("Remplacer le lien")
    expect(page.locator("h1")).to_have_text("Le lien est remplacé")
    fresh = link_in(posters.letter(whom, "Votre nouveau lien"), "/offres/gerer/")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Gérer mon offre")
    expect(page.get_by_role("alert").filter(has_text="n’ouvre rien")).to_be_visible()
    page.goto(posters.url + fresh)
    expect(page.locator("#told")).to_have_count(0)
    page.locator("#retirer").click()
    hand.press("Oui, retirer l’offre")
    expect(page.locator(".labels")).to_have_text("Retirée")
    hand.press("Dupliquer")
    at(page, "La relecture")


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(people, posters, view):
    page = people(reduced_motion="reduce", **VIEWS[view])
    page.goto(f"{posters.url}{NEW}?neuve=oui")
    hand = Counted(page)
    first(hand)
    at(page, "Le poste")
    judged(page, f"screen 2, empty ({view})")
    second(hand, "Chargé de mission")
    third(hand)
    at(page, "La relecture")
    key = page.url.partition("?")[0]
    for address in ("?ecran=1", "?ecran=2", "?ecran=3", "?ecran=4", "", "?ecran=3&manque=oui"):
        page.goto(key + address)
        expect(page.locator("#told")).to_have_count(0)
        page.evaluate("() => document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        judged(page, f"{address} ({view})")
        assert page.evaluate(TOO_WIDE) == []
        assert page.evaluate(SMALL) == []
    for address in ("/offres/gerer", "/offres/gerer/inconnu", "/offres/confirmer/inconnu", f"{NEW}?neuve=oui"):
        page.goto(posters.url + address)
        expect(page.locator("#told")).to_have_count(0)
        judged(page, f"{address} ({view})")
