"""The game to be read: three pages for everyone, the map at every size, nothing told too early."""

import pytest
from playwright.sync_api import Page, expect

from irdsu_app.coop import deck
from irdsu_app.coop.guide import guide
from tests.browser.test_accessibility import DESKTOP, TOO_WIDE, VIEWS, judged, opened, resized, walked

pytestmark = pytest.mark.browser
PAGES = ("/coop/cartes", "/coop/regles", "/coop/guide")
DECK = deck.base()
LETTERED = "Promise.all([...document.fonts].map((each) => each.load())).then(() => true)"
"""Until the fonts are there: words are measured."""
BOXES = """() => {
  const boxes = (all) => [...all].map((each) => each.getBoundingClientRect());
  const edges = (all) => [Math.min(...all.map((b) => b.left)), Math.min(...all.map((b) => b.top)),
                          Math.max(...all.map((b) => b.right)), Math.max(...all.map((b) => b.bottom))];
  const each = (chosen) => boxes(document.querySelectorAll(chosen)).map((box) => edges([box]));
  const names = [...document.querySelectorAll('.map-place')].map((p) => edges(boxes(p.querySelectorAll('.map-name'))));
  return {spots: each('.map-spot'), names, sheet: each('.map-sheet')[0], states: each('.map-touch > .state')};
}"""
"""Where everything of the map is, [left, top, right, bottom] in pixels, measured at one moment."""


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(people, view):
    page = people(reduced_motion="reduce", **VIEWS[view])
    for address in PAGES:
        opened(page, address)
        for folded in page.locator("main summary").all()[:4]:
            folded.click()
        judged(page, f"{address} ({view})")


def test_nothing_overflows(people):
    page = people(reduced_motion="reduce")
    for address in PAGES:
        holds(opened(page, address))


def holds(page: Page) -> None:
    """At every width nothing overflows, and fingers reach everything."""
    small = "(all) => all.map((each) => each.getBoundingClientRect()).filter((box) => box.width && box.height < 43.5)"
    for width in (320, 390, 1280):
        resized(page, width, 800)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(TOO_WIDE) == []
        assert page.locator("main :is(button, summary, .button, .jump-list a)").evaluate_all(small) == []


def covered(boxes: list[list[float]]) -> list[tuple[int, int]]:
    return [
        (i, j)
        for i, a in enumerate(boxes)
        for j, b in enumerate(boxes[:i])
        if min(a[2], b[2]) - max(a[0], b[0]) > 1 and min(a[3], b[3]) - max(a[1], b[1]) > 1
    ]


def test_the_map_can_be_read_and_touched_at_every_size(people):
    page = opened(people(reduced_motion="reduce"), "/coop/cartes")
    page.evaluate(LETTERED)
    for width in (390, 800, 1280, 1920):
        readable_and_touchable(resized(page, width, 900))


def readable_and_touchable(page: Page) -> None:
    """No place of the map covers another, each can be touched, each name is on the sheet."""
    here = page.evaluate(BOXES)
    spots, names, sheet = here["spots"], here["names"], here["sheet"]
    assert len(spots) == 12
    assert min(min(right - left, bottom - top) for left, top, right, bottom in spots) >= 44
    assert covered(spots) == []
    assert covered(names) == []
    assert [name for name in names if name[0] < sheet[0] or name[2] > sheet[2]] == []
    assert covered(here["states"]) == []


def test_a_state_is_told_by_a_shape_and_a_word(people):
    page = opened(people(**DESKTOP), "/coop/cartes")
    for place in DECK.places:
        spot = page.locator(".map-spot", has_text=place.name)
        expect(spot.locator(".state .word")).to_have_text(place.state)
        assert "/coop-signs.svg#" in (spot.locator("use").get_attribute("href") or "")
    drawn = page.evaluate("fetch('/coop-signs.svg').then((answer) => answer.text())")
    for used in set(page.locator("use").evaluate_all("all => all.map(e => e.getAttribute('href').split('#')[1])")):
        assert f'id="{used}"' in drawn


def test_what_is_hidden_in_a_game_is_folded(people):
    page = opened(people(**DESKTOP), "/coop/cartes")
    for person in DECK.characters[:3]:
        hidden = page.get_by_text(person.hidden)
        expect(hidden).to_be_hidden()
        page.locator(".character", has_text=person.name).locator("summary").click()
        expect(hidden).to_be_visible()
    reading = page.get_by_text(DECK.situation("S01").coop)
    expect(reading).to_be_hidden()
    page.locator(".situation", has_text=DECK.situation("S01").title).locator("summary").click()
    expect(reading).to_be_visible()


def test_the_whole_game_is_read_without_scripts(new_context):
    page: Page = new_context(java_script_enabled=False).new_page()
    page.goto("/coop/cartes")
    expect(page.locator(".coop-card")).to_have_count(16 + 30 + 14)
    expect(page.locator(".map-drawing .map-place")).to_have_count(12)
    page.goto("/coop/guide")
    expect(page.locator(".phase")).to_have_count(len(guide().phases))
    expect(page.get_by_text("PLAYtime")).to_be_visible()


def test_the_rules_hold_on_one_printed_page(people):
    page = opened(people(viewport={"width": 794, "height": 1123}), "/coop/regles")
    page.emulate_media(media="print")
    page.evaluate(LETTERED)
    last = page.locator(".rules-sheet").evaluate("sheet => sheet.getBoundingClientRect().bottom")
    assert last < 900
    assert page.locator(".annex").first.evaluate("each => getComputedStyle(each).breakBefore") == "page"


def test_the_phases_are_printed_unfolded(people):
    page = opened(people(**DESKTOP), "/coop/guide")
    said = page.get_by_text(guide().phases["outcome"].say)
    expect(said).to_be_hidden()
    page.emulate_media(media="print")
    expect(said).to_be_visible()


def test_the_keyboard_reaches_every_fold(people):
    page = opened(people(reduced_motion="reduce", **DESKTOP), "/coop/guide")
    stops = walked(page)
    assert [stop for stop in stops if not stop["outlined"] or not stop["shown"]] == []
    assert {step.title for step in guide().phases.values()} <= {stop["words"] for stop in stops}


def test_the_rest_of_the_site_does_not_carry_the_style_of_the_game(people):
    page, asked = people(**DESKTOP), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/depliant")
    page.locator(".stage[data-ready=true]").wait_for()
    assert [url for url in asked if "coop" in url] == []
    page.goto("/coop/regles")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "coop" in url and ".css" in url] != []
