"""A game of one's own, shared: published, read without scripts, erased, copied, played; for all."""

import pytest
from playwright.sync_api import expect

from irdsu_app.access import links
from irdsu_app.coop import proofing
from tests.browser.test_accessibility import CALM, TOO_WIDE, VIEWS, judged, walked
from tests.browser.test_deck_desk import at_card, title
from tests.browser.test_holding_the_desk import FORGE
from tests.shelved import S04, incomplete, published, shelved

DESK = "reflex___state____state.irdsu_app___coop___deck_state____deck_desk"

pytestmark = [pytest.mark.browser, pytest.mark.expects("WebSocket connection to", "ERR_INTERNET_DISCONNECTED")]


def test_a_deck_is_published_after_the_list_read_without_scripts_and_taken_back(people, new_context, house):
    page, link = people(reduced_motion="reduce"), shelved(house, name="Le quartier publié")
    at_card(page, link)
    page.get_by_text("Publier", exact=True).click()
    page.get_by_role("button", name="Publier ce jeu").click()
    expect(page.get_by_role("alert").filter(has_text="Il reste à vérifier")).to_be_visible()
    for _, said in proofing.CHECKLIST:
        page.locator(".tick", has_text=said[:30]).click()
    page.get_by_label("Auteurs et autrices à citer").fill("Le collectif du Talus")
    page.get_by_role("button", name="Publier ce jeu").click()
    public = page.get_by_role("link", name="/coop/jeu/")
    expect(public).to_be_visible()
    bare = new_context(java_script_enabled=False).new_page()
    bare.goto(public.get_attribute("href") or "")
    for words in ("Le quartier publié", "Le collectif du Talus", S04.title, "CC BY-SA 4.0"):
        expect(bare.get_by_text(words).first).to_be_visible()
    bare.get_by_role("button", name="Dupliquer ce jeu").click()
    bare.wait_for_url("**/coop/jeux/*")
    page.goto("/coop/jeux")
    expect(page.get_by_role("link", name="Le quartier publié").first).to_be_visible()
    at_card(page, link)
    title(page).fill("Changé depuis")
    title(page).blur()
    page.get_by_text("Publié", exact=True).click()
    expect(page.get_by_text("Il a changé depuis")).to_be_visible()
    page.get_by_role("button", name="Retirer de la page publique").click()
    expect(page.get_by_role("button", name="Publier ce jeu")).to_be_visible()


@pytest.mark.expects("status of 404")
def test_a_deck_erased_while_it_is_open_says_so_and_leaves_the_texts_on_the_screen(people, house):
    page, other, reader = (people(reduced_motion="reduce") for _ in range(3))
    link = shelved(house)
    at_card(page, link)
    at_card(other, link)
    reader.goto(f"/coop/jeux/{links.to_read(link)}")
    expect(reader.get_by_text(S04.title).first).to_be_visible()
    page.get_by_text("Partager, effacer").click()
    page.get_by_text("Effacer ce jeu").click()
    page.get_by_role("button", name="Effacer pour toujours").click()
    expect(page.get_by_text("Le jeu est effacé")).to_be_visible()
    expect(page.get_by_text("Aucun jeu ici pour l’instant")).to_be_visible()
    expect(other.get_by_role("alert").filter(has_text="vient d’être effacé")).to_be_visible()
    expect(title(other)).to_have_value(S04.title)
    expect(title(other)).not_to_be_editable()
    expect(reader.get_by_role("alert").filter(has_text="vient d’être effacé")).to_be_visible()
    for gone in (link, links.to_read(link)):
        other.goto(f"/coop/jeux/{gone}")
        expect(other.get_by_role("heading", name="Jeu introuvable")).to_be_visible()


