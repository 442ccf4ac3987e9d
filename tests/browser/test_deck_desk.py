"""Writing a game of one's own: a card looks like the card, two people lose nothing, a game begins with it."""

import pytest
from playwright.sync_api import Page, expect

from irdsu_app.coop import deck
from tests.browser.sheet import cut, give_back
from tests.shelved import BASE, S04, shelved

HERE = "#situations-S04"

pytestmark = [pytest.mark.browser, pytest.mark.expects("WebSocket connection to", "ERR_INTERNET_DISCONNECTED")]


def title(page: Page):
    return page.get_by_label("Le titre", exact=True)


def at_card(page: Page, link: str, where: str = HERE, house: str = "") -> Page:
    """Come to the desk of a deck, at this card."""
    page.goto(f"{house}/coop/jeux/{link}{where}")
    expect(page.locator(".desk-sheet")).to_be_visible()
    return page


def written(page: Page) -> None:
    expect(page.locator(".desk-said")).to_contain_text("Enregistré à")


def test_a_deck_is_copied_written_where_it_stands_and_found_again(people):
    page = people(reduced_motion="reduce")
    page.goto("/coop/jeux")
    expect(page.get_by_text("Aucun jeu ici pour l’instant")).to_be_visible()
    page.get_by_role("button", name="Dupliquer ce jeu").click()
    page.wait_for_url("**/coop/jeux/*")
    page.get_by_label("Nom du jeu").fill("Le Talus")
    page.get_by_role("button", name="Les situations").click()
    page.get_by_role("button", name=S04.title).click()
    expect(page.locator(".desk-card")).to_be_focused()
    title(page).fill("La porte du local ")
    written(page)
    expect(title(page)).to_have_value("La porte du local ")  # the space being typed is not taken from under the fingers
    expect(page.get_by_text("18 / 60")).to_be_visible()
    title(page).blur()
    expect(page.get_by_role("heading", name="La porte du local")).to_be_visible()
    page.get_by_label("Ce qu’elle demande").select_option("lourd")
    expect(page.locator(".weight[data-level=lourd]")).to_be_visible()
    page.reload()
    expect(title(page)).to_have_value("La porte du local")
    page.goto("/coop/jeux")
    page.get_by_role("link", name="Le Talus").click()
    expect(page.get_by_label("Nom du jeu")).to_have_value("Le Talus")
    page.goto("/coop/jeux")
    page.get_by_role("button", name="Oublier de cette liste").click()
    expect(page.get_by_text("Son lien l’ouvre toujours")).to_be_visible()
    expect(page.get_by_text("Aucun jeu ici pour l’instant")).to_be_visible()


def test_two_people_see_each_other_and_lose_nothing(people, house):
    first, second = people(reduced_motion="reduce"), people(reduced_motion="reduce")
    link = shelved(house)
    at_card(first, link)
    at_card(second, link)
    first.get_by_label("Pour relancer").fill("Et après ?")
    first.get_by_label("Pour relancer").blur()
    expect(second.get_by_label("Pour relancer")).to_have_value("Et après ?")
    cut(second)
    title(second).fill("Le titre de la seconde")
    title(first).fill("Le titre de la première")
    title(first).blur()
    written(first)
    give_back(second)
    for page in (first, second):
        expect(page.get_by_text("Deux personnes ont écrit en même temps")).to_be_visible(timeout=20_000)
        expect(title(page)).to_have_value("Le titre de la première")
    second.get_by_role("button", name="Prendre ce texte").click()
    for page in (first, second):
        expect(title(page)).to_have_value("Le titre de la seconde")
        expect(page.get_by_text("Deux personnes ont écrit en même temps")).not_to_be_attached()
    first.get_by_role("button", name="Annuler la dernière modification").click()
    for page in (first, second):
        expect(title(page)).to_have_value("Le titre de la première")


def test_what_is_typed_survives_a_cut_and_a_reload(people, house):
    page, other = people(reduced_motion="reduce"), people(reduced_motion="reduce")
    link = shelved(house)
    at_card(page, link)
    cut(page)
    title(page).fill("Écrit dans le train")
    page.get_by_label("Lieu", exact=True).select_option("L2")
    expect(page.locator(".desk-said")).to_have_text("Modification à enregistrer…")
    give_back(page)
    page.reload()
    expect(title(page)).to_have_value("Écrit dans le train")
    expect(page.locator(".desk-said")).to_have_attribute("data-pending", "false")  # sent now, or just before the reload
    at_card(other, link)
    expect(title(other)).to_have_value("Écrit dans le train")
    expect(other.get_by_label("Lieu", exact=True)).to_have_value("L2")


def test_a_server_that_falls_loses_nothing_that_was_typed(people, server):
    page, link = people(reduced_motion="reduce"), shelved(server)
    at_card(page, link, house=server.url)
    server.kill()
    title(page).fill("Écrit pendant la panne")
    title(page).blur()
    expect(page.locator(".desk-said")).to_have_text("Modification à enregistrer…")
    server.open()
    expect(page.locator(".desk-said")).to_contain_text("nregistré", timeout=30_000)
    page.reload()
    expect(title(page)).to_have_value("Écrit pendant la panne")


