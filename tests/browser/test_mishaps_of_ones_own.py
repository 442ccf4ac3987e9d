"""What happens to texts that are not texts, to a browser that is full, to an edition that grew old: nothing is lost."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from irdsu_app.brief import editing, editions
from irdsu_app.brief.panels import brief
from irdsu_app.design.typography import fr
from tests.browser.owned import TITLE, at, made
from tests.browser.sheet import cut, give_back, wait_for_paper
from tests.browser.test_making_it_ones_own import mine, written

pytestmark = [pytest.mark.browser, pytest.mark.expects("WebSocket connection to", "ERR_INTERNET_DISCONNECTED")]


def test_too_long_empty_or_pasted_text_is_said_and_not_lost(people):
    page = people(reduced_motion="reduce")
    mine(page)
    area = page.get_by_label("Texte", exact=True)
    area.fill("a" * 10_000)
    page.get_by_label("Titre", exact=True).focus()
    expect(page.get_by_role("alert").filter(has_text="Le texte compte 10000 signes")).to_be_visible()
    assert len(area.input_value()) == 10_000
    area.fill("")
    page.get_by_label("Titre", exact=True).focus()
    expect(page.get_by_role("alert").filter(has_text="Le texte ne peut pas être vide")).to_be_visible()
    area.fill("<p class=MsoNormal>Un <b>mot</b></p>")
    page.get_by_label("Titre", exact=True).focus()
    expect(area).to_have_value("Un mot")
    expect(page.locator("#face-R2 .words")).to_have_text("Un mot")


IMAGE = """async () => {
  const drawn = new OffscreenCanvas(8, 8);
  drawn.getContext('2d').fillRect(0, 0, 8, 8);
  await navigator.clipboard.write([new ClipboardItem({'image/png': drawn.convertToBlob({type: 'image/png'})})]);
}"""
DROPPED = """spot => {
  const brought = new DataTransfer(), event = {dataTransfer: brought, bubbles: true, cancelable: true};
  brought.items.add(new File(['x'], 'plan.png', {type: 'image/png'}));
  return ['dragover', 'drop'].map((name) => spot.dispatchEvent(new DragEvent(name, event)));
}"""
REFUSED = "Une image n’entre pas dans un texte"


def test_an_image_pasted_or_dropped_does_not_get_in_and_the_page_says_so(people):
    page = people(reduced_motion="reduce", permissions=["clipboard-read", "clipboard-write"])
    mine(page)
    said = page.get_by_role("alert").filter(has_text=REFUSED)
    spot, area = page.get_by_role("textbox", name="Texte, sur la feuille"), page.get_by_label("Texte", exact=True)
    for where in (spot, area):
        page.evaluate(IMAGE)
        where.focus()
        page.keyboard.press("ControlOrMeta+V")
        expect(said).to_be_visible()
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.type("Des mots.")
        expect(said).not_to_be_attached()
    assert spot.evaluate(DROPPED) == [False, False]  # neither taken nor opened in place of the page
    expect(said).to_be_visible()
    expect(page.locator("#face-R2 .words")).to_have_text("Des mots.")
    assert page.locator("#face-R2 .words").inner_html() == "Des mots."
    area.blur()
    written(page)
    page.reload()
    wait_for_paper(page)
    expect(area).to_have_value("Des mots.")


FILL = """() => {
  sessionStorage.setItem('others', '');
  for (let size = 1 << 22; size; size >>= 1)
    try { for (;;) sessionStorage.setItem('others', sessionStorage.getItem('others') + 'x'.repeat(size)); } catch { }
}"""


def test_when_the_browser_is_full_it_says_so_loses_nothing_and_still_writes(people):
    page = people(reduced_motion="reduce")
    address = mine(page)
    page.evaluate(FILL)
    cut(page)
    page.get_by_label("Titre", exact=True).fill("Sans place")
    expect(page.locator(".own-said")).to_contain_text("Ce navigateur n’a plus de place")
    page.get_by_label("Texte", exact=True).fill("Ni réseau.")
    page.get_by_role("button", name="Étape suivante").click()
    expect(page.get_by_label("Titre", exact=True)).to_have_value(brief().panels[2].title)
    page.get_by_role("button", name="Étape précédente").click()
    expect(page.get_by_label("Texte", exact=True)).to_have_value("Ni réseau.")
    expect(page.locator("#face-R2 h2")).to_have_text("Sans place")
    give_back(page)
    written(page)
    other = people(reduced_motion="reduce")
    other.goto(address + "?pas=2")
    wait_for_paper(other)
    expect(other.get_by_label("Titre", exact=True)).to_have_value("Sans place")
    expect(other.get_by_label("Texte", exact=True)).to_have_value("Ni réseau.")


def test_a_version_of_an_old_edition_keeps_its_texts_and_is_offered_the_new_ones(people, server):
    link, visit, now = made(server), uuid4(), datetime.now(UTC)
    with at(server) as session:
        for panel, title in (("R2", "Le titre national, seconde édition"), ("R4", "Une loi, un contrat")):
            editions.change(
                session, visit, lambda draft, it=(panel, "title", title): editing.with_text(draft, *it), now
            )
        editions.publish(session, visit, now)
    page, r4 = people(reduced_motion="reduce"), brief().panels[3]
    page.goto(f"{server.url}/depliant/adapter/{link}?pas=4")
    wait_for_paper(page)
    expect(page.get_by_label("Titre", exact=True)).to_have_value(r4.title)
    expect(page.locator("#face-R4 h2")).to_have_text(fr(r4.title))
    page.get_by_text("Une nouvelle édition nationale est parue").click()
    expect(page.get_by_text("Une loi, un contrat", exact=False).first).to_be_visible()
    page.get_by_role("button", name="Utiliser la nouvelle édition").click()
    expect(page.get_by_label("Titre", exact=True)).to_have_value("Une loi, un contrat")
    expect(page.get_by_text("Une nouvelle édition nationale est parue")).not_to_be_attached()
    page.get_by_role("button", name="Étape précédente").click()
    page.get_by_role("button", name="Étape précédente").click()
    expect(page.get_by_label("Titre", exact=True)).to_have_value(TITLE)
    page.reload()
    wait_for_paper(page)
    expect(page.get_by_label("Titre", exact=True)).to_have_value(TITLE)
    expect(page.get_by_text("Une nouvelle édition nationale est parue")).not_to_be_attached()
