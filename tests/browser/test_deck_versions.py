"""The versions of a deck at its desk, and a game created from the link to read."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from irdsu_app.access import links
from irdsu_app.coop import authoring, deck_register, deck_versions, proofing
from tests.browser.coop import judged
from tests.browser.test_deck_desk import at_card, title, written
from tests.shelved import BASE, S04, at, incomplete, shelved

pytestmark = [pytest.mark.browser, pytest.mark.expects("WebSocket connection to")]


def test_a_version_is_kept_looked_at_come_back_to_and_two_people_lose_nothing(people, house):
    page, other = people(reduced_motion="reduce"), people(phone=True, reduced_motion="reduce")
    link = shelved(house)
    at_card(page, link)
    at_card(other, link)
    page.get_by_text("Versions", exact=True).click()
    page.get_by_label("Nom de la version").fill("Avant l’atelier")
    page.get_by_label("Gardée par").fill("Nour")
    page.get_by_role("button", name="Garder cette version").click()
    kept = page.get_by_role("list", name="Versions gardées").get_by_role("listitem")
    expect(kept).to_have_count(1)
    expect(kept.first).to_contain_text(re.compile(r"Avant l’atelier.*Gardée à la main le .* par Nour"))
    title(other).fill("Écrit par l’autre")
    written(other)
    expect(title(page)).to_have_value("Écrit par l’autre")
    page.get_by_role("link", name="Regarder : Avant l’atelier").click()
    expect(page.get_by_text("retrouverait ses mots d’alors")).to_be_visible()
    expect(page.get_by_role("heading", name=S04.title)).to_be_visible()
    judged(page, "a version")
    page.get_by_role("link", name="Retourner au jeu").click()
    page.get_by_text("Versions", exact=True).click()
    judged(page, "versions")
    page.get_by_role("button", name="Revenir à cette version : Avant l’atelier").click()
    expect(title(other)).to_have_value(S04.title)
    page.get_by_role("button", name="Les situations").click()
    page.get_by_role("button", name=S04.title).click()
    expect(title(page)).to_have_value(S04.title)
    other.get_by_text("Versions", exact=True).click()
    expect(other.get_by_text("Avant un retour en arrière le")).to_be_visible()
    judged(other, "versions on a phone")
    other.get_by_role("button", name="Annuler la dernière modification").click()
    expect(title(page)).to_have_value("Écrit par l’autre")
    page.reload()
    page.get_by_text("Versions", exact=True).click()
    expect(page.get_by_label("Gardée par")).to_have_value("Nour")
    page.get_by_label("Retirer : Avant l’atelier", exact=True).click()
    judged(page, "a version about to be taken off")
    expect(page.get_by_text("Avant l’atelier", exact=True)).to_be_visible()
    page.get_by_role("button", name="Retirer pour toujours : Avant l’atelier").click()
    expect(page.get_by_text("Avant l’atelier", exact=True)).to_have_count(0)


def test_a_file_takes_the_place_of_the_cards_under_the_eyes_of_the_other_and_is_undone(people, house):
    page, other = people(reduced_motion="reduce"), people(reduced_motion="reduce")
    link = shelved(house)
    at_card(page, link)
    at_card(other, link)
    page.get_by_text("Versions", exact=True).click()
    page.get_by_text("Remplacer par un fichier").click()
    body = BASE.replace(S04.title, "Venu d’un fichier").encode()
    page.get_by_label("Un fichier de jeu").set_input_files({"name": "x.yaml", "mimeType": "text/yaml", "buffer": body})
    page.get_by_role("button", name="Remplacer les cartes").click()
    expect(page.get_by_text("Le fichier a pris la place des cartes")).to_be_visible()
    expect(page.get_by_text("Avant l’import d’un fichier le")).to_be_visible()
    expect(title(other)).to_have_value("Venu d’un fichier")
    page.get_by_role("button", name="Annuler la dernière modification").click()
    expect(title(other)).to_have_value(S04.title)


def test_a_name_is_emptied_once_its_version_is_kept_and_stays_when_it_is_refused(people, house):
    page, link = people(reduced_motion="reduce"), shelved(house)
    with at(house) as session:
        for n in range(deck_versions.MOST - 1):
            deck_versions.keep(session, link, f"Nom {n}", "", datetime.now(UTC))
    at_card(page, link)
    page.get_by_text("Versions", exact=True).click()
    name = page.get_by_label("Nom de la version")
    name.fill("La dernière place")
    page.get_by_role("button", name="Garder cette version").click()
    expect(page.get_by_text("La dernière place", exact=True)).to_be_visible()
    expect(name).to_have_value("")
    name.fill("Une de trop")
    page.get_by_role("button", name="Garder cette version").click()
    expect(page.get_by_role("alert").filter(has_text="retirez-en une")).to_be_visible()
    expect(name).to_have_value("Une de trop")


def behind_the_screen(house, link, words, base):
    """Another writes, and this screen has not been told yet."""
    with at(house) as session:
        act = lambda own: authoring.write(own, "situations", "S04", "title", words, base)  # noqa: E731
        deck_register.change(session, link, act, datetime.now(UTC))


def test_undoing_and_publishing_never_pass_over_what_another_has_just_written(people, house):
    page, link = people(reduced_motion="reduce"), shelved(house)
    at_card(page, link)
    title(page).fill("Le mien")
    page.get_by_role("button", name="Annuler la dernière modification").click()  # waits for what is being written
    expect(title(page)).to_have_value(S04.title)
    title(page).fill("Le mien")
    title(page).blur()
    expect(page.get_by_role("heading", name="Le mien")).to_be_visible()
    behind_the_screen(house, link, "Celui de l’autre", "Le mien")
    page.get_by_role("button", name="Annuler la dernière modification").click()
    expect(page.get_by_role("alert").filter(has_text="vient d’écrire dans ce jeu")).to_be_visible()
    expect(title(page)).to_have_value("Celui de l’autre")
    page.get_by_role("button", name="Annuler la dernière modification").click()
    expect(title(page)).to_have_value("Le mien")
    page.get_by_text("Publier", exact=True).click()
    for _, said in proofing.CHECKLIST:
        page.locator(".tick", has_text=said[:30]).click()
    behind_the_screen(house, link, "Après la relecture", "Le mien")
    page.get_by_role("button", name="Publier ce jeu").click()
    expect(page.get_by_role("alert").filter(has_text="cochez de nouveau")).to_be_visible()
    expect(page.locator(".publish .tick input:checked")).to_have_count(0)
    for _, said in proofing.CHECKLIST:
        page.locator(".tick", has_text=said[:30]).click()
    page.get_by_role("button", name="Publier ce jeu").click()
    expect(page.get_by_role("link", name="/coop/jeu/")).to_be_visible()


def test_a_game_is_created_from_the_link_to_read(people, house):
    page = people(phone=True, reduced_motion="reduce")
    page.goto(f"/coop/jeux/{links.to_read(shelved(house))}")
    page.get_by_label("Durée").select_option("45")
    page.get_by_role("button", name="Jouer avec ce jeu").click()
    page.wait_for_url("**/animer")
    page.goto(f"/coop/jeux/{links.to_read(shelved(house, incomplete))}")
    expect(page.get_by_text("Ce jeu ne peut pas encore être joué")).to_be_visible()
    expect(page.get_by_role("button", name="Jouer avec ce jeu")).to_have_count(0)
