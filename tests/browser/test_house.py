"""The conftest's promises: the site opens, answers by its socket, is watched, and survives a power cut."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1"])
def test_one_build_answers_at_whatever_address_it_was_opened(page, base_url, name):
    here = base_url.replace("127.0.0.1", name)
    with page.expect_websocket(lambda socket: socket.url.startswith(here.replace("http", "ws"))) as opened:
        page.goto(here)
    opened.value.wait_for_event("framereceived", lambda frame: "is_hydrated" in str(frame))
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


def test_a_script_that_the_policy_forbids_is_a_complaint(page, diagnostics):
    page.goto("/")
    page.evaluate("document.head.append(Object.assign(document.createElement('script'), {textContent: 'hop = 1'}))")
    page.wait_for_function("() => true")
    assert any(line.startswith("error: CSP: script-src") for line in diagnostics.complaints)
    assert page.evaluate("typeof hop") == "undefined"
    diagnostics.complaints.clear()


@pytest.mark.expects("WebSocket|ERR_CONNECTION_REFUSED|websocket error|fetching the script")
def test_a_page_finds_the_server_again_after_a_power_cut(page, server):
    page.goto(f"{server.url}/depliant")
    page.locator(".stage[data-ready=true]").wait_for()
    with page.expect_websocket(lambda socket: "/_event" in socket.url, timeout=20_000):
        server.reopen()


@pytest.mark.expects("ERR_FAILED", "WebSocket")
def test_a_page_whose_scripts_did_not_come_is_read_and_wakes_up_when_they_can(page, base_url):
    page.route("**/assets/*.js", lambda route: route.abort())
    page.goto(f"{base_url}/depliant")
    expect(page.locator("#face-R1 h2")).to_be_visible()
    page.unroute("**/assets/*.js")
    expect(page.locator(".stage[data-ready=true]")).to_be_attached(timeout=20_000)
