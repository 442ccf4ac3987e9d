"""Somebody looks for a post: by typing, by choosing, on a map, on a phone, by keyboard, without scripts, on paper."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from irdsu_app import db
from irdsu_app.design.typography import fr
from irdsu_app.jobs import catalogue, seeding
from irdsu_app.jobs.models import JobOffer
from irdsu_app.jobs.offer import today
from tests.browser.test_accessibility import DESKTOP, FRAMES, NARROW, TOO_WIDE, VIEWS, judged, small
from tests.serving import House

pytestmark = [pytest.mark.browser, pytest.mark.expects("WebSocket connection to", "Failed to load resource")]
COUNT, TITLES, FIELD = "#resultats", ".job-offer h3", "#mots"
MEDIATION = "/offres/mediatrice-ou-mediateur-social"
EVIL = '"><img src=x onerror="document.title=1"><script>document.title=2</script>'
PAGES = ("/offres", "/offres?mots=xylophone&departement=59", MEDIATION, "/offres/archives",
         "/offres/coordinateur-rice-gestionnaire-de-tiers-lieux")  # fmt: skip
TOMORROW = "() => { Date.prototype.toLocaleDateString = () => 'demain'; }"
BACK = "() => { document.dispatchEvent(new Event('visibilitychange')); }"
SMALL = small("a.button, button, summary, .job-choice, .made a, .sorts a, .pager a")


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    """The offers of a new house, and one that somebody malicious wrote."""
    house, now = House(tmp_path_factory.mktemp("offers")), datetime.now(UTC)
    with db.session(db.open_engine(house.database_url)) as session:
        seeding.furnish(session, now)
        row = JobOffer(
            slug="mechante", title=f"Chargée de mission {EVIL}", organisation=EVIL, contract="cdd", department="48",
            region="occitanie", apply_url="javascript:alert(1)", missions=[EVIL], status="online", published_at=now,
            created_at=now, changed_at=now,
        )  # fmt: skip
        catalogue.keep(session, row, now)
    house.open()
    yield house
    house.close()


@pytest.fixture
def visit(people, board):
    """Somebody in front of a page that lives."""

    def open_(address: str = "/offres", phone: bool = False, **settings) -> Page:
        page = people(phone=phone, reduced_motion="reduce", **({} if phone else DESKTOP) | settings)
        page.goto(board.url + address)
        expect(page.locator("#told")).to_have_count(0)
        return page

    return open_


def test_one_finds_in_one_gesture_whatever_the_spelling(visit):
    page = visit()
    expect(page.locator(COUNT)).to_have_text("9 offres")
    page.locator(FIELD).press_sequentially("mediatr")
    expect(page.locator(COUNT)).to_have_text("1 offre")
    expect(page.locator(TITLES)).to_contain_text(["Médiatrice ou médiateur"])
    expect(page).to_have_url(re.compile(r"/offres\?mots=mediatr$"))
    expect(page.locator(FIELD)).to_be_focused()
    assert page.locator(FIELD).input_value() == "mediatr"
    page.locator(FIELD).fill("cordinatrice")
    expect(page.locator(".corrected")).to_contain_text("coordinatrice")


def test_the_address_is_the_search(visit, board):
    page = visit()
    page.clock.set_fixed_time(datetime.now(UTC))  # typed without a pause, however slow the machine
    page.locator(FIELD).press_sequentially("projet")
    expect(page).to_have_url(re.compile("mots=projet$"))
    page.get_by_role("checkbox", name=re.compile("^CDD")).check()
    expect(page).to_have_url(re.compile("contrat=cdd"))
    expect(page.locator(".made")).to_contain_text("CDD")
    count, address = page.locator(COUNT).inner_text(), page.url
    page.go_back()
    expect(page).to_have_url(re.compile("mots=projet$"))
    expect(page.locator(".made")).to_have_count(0)
    expect(page.locator(FIELD)).to_have_value("projet")
    page.go_back()
    expect(page).to_have_url(re.compile("/offres$"))
    expect(page.locator(COUNT)).to_have_text("9 offres")
    expect(page.locator(FIELD)).to_have_value("")
    other = visit(address.removeprefix(board.url))
    expect(other.locator(COUNT)).to_have_text(count)
    expect(other.locator(FIELD)).to_have_value("projet")
    expect(other.locator("#contrat-cdd")).to_be_checked()


def test_one_reads_an_offer_and_comes_back_to_the_search(visit):
    page = visit("/offres?mots=mediatrice")
    page.locator(TITLES).get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Médiatrice ou médiateur social")
    page.go_back()
    expect(page.locator("#told")).to_have_count(0)
    expect(page.locator(COUNT)).to_have_text("1 offre")


def test_choices_are_made_by_keyboard_and_the_focus_stays(visit):
    page = visit()
    page.locator("#contrat-cdi").focus()
    page.keyboard.press("Space")
    expect(page.locator(COUNT)).to_have_text("3 offres")
    expect(page.locator("#contrat-cdi")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("contrat=cdi,cdd"))
    page.get_by_role("link", name="Effacer les filtres").press("Enter")
    expect(page.locator(COUNT)).to_have_text("9 offres")
    expect(page.locator(COUNT)).to_be_focused()


def test_a_choice_that_comes_before_does_not_slide_under_the_finger(visit):
    page = visit("/offres?contrat=cdd")
    page.get_by_role("link", name="Effacer les filtres").focus()
    page.locator("#contrat-cdi").evaluate("each => each.click()")
    expect(page.get_by_role("list", name="Filtres choisis").get_by_role("listitem")).to_have_count(3)
    expect(page.get_by_role("link", name="Effacer les filtres")).to_be_focused()


def test_the_map_is_walked_by_keyboard(visit):
    page = visit()
    page.locator("#carte").press("Enter")
    tile = page.get_by_role("link", name=re.compile(r"Nord \(59\).*1 offre"))
    tile.focus()
    page.keyboard.press("Enter")
    expect(page.locator(COUNT)).to_have_text("1 offre")
    expect(page).to_have_url(re.compile("departement=59$"))
    expect(page.locator("#tuile-59")).to_be_focused()
    expect(page.locator("#plis-carte")).to_have_attribute("open", "")
    page.keyboard.press("Enter")
    expect(page.locator(COUNT)).to_have_text("9 offres")


def test_what_finds_nothing_proposes_something(visit):
    page = visit("/offres?mots=directrice&departement=59")
    expect(page.locator(COUNT)).to_have_text("Aucune offre")
    page.locator(".other-ways").get_by_role("link", name="Chercher dans toute la France").click()
    expect(page.locator(COUNT)).not_to_have_text("Aucune offre")
    expect(page.locator(TITLES).first).to_contain_text("Directrice")


def test_the_count_is_announced(visit):
    page = visit()
    expect(page.get_by_role("status").filter(has_text="9 offres")).to_have_count(1)
    page.locator(FIELD).fill("xylophone")
    expect(page.get_by_role("status").filter(has_text="Aucune offre")).to_have_count(1)


def test_the_search_is_kept_when_the_server_falls(people, board):
    page = people(**DESKTOP)
    page.goto(board.url + "/offres")
    expect(page.locator("#told")).to_have_count(0)
    page.locator(FIELD).fill("mediatrice")
    expect(page.locator(COUNT)).to_have_text("1 offre")
    board.reopen()
    page.locator(FIELD).fill("mediateur s")
    expect(page.locator(COUNT)).to_have_text("1 offre", timeout=20_000)
    page.locator(FIELD).fill("projet")
    expect(page.locator(TITLES).first).to_contain_text("projet", timeout=20_000)


@pytest.mark.expects("favicon")
def test_markup_in_an_offer_stays_text(visit):
    page = visit("/offres?departement=48")
    expect(page.locator(TITLES)).to_contain_text("<script>")
    page.goto(page.url.replace("?departement=48", "/mechante"))
    expect(page.locator("#told")).to_have_count(0)
    expect(page.locator("h1")).to_contain_text("<img")
    assert page.title() not in ("1", "2")
    assert page.locator("main img, a[href^=javascript]").count() == 0


def test_whatever_is_typed_is_answered_and_nothing_is_lost(visit):
    page = visit()
    for typed in ('"NEAR(', "🎉💼", "'; DROP TABLE job_offer; --", "a" * 10_000, "%_", "\\"):
        page.locator(FIELD).fill(typed)
        expect(page.locator(".search-board")).not_to_have_attribute("aria-busy", "true")
        assert page.locator(FIELD).input_value() == typed[:200]
    page.locator(FIELD).fill("")
    expect(page.locator(COUNT)).to_have_text("9 offres")


def test_an_offer_is_copied_shared_and_put_in_an_agenda(visit, board):
    page = visit(MEDIATION)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copier l’adresse").click()
    expect(page.get_by_role("status").filter(has_text="copiée")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == board.url + MEDIATION
    letter = page.get_by_role("link", name="Postuler par courriel").get_attribute("href") or ""
    assert letter.startswith("mailto:recrutement@exemple.test?subject=Candidature")
    agenda = page.get_by_role("link", name=fr("Ajouter la date limite à mon agenda")).get_attribute("href")
    assert page.request.get(board.url + (agenda or "")).text().startswith("BEGIN:VCALENDAR")
    expect(page.get_by_text(fr("Offre de démonstration : ne pas postuler"))).to_be_visible()


@pytest.mark.parametrize("waits", [TOMORROW, BACK], ids=["the next day", "back on the page"])
def test_a_page_left_open_does_not_go_on_saying_that_one_may_answer(visit, board, waits):
    slug, now = f"laissee-ouverte-{uuid4().hex[:8]}", datetime.now(UTC)
    engine = db.open_engine(board.database_url)
    with db.session(engine) as session:
        row = JobOffer(
            slug=slug, title="Cheffe ou chef de projet", organisation="Ville", contract="cdd", department="48",
            region="occitanie", apply_email="rh@exemple.test", deadline=today(now) + timedelta(days=20),
            status="online", published_at=now, created_at=now, changed_at=now,
        )  # fmt: skip
        catalogue.keep(session, row, now)
    page, listed = visit(f"/offres/{slug}"), visit("/offres?departement=48&mots=cheffe")
    expect(page.get_by_role("link", name="Postuler par courriel")).to_be_visible()
    expect(listed.locator(COUNT)).to_have_text("1 offre")
    with db.session(engine) as session:
        row = session.exec(select(JobOffer).where(JobOffer.slug == slug)).one()
        row.deadline = today(now) - timedelta(days=1)
        catalogue.keep(session, row, now)
    for each in (page, listed):
        each.evaluate(waits)
    expect(page.get_by_role("note").filter(has_text="expirée")).to_be_visible(timeout=15_000)
    expect(page.get_by_role("link", name="Postuler par courriel")).to_have_count(0)
    expect(listed.locator(COUNT)).to_have_text("Aucune offre", timeout=15_000)


def test_an_offer_is_reported(visit):
    page = visit(MEDIATION)
    page.locator("#signaler").press("Enter")
    page.get_by_label("Il y a une erreur").check()
    page.get_by_label("Précision").fill("Le lieu")
    page.get_by_role("button", name="Envoyer le signalement").click()
    expect(page.get_by_role("status").filter(has_text="Votre signalement est enregistré")).to_be_visible()


def test_an_offer_that_is_not_there_says_so(people, board):
    page = people(**DESKTOP)
    answer = page.goto(board.url + "/offres/nulle-part")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("alert")).to_contain_text("n’existe pas")
    page.get_by_role("link", name="Voir les offres").click()
    expect(page.locator(".search-board[data-live]").locator(COUNT)).to_have_text("9 offres")


def test_without_scripts_one_searches_chooses_and_reads(people, board):
    page = people(java_script_enabled=False, **DESKTOP)
    page.goto(board.url + "/offres")
    told = page.locator("#told")
    told.locator(FIELD).fill("projet")
    told.locator("#contrat-cdd").check()
    told.get_by_role("button", name="Filtrer").click()
    expect(page).to_have_url(re.compile(r"mots=projet&contrat=cdd"))
    expect(told.locator(TITLES)).to_contain_text(["Responsable de projet"])
    told.locator(TITLES).get_by_role("link").first.click()
    expect(told.locator("h1")).to_contain_text("Responsable de projet")
    expect(told.get_by_role("link", name="Postuler par courriel")).to_be_visible()


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_and_a_narrow_screen_holds_everything(visit, board, view):
    page = visit(**VIEWS[view])
    for address in PAGES:
        page.goto(board.url + address)
        expect(page.locator("#told")).to_have_count(0)
        for fold in page.locator("main details > summary").all():
            if fold.is_visible() and not fold.evaluate("each => each.parentElement.open"):
                fold.click()
        expect(page.locator("[aria-busy=true]")).to_have_count(0)  # the map has come
        judged(page, f"{address} {view}")
        assert page.evaluate(SMALL) == []
        for width in NARROW if view == "phone" else ():
            page.set_viewport_size({"width": width, "height": 720})
            page.wait_for_function("(width) => innerWidth === width", arg=width)
            page.evaluate(FRAMES)
            wide = [each for each in page.evaluate(TOO_WIDE) if not re.match(r"(svg|g|a|rect|text|title)\.", each)]
            assert wide == [], address
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_on_paper_an_offer_is_whole(visit):
    page = visit(MEDIATION)
    page.emulate_media(media="print")
    for words in ("Démarche pour la candidature", "recrutement@exemple.test", "Adresse de cette offre"):
        expect(page.get_by_text(words).first).to_be_visible()
    expect(page.get_by_role("button", name="Imprimer")).to_be_hidden()
    expect(page.locator("#signaler")).to_be_hidden()


def test_the_welcome_page_shows_the_latest(visit):
    page = visit("/")
    latest = page.locator(".latest-offers")
    expect(latest.locator(".job-offer")).to_have_count(3)
    expect(latest.get_by_role("link", name="Voir toutes les offres")).to_be_visible()
    judged(page, "welcome")
