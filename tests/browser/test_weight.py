"""What reading alone costs: bytes on a cold load, nobody else asked, nothing that jumps."""

from pathlib import PurePosixPath
from urllib.parse import urlsplit

import pytest

from irdsu_app.design.layout import FONTS

pytestmark = pytest.mark.browser
MOST = {".js": 150_000, ".css": 15_000, ".woff2": 80_000}
"""Bytes transferred, by kind of file."""
WATCH_SHIFTS = """window.shifts = []; new PerformanceObserver((list) => {
  for (const each of list.getEntries()) if (!each.hadRecentInput)
    window.shifts.push(`${each.value} ${each.sources.map((source) => source.node?.className ?? source.node)}`);
}).observe({type: 'layout-shift', buffered: true})"""


def test_a_cold_load_stays_light_and_asks_nobody_else(people, base_url):
    page, asked = people(phone=True), []
    page.on("requestfinished", lambda request: asked.append(request))
    page.goto("/depliant")
    page.locator(".stage[data-ready=true]").wait_for()
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    weights = dict.fromkeys(MOST, 0)
    for request in asked:
        kind = PurePosixPath(urlsplit(request.url).path).suffix
        if kind in weights:
            weights[kind] += request.sizes()["responseBodySize"]
    print({kind: f"{weight / 1000:.1f} kB" for kind, weight in weights.items()})
    assert all(weights.values()), weights
    assert {kind: weight for kind, weight in weights.items() if weight > MOST[kind]} == {}
    assert [r.url for r in asked if not r.url.startswith((base_url, "data:"))] == []


STILL = [(address, phone) for address in ("/", "/depliant", "/depliant/texte") for phone in (True, False)]


@pytest.mark.parametrize(("address", "phone"), STILL)
def test_nothing_jumps_while_a_page_opens(people, address, phone):
    page = people(phone=phone)
    page.add_init_script(WATCH_SHIFTS)
    # Letters that come after the words are another matter: the sheets of style wait for the fonts, asked for before.
    styles, fonts = [], set()
    page.route("**/*.css", lambda route: route.continue_() if len(fonts) == len(FONTS) else styles.append(route))
    page.on("requestfinished", lambda request: fonts.update(each for each in FONTS if each in request.url))
    with page.expect_event("requestfinished", lambda _: len(fonts) == len(FONTS)):
        page.goto(address, wait_until="commit")
    for each in styles:
        each.continue_()
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("window.shifts") == []


def test_the_sheet_waits_for_the_bar_that_sizes_it(people):
    page = people()
    page.goto("/depliant")
    page.locator(".stage[data-ready=true]").wait_for()
    page.evaluate("document.querySelector('.controls').classList.remove('controls')")
    assert page.locator(".stage").evaluate("(stage) => getComputedStyle(stage).visibility") == "hidden"
