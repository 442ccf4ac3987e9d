"""What organisers read of the questionnaires, the account they publish, the resources people open, in real browsers."""

import re

import pytest
from playwright.sync_api import Page, expect

from irdsu_app.design.typography import fr
from tests.browser import cycling, surveyed
from tests.browser.coop import judged
from tests.browser.cycles import read
from tests.browser.owned import heard

pytestmark = [pytest.mark.browser, pytest.mark.expects("WebSocket connection to", "Failed to load resource")]
VIEWS = {
    "phone": {"viewport": {"width": 390, "height": 844}},
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}
LONE, TEXT = "Conseil citoyen", "Un texte que quatre personnes ont écrit"


@pytest.fixture(scope="module")
def cycle(house):
    """Seven people seen; eight answered before, one of them alone in their function; four after the meeting."""
    slug, code, keys = surveyed.lived(house)
    for n in range(8):
        surveyed.answered(house, slug, "before", 1, surveyed.whole(n if n < 6 else 0), start=n)
    surveyed.answered(house, slug, "before", 1, {"function": LONE, "decision": "Oui"}, start=9)
    surveyed.answered(house, slug, "meeting", 4, {"useful": 5, "idea": TEXT}, code)
    return slug, code, keys


@pytest.fixture
def slug(cycle) -> str:
    return cycle[0]


def organiser(house, page: Page, address: str) -> Page:
    cycling.organiser(house, page)
    page.goto(house.url + address)
    page.locator(".results").wait_for()
    return page


def test_results_are_tables_and_nothing_under_five_ever_reaches_the_browser(house, people, cycle):
    slug, _code, _ = cycle
    page = people()
    said = heard(page)
    organiser(house, page, f"/bureau/cycles/{slug}/avis")
    expect(page.get_by_role("heading", name="Les avis : Un cycle vécu")).to_be_visible()
    row = page.get_by_role("row", name=re.compile("Rendre compte"))
    expect(row.first).to_be_visible()
    expect(page.get_by_text("Moins de cinq réponses pour l’instant")).to_have_count(2)
    whole = page.content() + "".join(said)
    assert "contr\\u00f4le" in whole or "contrôle" in whole, "the socket was heard"
    for secret in (LONE, TEXT, TEXT.replace("é", "\\u00e9")):
        assert secret not in whole
    with page.expect_download() as taken:
        page.get_by_role("link", name="Exporter (CSV)").first.click()
    table = taken.value.path().read_text("utf-8-sig")
    assert LONE not in table
    assert "contrôle" in table


def test_the_account_is_read_printed_published_and_taken_back(house, people, slug):
    page = organiser(house, people(), f"/bureau/cycles/{slug}/compte-rendu")
    expect(page.get_by_text("7 personnes ont été vues")).to_be_visible()
    expect(page.get_by_text("Il n’est pas public.")).to_be_visible()
    public = f"/cycles/{slug}/bilan"
    assert read(house, public).status_code == 404
    page.get_by_role("button", name="Publier le compte rendu").click()
    expect(page.get_by_text("Le compte rendu est publié")).to_be_visible()
    shown = read(house, public)
    assert fr("7 personnes ont été vues") in shown.text
    assert not re.search(LONE + "|Benali|Okafor", shown.text)
    assert f"/cycles/{slug}/bilan" in read(house, f"/cycles/{slug}").text
    with page.expect_download() as taken:
        page.get_by_role("link", name="Télécharger en PDF").click()
    assert taken.value.path().read_bytes()[:4] == b"%PDF"
    anybody = people()
    anybody.goto(f"{house.url}/cycles/{slug}")
    expect(anybody.locator("#told")).to_have_count(0)
    anybody.get_by_role("link", name="Lire le compte rendu du cycle").click()
    expect(anybody.get_by_role("heading", name="Compte rendu : Un cycle vécu")).to_be_visible()
    judged(anybody, "public account")
    page.get_by_role("button", name="Retirer du site").click()
    expect(page.get_by_text("Il n’est pas public.")).to_be_visible()
    assert read(house, public).status_code == 404


def test_whoever_is_no_organiser_reads_nothing(house, people, slug):
    page = people()
    said = heard(page)
    for name in ("avis", "compte-rendu"):
        page.goto(f"{house.url}/bureau/cycles/{slug}/{name}")
        expect(page.get_by_role("heading", name="Réservé aux organisateurs")).to_be_visible()
    assert "contrôle" not in "".join(said)


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_on_the_desk(house, people, slug, view):
    page = organiser(house, people(reduced_motion="reduce", **VIEWS[view]), f"/bureau/cycles/{slug}/avis")
    page.get_by_text("Par fonction").first.click() if page.get_by_text("Par fonction").count() else None
    judged(page, "results")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto(f"{house.url}/bureau/cycles/{slug}/compte-rendu")
    page.locator(".account").wait_for()
    judged(page, "account")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_ones_own_page_resources_open_and_the_opinion_is_asked(house, people, cycle):
    slug, code, keys = cycle
    page = people()
    said = heard(page)
    page.goto(f"{house.url}/inscription/{keys[0]}")
    line = page.locator("ul.mine > li").first
    expect(line.get_by_role("link", name="Fiche en ligne")).to_have_attribute(
        "href", f"/inscription/{keys[0]}/ressource/{slug}/{code}/0"
    )
    expect(line.get_by_role("link", name="Carnet")).to_be_visible()
    expect(line.get_by_role("link", name="Donner mon avis")).to_have_attribute(
        "href", f"/cycles/{slug}/seances/{code}/avis"
    )
    assert "exemple.test/fiche" not in page.content() + "".join(said)
    opened = page.request.get(house.url + f"/inscription/{keys[0]}/ressource/{slug}/{code}/0", max_redirects=0)
    assert (opened.status, opened.headers["location"]) == (303, surveyed.FICHE["address"])
    page.get_by_role("button", name="Ne pas me recontacter dans trois mois").click()
    expect(page.get_by_text("Vous ne recevrez pas de courriel")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Vous ne recevrez pas de courriel")).to_be_visible()
    page.get_by_role("button", name="Me recontacter dans trois mois").click()
    expect(page.get_by_role("button", name="Ne pas me recontacter dans trois mois")).to_be_visible()
    judged(page, "own")


def test_to_everybody_a_resource_is_named_and_what_is_public_has_its_source(house, people, cycle):
    slug, code, _ = cycle
    page = people()
    said = heard(page)
    page.goto(f"{house.url}/cycles/{slug}/seances/{code}")
    expect(page.locator("#told")).to_have_count(0)
    page.locator("#contenu h1").wait_for()
    expect(page.get_by_text("réservé aux personnes inscrites", exact=False).first).to_be_visible()
    expect(page.get_by_role("link", name="Livre blanc")).to_have_attribute("href", surveyed.LIVRE["address"])
    expect(page.get_by_text("source : resovilles.com").first).to_be_visible()
    expect(page.get_by_role("link", name="Donner mon avis").first).to_be_visible()
    judged(page, "meeting")
    whole = page.content() + "".join(said) + read(house, f"/cycles/{slug}/seances/{code}").text
    assert "exemple.test/fiche" not in whole
    assert "exemple.test/carnet" not in whole
