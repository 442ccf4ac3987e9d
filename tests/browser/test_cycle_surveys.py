"""The questionnaires in a real browser: answered, half, twice, two tabs, back, a network cut in the middle, erased."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from irdsu_app.cycles.day_models import Answer
from irdsu_app.cycles.models import Cycle, Meeting
from tests.browser import surveyed
from tests.browser.coop import judged
from tests.browser.owned import at

pytestmark = [pytest.mark.browser, pytest.mark.expects("Failed to load resource", "WebSocket connection to")]
VIEWS = {
    "phone": {"viewport": {"width": 390, "height": 844}},
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}
BACK = "Ce que vous aviez commencé ici est revenu."


@pytest.fixture(scope="module")
def cycle(house):
    return surveyed.lived(house)


@pytest.fixture
def slug(cycle) -> str:
    return cycle[0]


def address(house, slug: str, lequel: str = "") -> str:
    return f"{house.url}/cycles/{slug}/" + (f"questionnaire/{lequel}" if lequel else "seances/C1/avis")


def at_form(page: Page, where: str) -> Page:
    page.goto(where)
    expect(page.get_by_label("Retenir ce code")).to_be_visible()
    return page


def fill(page: Page, idea: str = "Une question avant un indicateur") -> None:
    page.get_by_role("group", name="Utile pour mon travail").get_by_label("4", exact=True).check()
    page.get_by_label("Bien").check()
    page.get_by_label("Une idée que je garde").fill(idea)


def send(page: Page) -> None:
    page.get_by_role("button", name="Envoyer mes réponses").click()


def thanked(page: Page) -> str:
    expect(page.get_by_role("heading", name="Merci, vos réponses sont gardées")).to_be_focused()
    return page.locator(".code-shown").inner_text()


def kept(house, slug: str) -> list[Answer]:
    with at(house) as session:
        return list(session.exec(select(Answer).join(Cycle).where(Cycle.slug == slug)).all())


def test_it_is_answered_half_then_completed_with_its_code_and_counts_once(house, people, slug):
    page, before = at_form(people(), address(house, slug)), len(kept(house, slug))
    drawn = page.get_by_label("Votre code", exact=True).input_value()
    fill(page)
    send(page)
    assert thanked(page) == drawn
    expect(page.get_by_role("status").first).to_contain_text("restent sans réponse")
    page.get_by_role("button", name="Compléter ou corriger").click()
    expect(page.get_by_label("Une idée que je garde")).to_have_value("Une question avant un indicateur")
    page.get_by_role("group", name="J’ai pu m’exprimer").get_by_label("5 : tout à fait").check()
    page.get_by_label("Une question qui reste").fill("Qui décide ?")
    send(page)
    assert thanked(page) == drawn
    expect(page.get_by_role("status").first).to_contain_text("remplacent")
    assert len(kept(house, slug)) == before + 1
    page.reload()
    expect(page.get_by_label("Votre code", exact=True)).to_have_value(drawn)
    expect(page.locator(".told")).to_contain_text("déjà envoyé")


def test_by_the_keyboard_alone_an_order_is_given_place_by_place(house, people):
    slug = surveyed.lived(house, title="Au clavier")[0]
    with at(house) as session:
        row = session.exec(select(Meeting).join(Cycle).where(Cycle.slug == slug)).one()
        row.starts_at, row.ends_at = row.starts_at + timedelta(days=2), row.ends_at + timedelta(days=2)
        session.add(row)
    page = at_form(people(), address(house, slug, "avant"))
    first = page.get_by_label("En premier")
    first.focus()
    for steps in (3, 2, 4, 5):  # what is passed over is taken from nobody
        for _ in range(steps):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
    values = page.locator(".order select").evaluate_all("all => all.map((each) => each.value)")
    assert values == list(surveyed.ORDER), "the last place takes what is left"
    page.get_by_label("En premier").select_option("Rendre compte")
    page.get_by_label("En deuxième").focus()
    expect(page.get_by_label("En cinquième")).to_have_value("Décider")
    page.get_by_role("button", name="Envoyer mes réponses").focus()
    page.keyboard.press("Enter")
    thanked(page)
    (row,) = kept(house, slug)
    assert row.answers["purpose"] == ["Rendre compte", *surveyed.ORDER[1:4], "Décider"]


def test_what_is_wrong_is_said_where_it_is_and_nothing_typed_is_lost(house, people, slug):
    page = at_form(people(), address(house, slug))
    fill(page)
    page.get_by_label("Votre code", exact=True).fill("abc")
    send(page)
    code = page.get_by_label("Votre code", exact=True)
    expect(code).to_be_focused()
    expect(code).to_have_attribute("aria-invalid", "true")
    expect(page).to_have_title(re.compile("^Erreur"))
    expect(page.get_by_label("Une idée que je garde")).to_have_value("Une question avant un indicateur")


def test_a_network_cut_in_the_middle_loses_nothing_and_counts_once(house, people, slug):
    page, before = at_form(people(), address(house, slug)), len(kept(house, slug))
    fill(page, "Gardée malgré la coupure")
    page.context.set_offline(True)
    send(page)
    expect(page.locator(".told")).to_contain_text("rien n’est perdu")
    expect(page.locator(".told")).to_be_focused()
    send(page)
    expect(page.locator(".told")).to_contain_text("rien n’est perdu")
    expect(page.get_by_label("Une idée que je garde")).to_have_value("Gardée malgré la coupure")
    page.context.set_offline(False)
    page.reload()
    expect(page.locator(".told")).to_have_text(BACK)
    expect(page.get_by_label("Une idée que je garde")).to_have_value("Gardée malgré la coupure")
    send(page)
    thanked(page)
    assert len(kept(house, slug)) == before + 1


def test_an_answer_written_whose_page_never_came_back_is_sent_again_and_counts_once(house, people, slug):
    page, before = at_form(people(), address(house, slug)), len(kept(house, slug))
    fill(page, "Partie, pas revenue")

    def lost(route):
        route.fetch()
        route.abort()

    page.route("**/avis", lost, times=1)
    send(page)
    expect(page.locator(".told")).to_contain_text("rien n’est perdu")
    send(page)
    thanked(page)
    expect(page.get_by_role("status").first).to_contain_text("remplacent")
    assert len(kept(house, slug)) == before + 1


def test_going_away_and_back_finds_what_was_typed(house, people, slug):
    page = at_form(people(), address(house, slug))
    drawn = page.get_by_label("Votre code", exact=True).input_value()
    fill(page, "Avant de partir")
    page.goto(f"{house.url}/cycles/{slug}")
    expect(page.locator("#told")).to_have_count(0)
    page.go_back()
    expect(page.get_by_label("Une idée que je garde")).to_have_value("Avant de partir")
    expect(page.get_by_label("Votre code", exact=True)).to_have_value(drawn)


def test_two_tabs_with_one_remembered_code_are_one_person(house, people, slug):
    first, before = at_form(people(), address(house, slug)), len(kept(house, slug))
    first.get_by_label("Retenir ce code").check()
    drawn = first.get_by_label("Votre code", exact=True).input_value()
    second = at_form(first.context.new_page(), address(house, slug))
    expect(second.get_by_label("Votre code", exact=True)).to_have_value(drawn)
    for page, idea in ((first, "Dans le premier"), (second, "Dans le second")):
        fill(page, idea)
        send(page)
        assert thanked(page) == drawn
    expect(second.get_by_role("status").first).to_contain_text("remplacent")
    assert len(kept(house, slug)) == before + 1
    third = at_form(first.context.new_page(), address(house, slug))
    third.get_by_label("Retenir ce code").uncheck()
    fourth = at_form(first.context.new_page(), address(house, slug))
    assert fourth.get_by_label("Votre code", exact=True).input_value() != drawn


def test_it_is_erased_with_its_code(house, people, slug):
    page, before = at_form(people(), address(house, slug)), len(kept(house, slug))
    fill(page)
    send(page)
    thanked(page)
    page.get_by_text("Effacer mes réponses").click()
    page.get_by_role("button", name="Effacer pour toujours").click()
    expect(page.get_by_role("heading", name="C’est effacé")).to_be_focused()
    assert len(kept(house, slug)) == before


def test_without_scripts_it_works_too(house, people, slug):
    page, before = people(java_script_enabled=False), len(kept(house, slug))
    page.goto(address(house, slug))
    expect(page.get_by_label("Retenir ce code")).to_be_hidden()
    fill(page)
    send(page)
    expect(page.get_by_role("heading", name="Merci, vos réponses sont gardées")).to_be_visible()
    page.get_by_role("button", name="Compléter ou corriger").click()
    expect(page.get_by_label("Bien")).to_be_checked()
    send(page)
    expect(page.get_by_text("remplacent")).to_be_visible()
    assert len(kept(house, slug)) == before + 1


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_and_nothing_is_too_wide_or_too_small(house, people, slug, view):
    page = at_form(people(**VIEWS[view]), address(house, slug))
    judged(page, "asking")
    page.get_by_label("Votre code", exact=True).fill("abc")
    send(page)
    expect(page.get_by_label("Votre code", exact=True)).to_be_focused()
    judged(page, "wrong")
    page.get_by_label("Votre code", exact=True).fill("CFHJ-KLMP")
    page.get_by_text("Effacer mes réponses").click()
    judged(page, "erasing")
    fill(page)
    send(page)
    thanked(page)
    judged(page, "thanked")
    for lequel in ("avant", "apres", "trois-mois"):
        page.goto(address(house, slug, lequel))
        judged(page, lequel)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
