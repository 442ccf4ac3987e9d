"""A version that somebody else reads: what is left out is gone past, and never sent; what changed is said."""

import html
from datetime import UTC, datetime

import httpx
import pytest
from playwright.sync_api import Page, expect

from irdsu_app.brief import adapting, versions, walk
from irdsu_app.brief.adapting import Local
from irdsu_app.brief.panels import PanelId, brief
from irdsu_app.brief.sheet import PANELS, VISIBLE, Sheet, state_of
from irdsu_app.design.typography import fr
from tests.browser.owned import TITLE, at, heard, made
from tests.browser.sheet import wait_for_paper
from tests.browser.test_accessibility import CALM, headings, judged

OUT: tuple[PanelId, ...] = ("R3", "V2", "R6")
THERE: list[PanelId] = [panel for panel in PANELS if panel not in OUT]

pytestmark = [pytest.mark.browser, pytest.mark.expects("WebSocket connection to")]


def words_of(panel) -> list[str]:
    """What nobody must be able to read of a panel."""
    said = (panel.title, panel.text, panel.note, panel.question, panel.diagram.title)
    return [form for each in said for form in (fr(each), html.escape(fr(each), quote=False))]


GONE = [words for panel in brief().panels if panel.id in OUT for words in words_of(panel)]


@pytest.fixture
def version(house):
    """A version without three of its panels: its link to edit, its link to read."""
    link = made(house, OUT)
    return link, versions.reading_link(link)


def reading(page: Page, link: str) -> Page:
    page.goto(f"/depliant/version/{link}")
    wait_for_paper(page)
    expect(page.locator(".where")).to_contain_text("/ 9")
    expect(page.get_by_role("button", name="Présenter cette version")).to_be_visible()
    return page


def at_panel(page: Page, place: int) -> None:
    """The n-th panel that is there is read, and nothing else is live nor said."""
    panel = THERE[place - 1]
    state = state_of(panel)
    page.locator(f".stage[data-state={state}] #face-{panel}.lit").wait_for()
    title = TITLE if panel == "R2" else next(p.title for p in brief().panels if p.id == panel)
    expect(page.locator(".where")).to_have_text(fr(f"{place} / 9 · {title}"))
    expect(page.locator("output[aria-live]")).to_contain_text(fr(f"Étape {place} sur 9 : {title}."))
    live = "faces => faces.filter((each) => !each.inert).map((each) => each.dataset.panel)"
    assert page.locator("section.face").evaluate_all(live) == [each for each in VISIBLE[state] if each in THERE]


@pytest.mark.parametrize("view", [{}, {"phone": True}])
def test_the_keyboard_goes_through_the_panels_that_are_there_and_no_other(people, version, view):
    page = reading(people(reduced_motion="reduce", **view), version[1])
    for place in range(1, 10):
        at_panel(page, place)
        if place in (1, 2, 5, 9):
            page.wait_for_function(CALM)
            judged(page, f"place {place}")
        page.keyboard.press("ArrowRight")
    at_panel(page, 9)
    expect(page.get_by_role("button", name="Étape suivante")).to_be_disabled()
    page.get_by_role("button", name=walk.CLOSE).click()
    at_panel(page, 1)
    for key, place in (("End", 9), ("ArrowLeft", 8), ("Home", 1), ("ArrowRight", 2), ("r", 1), (" ", 2), (" ", 3)):
        page.keyboard.press(key)
        at_panel(page, place)


def test_neither_eyes_nor_assistive_technologies_find_what_is_left_out(people, house, version):
    page = people(reduced_motion="reduce", viewport={"width": 1280, "height": 800})
    frames = heard(page)
    reading(page, version[1])
    page.keyboard.press("End")
    at_panel(page, 9)
    expect(page.locator(".small-map button")).to_have_count(5)
    assert len(headings(page)) == 5
    blank = page.locator("#face-V2")
    expect(blank).to_have_attribute("aria-hidden", "true")
    assert blank.inner_text() == ""
    assert "repeating-linear-gradient" in blank.evaluate("face => getComputedStyle(face).backgroundImage")
    sent = [page.locator("body").inner_html(), *frames]
    with httpx.Client(base_url=house.url) as visitor:
        for address in ("feuille.html", "document.html", "a-emporter.html?notes=oui"):
            answer = visitor.get(f"/depliant/version/{version[1]}/{address}")
            assert answer.status_code == 200
            assert (answer.headers.get("content-encoding") == "gzip") == ("emporter" not in address)
            sent.append(answer.text)
        assert visitor.get(f"/depliant/adapter/{version[1]}/feuille.html").status_code == 404
        assert fr(brief().panels[2].text) in visitor.get(f"/depliant/adapter/{version[0]}/feuille.html").text
    assert len(frames) > 1
    assert any(fr(TITLE) in each for each in sent)
    assert [words for words in GONE if any(words in each for each in sent)] == []


