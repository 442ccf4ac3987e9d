"""The page of the game, and what is said when a code opens nothing."""

import pytest
from playwright.sync_api import expect

from tests.browser.coop import judged

pytestmark = [pytest.mark.browser, pytest.mark.expects("WebSocket connection to")]


@pytest.mark.parametrize("view", [{}, {"color_scheme": "dark"}, {"phone": True}], ids=["light", "dark", "phone"])
def test_the_page_of_the_game_says_whose_it_is(people, view):
    page = people(reduced_motion="reduce", **view)
    page.goto("/coop")
    expect(page.get_by_text("Adaptation en ligne originale. 2 à 30")).to_be_visible()
    for name in ("PLAYtime", "La Compagnie des rêves urbains"):
        expect(page.get_by_text(name)).to_be_visible()
    judged(page, "the page of the game")


def test_a_code_that_opens_nothing_says_so(people):
    page = people(reduced_motion="reduce")
    for screen in ("plateau", "animer", "observer", "bilan"):
        page.goto(f"/coop/CCCCC/{screen}")
        expect(page.get_by_role("heading", name="Partie introuvable")).to_be_visible()
        judged(page, screen)
