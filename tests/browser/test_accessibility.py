"""Whoever comes, by whatever way: axe, the keyboard, the order of reading, narrow screens, calm motion."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from irdsu_app.brief.panels import brief
from irdsu_app.brief.sheet import PANELS, VISIBLE, Sheet
from irdsu_app.design.typography import fr

pytestmark = pytest.mark.browser
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NOTICES = ["/mentions-legales", "/donnees-personnelles", "/accessibilite"]
PAGES = ["/", "/depliant", "/depliant/texte", "/depliant/imprimer", "/depliant/presenter", "/rejoindre", *NOTICES]
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
VIEWS = {"wide": DESKTOP, "phone": {"phone": True}}
STEPS = (1, 3, 5, 8, 12)
"""A step of each state of the sheet."""
NARROW = (320, 390)
TITLES = {panel.id: fr(panel.title) for panel in brief().panels}
FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
CALM = """() => !document.getAnimations().some((each) => each.playState === 'running')"""
FOCUSED = """() => {
  const at = document.activeElement, seen = getComputedStyle(at), box = at.getBoundingClientRect();
  return {
    tag: at.tagName, words: (at.getAttribute('aria-label') ?? at.textContent).trim().slice(0, 60),
    outlined: seen.outlineStyle !== 'none' && parseFloat(seen.outlineWidth) >= 2, inert: !!at.closest('[inert]'),
    shown: box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight,
    panel: at.closest('section.face')?.dataset.panel ?? '',
  };
}"""
TOO_WIDE = """() => [...document.querySelectorAll('body *')].filter((each) => {
  const box = each.getBoundingClientRect();
  return box.width && !each.closest('.stage, .table-box, .visually-hidden, .skip') && box.right > innerWidth + 1;
}).map((each) => `${each.tagName}.${each.className} ${Math.round(each.getBoundingClientRect().right)}`)"""


AXE = Axe().axe_script
FOUND = """async (tags) => {
  const root = document.documentElement, still = new CSSStyleSheet(), sheets = document.adoptedStyleSheets;
  const said = ({id, help, nodes}, when) =>
    nodes.slice(0, 3).map(({html}) => `${id}${when} (${help}): ${html.slice(0, 160)}`);
  const run = async (type, values, when = '') => {
    const {violations} = await axe.run(document, {runOnly: {type, values}, resultTypes: ['violations']});
    return violations.flatMap((each) => said(each, when));
  };
  const found = await run('tag', tags);
  if (root.classList.contains('dark')) return found;
  still.replaceSync('*, *::before, *::after { transition: none !important }');
  document.adoptedStyleSheets = [...sheets, still];
  root.classList.add('dark');
  try { return [...found, ...await run('rule', ['color-contrast', 'link-in-text-block'], ', dark')]; }
  finally { root.classList.remove('dark'); document.adoptedStyleSheets = sheets; }
}"""
"""By day, then what the colours of the night change. Only what is wrong comes out of the browser: the rest of a report
is megabytes, and was most of the time taken."""


def small(targets: str) -> str:
    """What to evaluate on a page to know which of these are too small for a finger."""
    return f"""() => [...document.querySelectorAll('main :is({targets})')]
      .filter((each) => {{ const high = each.getBoundingClientRect().height; return high && high < 43.5; }})
      .map((each) => each.outerHTML.slice(0, 120))"""


def judged(page: Page, where: str) -> None:
    """Fail with what axe finds on the page, light then dark."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(FOUND, TAGS)
    assert not found, f"{where}\n" + "\n".join(found)


def hurried(page: Page) -> Page:
    """The same motion, ten times faster: every gesture of paper is made and waited for."""
    watch = page.context.new_cdp_session(page)
    watch.send("Animation.enable")
    watch.send("Animation.setPlaybackRate", {"playbackRate": 10})
    return page