def test_whoever_edits_still_sees_what_is_left_out_and_brings_it_back(people, version):
    editor, reader = people(reduced_motion="reduce"), people(reduced_motion="reduce")
    editor.goto(f"/depliant/adapter/{version[0]}?pas=3")
    wait_for_paper(editor)
    expect(editor.get_by_label("Texte", exact=True)).to_have_value(brief().panels[2].text)
    expect(editor.locator("#face-R3.left-out .words")).to_have_text(fr(brief().panels[2].text))
    expect(editor.locator(".where")).to_contain_text("3 / 12")
    editor.get_by_role("button", name="Remettre ce panneau").click()
    expect(editor.get_by_role("button", name="Laisser de côté")).to_be_visible()
    reader.goto(f"/depliant/version/{version[1]}?pas=3")
    wait_for_paper(reader)
    expect(reader.locator(".where")).to_contain_text("3 / 10")
    assert Sheet(step=3).panel == "R3"


def test_the_address_of_a_step_left_out_leads_to_the_next_one(people, version):
    page = people(reduced_motion="reduce")
    page.goto(f"/depliant/version/{version[1]}?pas=7")
    wait_for_paper(page)
    at_panel(page, THERE.index("V3") + 1)
    page.goto(f"/depliant/version/{version[1]}?pas=12")
    wait_for_paper(page)
    at_panel(page, 9)


def test_an_erased_version_says_so_in_the_tabs_that_show_it(people, version):
    editor, other, reader = (people(reduced_motion="reduce") for _ in range(3))
    for page in (editor, other):
        page.goto(f"/depliant/adapter/{version[0]}")
        wait_for_paper(page)
        expect(page.get_by_label("Titre", exact=True)).to_have_value(brief().panels[0].title)
    reading(reader, version[1])
    editor.get_by_text("Partager", exact=True).click()
    expect(editor.get_by_text("24 mois après sa dernière modification")).to_be_visible()
    editor.get_by_text("Effacer cette version").click()
    editor.get_by_role("button", name="Effacer pour toujours").click()
    expect(editor.get_by_text("La version est effacée")).to_be_visible()
    expect(other.get_by_role("alert").filter(has_text="vient d’être effacée")).to_be_visible()
    expect(reader.get_by_role("alert").filter(has_text="vient d’être effacée")).to_be_visible()


LAID = """face => {
  const box = (what) => face.querySelector(what).getBoundingClientRect(), edge = face.getBoundingClientRect();
  const [head, svg, ours, foot] = ['.head', '.figure svg', '.ours', '.foot'].map(box);
  return {room: svg.height / edge.height, order: [head.bottom - svg.top, svg.bottom - ours.top, ours.bottom - foot.top,
    foot.bottom - edge.bottom].map(Math.round)};
}"""


def test_the_longest_words_leave_room_for_the_drawing(people, house):
    link, now = made(house), datetime.now(UTC)
    v1 = brief().panels[5]

    def act(version: adapting.Adaptation) -> adapting.Adaptation:
        longest: dict[adapting.Words, int] = {"title": 60, "text": 420}
        for part, most in longest.items():
            version = adapting.with_words(version, v1, part, ("mot " * 200)[: most - 1], adapting.national(v1, part))
        for label in v1.local[:3]:
            figure = Local(label=label, value="42 %", year="2022", source="Insee, Filosofi")
            version = adapting.with_local(version, v1, figure)
        return version

    with at(house) as session:
        versions.change(session, link, act, now)
    page = people(reduced_motion="reduce", viewport={"width": 1280, "height": 800})
    page.goto(f"/depliant/version/{versions.reading_link(link)}?pas=6")
    wait_for_paper(page)
    page.locator("#face-V1.lit.longer").wait_for()
    page.evaluate("document.fonts.ready")
    page.wait_for_function(CALM)
    laid = page.locator("#face-V1").evaluate(LAID)
    assert max(laid["order"]) <= 1, laid
    assert laid["room"] > 0.3
