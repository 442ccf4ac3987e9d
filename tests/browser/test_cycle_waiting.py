"""The waiting list, live: a place is freed on one screen, offered on another without a reload, taken or left."""

import pytest
from playwright.sync_api import expect

from tests.browser.cycles import FULL, OPEN, SLUG, line, opened, registered

pytestmark = [pytest.mark.browser, pytest.mark.expects("WebSocket connection to", "Failed to load resource")]


@pytest.fixture
def there(tmp_path, sink):
    house = opened(tmp_path, sink)
    yield house
    house.close()


@pytest.fixture
def mine(people, there):
    """Somebody's own page, open."""

    def come(name: str, **choices):
        page = people(phone=True, reduced_motion="reduce")
        page.goto(f"{there.url}/inscription/{registered(there, name, **choices)}")
        expect(page.get_by_role("heading", name="Mes séances")).to_be_visible()
        return page

    return come


def test_a_freed_place_is_offered_live_then_taken_and_the_next_ranks_move(mine, people, there):
    anne, ben, cleo = (mine(name, S1="room") for name in ("Anne", "Ben", "Cléo"))
    public = people(reduced_motion="reduce")
    public.goto(f"{there.url}/cycles/{SLUG}/seances/S1")
    expect(public.get_by_role("complementary")).to_contain_text("Complète, liste d’attente ouverte")
    expect(line(anne, FULL)).to_contain_text("Confirmée")
    expect(line(ben, FULL)).to_contain_text("rang 1")
    expect(line(cleo, FULL)).to_contain_text("rang 2")
    line(anne, FULL).get_by_role("button", name="Libérer ma place").click()
    expect(anne.locator("#dit")).to_contain_text("merci")
    expect(line(ben, FULL)).to_contain_text("Place proposée")
    expect(line(ben, FULL)).to_contain_text("Cette place est à vous si vous l’acceptez avant le")
    expect(line(ben, FULL).get_by_role("status")).to_contain_text("Place proposée")
    expect(line(cleo, FULL)).to_contain_text("rang 1")
    line(ben, FULL).get_by_role("button", name="Décliner").click()
    expect(line(cleo, FULL)).to_contain_text("Place proposée")
    line(cleo, FULL).get_by_role("button", name="Accepter ma place").click()
    expect(cleo.locator("#dit")).to_have_text("Votre place est réservée.")
    expect(line(cleo, FULL)).to_contain_text("Confirmée")
    ben.get_by_role("button", name=f"Rejoindre la liste d’attente : {FULL}").click()
    expect(line(ben, FULL)).to_contain_text("rang 1")
    anne.get_by_role("button", name=f"Me réinscrire : {FULL}").click()
    expect(line(anne, FULL)).to_contain_text("rang 2")


def test_the_keyboard_alone_frees_a_place_and_erases_everything(mine, people, there):
    page = mine("Nour", S2="remote")
    line(page, OPEN).get_by_role("button", name="Libérer ma place").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#dit")).to_contain_text("merci")
    page.get_by_role("button", name="Changer mon lien personnel").focus()
    before = page.url
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != before)
    expect(page.locator("#dit")).to_contain_text("Votre nouveau lien")
    other = people()
    other.goto(before)
    expect(other.get_by_role("alert")).to_contain_text("n’ouvre rien")
    page.get_by_role("button", name="Tout effacer").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Tout effacer ?")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("Enter")
    dialog.get_by_role("button", name="Effacer pour toujours").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/cycles*")
    expect(page.get_by_role("status").filter(has_text="effacé")).to_be_visible()


def test_one_s_own_details_are_corrected_and_taken_away(mine, there):
    page = mine("Léna", S2="remote")
    page.get_by_text("Corriger mes coordonnées").click()
    expect(page.get_by_label("Département")).to_have_value("69 – Rhône")
    page.get_by_label("Structure").fill("Ville de Mirevigne")
    page.get_by_label("Département").fill("Atlantide")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Ce département ne se trouve pas")).to_be_visible()
    page.get_by_label("Département").fill("29")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#dit")).to_have_text("Vos coordonnées sont enregistrées.")
    with page.expect_download() as waited:
        page.get_by_role("link", name="Exporter (JSON)").click()
    assert "Ville de Mirevigne" in waited.value.path().read_text()
    answer = page.request.get(page.url + ".ics")
    assert answer.ok
    assert "BEGIN:VEVENT" in answer.text()
