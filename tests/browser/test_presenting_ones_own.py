"""One's own version in front of a room: desk, projector and phones show its words, and no link of it leaves the desk.

What changes meanwhile reaches them; once erased, the national edition takes its place, with a sentence.
"""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from irdsu_app.brief import talks, versions
from irdsu_app.brief.panels import brief
from irdsu_app.brief.sheet import Sheet
from irdsu_app.design.typography import fr
from tests.browser.owned import NOTE, TITLE, at, heard, made
from tests.browser.sheet import follow, wait_for_desk, wait_for_paper
from tests.browser.test_accessibility import CALM, judged
from tests.browser.test_holding_the_desk import DESK, FORGE

R2, R3 = brief().panels[1:3]
LOST = "La version présentée a été effacée"

pytestmark = [pytest.mark.browser, pytest.mark.expects("WebSocket connection to")]


@pytest.fixture
def version(house):
    """A version without its third panel."""
    return made(house, ("R3",))


def present(page: Page, address: str) -> str:
    """Present the version of this page; gives the code."""
    page.goto(address)
    wait_for_paper(page)
    page.get_by_role("button", name="Présenter cette version").click()
    wait_for_desk(page)
    return page.url.split("/")[4]


def at_step(page: Page, step: int) -> None:
    here = Sheet(step=step)
    page.locator(f".stage[data-state={here.state}] #face-{here.panel}.lit").wait_for()


def test_a_room_sees_the_version_with_its_figures_and_without_what_is_left_out(people, house, desk, phone, version):
    frames, screen = heard(phone), people(reduced_motion="reduce")
    code = present(desk, f"/depliant/version/{versions.reading_link(version)}")
    follow(phone, code)
    screen.goto(f"/presentation/{code}/ecran")
    wait_for_paper(screen)
    desk.keyboard.press("ArrowRight")
    for page in (desk, screen, phone):
        at_step(page, 2)
        expect(page.locator("#face-R2 h2")).to_have_text(TITLE)
        expect(page.locator("#face-R2 .ours")).to_contain_text("42\u00a0% (2022, Insee, Filosofi)")
        expect(page.locator("#face-R3")).to_have_attribute("aria-hidden", "true")
    expect(desk.locator(".note")).to_have_text(fr(NOTE))
    expect(desk.locator(".note-next")).to_have_text(fr(f"Ensuite : {brief().panels[3].title}"))
    expect(phone.locator("output[aria-live]").first).to_contain_text(fr(f"Étape 2 sur 11 : {TITLE}"))
    desk.keyboard.press("ArrowRight")
    for page in (desk, screen, phone):
        at_step(page, 4)
    expect(desk.locator(".where")).to_contain_text("3 / 11")
    for step in (3, 5):  # a forged step that is left out is refused, the same frame with another one is not
        desk.evaluate(FORGE, [DESK, "go_to", {"step": step}])
    at_step(phone, 5)
    with at(house) as session:
        assert talks.visit(session, code, "", datetime.now(UTC)).talk.seen == (1, 2, 4, 5)
    for page in (desk, screen, phone):
        page.wait_for_function(CALM)
        judged(page, page.url)
    for where in ("ecran", "", "pupitre"):  # the tab of the desk goes from one screen to the other
        desk.goto(f"/presentation/{code}/{where}")
        wait_for_paper(desk)
        at_step(desk, 5)
        expect(desk.locator("#face-R2 h2")).to_have_text(TITLE)
        expect(desk.locator(".stage .faces")).to_have_attribute("data-sheet", re.compile("^own-"))
    everything = "\n".join([*frames, phone.content()])
    for secret in (version, versions.reading_link(version), NOTE, fr(NOTE), fr(R3.text)):
        assert secret not in everything


def test_what_is_changed_meanwhile_reaches_the_room_and_an_erased_version_gives_way(people, desk, phone, version):
    code = present(desk, f"/depliant/adapter/{version}")
    follow(phone, code)
    desk.keyboard.press("ArrowRight")
    at_step(phone, 2)
    editor = people(reduced_motion="reduce")
    editor.goto(f"/depliant/adapter/{version}?pas=2")
    wait_for_paper(editor)
    expect(editor.get_by_label("Titre", exact=True)).to_have_value(TITLE)
    editor.get_by_label("Titre", exact=True).fill("Corrigé en séance")
    editor.get_by_label("Note de présentation").fill("Note corrigée en séance")
    editor.get_by_label("Titre", exact=True).focus()
    for page in (desk, phone):
        expect(page.locator("#face-R2 h2")).to_have_text("Corrigé en séance")
        at_step(page, 2)
    expect(desk.locator(".note")).to_have_text("Note corrigée en séance")
    editor.get_by_role("button", name="Laisser de côté").click()
    for page in (desk, phone):
        at_step(page, 4)
    editor.get_by_text("Partager", exact=True).click()
    editor.get_by_text("Effacer cette version").click()
    editor.get_by_role("button", name="Effacer pour toujours").click()
    for page in (desk, phone):
        expect(page.get_by_role("status").filter(has_text=LOST)).to_be_visible()
        expect(page.locator("#face-R2 h2")).to_have_text(fr(R2.title))
    desk.keyboard.press("ArrowLeft")
    at_step(phone, 3)
    phone.reload()
    wait_for_paper(phone)
    at_step(phone, 3)
    expect(phone.get_by_role("status").filter(has_text=LOST)).to_be_visible()
    expect(phone.locator("#face-R3 .words")).to_have_text(fr(R3.text))
