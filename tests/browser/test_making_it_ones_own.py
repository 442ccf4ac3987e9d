"""Making the sheet one's own: written where it stands, kept whatever happens, shared without risk."""

import httpx
import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from irdsu_app.brief.panels import brief
from tests.browser.sheet import cut, give_back, wait_for_paper
from tests.browser.test_accessibility import CALM, judged
from tests.browser.test_holding_the_desk import FORGE

OWN = "reflex___state____state.irdsu_app___brief___version_state____own_version"
R2 = brief().panels[1]

pytestmark = [pytest.mark.browser, pytest.mark.expects("WebSocket connection to", "ERR_INTERNET_DISCONNECTED")]


def mine(page: Page) -> str:
    """Make a version, come to its second panel; gives the address to edit it."""
    page.goto("/depliant/adapter")
    page.get_by_role("button", name="Dupliquer le dépliant").click()
    page.wait_for_url("**/depliant/adapter/*")
    address = page.url
    at_r2(page, address)
    return address


def at_r2(page: Page, address: str) -> None:
    page.goto(address.split("?")[0] + "?pas=2")
    wait_for_paper(page)
    expect(page.get_by_label("Titre", exact=True)).to_have_value(R2.title)


def written(page: Page) -> None:
    expect(page.locator(".own-said")).to_contain_text("Enregistré à")


def read_address(page: Page) -> str:
    page.get_by_text("Partager", exact=True).click()
    address = page.get_by_label("Lien pour lire").input_value()
    page.get_by_text("Partager", exact=True).click()
    return address


def test_a_panel_is_written_where_it_stands_and_beside_it(people):
    page = people(reduced_motion="reduce")
    address = mine(page)
    spot = page.get_by_role("textbox", name="Texte, sur la feuille")
    spot.fill("Ici, l’écart le plus dur est celui du bus.")
    page.get_by_label("Titre", exact=True).fill("Nos écarts à nous")
    page.get_by_label("Note de présentation").click()
    written(page)
    expect(page.get_by_label("Texte", exact=True)).to_have_value("Ici, l’écart le plus dur est celui du bus.")
    expect(page.locator("#face-R2 h2")).to_have_text("Nos écarts à nous")
    expect(page.get_by_text("9 mots · 42 / 420 signes")).to_be_visible()
    page.get_by_text("Comparer avec le texte national").last.click()
    expect(page.locator(".national").last).to_have_text(R2.text)
    page.goto(address + "?pas=2")
    wait_for_paper(page)
    expect(page.get_by_label("Titre", exact=True)).to_have_value("Nos écarts à nous")
    expect(page.locator("#face-R2 .words")).to_have_text("Ici, l’écart le plus dur est celui du bus.")
    page.get_by_role("button", name="Annuler la dernière modification").click()
    page.get_by_role("button", name="Revenir au texte national").click()
    expect(page.get_by_label("Titre", exact=True)).to_have_value(R2.title)
    expect(page.locator("#face-R2 h2")).to_have_text(R2.title)


def test_a_local_figure_needs_its_year_and_source_and_then_goes_everywhere(people):
    page, reader = people(reduced_motion="reduce"), people(phone=True, reduced_motion="reduce")
    mine(page)
    box = page.get_by_role("group", name="Valeur du quartier")
    box.get_by_label("Valeur").fill("42 %")
    page.get_by_label("Titre", exact=True).focus()
    expect(box.get_by_role("alert")).to_contain_text("il manque son année")
    expect(box.get_by_label("Valeur")).to_have_value("42 %")
    box.get_by_label("Année").fill("2022")
    box.get_by_label("Source").fill("Insee, Filosofi")
    page.get_by_label("Titre", exact=True).focus()
    written(page)
    page.get_by_role("button", name="Étape suivante").click()
    expect(page.get_by_label("Titre", exact=True)).to_have_value(brief().panels[2].title)
    page.get_by_role("button", name="Laisser de côté").click()
    expect(page.get_by_role("button", name="Remettre ce panneau")).to_be_visible()
    there = read_address(page)
    with httpx.Client(timeout=30) as visitor:
        sheet = pypdfium2.PdfDocument(visitor.get(there + "/feuille-a3.pdf").content)
        printed = " ".join(side.get_textpage().get_text_bounded() for side in sheet)
        portable = visitor.get(there + "/a-emporter.html").text
        assert visitor.get(there + "/feuille-a9.pdf").status_code == 400
    for taken in (printed, portable):
        assert "Insee, Filosofi" in taken
        assert "Près de cinquante ans" not in taken
    reader.goto(there + "?pas=2")
    wait_for_paper(reader)
    expect(reader.locator("#face-R2 .ours")).to_contain_text("Valeur du quartier : 42\u00a0% (2022, Insee, Filosofi)")
    expect(reader.locator("#face-R3.left-out")).to_be_attached()
    reader.goto(there + "/texte")
    expect(reader.get_by_text("Valeur du quartier : 42")).to_be_visible()
    expect(reader.locator("#panneau-R3")).not_to_be_attached()
    expect(reader.locator("#panneau-R2")).to_be_attached()
    reader.get_by_role("button", name="En faire ma version").click()
    reader.wait_for_url("**/depliant/adapter/*")
    wait_for_paper(reader)


