"""A game in real browsers: whoever leads, the big screen, and phones that send their moves as the seat's page does."""

import json
from uuid import uuid4

from playwright.sync_api import BrowserContext, Page, TimeoutError, expect

from tests.browser.test_accessibility import judged as flawless

SMALL = """() => [...document.querySelectorAll('button, a[href], summary, select, textarea, input:not([type=hidden])')]
  .filter((each) => each.checkVisibility() && !each.closest('.skip, .connection'))
  .filter((each) => !(each.tagName === 'A' && getComputedStyle(each).display === 'inline'))
  .map((each) => each.tagName === 'INPUT' && each.closest('label') ? each.closest('label') : each)
  .map((each) => [each.textContent.trim().slice(0, 40) || each.tagName, each.getBoundingClientRect()])
  .filter(([, box]) => box.height < 43.5 || box.width < 43.5)
  .map(([words, box]) => `${words} ${box.width}×${box.height}`)"""
OUT = """() => [...document.querySelectorAll('.plateau, .plateau *')]
  .filter((each) => !each.closest('svg, .visually-hidden, .map-sheet, .crews-moving, .outbox'))
  .filter((each) => { const box = each.getBoundingClientRect();
    return box.width && box.height && (box.bottom > innerHeight + 1 || box.right > innerWidth + 1 || box.top < -1); })
  .map((each) => `${each.tagName}.${each.className} ${Math.round(each.getBoundingClientRect().bottom)}`)"""


class Phone:
    """Somebody's phone: the cookie of their seat, and the moves they send."""

    def __init__(self, context: BrowserContext, origin: str, code: str) -> None:
        """Take a phone out, in front of the big screen of this room."""
        self._context, self._code = context, code
        self._from_here = {"origin": origin}
        self._crew = ""

    def enter(self, name: str, role: str = "player") -> str:
        """Come in; gives the address one is sent to."""
        form: dict[str, str | float | bool] = {"nom": name, "cle": uuid4().hex, "role": role}
        answer = self._context.request.post(
            f"/coop/{self._code}/entrer", form=form, headers=self._from_here, max_redirects=0
        )
        return answer.headers["location"]

    def move(self, do: str, **fields: object) -> tuple[int, str]:
        """Send a move: the status, and what is said."""
        data = json.dumps({"id": str(uuid4()), "move": {"do": do, **fields}})
        headers = {**self._from_here, "content-type": "application/json"}
        answer = self._context.request.post(f"/coop/{self._code}/coups", data=data, headers=headers)
        return answer.status, answer.json()["said"]

    def plays(self, do: str, **fields: object) -> None:
        """Send a move that is taken."""
        assert self.move(do, **fields) == (200, "")

    def pledges(self, do: str, **fields: object) -> None:
        """Promise or stake for one's first crew, found by asking."""
        for crew in [self._crew] if self._crew else [f"c{n}" for n in range(1, 9)]:
            status, said = self.move(do, crew=crew, **fields)
            if status == 200:
                self._crew = crew
                return
            assert said == "Cet équipage n’est pas le vôtre.", said
        raise AssertionError("no crew")


def create(host: Page, minutes: int = 45, *, discreet: bool = False) -> str:
    """Create a game from the page of the game; gives its code."""
    host.goto("/coop")
    host.get_by_label(f"{minutes}\u00a0minutes").check()
    if discreet:
        host.get_by_label("Mode discret").check()
    host.get_by_role("button", name="Créer la partie").click()
    expect(host.locator(".host[data-phase=lobby]")).to_be_visible()
    return host.url.split("/")[4]


def at(page: Page, phase: str) -> int:
    """Wait until a page shows a phase; gives its number."""
    shown = page.locator(f":is(.host, .plateau)[data-phase={phase}]")
    expect(shown).to_be_visible()
    return int(shown.get_attribute("data-n") or 0)


def go_on(host: Page, phase: str) -> int:
    """Lead to the next moment, which is this one; gives its number."""
    host.get_by_role("button", name="Passer au temps suivant").click()
    return at(host, phase)


def lead_to(host: Page, phase: str) -> None:
    """Lead to a moment, through the one that an event may have opened on the way."""
    shown = host.locator(".host")
    expect(shown).not_to_have_attribute("data-phase", "lobby")
    while shown.get_attribute("data-phase") != phase:
        n = shown.get_attribute("data-n") or ""
        host.get_by_role("button", name="Passer au temps suivant").click()
        expect(shown).not_to_have_attribute("data-n", n)


def judged(page: Page, where: str) -> None:
    """Fail with what axe finds on the page, or with a target too small for a finger."""
    flawless(page, where)
    small = page.evaluate(SMALL)
    assert not small, f"{where}: {small}"


def whole(plateau: Page) -> None:
    """Nothing of the big screen is out of it, once it has been made to fit, and nothing scrolls."""
    try:
        plateau.wait_for_function(f"() => ({OUT})().length === 0", timeout=15_000)
    except TimeoutError:
        raise AssertionError(plateau.evaluate(OUT)) from None
    assert plateau.evaluate("document.scrollingElement.scrollHeight <= innerHeight")
