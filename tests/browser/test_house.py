"""The conftest's promises: the site opens, answers by its socket, is watched, and survives a power cut."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
HEARD = """window.heard = []; window.WebSocket = class extends WebSocket {
  constructor(...said) {
    super(...said);
    this.addEventListener('message', ({data}) => heard.push(this.url + ' ' + data));
  }
}"""
HYDRATED = "(there) => heard.some((each) => each.startsWith(there) && each.includes('is_hydrated'))"


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1"])
def test_one_build_answers_at_whatever_address_it_was_opened(page, base_url, name):
    here = base_url.replace("127.0.0.1", name)
    page.add_init_script(HEARD)
    page.goto(here)
    page.wait_for_function(HYDRATED, arg=here.replace("http", "ws"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_two_people_have_each_their_browser(people):
    one, other = people(), people(phone=True)
    one.goto("/depliant")
    other.goto("/depliant")
    assert one.context is not other.context
    assert other.evaluate("innerWidth") == 390


@pytest.mark.expects("attendue")
def test_a_complaint_of_the_console_is_kept_and_an_expected_one_forgiven(page, diagnostics):
    page.goto("/")
    page.evaluate("console.error('une plainte attendue'); console.error('une autre')")
    page.wait_for_function("() => true")
    assert [line for line in diagnostics.complaints if "une autre" in line]
    assert not [line for line in diagnostics.complaints if "attendue" in line]
    diagnostics.complaints.clear()


FORBIDDEN = """() => new Promise((told) => {
  addEventListener('securitypolicyviolation', told);
  document.head.append(Object.assign(document.createElement('script'), {textContent: 'hop = 1'}));
}).then(() => {})"""


def test_a_script_that_the_policy_forbids_is_a_complaint(page, diagnostics):
    page.goto("/")
    page.evaluate(FORBIDDEN)
    assert any(line.startswith("error: CSP: script-src") for line in diagnostics.complaints)
    assert page.evaluate("typeof hop") == "undefined"
    diagnostics.complaints.clear()


@pytest.mark.expects("WebSocket|ERR_CONNECTION_REFUSED|websocket error|fetching the script")
def test_a_page_finds_the_server_again_after_a_power_cut(page, server):
    page.add_init_script(HEARD)
    page.goto(f"{server.url}/depliant")
    page.wait_for_function(HYDRATED, arg="ws")
    server.kill()
    page.evaluate("heard.length = 0")
    server.open()
    page.wait_for_function("() => heard.length > 0")


@pytest.mark.expects("ERR_FAILED", "WebSocket")
def test_a_page_whose_scripts_did_not_come_is_read_and_wakes_up_when_they_can(page, base_url):
    page.route("**/assets/*.js", lambda route: route.abort())
    page.goto(f"{base_url}/depliant")
    expect(page.locator("#face-R1 h2")).to_be_visible()
    page.unroute("**/assets/*.js")
    expect(page.locator(".stage[data-ready=true]")).to_be_attached(timeout=20_000)