def test_what_is_too_long_or_missing_is_said_on_the_card_and_leads_to_it(people, house):
    page = people(reduced_motion="reduce")
    at_card(page, shelved(house))
    title(page).fill("a" * 80)
    title(page).blur()
    expect(page.get_by_role("alert").filter(has_text="la carte en tient 60")).to_be_visible()
    expect(title(page)).to_have_value("a" * 80)
    title(page).fill("")
    title(page).blur()
    expect(page.get_by_role("button", name="Carte sans titre à compléter")).to_be_visible()
    page.get_by_text("Jouer avec ce jeu").click()
    expect(page.get_by_text("Ce jeu ne peut pas encore être joué : 1 carte à compléter")).to_be_visible()
    page.get_by_role("button", name="Le territoire").click()
    page.locator(".lacks").get_by_role("button", name="Carte sans titre").click()
    expect(title(page)).to_have_value("")
    expect(page.locator(".desk-card")).to_be_focused()
    title(page).fill("<b>Le local</b>")
    title(page).blur()
    expect(page.get_by_role("heading", name="<b>Le local</b>")).to_be_visible()
    expect(page.get_by_text("Rien : ce jeu peut être joué")).to_be_visible()


def test_a_card_is_added_removed_and_brought_back(people, house):
    page = people(reduced_motion="reduce")
    at_card(page, shelved(house), "#events-E01")
    first = deck.base().events[0].title
    page.get_by_role("button", name="Ajouter une carte").click()
    expect(page.get_by_role("heading", name="Carte sans titre")).to_be_visible()
    expect(page.locator(".desk-said")).to_contain_text("Carte ajoutée")
    page.get_by_role("button", name="Retirer cette carte").click()
    expect(page.get_by_role("heading", name="Carte sans titre")).not_to_be_attached()
    page.get_by_role("button", name=first, exact=True).click()
    page.get_by_role("button", name="Retirer cette carte").click()
    expect(page.get_by_role("button", name=first, exact=True)).not_to_be_attached()
    page.get_by_role("button", name="Annuler la dernière modification").click()
    expect(page.get_by_role("button", name=first, exact=True)).to_be_visible()


def test_the_kit_asks_and_the_easy_version_is_read_beside(people, house):
    page = people(reduced_motion="reduce")
    at_card(page, shelved(house))
    page.get_by_label("Ce qui se passe (deux phrases)").fill("Le CCAS de Marseille ferme pour les usagers.")
    page.get_by_label("Version facile à lire").fill("Le CCAS ferme. " + "Un mot " * 14)
    page.get_by_label("Version facile à lire").blur()
    asked = page.locator(".asks")
    for words in ("répondent-elles toutes pareil", "Marseille", "usager", "CCAS"):
        expect(asked).to_contain_text(words)
    expect(page.locator(".hard")).to_contain_text("12 au plus")
    expect(page.locator(".hard")).to_contain_text("sigle")


def test_the_map_follows_the_places(people, house):
    page = people(reduced_motion="reduce")
    at_card(page, shelved(house), "#places-L1")
    spot = page.locator("[data-place=L1]")
    expect(spot).to_have_attribute("data-lit", "true")
    before = spot.bounding_box()
    page.get_by_label("En largeur").select_option("0")
    written(page)
    page.wait_for_function(
        "x => document.querySelector('[data-place=L1]').getBoundingClientRect().x < x - 100", arg=before["x"]
    )
    page.get_by_label("Le lieu", exact=True).fill("La Halle")
    page.get_by_label("Le lieu", exact=True).blur()
    expect(page.locator(".map-name", has_text="La Halle")).to_be_visible()
    page.locator(".map-sheet").click(position={"x": 300, "y": 40})
    expect(page.get_by_label("En hauteur")).to_have_value("1")


def test_people_are_chosen_in_a_list(people, house):
    page = people(reduced_motion="reduce")
    at_card(page, shelved(house))
    chosen = next(each.name for each in deck.base().characters if each.id not in S04.concerned)
    page.locator(".several summary").click()
    page.get_by_role("checkbox", name=chosen).check()
    written(page)
    expect(page.locator(".several summary")).to_contain_text(chosen)
    page.reload()
    expect(page.locator(".several summary")).to_contain_text(chosen)


@pytest.mark.expects("status of 400")
def test_a_file_is_brought_refused_with_its_line_or_opened(people):
    page = people(reduced_motion="reduce")
    page.goto("/coop/jeux")
    expect(page.get_by_text("Aucun jeu ici pour l’instant")).to_be_visible()  # the page lives
    file = page.get_by_label("Un fichier de jeu")
    file.set_input_files({"name": "x.yaml", "mimeType": "text/yaml", "buffer": b"a: [\n"})
    page.get_by_role("button", name="Importer").click()
    expect(page.get_by_role("alert").filter(has_text="n’est pas du YAML")).to_be_visible()
    file.set_input_files({"name": "x.yaml", "mimeType": "text/yaml", "buffer": b"x" * 1_100_000})
    page.get_by_role("button", name="Importer").click()
    expect(page.get_by_role("alert").filter(has_text="plus de 1")).to_be_visible()
    file.set_input_files({"name": "notre-quartier.yaml", "mimeType": "text/yaml", "buffer": BASE.encode()})
    page.get_by_role("button", name="Importer").click()
    expect(page.get_by_label("Nom du jeu")).to_have_value("notre quartier")
