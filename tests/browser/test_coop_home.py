"""The page of the game, and what is said when a code opens nothing."""

import pytest
from playwright.sync_api import expect

from tests.browser.coop import judged

pytestmark = [pytest.mark.browser, pytest.mark.expects("WebSocket connection to")]


@pytest.mark.parametrize("view", [{}, {"phone": True}], ids=["wide", "phone"])
def test_the_page_of_the_game_says_whose_it_is(people, view):
    page = people(reduced_motion="reduce", **view)
    page.goto("/coop")
    expect(page.get_by_text("Adaptation en ligne originale. 2 à 30")).to_be_visible()
    for name in ("PLAYtime", "La Compagnie des rêves urbains"):
        expect(page.get_by_text(name)).to_be_visible()
    judged(page, "the page of the game")


def test_without_anybody_to_lead_whoever_creates_the_game_plays(people):
    page, plateau = people(phone=True), people(reduced_motion="reduce")
    page.goto("/coop")
    page.get_by_label("Sans personne pour animer").check()
    page.get_by_label("Votre prénom ou pseudonyme").fill("Amina")
    page.get_by_role("button", name="Créer la partie").click()
    expect(page.get_by_role("button", name="Commencer la partie")).to_be_visible()
    code = page.url.split("/")[4]
    assert page.url.endswith(f"/coop/{code}")
    plateau.goto(f"/coop/{code}/plateau")
    expect(plateau.get_by_text("1 personne présente")).to_be_visible()


def test_a_code_that_opens_nothing_says_so(people):
    page = people(reduced_motion="reduce")
    for screen in ("plateau", "animer", "observer", "bilan"):
        page.goto(f"/coop/CCCCC/{screen}")
        expect(page.get_by_role("heading", name="Partie introuvable")).to_be_visible()
        judged(page, screen)
