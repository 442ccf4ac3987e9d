"""What a finger or a keyboard does to a diagram, in a real browser, with nothing but the drawings and their script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from irdsu_app.brief.diagrams import drawers, iceberg, loop, stairs, wheel, windows

pytestmark = pytest.mark.browser
ASSETS = Path("assets")
DRAWN = {"V1": windows, "V2": wheel, "V3": iceberg, "V4": drawers, "V5": stairs, "V6": loop}
START = """
window.heard = []; window.sheet = [];
document.addEventListener('keydown', (e) => sheet.push(e.key));
document.querySelector('main').addEventListener('click', () => sheet.push('click'));
document.querySelector('main').addEventListener('pointerdown', () => sheet.push('drag'));
window.detach = attach(document, (panel, tokens) => heard.push([panel, ...tokens].join(' ')));
window.setTo = (panel, tokens) => apply(document, panel, tokens);
document.body.dataset.ready = '';
"""


def figure(panel: str) -> str:
    module = DRAWN[panel]
    slips = "".join(f'<div class="detail" data-for="{k}" hidden>{v}</div>' for k, v in module.details().items())
    return (
        f'<figure class="figure" data-panel="{panel}">{module.draw("Titre", "Description")}'
        f'<div class="details" aria-live="polite">{slips}</div></figure>'
    )


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    body = "".join(figure(panel) for panel in DRAWN)
    css = (ASSETS / "diagrams.css").read_text("utf-8")
    page.set_content(f'<!doctype html><html lang="fr"><title>x</title><style>{css}</style><main>{body}</main></html>')
    page.add_script_tag(type="module", content=(ASSETS / "diagrams.js").read_text("utf-8") + START)
    page.wait_for_selector("[data-ready]")
    yield page
    context.close()
    assert not broken


def key(page: Page, panel: str, name: str) -> Locator:
    return page.locator(f'.figure[data-panel="{panel}"] [data-key="{name}"]')


def touch(touched: Locator) -> None:
    # The middle of a sector's box may lie on its neighbour: the finger goes to the word.
    touched.locator("text").first.click()


def heard(page: Page) -> list[str]:
    return page.evaluate("heard")


def test_a_click_shows_what_the_key_says_and_the_sheet_does_not_move(page: Page) -> None:
    touch(key(page, "V4", "projets"))
    slip = page.locator('[data-panel="V4"] .detail:not([hidden])')
    expect(slip).to_contain_text("192,3 M€")
    expect(key(page, "V4", "projets")).to_have_attribute("aria-pressed", "true")
    touch(key(page, "V4", "murs"))
    expect(slip).to_contain_text("NPNRU")
    expect(key(page, "V4", "projets")).to_have_attribute("aria-pressed", "true")
    touch(key(page, "V4", "murs"))
    slip.click()
    expect(slip).to_have_count(0)
    assert heard(page) == ["V4 projets", "V4 projets murs", "V4 projets"]
    assert page.evaluate("sheet") == []


def test_enter_and_space_touch_too_and_other_keys_go_to_the_sheet(page: Page) -> None:
    key(page, "V1", "age").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".d-windows")).to_have_attribute("data-reading", "age")
    expect(page.locator(".d-windows text", has_text="35 ans")).to_be_visible()
    page.keyboard.press("Space")
    expect(page.locator(".d-windows")).to_have_attribute("data-reading", "parcours")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("sheet") == ["ArrowRight"]
    assert heard(page) == ["V1 age", "V1"]


def test_two_sectors_touched_one_after_the_other_are_tied_and_untied(page: Page) -> None:
    for name in ("emploi", "ecole"):
        touch(key(page, "V2", name))
    ties = page.locator(".d-wheel .links path")
    expect(ties).to_have_count(1)
    expect(ties).to_have_attribute("data-pair", "ecole+emploi")
    for name in ("sante", "jeunesse"):
        touch(key(page, "V2", name))
    expect(ties).to_have_count(2)
    for name in ("ecole", "emploi"):
        touch(key(page, "V2", name))
    expect(ties).to_have_count(1)
    assert heard(page)[1] == "V2 emploi ecole ecole+emploi"
    assert {token for line in heard(page) for token in line.split()[1:]} <= set(wheel.keys())


def test_the_water_brings_up_the_services_whose_light_goes_round(page: Page) -> None:
    school = key(page, "V3", "ecole")
    expect(school).to_be_hidden()
    key(page, "V3", "eau").focus()
    page.keyboard.press("Enter")
    expect(school).to_be_visible()
    for word, state in (("présent", "present"), ("insuffisant", "insufficient"), ("absent", "absent")):
        touch(school)
        expect(school).to_have_attribute("aria-label", f"École\u00a0: {word}")
        assert heard(page)[-1] == f"V3 eau ecole:{state}"
    touch(school)
    expect(school).to_have_attribute("aria-label", "École")
    assert heard(page)[-1] == "V3 eau"


def test_the_token_stands_on_one_stair_only(page: Page) -> None:
    token = page.locator(".d-stairs .token")
    expect(token).not_to_have_class("token is-placed")
    touch(key(page, "V5", "informer"))
    low = token.bounding_box()
    touch(key(page, "V5", "decider"))
    high = token.bounding_box()
    assert low
    assert high
    assert high["y"] < low["y"]
    expect(page.locator(".d-stairs .is-on")).to_have_count(1)
    assert heard(page) == ["V5 informer", "V5 decider"]


def test_apply_sets_a_drawing_wherever_it_stands_and_tells_nobody(page: Page) -> None:
    page.evaluate("document.querySelector('main').append(document.querySelector('[data-panel=V2]').cloneNode(true))")
    page.evaluate("setTo('V2', ['sante', 'ecole', 'ecole+sante', 'nothing+known'])")
    expect(page.locator(".d-wheel .links path")).to_have_count(2)
    expect(page.locator('[data-panel="V2"] .detail:not([hidden]) strong')).to_have_text(["École", "École"])
    page.evaluate("setTo('V2', [])")
    expect(page.locator(".d-wheel .links path, .d-wheel .is-on")).to_have_count(0)
    page.evaluate("setTo('V9', ['nowhere'])")
    assert heard(page) == []


def test_a_face_seen_from_afar_lets_the_sheet_have_the_click(page: Page) -> None:
    page.evaluate(
        "const m = document.querySelector('main'); m.innerHTML = `<section class='face'>${m.innerHTML}</section>`"
    )
    touch(key(page, "V6", "mi-parcours"))
    assert heard(page) == []
    assert page.evaluate("sheet") == ["drag", "click"]
    page.evaluate("document.querySelector('section').classList.add('lit')")
    touch(key(page, "V6", "mi-parcours"))
    assert heard(page) == ["V6 mi-parcours"]


def test_once_detached_nothing_is_touched(page: Page) -> None:
    page.evaluate("detach()")
    touch(key(page, "V4", "murs"))
    assert heard(page) == []
    assert page.evaluate("sheet") == ["drag", "click"]


def test_every_key_is_large_enough_for_a_finger(page: Page) -> None:
    # A figure on a phone of 390 pixels, where the panel is as wide as the screen.
    page.evaluate("document.querySelector('main').style.width = '343px'")
    page.evaluate("setTo('V3', ['eau'])")
    for box in (node.bounding_box() for node in page.locator(".key").all()):
        assert box
        assert min(box["width"], box["height"]) >= 24
