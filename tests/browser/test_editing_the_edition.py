"""The organisers' desk: come in by a link, change figures and words, publish; what is shown keeps its edition."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import httpx
import pytest
from playwright.sync_api import Page, expect

from irdsu_app import db
from irdsu_app.access import organisers
from tests.browser.sheet import expect_step, follow, present, wait_for_desk, wait_for_paper
from tests.browser.test_accessibility import judged

pytestmark = [pytest.mark.browser, pytest.mark.expects("WebSocket connection to")]
RATE = "Modifier : Taux de chômage, Quartiers prioritaires, 2022"


def a_link(server) -> str:
    """What the command prints."""
    with db.session(db.open_engine(server.database_url)) as session:
        return f"{server.url}/bureau/entrer/{organisers.give_link(session, datetime.now(UTC))}"


def come_in(page: Page, server) -> Page:
    page.goto(a_link(server))
    page.get_by_role("button", name="Entrer").click()
    page.get_by_role("main").get_by_role("link", name="Le dépliant").click()
    expect(page.get_by_label("Texte", exact=True)).to_be_visible()
    wait_for_paper(page)
    return page


def save_rate(page: Page, **typed: str) -> None:
    for label, value in typed.items():
        page.locator("dialog[open]").get_by_label(label).fill(value)
    page.get_by_role("button", name="Enregistrer ce chiffre").click()


def publish(page: Page) -> None:
    page.get_by_role("button", name="Publier la nouvelle édition").click()
    page.get_by_role("button", name=re.compile(r"Publier l’édition \d")).click()
    expect(page.get_by_text(re.compile(r"L’édition \d est publiée"))).to_be_visible()


@pytest.fixture
def organiser(people, server):
    """Somebody who came in by the link."""
    return come_in(people(reduced_motion="reduce", viewport={"width": 1280, "height": 800}), server)


def test_a_link_lets_in_once_and_opening_its_page_uses_nothing(people, server):
    link = a_link(server)
    for _ in range(3):
        assert httpx.get(link).status_code == 200
    with ThreadPoolExecutor(20) as crowd:
        posted = list(crowd.map(lambda _: httpx.post(link, headers={"origin": server.url}), range(20)))
    where = [answer.headers["location"] for answer in posted]
    assert sorted(where) == ["/bureau", *["/connexion?refus=lien"] * 19]
    cookies = [answer.headers["set-cookie"] for answer in posted if "set-cookie" in answer.headers]
    assert len(cookies) == 1
    assert re.match(r"irdsu-bureau=[\w-]{43}; HttpOnly; Max-Age=43200; Path=/; SameSite=lax", cookies[0])
    late = people()
    late.goto(link)
    late.get_by_role("button", name="Entrer").click()
    expect(late.get_by_role("alert").filter(has_text="sert une seule fois")).to_be_visible()


def test_a_figure_is_corrected_published_and_a_presentation_takes_it_when_it_wants(
    people, organiser, server, desk, phone
):
    code = present(desk, server.url)
    follow(phone, code, server.url)
    expect(desk.get_by_role("heading", name="Une nouvelle édition est parue")).not_to_be_attached()
    organiser.get_by_role("link", name="Chiffres et publication").click()
    organiser.get_by_role("button", name=RATE).click()
    save_rate(organiser, **{"Valeur affichée": "17,1 %", "Nombre": "17,1", "Année": ""})
    expect(organiser.get_by_role("alert").filter(has_text="sans son année")).to_be_visible()
    organiser.reload()
    organiser.get_by_role("button", name=RATE).click()
    expect(organiser.locator("dialog[open]").get_by_label("Valeur affichée")).to_have_value("17,1 %")
    save_rate(organiser, Année="2024", Source="Insee, 2026")
    expect(organiser.get_by_text("18,3 % » devient", exact=False).or_(
        organiser.get_by_text(re.compile("18,3\u00a0%\u202f» devient"))).first).to_be_visible()  # fmt: skip
    publish(organiser)
    offer = desk.get_by_role("status").filter(has=desk.get_by_role("heading", name="Une nouvelle édition est parue"))
    expect(offer).to_be_visible()  # nobody has touched the desk since
    reader = people(reduced_motion="reduce")
    reader.goto(f"{server.url}/depliant")
    wait_for_paper(reader)
    expect(reader.locator("#face-R2")).to_contain_text("17,1")
    reader.goto(f"{server.url}/depliant/texte")
    expect(reader.locator("#panneau-R2")).to_contain_text("Insee, 2026")
    for page in (desk, phone):
        page.reload()
        wait_for_paper(page)
        expect(page.locator("#face-R2")).to_contain_text("18,3")
    expect(desk.get_by_role("heading", name="Une nouvelle édition est parue")).to_be_visible()
    wait_for_desk(desk)
    desk.locator("summary", has_text="Ce qui change").click()
    expect(desk.locator(".news")).to_contain_text("17,1")
    desk.keyboard.press("ArrowRight")
    expect_step(phone, 2)
    desk.get_by_role("button", name="L’utiliser").click()
    for page in (desk, phone):
        expect(page.locator("#face-R2")).to_contain_text("17,1")
        expect_step(page, 2)
    expect(desk.get_by_role("heading", name="Une nouvelle édition est parue")).not_to_be_attached()


def test_words_are_written_where_they_stand_survive_a_reload_and_reach_every_word_around_the_sheet(
    people, organiser, server
):
    title = organiser.get_by_label("Titre", exact=True)
    title.fill("")
    title.blur()
    expect(organiser.get_by_role("alert").filter(has_text="ne peut pas être vide")).to_be_visible()
    title.fill("Un titre tout neuf")
    organiser.reload()
    wait_for_paper(organiser)
    expect(organiser.get_by_label("Titre", exact=True)).to_have_value("Un titre tout neuf")
    expect(organiser.get_by_text(re.compile("Enregistré à|Tout est enregistré"))).to_be_visible()
    expect(organiser.locator("#face-R1 h2")).to_have_text("Un titre tout neuf")
    organiser.get_by_label("Note de présentation").fill("<p class=MsoNormal>Une note <b>neuve</b></p>")
    organiser.get_by_label("Note de présentation").blur()
    expect(organiser.get_by_text(re.compile("Enregistré à"))).to_be_visible()
    organiser.get_by_role("link", name="Chiffres et publication").click()
    publish(organiser)
    reader = people(reduced_motion="reduce")
    reader.goto(f"{server.url}/depliant/texte")
    expect(reader.get_by_role("navigation", name="Sommaire")).to_contain_text("Un titre tout neuf")
    reader.goto(f"{server.url}/depliant")
    wait_for_paper(reader)
    expect(reader.locator(".where")).to_contain_text("Un titre tout neuf")
    present(reader, server.url)
    expect(reader.locator(".note-title")).to_have_text("Un titre tout neuf")
    expect(reader.locator(".note")).to_have_text("Une note neuve")


def test_two_organisers_on_one_text_lose_neither(people, organiser, server):
    other = come_in(people(reduced_motion="reduce", viewport={"width": 1280, "height": 800}), server)
    organiser.get_by_label("Titre", exact=True).fill("Le titre de la première")
    organiser.get_by_label("Titre", exact=True).blur()
    expect(organiser.get_by_text(re.compile("Enregistré à"))).to_be_visible()
    other.get_by_label("Titre", exact=True).fill("Le titre de la seconde")
    other.get_by_label("Titre", exact=True).blur()
    expect(other.get_by_role("alert").filter(has_text="est gardé à côté")).to_be_visible()
    expect(other.get_by_label("Titre", exact=True)).to_have_value("Le titre de la première")
    expect(other.get_by_text("Le titre de la seconde")).to_be_visible()
    other.get_by_role("button", name="Prendre ce texte").click()
    expect(other.get_by_label("Titre", exact=True)).to_have_value("Le titre de la seconde")
    other.get_by_role("button", name="Annuler la dernière modification").click()
    expect(other.get_by_label("Titre", exact=True)).to_have_value("Le titre de la première")


def test_whoever_has_left_or_never_came_in_sees_and_changes_nothing(people, organiser, server):
    cookie = next(c["value"] for c in organiser.context.cookies() if c["name"] == "irdsu-bureau")
    proof = f"{server.url}/bureau/depliant/epreuve.html"
    assert httpx.get(proof, cookies={"irdsu-bureau": cookie}).status_code == 200
    organiser.get_by_role("button", name="Sortir").click()
    expect(organiser.get_by_text("Vous avez quitté le bureau")).to_be_visible()
    organiser.goto(f"{server.url}/bureau/depliant")
    expect(organiser.get_by_role("heading", name="Réservé aux organisateurs")).to_be_visible()
    assert httpx.get(proof, cookies={"irdsu-bureau": cookie}).status_code == 403
    assert httpx.get(proof).status_code == 403


VIEWS = {
    "wide": {"viewport": {"width": 1280, "height": 800}},
    "phone": {"phone": True},
}


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_at_the_desk(people, server, view):
    page = people(reduced_motion="reduce", **VIEWS[view])
    page.goto(a_link(server))
    expect(page.get_by_role("button", name="Entrer")).to_be_visible()
    judged(page, "link")
    page.get_by_role("button", name="Entrer").click()
    page.get_by_role("main").get_by_role("link", name="Le dépliant").click()
    expect(page.get_by_label("Texte", exact=True)).to_be_visible()
    wait_for_paper(page)
    judged(page, "panels")
    page.goto(f"{server.url}/bureau/depliant/chiffres")
    page.get_by_role("button", name=RATE).click()
    save_rate(page, **{"Valeur affichée": "17,1 %", "Nombre": ""})
    expect(page.get_by_role("alert").filter(has_text="nombre")).to_be_visible()
    judged(page, "figure")
    save_rate(page, **{"Nombre": "17,1"})
    expect(page.get_by_role("button", name="Publier la nouvelle édition")).to_be_visible()
    judged(page, "figures")
    page.get_by_role("button", name="Publier la nouvelle édition").click()
    judged(page, "publish")
