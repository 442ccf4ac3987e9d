"""The lists and the figures of the desk in real browsers: addresses, back, paper, two organisers at once."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import cycling
from tests.browser.coop import judged

pytestmark = [pytest.mark.browser, pytest.mark.expects("WebSocket connection to")]
VIEWS: dict[str, Any] = {
    "phone": {"viewport": {"width": 390, "height": 844}},
    "wide": {"viewport": {"width": 1280, "height": 800}},
}
NOUR, SAM, LEA, INES, PAUL = cycling.NAMES[:5]
ROWS = ".desk-people > li"
TYPED = """(field, words) => { for (const sign of words) {
  field.value += sign; field.dispatchEvent(new Event('input', { bubbles: true })) } }"""
"""Typed at once: a second and a half between two keys would make two steps to go back by."""


@pytest.fixture
def cycle(house) -> str:
    """A cycle with two people who have a place and three who wait."""
    slug, code = cycling.opened(house, places=2)
    cycling.registered(house, slug, code, NOUR, SAM, LEA)
    cycling.registered(house, slug, code, INES, PAUL, function="Élue", department="13 – Bouches-du-Rhône", member=False)
    return slug


def came_in(house, people, name: str = "Camille Astier", **settings) -> Page:
    view = settings or VIEWS["wide"]
    return cycling.organiser(house, people(reduced_motion="reduce", **view), name)


def listed(page: Page, address: str, many: int) -> Page:
    page.goto(address)
    page.locator(".sifting[data-live]").wait_for()
    expect(page.locator(ROWS)).to_have_count(many)
    return page


def test_filters_are_in_the_address_and_the_back_button_undoes_them(house, people, cycle):
    page = listed(came_in(house, people), f"/bureau/cycles/{cycle}/personnes", 5)
    page.get_by_label("Statut").select_option("waiting")
    expect(page.locator(ROWS)).to_have_count(3)
    expect(page.get_by_role("status").filter(has_text="3 sur 5")).to_be_visible()
    page.get_by_label("Chercher").focus()
    page.get_by_label("Chercher").evaluate(TYPED, "ndiaye")
    expect(page.locator(ROWS)).to_have_count(1)
    assert page.url.endswith("?mots=ndiaye&statut=waiting")
    page.go_back()
    expect(page.locator(ROWS)).to_have_count(3)
    expect(page.get_by_label("Chercher")).to_have_value("")
    expect(page.get_by_label("Statut")).to_have_value("waiting")
    page.go_back()
    expect(page.locator(ROWS)).to_have_count(5)
    page.go_forward()
    page.go_forward()
    expect(page.locator(ROWS)).to_have_count(1)
    expect(page.get_by_label("Chercher")).to_have_value("ndiaye")
    page.reload()
    page.locator(".sifting[data-live]").wait_for()
    expect(page.locator(ROWS)).to_have_count(1)
    expect(page.get_by_label("Chercher")).to_have_value("ndiaye")
    page.get_by_role("link", name="Effacer les filtres").click()
    expect(page.locator(ROWS)).to_have_count(5)
    assert page.url.endswith("/personnes")
    page.get_by_role("link", name=NOUR).click()
    expect(page.get_by_role("heading", name=NOUR, level=1)).to_be_visible()
    page.go_back()
    expect(page.locator(ROWS)).to_have_count(5)


def test_the_people_of_a_meeting_are_filtered_and_what_somebody_else_does_is_seen(house, people, cycle):
    camille, dominique = came_in(house, people), came_in(house, people, "Dominique Faure")
    address = f"/bureau/cycles/{cycle}/C1?statut=waiting"
    for page in (camille, dominique):
        listed(page, address, 3)
    camille.get_by_label("Fonction").select_option("Élue")
    expect(camille.locator(ROWS)).to_have_count(2)
    cycling.row_of(dominique, INES).get_by_role("button", name="Désister").click()
    dominique.get_by_role("button", name="Désister cette personne").click()
    expect(dominique.locator(ROWS)).to_have_count(2)
    expect(camille.locator(ROWS)).to_have_count(1)
    expect(camille.get_by_label("Fonction")).to_have_value("Élue")
    assert "fonction=" in camille.url
    assert "fonction=" not in dominique.url


def test_a_letter_goes_to_the_list_as_it_is_filtered(house, people, cycle):
    page = listed(came_in(house, people), f"/bureau/cycles/{cycle}/C1?fonction=%C3%89lue", 2)
    page.get_by_role("button", name="Écrire aux inscrits").click()
    box = page.get_by_role("dialog")
    box.get_by_label("À qui").select_option("filtre")
    box.get_by_label("Objet").fill("Une place bientôt")
    box.get_by_label("Texte").fill("Nous pensons à vous.")
    box.get_by_role("button", name="Relire avant d’envoyer").click()
    box.get_by_role("button", name="Envoyer à 2 personnes").click()
    expect(page.get_by_role("status").filter(has_text="sur 2")).to_be_visible()


def test_a_list_is_printed_as_it_is_filtered_and_says_so(house, people, cycle):
    page = listed(came_in(house, people), f"/bureau/cycles/{cycle}/C1?statut=waiting", 3)
    page.emulate_media(media="print")
    expect(page.locator(".print-only")).to_contain_text(re.compile(r"Filtre.: statut.: En liste d’attente\. 3 sur 5"))
    for hidden in (".desk-sift", ".desk-chips", ".desk-row-acts", ".header nav", "#agir"):
        expect(page.locator(hidden).first).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Imprimer la liste").click()
    expect(page.get_by_role("rowheader")).to_have_count(3)
    expect(page.get_by_text("statut : En liste d’attente".replace(" :", "\u00a0:"))).to_be_visible()
    page.get_by_role("link", name="Revenir à la liste").click()
    page.locator(".sifting[data-live]").wait_for()
    expect(page.locator(ROWS)).to_have_count(3)


def test_what_is_typed_for_a_meeting_stays_with_it(house, people, cycle):
    page = cycling.words_of(cycling.open_meeting(came_in(house, people), cycle, "C1"))
    page.get_by_label("Déroulé").fill("Pour la première seulement")
    page.get_by_role("button", name="Dupliquer la séance").click()
    page.wait_for_url("**/C2")
    expect(page.get_by_text("Brouillon", exact=True).first).to_be_visible()
    expect(page.get_by_label("Déroulé")).to_have_value("")
    page.go_back()
    expect(page.get_by_label("Déroulé")).to_have_value("Pour la première seulement")


def test_files_are_those_of_the_list(house, people, cycle):
    page = listed(came_in(house, people), f"/bureau/cycles/{cycle}/personnes?fonction=%C3%89lue", 2)
    with page.expect_download() as waited:
        page.get_by_role("link", name="Exporter (CSV)").click()
    said = waited.value.path().read_text("utf-8-sig")
    assert ("Ndiaye;Paul" in said, "Okafor" in said) == (True, False)


def test_cycles_and_meetings_are_filtered(house, people, cycle):
    page = came_in(house, people)
    page.goto("/bureau/cycles")
    page.get_by_label("Statut").select_option("archived")
    expect(page.get_by_text("Aucun cycle avec ces filtres.")).to_be_visible()
    page.go_back()
    expect(page.locator(".desk-card").first).to_be_visible()
    page.goto(f"/bureau/cycles/{cycle}")
    page.get_by_label("Date").select_option("passees")
    expect(page.get_by_role("status").filter(has_text="0 séance sur 1")).to_be_visible()
    page.get_by_label("Date").select_option("avenir")
    expect(page.locator(".desk-list .desk-card")).to_have_count(1)
    expect(page.get_by_role("button", name="Monter")).to_have_count(0)
    assert page.url.endswith("?quand=avenir")


def test_figures_follow_who_comes_and_are_read_without_the_bars(house, people, cycle):
    page = came_in(house, people)
    page.goto(f"/bureau/cycles/{cycle}/C1/chiffres")
    expect(page.get_by_role("heading", name="En bref")).to_be_visible()
    row = page.get_by_role("table", name="Par fonction").get_by_role("row", name="Cheffe de projet")
    expect(row.get_by_role("cell").first).to_have_text("2")
    wide = page.locator(".desk-share > :last-child").first.bounding_box()
    assert wide is not None
    assert wide["width"] > 200, "the bar of the largest group fills its column"
    cycling.registered(house, cycle, "C1", "Awa Diop")
    expect(page.locator(".desk-brief div").filter(has_text="En attente").locator("b")).to_have_text("4")
    page.goto(f"/bureau/cycles/{cycle}/chiffres")
    meeting = page.get_by_role("table", name="Par séance").get_by_role("row", name=re.compile("C1"))
    expect(meeting.get_by_role("cell").nth(2)).to_contain_text("100")


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_in_lists_and_figures(house, people, cycle, view):
    page = came_in(house, people, "Camille Astier", **VIEWS[view])
    for address in ("/personnes?statut=waiting", "/C1?statut=waiting", "?quand=avenir"):
        page.goto(f"/bureau/cycles/{cycle}{address}")
        page.locator(".sifting[data-live]").wait_for()
        judged(page, f"{address} ({view})")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for address in ("/chiffres", "/C1/chiffres"):
        page.goto(f"/bureau/cycles/{cycle}{address}")
        expect(page.get_by_role("table").first).to_be_visible()
        judged(page, f"{address} ({view})")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto(f"/bureau/cycles/{cycle}/personnes.html")
    judged(page, f"on paper ({view})")
