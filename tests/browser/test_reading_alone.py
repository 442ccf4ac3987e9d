"""Reading the sheet alone: keyboard, clicks, fingers, clicker, deep link, text version, without a live session."""

import pytest
from playwright.sync_api import expect

from irdsu_app.brief.panels import brief
from tests.browser.sheet import expect_step, wait_for_paper

pytestmark = pytest.mark.browser
HINGE = "document.querySelector('#face-R1').style.getPropertyValue('--hinge')"


@pytest.fixture
def paper(people):
    """Somebody in front of the sheet, who asks for no motion: states are reached at once."""
    page = people(reduced_motion="reduce")
    page.goto("/depliant")
    wait_for_paper(page)
    return page


def test_the_arrows_go_through_the_twelve_steps_and_back(paper):
    for step in range(2, 13):
        paper.keyboard.press("ArrowRight")
        expect_step(paper, step)
    paper.keyboard.press("ArrowRight")
    expect_step(paper, 12)
    for step in range(11, 0, -1):
        paper.keyboard.press("ArrowLeft")
        expect_step(paper, step)


def test_a_key_pressed_while_the_words_of_a_step_are_being_written_is_not_forgotten(paper):
    paper.evaluate("""() => { const where = document.querySelector('.where'); new MutationObserver((_, watch) => {
        watch.disconnect();
        window.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true}));
    }).observe(where, {subtree: true, characterData: true, childList: true}); }""")
    paper.keyboard.press("ArrowRight")
    expect_step(paper, 3)
    expect(paper.locator(".where")).to_contain_text("3 / 12")


def test_the_keys_of_a_clicker_and_of_the_note(paper):
    for key, step in (("PageDown", 2), (" ", 2), ("End", 12), ("r", 12)):
        paper.goto("/depliant")
        wait_for_paper(paper)
        paper.keyboard.press(key)
        expect_step(paper, step)


def test_each_button_says_the_gesture_of_paper_it_makes(paper):
    for word, step in [("Ouvrir", 2), ("Déplier", 4), ("Rabattre", 6), ("Retourner la feuille", 12)]:
        paper.get_by_role("button", name=word, exact=True).click()
        expect_step(paper, step)
        expect(paper.locator(".where")).to_contain_text(f"{step} / 12")
    for step in (1,):
        paper.get_by_role("button", name="Retourner la feuille", exact=True).click()
        expect_step(paper, step)
    expect(paper.get_by_role("button", name="Replier")).to_be_disabled()


def test_with_motion_paper_goes_through_every_fold(people):
    page = people()
    page.goto("/depliant")
    wait_for_paper(page)
    page.evaluate("""() => { window.states = []; new MutationObserver(() => {
        const s = document.querySelector('.stage').dataset.state;
        if (states.at(-1) !== s) states.push(s);
    }).observe(document.querySelector('.stage'), {attributes: true}); }""")
    page.keyboard.press("End")
    expect_step(page, 12)
    page.evaluate("states.splice(0, Infinity, 'S4')")
    page.get_by_role("button", name="Étape précédente").click()
    expect_step(page, 11)
    assert page.evaluate("states") == ["S4", "S0", "S1", "S2", "S3"]


def test_a_step_can_be_sent_as_a_link_and_the_address_follows(paper):
    paper.goto("/depliant?pas=7")
    wait_for_paper(paper)
    expect_step(paper, 7)
    paper.keyboard.press("ArrowRight")
    expect(paper).to_have_url("/depliant?pas=8")
    paper.reload()
    wait_for_paper(paper)
    expect_step(paper, 8)


def test_a_step_that_does_not_exist_shows_the_cover(paper):
    for wrong in ("0", "13", "-1", "abc", "1e9", "<b>"):
        paper.goto(f"/depliant?pas={wrong}")
        wait_for_paper(paper)
        expect_step(paper, 1)


def test_touching_a_visible_panel_reads_it(paper):
    paper.goto("/depliant?pas=6")
    wait_for_paper(paper)
    expect_step(paper, 6)
    paper.keyboard.press("Escape")
    paper.locator("#face-V6 h2").click()
    expect_step(paper, 11)