def opened(page: Page, address: str) -> Page:
    """Open a page and wait until it lives."""
    page.goto(address)
    expect(page.locator("#contenu")).to_be_visible()
    if page.locator(".stage").count():  # which leaves when the code of a room opens nothing
        page.locator(".stage[data-ready=true], .missing").first.wait_for()
    return page


def resized(page: Page, width: int, height: int) -> Page:
    """Give a page this size, and wait until it is laid out so."""
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function("(width) => document.documentElement.clientWidth === width", arg=width)
    page.evaluate(FRAMES)
    return page


def stepped(page: Page, step: int) -> Page:
    """Wait until the sheet has landed at this step."""
    state, panel = Sheet(step=step).state, PANELS[step - 1]
    page.locator(f".stage[data-state={state}] #face-{panel}.lit").wait_for()
    page.wait_for_function(CALM)
    return page


def at_step(page: Page, step: int) -> Page:
    """Read alone, from this step."""
    return stepped(opened(page, f"/depliant?pas={step}"), step)


@pytest.fixture
def talk(people):
    """A presentation, opened for real: who presents, and the address of the room."""

    def begin(**settings) -> tuple[Page, str]:
        desk = opened(people(**settings), "/depliant/presenter")
        desk.get_by_role("button", name="Ouvrir une présentation").click()
        desk.wait_for_url("**/pupitre")
        desk.locator(".desk[data-seated=true] .stage[data-ready=true]").wait_for()
        return desk, desk.url.removesuffix("/pupitre")

    return begin


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_on_the_pages(people, view):
    page = people(reduced_motion="reduce", **VIEWS[view])
    for address in PAGES:
        judged(opened(page, address), f"{address} ({view})")


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_at_any_fold(people, view):
    page = opened(people(reduced_motion="reduce", **VIEWS[view]), "/depliant")
    for step in STEPS:
        page.evaluate("step => dispatchEvent(new CustomEvent('sheet', {detail: {step}}))", step)
        judged(stepped(page, step), f"step {step} ({view})")
    page.get_by_role("button", name="Schéma et sources").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    judged(page, f"the diagram enlarged ({view})")


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_in_a_room(people, talk, view):
    calm = {"reduced_motion": "reduce", **VIEWS[view]}
    desk, room = talk(**calm)
    judged(desk, f"desk ({view})")
    screen = opened(people(**calm), f"{room}/ecran")
    desk.get_by_role("button", name="Afficher le code").click()
    expect(screen.get_by_text("Suivez sur votre téléphone")).to_be_visible()
    judged(screen, f"screen ({view})")
    follower = opened(people(**calm), room)
    judged(follower, f"follower ({view})")
    follower.get_by_role("button", name="Participer").click()
    follower.get_by_role("button", name="Poser une question").click()
    expect(follower.get_by_role("dialog")).to_be_visible()
    judged(follower, f"question ({view})")
    expect(opened(screen, f"{room}/pupitre").get_by_role("heading", name="Prendre le pupitre")).to_be_visible()
    judged(screen, f"key asked ({view})")
    judged(opened(screen, "/presentation/ACDE4"), f"unknown code ({view})")


def test_each_page_says_what_it_is_once_and_in_french(page, talk):
    _, room = talk(reduced_motion="reduce")
    seen = {}
    for address in [*PAGES, room, f"{room}/ecran", f"{room}/pupitre", "/presentation/ACDE4"]:
        opened(page, address)
        described = page.locator("meta[name=description]").first.get_attribute("content") or ""
        assert page.locator("h1").count() == 1, address
        assert page.locator("html").get_attribute("lang") == "fr", address
        assert len(described) > 20, address
        seen[address] = (page.title(), described)
    del seen["/presentation/ACDE4"]
    for said in zip(*seen.values(), strict=True):
        assert len(set(said)) == len(seen), sorted(said)


def test_nothing_overflows_a_narrow_screen(people, talk):
    phone = {"phone": True, "reduced_motion": "reduce"}
    desk, room = talk(**phone)
    page = people(**phone)
    for address in [*PAGES, *(f"/depliant?pas={step}" for step in STEPS), room, f"{room}/ecran"]:
        held(opened(page, address), address)
    held(desk, "desk")


