"""Registering to a cycle, from its page to one's own, with the letters really sent and read."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cycles import (
    FULL,
    HYBRID,
    OPEN,
    SLUG,
    TITLE,
    UNHURRIED,
    confirm,
    fill,
    form_of,
    letter,
    line,
    link_in,
    manage,
    opened,
    send,
    sent,
    tick,
)
from tests.sink import Sink

pytestmark = [pytest.mark.browser, pytest.mark.expects("WebSocket connection to")]


@pytest.fixture(scope="module")
def sink():
    with Sink() as sink:
        yield sink


@pytest.fixture(scope="module")
def there(tmp_path_factory, sink):
    house = opened(tmp_path_factory.mktemp("cycle"), sink)
    yield house
    house.close()


def test_the_whole_cycle_on_a_phone(people, there, sink):
    page = people(phone=True, reduced_motion="reduce")
    page.goto(f"{there.url}/cycles")
    page.get_by_role("link", name="Voir le cycle").click()
    page.get_by_role("link", name="S’inscrire à tout le cycle").click()
    page.locator("form.asking[data-ready=true]").wait_for()
    expect(page.get_by_role("radio", name="Tout le cycle")).to_be_checked()
    page.get_by_role("radio", name="À distance").check()
    page.get_by_text("Ma question pour cette séance").nth(1).click()
    page.get_by_label(f"Ma question : {OPEN}").fill("Par où commencer ?")
    fill(page, "Inès", "ines@mirevigne.fr")
    page.get_by_label("Structure").fill("Ville de Mirevigne")
    page.get_by_label("Je suis adhérente").check()
    send(page)
    sent(page)
    expect(page.locator("#envoye")).to_be_focused()
    expect(page.locator("#envoye")).to_contain_text("i•••s@mirevigne.fr")
    assert "Inès" in letter(sink, "ines@mirevigne.fr")
    confirm(page, there, sink, "ines@mirevigne.fr")
    expect(page.get_by_text("Votre place est réservée.", exact=True)).to_have_count(3)
    manage(page)
    for title in (FULL, OPEN, HYBRID):
        expect(line(page, title)).to_contain_text("Confirmée")
    expect(line(page, OPEN)).to_contain_text("Par où commencer ?")
    expect(line(page, OPEN).get_by_role("link", name="Rejoindre la visioconférence")).to_be_visible()
    assert len([each for each in sink.recipients if each == "ines@mirevigne.fr"]) >= 1


def test_one_meeting_a_la_carte_and_the_link_used_again_gives_the_same_answer(people, there, sink):
    page = people(reduced_motion="reduce")
    page.goto(f"{there.url}/cycles/{SLUG}")
    expect(page).to_have_title(f"{TITLE.replace(' : ', chr(0xA0) + ': ').replace(' ?', chr(0x202F) + '?')} – IR-DSU")
    page.get_by_role("listitem").filter(has_text=OPEN).get_by_role("link", name=re.compile("S’inscrire")).click()
    page.locator("form.asking[data-ready=true]").wait_for()
    expect(page.get_by_role("checkbox", name=re.compile(OPEN))).to_be_checked()
    fill(page, "Sam")
    send(page)
    sent(page)
    for _ in range(2):
        confirm(page, there, sink, "sam@mirevigne.fr")
        expect(page.get_by_text("Votre place est réservée.", exact=True)).to_have_count(1)
    manage(page)
    expect(line(page, OPEN)).to_contain_text("Confirmée")


def test_a_hybrid_meeting_is_come_to_one_way_then_the_other(people, there, sink):
    page = form_of(people(), there)
    tick(page, HYBRID)
    fill(page, "Léo", "leo@mirevigne.fr")
    send(page)
    expect(page.get_by_text("Dites si vous viendrez en salle ou à distance.")).to_have_count(2)
    expect(page.get_by_role("radio", name="En salle")).to_be_focused()
    page.get_by_role("radio", name="En salle").check()
    send(page)
    sent(page)
    confirm(page, there, sink, "leo@mirevigne.fr")
    manage(page)
    expect(line(page, HYBRID)).to_contain_text("en salle")
    expect(page.get_by_role("link", name="Rejoindre la visioconférence")).to_have_count(0)
    line(page, HYBRID).get_by_role("button", name="Venir plutôt à distance").click()
    expect(line(page, HYBRID)).to_contain_text("à distance")
    expect(page.get_by_role("link", name="Rejoindre la visioconférence")).to_be_visible()
    page.get_by_role("button", name="S’inscrire : " + OPEN).click()
    expect(page.locator("#dit")).to_have_text("Votre place est réservée.")
    line(page, OPEN).get_by_role("button", name="Libérer ma place").click()
    expect(page.locator("#dit")).to_contain_text("merci")
    page.get_by_role("button", name="Me réinscrire : " + OPEN).click()
    expect(line(page, OPEN)).to_contain_text("Confirmée")


def to(page: Page, what: str) -> None:
    """Press Tab until this has the focus."""
    for _ in range(80):
        if page.evaluate("what => document.activeElement.matches(what)", what):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard never reaches {what}")


def test_the_keyboard_alone_registers_confirms_and_manages(people, there, sink):
    page = form_of(people(reduced_motion="reduce"), there)
    to(page, "#seance-S2")
    page.keyboard.press("Space")
    for field, typed in (("prenom", "Rym"), ("nom", "Benali"), ("courriel", "rym@mirevigne.fr"), ("departement", "13")):
        to(page, f"#{field}")
        page.keyboard.type(typed)
    page.wait_for_function(UNHURRIED)
    page.keyboard.press("Enter")
    sent(page)
    expect(page.locator("#envoye")).to_be_focused()
    page.goto(link_in(letter(sink, "rym@mirevigne.fr"), "/inscription/confirmer", there))
    expect(page.get_by_role("button", name="Confirmer mon inscription")).to_be_visible()
    to(page, "section.letter button")
    page.keyboard.press("Enter")
    expect(page.locator("#fait")).to_be_focused()
    to(page, "#fait a")
    page.keyboard.press("Enter")
    expect(line(page, OPEN)).to_contain_text("Confirmée")
    to(page, ".mine .button-row button")
    page.keyboard.press("Enter")
    expect(page.locator("#dit")).to_be_focused()
    expect(page.locator("#dit")).to_contain_text("merci")
