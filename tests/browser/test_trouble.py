"""When the database falls under somebody's hands, the page says so in French, wherever they are."""

import pytest
from playwright.sync_api import expect

from irdsu_app.design.typography import fr
from irdsu_app.door.broken import SAID
from tests.browser.coop import judged
from tests.browser.cycles import TITLE, form_of, opened
from tests.postgresql import Postgres

pytestmark = [pytest.mark.browser, pytest.mark.expects("Failed to load resource", "WebSocket connection to")]


@pytest.fixture
def base():
    with Postgres() as base:
        yield base


@pytest.fixture
def server(tmp_path, base):
    server = opened(tmp_path, database_url=base.url)
    yield server
    server.kill()


def test_a_database_that_falls_is_said_wherever_one_is_and_the_page_goes_on(server, base, people):
    page = form_of(people(phone=True), server)
    expect(page.locator("#told")).to_have_count(0)
    base.stop()
    page.get_by_role("link", name="Les offres").first.click()
    said = page.locator(".trouble").get_by_text(fr(SAID["base"]))
    expect(said).to_be_visible()
    judged(page, "a trouble, on a phone")
    close = said.get_by_role("button", name="Fermer")
    whole = page.context.new_page()
    answer = whole.goto(f"{server.url}/offres")
    assert answer is not None
    assert answer.status == 503
    expect(whole.get_by_role("main").get_by_text(fr(SAID["base"]))).to_be_visible()
    judged(whole, "a page that could not be made")
    base.start()
    close.focus()
    page.keyboard.press("Enter")
    expect(said).to_be_hidden()
    page.get_by_role("link", name="Le cycle", exact=True).first.click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(said).to_be_hidden()