def held(page: Page, where: str) -> None:
    """Everything is in the width of a narrow screen."""
    for width in NARROW:
        resized(page, width, 640)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, where
        assert page.evaluate(TOO_WIDE) == [], where


@pytest.mark.parametrize("step", STEPS)
def test_only_what_is_seen_is_live_and_read_in_order(people, step):
    page = at_step(hurried(people(**DESKTOP)), step)
    seen = list(VISIBLE[Sheet(step=step).state])
    live = "faces => faces.filter((each) => !each.inert).map((each) => each.dataset.panel)"
    assert page.locator("section.face").evaluate_all(live) == seen
    assert headings(page) == [TITLES[panel] for panel in seen]


def headings(page: Page) -> list[str]:
    """The headings of the faces, as the browser gives them to assistive technologies."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    known = {node["nodeId"]: node for node in nodes}

    def walk(node):
        level = next((p["value"]["value"] for p in node.get("properties", []) if p["name"] == "level"), 0)
        if node.get("role", {}).get("value") == "heading" and level == 2 and not node["ignored"]:
            yield node["name"]["value"]
        for child in node.get("childIds", []):
            if child in known:
                yield from walk(known[child])

    return list(walk(nodes[0]))


def walked(page: Page, most: int = 90) -> list[dict]:
    """Everything that Tab reaches, until it leaves the page."""
    stops: list[dict] = []
    while len(stops) < most:
        page.keyboard.press("Tab")
        page.evaluate(FRAMES)
        stop = page.evaluate(FOCUSED)
        if stop["tag"] == "BODY" or (len(stops) > 1 and stop == stops[0]):
            return stops
        stops.append(stop)
    raise AssertionError(f"Tab goes round after {most} stops: {stops[-3:]}")


@pytest.mark.parametrize("address", ["/", "/depliant", "/depliant?pas=8", "/depliant/presenter"])
def test_the_keyboard_reaches_everything_and_one_sees_where_one_is(people, address):
    page = opened(people(reduced_motion="reduce", **DESKTOP), address)
    if address.endswith("=8"):
        stepped(page, 8)
    stops = walked(page)
    assert stops[0]["words"] == "Aller au contenu"
    assert [stop for stop in stops if not stop["outlined"] or not stop["shown"] or stop["inert"]] == []
    assert len(stops) > 5


def test_the_skip_link_leads_to_the_content(people):
    page = opened(people(**DESKTOP), "/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#contenu")).to_be_focused()


def test_the_camera_follows_the_keyboard_and_the_step_stays(people):
    page = at_step(people(phone=True, reduced_motion="reduce"), 6)
    page.keyboard.press("Tab")
    page.locator("#face-V3 [data-key]").first.focus()
    page.evaluate(FRAMES)
    stop = page.evaluate(FOCUSED)
    assert (stop["panel"], stop["shown"]) == ("V3", True)
    assert page.locator("#face-V1.lit").count() == 1
    assert page.locator(".stage").evaluate("stage => [stage.scrollLeft, stage.scrollTop]") == [0, 0]


@pytest.mark.parametrize("step", [2, 6])
def test_calm_motion_puts_paper_in_place_at_once(people, step):
    page = opened(people(reduced_motion="reduce", **DESKTOP), "/depliant")
    for _ in range(step - 1):
        page.keyboard.press("ArrowRight")
    page.locator(f".stage[data-state={Sheet(step=step).state}]").wait_for()
    placed = "faces => faces.map((each) => getComputedStyle(each).transform)"
    at_once = page.locator("section.face").evaluate_all(placed)
    moving = "() => document.getAnimations().filter((each) => each.transitionProperty === 'transform').length"
    assert page.evaluate(moving) == 0
    stepped(page, step)
    assert page.locator("section.face").evaluate_all(placed) == at_once
