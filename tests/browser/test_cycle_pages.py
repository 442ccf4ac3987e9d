"""The pages of a cycle for whoever comes, by any way: without scripts, axe, narrow screens, keyboard, paper."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from irdsu_app.design.typography import fr
from tests.browser.cycles import FORM, FULL, OPEN, PEOPLE, SLUG, TITLE, VISIO, form_of, opened, read, registered, send
from tests.browser.test_accessibility import DESKTOP, FRAMES, NARROW, TOO_WIDE, VIEWS, judged, walked

pytestmark = [pytest.mark.browser, pytest.mark.expects("WebSocket connection to", "Failed to load resource")]
HERE = f"/cycles/{SLUG}"
SMALL = """() => [...document.querySelectorAll(
  'main :is(a.button, button, summary, .either, .pools label, .check, .top)')].filter((each) => {
    const high = each.getBoundingClientRect().height;
    return high && high < 43.5;
  }).map((each) => each.outerHTML.slice(0, 120))"""
BANNER = fr("Démonstration : ces séances n’existent pas.")


@pytest.fixture(scope="module")
def there(tmp_path_factory):
    house = opened(tmp_path_factory.mktemp("pages"))
    yield house
    house.close()


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """A house that only shows a demonstration."""
    house = opened(tmp_path_factory.mktemp("shown"), demonstration=True)
    yield house
    house.close()


@pytest.fixture(scope="module")
def key(there):
    return registered(there, "Nour", S1="room", S2="remote")


def live(page: Page, address: str) -> None:
    """Until the page itself is there, in the place of what was told before its scripts, with its fonts."""
    page.goto(address)
    expect(page.locator("#told")).to_have_count(0)
    page.locator("#contenu h1").wait_for()
    expect(page.get_by_text("La page s’ouvre")).to_have_count(0)
    page.evaluate("document.fonts.ready")


def test_without_scripts_each_address_says_its_own_title_description_and_text(there):
    titles = set()
    for address, words in (
        ("/cycles", (TITLE,)),
        (HERE, (TITLE, FULL, OPEN, PEOPLE, "Dire ce qui compte", "places", "Présentiel")),
        (f"{HERE}/seances/S2", (OPEN, "Récits, puis débat", "Une cheffe de projet")),
        (FORM, ("S’inscrire", TITLE)),
    ):
        answer = read(there, address)
        assert answer.status_code == 200
        for said in words:
            assert fr(said) in answer.text, (address, said)
        assert "<décider>" not in answer.text
        title, description = (re.findall(f"<{each}", answer.text) for each in ("title>", 'meta name="description"'))
        assert (len(title), len(description)) == (1, 1)
        titles.add(re.findall("<title>(.*?)</title>", answer.text)[0])
        assert VISIO not in answer.text
        assert "no-cache" in answer.headers["cache-control"]
        assert read(there, address + "/").text == answer.text
    assert len(titles) == 4
    assert "noindex" not in read(there, HERE).text
    assert "noindex" in read(there, FORM).text


def test_an_address_that_leads_nowhere_is_a_404_and_a_file_is_not_a_page(there):
    for address in ("/cycles/nulle-part", f"{HERE}/seances/S9", "/cycles/nulle-part/inscription"):
        assert read(there, address).status_code == 404
    calendar = read(there, f"{HERE}.ics")
    assert (calendar.status_code, calendar.headers["content-type"].split(";")[0]) == (200, "text/calendar")


def test_search_engines_read_the_meetings_of_a_real_cycle_and_nothing_of_a_demonstration(there, shown):
    found = re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', read(there, HERE).text)
    events = [json.loads(each) for each in found]
    assert [each["name"] for each in events] == [FULL, OPEN, "Ici ou là-bas", "Déjà close"]
    assert all(each["startDate"].endswith("+00:00") for each in events)
    assert HERE in read(there, "/sitemap.xml").text
    assert "ld+json" not in read(shown, HERE).text
    assert HERE not in read(shown, "/sitemap.xml").text
    assert "/cycles<" in read(shown, "/sitemap.xml").text


def test_one_s_own_page_is_never_indexed_nor_told(there, key):
    for address in (f"/inscription/{key}", "/inscription/confirmer/lien"):
        answer = read(there, address)
        assert "noindex" in answer.text
        assert "Nour" not in answer.text
        assert answer.headers["referrer-policy"] in ("no-referrer", "same-origin")


def test_every_page_of_a_demonstration_says_so_with_and_without_scripts(people, shown):
    own = f"/inscription/{registered(shown, 'Sam', S2='remote')}"
    page = people()
    for address in (HERE, f"{HERE}/seances/S1", FORM, own):
        if address != own:
            assert BANNER in read(shown, address).text
        page.goto(shown.url + address)
        expect(page.locator("#told")).to_have_count(0)
        expect(page.get_by_text(BANNER)).to_be_visible()


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_on_the_pages_of_a_cycle(people, there, key, view):
    page = people(reduced_motion="reduce", **VIEWS[view])
    for address in ("/cycles", HERE, f"{HERE}/seances/S1", f"/inscription/{key}", "/inscription/confirmer/lien"):
        live(page, there.url + address)
        expect(page.locator("h1")).to_have_count(1)
        judged(page, f"{address} ({view})")
    form_of(page, there)
    judged(page, f"form ({view})")
    send(page)
    expect(page.locator(".summary")).to_contain_text("choses à corriger")
    judged(page, f"form with mistakes ({view})")


def test_nothing_is_wider_than_a_narrow_screen(people, there, key):
    page = people(reduced_motion="reduce", viewport={"width": NARROW[-1], "height": 700}, has_touch=True)
    for address in ("/cycles", HERE, f"{HERE}/seances/S1", f"/inscription/{key}", FORM):
        live(page, there.url + address)
        for width in NARROW:
            page.set_viewport_size({"width": width, "height": 700})
            page.wait_for_function("(width) => innerWidth === width", arg=width)
            page.evaluate(FRAMES)
            assert page.evaluate(TOO_WIDE) == [], address


def test_the_keyboard_goes_through_the_whole_form_and_sees_where_it_is(people, there):
    page = form_of(people(reduced_motion="reduce", **DESKTOP), there)
    stops = walked(page)
    assert stops[0]["words"] == "Aller au contenu"
    assert [stop for stop in stops if not stop["outlined"] or not stop["shown"]] == []
    assert "Ne rien écrire ici" not in {stop["words"] for stop in stops}


def test_targets_are_large_enough_for_a_thumb(people, there, key):
    page = people(phone=True, reduced_motion="reduce")
    for address in (HERE, f"/inscription/{key}", FORM):
        live(page, there.url + address)
        assert page.evaluate(SMALL) == [], address


def test_on_paper_the_programme_is_open(people, there):
    page = people(reduced_motion="reduce")
    page.goto(there.url + HERE)
    expect(page.locator("#told")).to_have_count(0)
    page.emulate_media(media="print")
    expect(page.get_by_text("Récits, puis débat").first).to_be_visible()
    expect(page.get_by_role("link", name="S’inscrire à tout le cycle")).to_be_hidden()


def test_a_meeting_and_a_cycle_go_into_one_s_calendar(people, there):
    page = people()
    for address, words in ((f"{HERE}/seances/S2", "Ajouter à mon agenda"), (HERE, "Suivre toutes les dates")):
        page.goto(there.url + address)
        expect(page.locator("#told")).to_have_count(0)
        with page.expect_download() as waited:
            page.get_by_role("link", name=re.compile(words)).click()
        assert "BEGIN:VEVENT" in waited.value.path().read_text()