def _drag(page, by: float) -> None:
    box = page.locator("#face-R1").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] * 0.9, box["y"] + box["height"] * 0.3
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - box["width"] * by / 2, y, steps=4)
    page.mouse.move(x - box["width"] * by, y, steps=4)


def test_a_finger_opens_the_cover_past_sixty_degrees(paper):
    _drag(paper, 0.6)
    paper.wait_for_function(f"180 - parseFloat({HINGE}) > 60")
    paper.mouse.up()
    expect_step(paper, 2)


def test_a_cover_released_too_early_comes_back(paper):
    _drag(paper, 0.25)
    paper.wait_for_function(f"180 - parseFloat({HINGE}) > 0 && 180 - parseFloat({HINGE}) < 60")
    paper.mouse.up()
    paper.wait_for_function(f"{HINGE} === ''")
    expect_step(paper, 1)


def test_a_swipe_goes_on_and_comes_back(people):
    page = people(phone=True, reduced_motion="reduce")
    page.goto("/depliant?pas=3")
    wait_for_paper(page)
    expect_step(page, 3)
    for dx, step in ((-150, 4), (150, 3)):
        page.mouse.move(200, 300)
        page.mouse.down()
        page.mouse.move(200 + dx, 305, steps=5)
        page.mouse.up()
        expect_step(page, step)


def test_the_diagram_is_enlarged_with_its_table_and_its_sources(paper):
    paper.goto("/depliant?pas=2")
    wait_for_paper(paper)
    expect_step(paper, 2)
    paper.get_by_role("button", name="Schéma et sources").click()
    dialog = paper.get_by_role("dialog", name="Réduire des écarts")
    expect(dialog.get_by_role("table")).to_have_count(2)
    expect(dialog.get_by_role("cell", name="À vérifier").first).to_be_visible()
    dialog.locator("[data-key=chomage]").click()
    expect(dialog.locator(".detail[data-for=chomage]")).to_be_visible()
    paper.keyboard.press("Escape")
    expect(paper.get_by_role("button", name="Schéma et sources")).to_be_focused()
    expect(paper.locator("#face-R2 .figure")).to_have_count(1)
    expect_step(paper, 2)


def test_two_sectors_of_the_wheel_are_linked_by_keyboard(paper):
    paper.goto("/depliant?pas=7")
    wait_for_paper(paper)
    expect_step(paper, 7)
    for name in ("emploi", "ecole"):
        paper.locator(f"#face-V2 [data-key={name}]").focus()
        paper.keyboard.press("Enter")
    expect(paper.locator("#face-V2 .links path")).to_have_count(1)
    expect_step(paper, 7)


def test_the_text_version_says_everything_in_order(people):
    page = people()
    page.goto("/depliant/texte")
    titles = page.locator(".panel-text h2").all_text_contents()  # the far ones are not laid out yet
    assert [t.replace("\u202f", " ") for t in titles] == [p.title for p in brief().panels]
    assert page.locator(".panel-text figure svg").count() == 12
    assert page.locator(".panel-text table").count() >= 12
    expect(page.get_by_role("heading", name="Glossaire")).to_be_visible()
    assert page.locator(".glossary dt").count() == 21


def test_the_sheet_and_the_text_are_in_the_page_before_any_script(people):
    page = people(java_script_enabled=False)
    page.goto("/depliant")
    expect(page.locator("#face-R1 h2")).to_be_visible()
    page.goto("/depliant/texte")
    expect(page.get_by_role("heading", name="Qui vit ici")).to_be_visible()


def test_coming_from_another_page_of_the_site_brings_the_sheet(people):
    page = people(reduced_motion="reduce")
    page.goto("/")
    page.get_by_role("link", name="Ouvrir le dépliant").click()
    wait_for_paper(page)
    expect_step(page, 1)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("La politique de la ville, dépliée")


def test_no_live_session_is_needed_to_read(people):
    page = people(reduced_motion="reduce")
    page.route_web_socket("**/_event/**", lambda socket: None)
    page.goto("/depliant")
    wait_for_paper(page)
    page.keyboard.press("End")
    expect_step(page, 12)
