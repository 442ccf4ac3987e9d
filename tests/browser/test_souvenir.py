"""What is kept of a presentation, as two people who followed it read it: on a phone, without scripts, on paper."""

import re

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.sheet import expect_step, follow, present
from tests.browser.test_accessibility import judged

pytestmark = pytest.mark.browser
TITLE = "Ce que l’on garde"


def ask(page, words: str) -> None:
    page.get_by_role("button", name="Participer").click()
    page.get_by_role("button", name="Poser une question").click()
    page.get_by_role("dialog").get_by_role("textbox").fill(words)
    page.get_by_role("dialog").get_by_role("button", name=re.compile("Envoyer|Poser")).click()
    expect(page.get_by_text("Question envoyée à la personne qui présente.").first).to_be_attached()


@pytest.fixture
def talk(desk, people):
    """A presentation at its fourth panel; two people have each asked something, one keeps the panel."""
    code = present(desk)
    one, other = people(phone=True, reduced_motion="reduce"), people(phone=True, reduced_motion="reduce")
    for page, words in ((one, "Qui paie les postes ?"), (other, "Et dans nos <quartiers> ?")):
        follow(page, code)
        ask(page, words)
        page.keyboard.press("Escape")
    for _ in range(3):
        desk.keyboard.press("PageDown")
    expect_step(one, 4)
    one.get_by_role("button", name="À retenir").click()
    expect(one.get_by_role("button", name="Gardé")).to_be_visible()
    return code, desk, one, other


def test_questions_stay_private_until_the_presenter_publishes_them(talk, people):
    code, desk, one, other = talk
    one.get_by_role("link", name=TITLE).click()
    expect(one.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(one.locator(".kept-list")).to_contain_text("Une loi, une carte, un contrat")
    expect(one.get_by_role("heading", name="Mes panneaux à retenir")).to_be_visible()
    expect(one.get_by_text("Qui paie les postes")).to_be_visible()
    expect(one.get_by_text("Et dans nos")).to_have_count(0)
    other.goto(f"/presentation/{code}/souvenir")
    expect(other.get_by_text("Et dans nos <quartiers>")).to_be_visible()
    expect(other.get_by_text("Qui paie")).to_have_count(0)
    passer_by = people(java_script_enabled=False)
    passer_by.goto(f"/presentation/{code}/souvenir")
    expect(passer_by.get_by_text("n’ont pas été publiées")).to_be_visible()
    expect(passer_by.get_by_role("link", name="Une loi, une carte, un contrat")).to_be_visible()

    with desk.expect_popup() as opened:
        desk.get_by_role("link", name=TITLE).click()
    kept = opened.value
    expect(kept.get_by_text("Qui paie")).to_be_visible()
    kept.get_by_role("button", name="Publier les questions").click()
    expect(kept.get_by_text("Les questions sont publiées")).to_be_visible()
    for page in (passer_by, one):
        page.reload()
        expect(page.get_by_text("Qui paie")).to_be_visible()
        expect(page.get_by_text("Et dans nos")).to_be_visible()
        expect(page.get_by_role("button", name="publier")).to_have_count(0)
    kept.get_by_role("button", name="Ne plus publier").click()
    expect(kept.get_by_role("button", name="Publier les questions")).to_be_visible()
    passer_by.reload()
    expect(passer_by.get_by_text("Qui paie")).to_have_count(0)


def test_a_forged_publication_is_refused(talk, base_url):
    code, _, one, _ = talk
    address = f"{base_url}/presentation/{code}/souvenir"
    cookie = "; ".join(f"{each['name']}={each['value']}" for each in one.context.cookies())
    for headers in ({}, {"cookie": cookie}, {"cookie": "irdsu=" + "x" * 43}):
        said = httpx.post(address, data={"publier": "oui"}, headers={"origin": base_url, **headers})
        assert (said.status_code, "Seule la personne qui présente" in said.text) == (403, True)
    assert httpx.post(address, data={"publier": "oui"}).status_code == 403
    assert "Qui paie" not in httpx.get(address).text


@pytest.mark.parametrize("code", ["ACDE4", "zz", "a%27%22"])
def test_a_code_that_opens_nothing_says_so_in_french(page, code):
    page.goto(f"/presentation/{code}/souvenir")
    expect(page.get_by_role("alert").filter(has_text=re.compile("code", re.IGNORECASE)).first).to_be_visible()
    expect(page.get_by_label("Code")).to_be_visible()


@pytest.mark.parametrize("view", [{"viewport": {"width": 1280, "height": 800}}, {"phone": True}])
def test_axe_finds_nothing_and_nothing_overflows(talk, people, view):
    code, desk, _, _ = talk
    page = people(**view)
    page.goto(f"/presentation/{code}/souvenir")
    judged(page, str(view))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    desk.goto(f"/presentation/{code}/souvenir")
    judged(desk, "desk")


def test_it_is_printed_on_one_sheet(talk):
    _, desk, one, _ = talk
    desk.keyboard.press("End")
    expect_step(one, 12)
    one.get_by_role("link", name=TITLE).click()
    expect(one.get_by_role("heading", name=TITLE)).to_be_visible()
    one.evaluate("document.fonts.ready")
    printed = one.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
