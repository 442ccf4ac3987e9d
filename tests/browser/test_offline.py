"""The server is gone: whoever opened the sheet once still unfolds it, and nobody is told anything in English."""

import re

import pytest
from playwright.sync_api import expect

from irdsu_app.brief.sheet import LAST
from irdsu_app.launch.building import CLIENT
from tests.browser.sheet import expect_step, wait_for_paper

pytestmark = [
    pytest.mark.browser,
    pytest.mark.expects("WebSocket connection to|ERR_CONNECTION_RE(FUSED|SET)|ERR_FAILED|status of 404"),
]
READY = """() => navigator.serviceWorker.ready.then(({active}) => active.state === 'activated' ||
  new Promise((done) => active.addEventListener('statechange', done)))"""


@pytest.fixture
def reader(people, server):
    """Somebody who opened the sheet once, then closed the tab; the server has been killed since."""
    page = people(reduced_motion="reduce")
    context = page.context
    page.goto(f"{server.url}/depliant")
    wait_for_paper(page)
    page.evaluate(READY)
    page.close()
    server.kill()
    return context


def test_every_step_opens_and_folds_with_the_server_gone(reader, server):
    page = reader.new_page()
    for step in range(1, LAST + 1):
        page.goto(f"{server.url}/depliant?pas={step}")
        wait_for_paper(page)
        expect_step(page, step)
    for step in range(LAST - 1, 0, -1):
        page.keyboard.press("ArrowLeft")
        expect_step(page, step)
    page.reload()
    wait_for_paper(page)
    page.keyboard.press("PageDown")
    expect_step(page, 2)


def test_the_diagrams_and_the_tables_live_and_the_banner_is_calm(reader, server):
    page = reader.new_page()
    page.goto(f"{server.url}/depliant?pas=2")
    wait_for_paper(page)
    expect_step(page, 2)
    page.locator("#face-R2 [data-key=chomage]").click()
    expect(page.locator("#face-R2 .detail[data-for=chomage]")).to_be_visible()
    page.get_by_role("button", name="Schéma et sources").click()
    expect(page.get_by_role("dialog").get_by_role("table")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.locator(".connection")).to_contain_text("vous pouvez continuer à lire", timeout=30_000)
    assert not re.search("Cannot connect|websocket error", page.inner_text("body"))
    page.wait_for_function("() => [...document.fonts].filter((each) => each.status === 'loaded').length >= 2")


def test_the_text_version_opens_and_the_other_pages_say_it_in_french(reader, server):
    page = reader.new_page()
    page.goto(f"{server.url}/depliant/texte")
    expect(page.get_by_role("heading", name="Glossaire")).to_be_visible()
    for address in ("/", "/depliant/presenter", "/rejoindre", "/accessibilite"):
        page.goto(server.url + address)
        expect(page.get_by_role("heading", name="Vous êtes hors connexion")).to_be_visible()
    page.get_by_role("link", name="Ouvrir le dépliant").click()
    wait_for_paper(page)


def test_rooms_and_what_is_private_are_left_to_the_browser(reader, server):
    page = reader.new_page()
    for address in ("/presentation/ACDE4", "/presentation/ACDE4/pupitre", "/r/ACDE4", "/sante"):
        with pytest.raises(Exception, match=r"ERR_CONNECTION_RE(FUSED|SET)"):
            page.goto(server.url + address)


def test_nothing_private_is_kept(reader, server):
    page = reader.new_page()
    page.goto(f"{server.url}/depliant")
    found = page.evaluate(
        "async () => { const all = []; for (const name of await caches.keys())"
        " for (const one of await (await caches.open(name)).keys()) all.push(new URL(one.url).pathname); return all }"
    )
    assert "/depliant" in found
    assert [path for path in found if path.startswith(("/_", "/r/", "/presentation/", "/sante"))] == []


def test_a_new_build_replaces_the_former_one_and_its_cache(people):
    page = people(reduced_motion="reduce")
    page.goto("/depliant")
    page.evaluate(READY)
    page.evaluate("caches.open('depliant-former').then((c) => c.put('/depliant', new Response('former')))")
    former = page.evaluate("caches.keys()")
    assert len(former) == 2
    source = (CLIENT / "sw.js").read_text("utf-8")
    newer = re.sub(r'"version": "\w+"', '"version": "newer"', source)
    page.context.route("**/sw.js", lambda route: route.fulfill(body=newer, content_type="text/javascript"))
    page.evaluate("navigator.serviceWorker.getRegistration().then((there) => there.update())")
    page.wait_for_function("async () => (await caches.keys()).join() === 'depliant-newer'")


def test_a_site_without_its_worker_takes_it_away(people):
    page = people(reduced_motion="reduce")
    page.goto("/depliant")
    page.evaluate(READY)
    page.context.route("**/sw.js", lambda route: route.fulfill(status=404, body=""))
    page.goto("/depliant")
    page.wait_for_function("async () => (await caches.keys()).length === 0")


def test_the_pages_of_a_room_are_given_no_worker(people):
    page = people()
    page.goto("/rejoindre")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
