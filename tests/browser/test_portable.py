"""The sheet on a USB key: opened from a file, on a machine with no network at all."""

import pytest
from playwright.sync_api import expect

from irdsu_app.brief.panels import brief
from irdsu_app.brief.sheet import PANELS, Sheet
from irdsu_app.design.typography import fr
from tests.browser.test_accessibility import FRAMES, judged

pytestmark = pytest.mark.browser


def at(page, step: int) -> None:
    """The sheet has landed at this step, and everything around it says so."""
    where = Sheet(step=step)
    page.locator(f".stage[data-ready][data-state={where.state}] #face-{where.panel}.lit").wait_for()
    live = "faces => faces.filter((each) => !each.inert).map((each) => each.dataset.panel)"
    assert page.locator("section.face").evaluate_all(live) == list(where.visible)
    expect(page.locator(".where")).to_have_text(f"{step} / 12 · {fr(brief().panels[step - 1].title)}")


@pytest.fixture
def key(people, base_url, tmp_path):
    """Download the file with a browser, then open it with another that has no network; counts what it asks for."""

    def opened(notes: bool = False, **settings):
        page = people(accept_downloads=True)
        page.goto("/depliant/presenter")
        link = page.get_by_role("link", name="avec mes notes" if notes else "Télécharger la feuille", exact=not notes)
        with page.expect_download() as taken:
            link.click()
        file = tmp_path / taken.value.suggested_filename
        taken.value.save_as(file)
        alone = people(**{"reduced_motion": "reduce", "offline": True, **settings})
        alone.asked = []
        alone.on("request", lambda request: alone.asked.append(request.url))
        alone.goto(file.as_uri())
        alone.locator(".stage[data-ready]").wait_for()
        return alone

    return opened


def test_the_twelve_steps_unfold_from_a_file_and_nothing_is_asked_of_a_network(key):
    page = key(notes=True)
    for step, panel in enumerate(brief().panels, 1):
        at(page, step)
        expect(page.locator(".notes")).to_contain_text(fr(panel.note)[:60])
        page.keyboard.press("PageDown")
    at(page, 12)
    for step in range(11, 0, -1):
        page.keyboard.press("PageUp")
        at(page, step)
    assert page.evaluate("document.fonts.size") == 2
    page.evaluate("document.fonts.ready")
    assert page.evaluate("[...document.fonts].map((each) => each.status)") == ["loaded", "loaded"]
    assert [url for url in page.asked if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in page.asked if url.startswith("file:")]) == 1


@pytest.mark.parametrize(("press", "step"), [(" ", 2), ("ArrowRight", 2), ("End", 12), ("r", 12), ("Enter", 2)])
def test_the_keys_are_those_of_the_site(key, press, step):
    page = key()
    page.keyboard.press(press)
    at(page, step)
    page.keyboard.press("Home")
    at(page, 1)


def test_each_button_says_the_gesture_it_makes(key):
    page = key()
    for word, step in [("Ouvrir", 2), ("Déplier", 4), ("Rabattre", 6), ("Retourner la feuille", 12)]:
        page.get_by_role("button", name=word, exact=True).click()
        at(page, step)
    page.get_by_role("button", name="Replier").click()
    at(page, 1)
    expect(page.get_by_role("button", name="Replier")).to_be_disabled()
    page.get_by_role("button", name="Étape suivante").click()
    page.get_by_role("button", name=fr(brief().panels[2].title)).click()
    at(page, 3)


def test_a_finger_swipes_and_touches_the_diagrams(key):
    page = key(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.mouse.move(300, 300)
    page.mouse.down()
    page.mouse.move(100, 305, steps=5)
    page.mouse.up()
    at(page, 2)
    page.locator("#face-R2 [data-key=chomage]").tap()
    expect(page.locator("#face-R2 .detail[data-for=chomage]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_tables_and_sources_are_there_and_the_drawing_comes_back(key):
    page = key()
    page.keyboard.press("PageDown")
    at(page, 2)
    page.get_by_role("button", name="Schéma et sources").click()
    dialog = page.get_by_role("dialog", name="Réduire des écarts")
    expect(dialog.get_by_role("table")).to_have_count(2)
    expect(dialog.get_by_role("cell", name="À vérifier").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#face-R2 .figure")).to_have_count(1)
    at(page, 2)


def test_the_notes_are_put_away_and_are_not_in_the_other_file(key):
    page = key(notes=True)
    note = page.get_by_text(fr(brief().panels[0].note)[:40])
    expect(note).to_be_visible()
    page.keyboard.press("n")
    expect(note).to_be_hidden()
    page.get_by_role("button", name="Notes").click()
    expect(note).to_be_visible()
    bare = key()
    assert fr(brief().panels[0].note)[:40] not in bare.content()
    expect(bare.get_by_role("button", name="Notes")).to_have_count(0)


def test_it_opens_at_the_step_of_its_address(key):
    page = key()
    page.goto(page.url.partition("#")[0] + "?pas=7")
    at(page, 7)
    page.keyboard.press("PageDown")
    at(page, 8)
    page.reload()
    at(page, 8)


def test_with_motion_the_first_fold_lands(key):
    page = key(reduced_motion="no-preference")
    page.keyboard.press("PageDown")
    at(page, 2)


@pytest.mark.parametrize(
    "view", [{"viewport": {"width": 1280, "height": 800}}, {"viewport": {"width": 390, "height": 844}}]
)
def test_axe_finds_nothing(key, view):
    page = key(notes=True, bypass_csp=True, **view)
    for step in (1, 3, 5, 8, 12):
        page.goto(page.url.partition("#")[0] + f"#pas={step}")
        at(page, step)
        page.evaluate(FRAMES)
        judged(page, f"step {step}")
    page.get_by_role("button", name="Schéma et sources").click()
    judged(page, "the diagram enlarged")


def test_it_is_printed_whole(key):
    page = key(notes=True)
    page.emulate_media(media="print")
    for panel in PANELS:
        expect(page.locator(f"#face-{panel} h2")).to_be_visible()
    assert page.locator(".note").evaluate_all("all => all.filter((each) => each.offsetHeight).length") == 12