def test_the_reader_reads_sees_changes_copies_and_never_writes(people, house):
    page, reader = people(reduced_motion="reduce"), people(reduced_motion="reduce")
    link = shelved(house)
    at_card(page, link)
    reader.goto(f"/coop/jeux/{links.to_read(link)}")
    expect(reader.get_by_role("heading", name=S04.title)).to_be_visible()
    expect(reader.locator("textarea")).to_have_count(0)
    title(page).fill("Vu en direct")
    title(page).blur()
    expect(reader.get_by_role("heading", name="Vu en direct")).to_be_visible()
    forge = FORGE.replace("query: {code: here.split('/')[2]}", "query: {key: here.split('/')[3]}")
    text = {"kind": "situations", "card": "S04", "name": "title", "text": "Forgé", "base": "Vu en direct"}
    every = [name for name, _ in proofing.CHECKLIST]
    forged = [
        ("write", text),
        ("write", {**text, "more": 1}),
        ("erase", {}),
        ("undo", {}),
        ("unpublish", {}),
        ("rename", {"name": "Forgé", "base": "Chez nous"}),
        ("publish", {"answered": every, "authors": "Forgé"}),
        ("remove", {"kind": "situations", "card": "S04"}),
        ("choose", {"kind": "prizes", "card": "", "name": "", "values": []}),
    ]
    for handler, payload in forged:
        reader.evaluate(forge, [DESK, handler, payload])
    page.reload()
    expect(title(page)).to_have_value("Vu en direct")
    expect(page.get_by_label("Nom du jeu")).to_have_value("Chez nous")
    page.evaluate(forge, [DESK, "write", text])  # the same frame, from the one who may: the forgery is well made
    expect(title(page)).to_have_value("Forgé")
    reader.get_by_role("button", name="Dupliquer ce jeu").click()
    expect(reader.get_by_label("Nom du jeu")).to_have_value("Chez nous (copie)")


def test_a_game_begins_with_the_deck(people, house):
    page = people(reduced_motion="reduce")
    at_card(page, shelved(house))
    page.get_by_text("Jouer avec ce jeu").click()
    page.get_by_role("button", name="Créer la partie").click()
    page.wait_for_url("**/animer")


def test_everything_is_done_by_keyboard(people, house):
    page = people(reduced_motion="reduce", viewport={"width": 1280, "height": 800})
    at_card(page, shelved(house), "#words-words")
    stops = walked(page)
    assert [stop for stop in stops if not stop["outlined"] or not stop["shown"] or stop["inert"]] == []
    assert any("Les situations" in stop["words"] for stop in stops)
    page.get_by_role("button", name="Les événements").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Ajouter une carte").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".desk-card")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Le vent tourne")
    page.keyboard.press("Tab")
    expect(page.get_by_role("heading", name="Le vent tourne")).to_be_visible()


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_and_nothing_overflows(people, house, view):
    page = people(reduced_motion="reduce", **VIEWS[view])
    link = shelved(house, incomplete, name=f"Vu par axe ({view})")
    slug = published(house, shelved(house, name=f"Page {view}"))
    page.goto("/coop/jeux")
    expect(page.get_by_role("link", name=f"Page {view}").first).to_be_visible()
    judged(page, "shelf")
    kinds = ("territory-territory", "places-L1", "characters-P1", "situations-S04", "events-E01", "words-words")
    for where in (*kinds, "situations-S31", "postures-1"):
        page.goto("/coop/jeux")
        at_card(page, link, f"#{where}")
        page.wait_for_function(CALM)
        judged(page, f"{where} ({view})")
        assert page.evaluate(TOO_WIDE) == [], where
    for summary in ("Jouer avec ce jeu", "Imprimer, emporter", "Partager, effacer", "Publier"):
        page.get_by_text(summary, exact=True).click()
    judged(page, f"every fold ({view})")
    small = "(all) => all.map((each) => each.getBoundingClientRect()).filter((box) => box.width && box.height < 43.5)"
    assert page.locator("main :is(button, summary, .button, select, textarea)").evaluate_all(small) == []
    page.goto(f"/coop/jeux/{links.to_read(link)}")
    expect(page.get_by_role("heading", name=S04.title)).to_be_visible()
    judged(page, f"read ({view})")
    page.goto(f"/coop/jeu/{slug}")
    judged(page, f"public ({view})")
    assert page.evaluate(TOO_WIDE) == []
    page.goto("/coop/jeux/" + "x" * 32)
    expect(page.get_by_role("alert").filter(has_text="n’ouvre aucun jeu")).to_be_visible()
    judged(page, f"missing ({view})")
