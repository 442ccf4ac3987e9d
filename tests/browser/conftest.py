"""People in front of the site; whatever their console complains of fails the test, unless the test expects it."""

import re

import pytest
from playwright.sync_api import expect

from irdsu_app.launch import browser as browsers
from tests.browser.posting import NEW, Posters
from tests.browser.seats import Leader, come_in
from tests.browser.test_accessibility import DESKTOP
from tests.sink import Sink

WATCH_POLICY = """addEventListener("securitypolicyviolation", e =>
  console.error(`CSP: ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`))"""

# On a machine with much to do a page takes its time; what is right is seen as soon as it is there.
expect.set_options(timeout=15_000)


class Diagnostics:
    """What the browsers of a test have said."""

    def __init__(self, expected) -> None:
        self.expected = [re.compile(each) for each in expected]
        self.said: list[str] = []
        self.complaints: list[str] = []

    def watch(self, context):
        """Listen to every page of this person."""
        context.add_init_script(WATCH_POLICY)
        context.on("console", self._heard)
        context.on("weberror", lambda error: self._complain(f"page error: {error.error}"))
        return context

    def _heard(self, message) -> None:
        line = f"{message.type}: {message.text} ({message.location.get('url', '')})"
        if message.type == "error":
            self._complain(line)
        else:
            self.said.append(line)

    def _complain(self, line: str) -> None:
        self.said.append(line)
        if not any(each.search(line) for each in self.expected):
            self.complaints.append(line)


@pytest.fixture(autouse=True)
def diagnostics(request):
    """Fail when a console complains of what the test did not say it expects."""
    expected = [pattern for mark in request.node.iter_markers("expects") for pattern in mark.args]
    diagnostics = Diagnostics(expected)
    yield diagnostics
    request.node.add_report_section("teardown", "console", "\n".join(diagnostics.said))
    if diagnostics.complaints:
        pytest.fail("the console complained:\n" + "\n".join(diagnostics.complaints), pytrace=False)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The Chromium to drive; without one the tests fail, and say what to do."""
    found = browsers.lightest()
    if found is None:
        pytest.fail(browsers.MISSING)
    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic"]
    return {**browser_type_launch_args, "executable_path": str(found), "args": flags}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """People here read French."""
    return {**browser_context_args, "locale": "fr-FR", "timezone_id": "Europe/Paris"}


@pytest.fixture
def new_context(new_context, diagnostics):
    """A browser of its own, watched."""
    return lambda **settings: diagnostics.watch(new_context(**settings))


@pytest.fixture
def people(new_context):
    """Bring one more person, with a browser of their own; `phone=True` puts it in their hand."""

    def person(phone: bool = False, **settings):
        if phone:
            settings = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, **settings}
        return new_context(**settings).new_page()

    return person


@pytest.fixture
def desk(people):
    """The person who presents, at their desk."""
    return people(reduced_motion="reduce", viewport={"width": 1280, "height": 800})


@pytest.fixture
def phone(people):
    """Somebody who follows on a phone."""
    return people(phone=True, reduced_motion="reduce")


@pytest.fixture
def lead(people, base_url):
    """Open a room, with the person who leads in it."""
    return lambda **options: Leader(people(reduced_motion="reduce"), base_url, **options)


@pytest.fixture
def three(people, lead):
    """A room and three phones in it."""
    room = lead()
    phones = [come_in(people(phone=True, reduced_motion="reduce"), room.code, name) for name in ("Nour", "Sam", "Léa")]
    return room, phones


@pytest.fixture(scope="module")
def posters(tmp_path_factory):
    """A house where offers are posted."""
    with Sink() as sink:
        posters = Posters(tmp_path_factory.mktemp("posting"), sink)
        yield posters
        posters.house.close()


@pytest.fixture
def somebody(people, posters):
    """Somebody in front of the page where one posts."""

    def open_(address: str = NEW, **settings):
        page = people(reduced_motion="reduce", **{**DESKTOP, **settings})
        page.goto(posters.url + address)
        return page

    return open_