def test_two_people_at_once_lose_nothing_and_the_second_is_told(people):
    first, second = people(reduced_motion="reduce"), people(reduced_motion="reduce")
    address = mine(first)
    at_r2(second, address)
    cut(second)
    second.get_by_label("Titre", exact=True).fill("Le titre de la seconde")
    first.get_by_label("Titre", exact=True).fill("Le titre de la première")
    first.get_by_label("Texte", exact=True).focus()
    written(first)
    give_back(second)
    for page in (first, second):
        expect(page.get_by_text("Deux personnes ont écrit en même temps")).to_be_visible(timeout=20_000)
        expect(page.get_by_label("Titre", exact=True)).to_have_value("Le titre de la première")
    second.get_by_role("button", name="Prendre ce texte").click()
    for page in (first, second):
        expect(page.get_by_label("Titre", exact=True)).to_have_value("Le titre de la seconde")
        expect(page.get_by_text("Deux personnes ont écrit en même temps")).not_to_be_attached()


def test_what_is_typed_without_network_survives_the_reload_and_is_written_later(people):
    page = people(reduced_motion="reduce")
    address = mine(page)
    cut(page)
    page.get_by_label("Texte", exact=True).fill("Écrit dans le train.")
    expect(page.locator(".own-said")).to_have_text("Modification à enregistrer…")
    give_back(page)
    page.goto(address + "?pas=2")
    wait_for_paper(page)
    expect(page.get_by_label("Texte", exact=True)).to_have_value("Écrit dans le train.")
    expect(page.locator(".own-said")).to_contain_text("nregistré")
    other = people(reduced_motion="reduce")
    other.goto(address + "?pas=2")
    wait_for_paper(other)
    expect(other.get_by_label("Texte", exact=True)).to_have_value("Écrit dans le train.")


def test_a_reader_never_writes_even_by_forging_an_event(people):
    page, reader = people(reduced_motion="reduce"), people(reduced_motion="reduce")
    address = mine(page)
    there = read_address(page)
    reader.goto(there)
    wait_for_paper(reader)
    text = {"panel": "R2", "part": "title", "text": "Forgé", "base": R2.title}
    forge = FORGE.replace("query: {code: here.split('/')[2]}", "query: {key: here.split('/')[3]}")
    for handler, payload in [("write", text), ("erase", {}), ("undo", {}), ("write", {**text, "part": "facts"})]:
        reader.evaluate(forge, [OWN, handler, payload])
    page.goto(address + "?pas=2")
    wait_for_paper(page)
    expect(page.get_by_label("Titre", exact=True)).to_have_value(R2.title)
    page.evaluate(forge, [OWN, "write", text])  # the same frame, from the one who may: the forgery is well made
    expect(page.get_by_label("Titre", exact=True)).to_have_value("Forgé")


@pytest.mark.expects("status of 404")
def test_a_link_that_opens_nothing_says_what_to_do_and_an_erased_version_is_gone(people):
    page = people(reduced_motion="reduce")
    page.goto("/depliant/adapter/" + "x" * 32)
    expect(page.get_by_role("alert").filter(has_text="n’ouvre aucune version")).to_be_visible()
    address = mine(page)
    there = read_address(page)
    page.get_by_text("Partager", exact=True).click()
    page.get_by_text("Effacer cette version").click()
    page.get_by_role("button", name="Effacer pour toujours").click()
    expect(page.get_by_text("La version est effacée")).to_be_visible()
    for gone in (address, there):
        page.goto(gone)
        expect(page.get_by_role("heading", name="Version introuvable")).to_be_visible()


@pytest.mark.parametrize("settings", [{}, {"phone": True}])
def test_axe_finds_nothing_on_the_pages_of_a_version(people, settings):
    page = people(reduced_motion="reduce", **settings)
    page.goto("/depliant/adapter")
    judged(page, "start")
    mine(page)
    page.wait_for_function(CALM)
    judged(page, "edit")
    there = read_address(page)
    page.goto(there + "/texte")
    expect(page.locator("#panneau-R2")).to_be_attached()
    judged(page, "text")
    page.goto(there)
    wait_for_paper(page)
    page.wait_for_function(CALM)
    judged(page, "read")
