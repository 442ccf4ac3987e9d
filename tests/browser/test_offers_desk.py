"""Sunday evening at the desk of the offers: ten offers in a few keys, two moderators at once, figures; real mail."""

import re
from datetime import UTC, datetime

import httpx
import pytest
from playwright.sync_api import Page, WebSocketRoute, expect
from websockets.sync.client import connect

from irdsu_app.jobs import posting_register, posting_rows
from irdsu_app.jobs.desk_state import OfferDesk, OffersDesk
from irdsu_app.jobs.state import Board
from tests.browser.offering import offering
from tests.browser.test_accessibility import DESKTOP, TOO_WIDE, VIEWS, judged, small
from tests.state.offers_house import OffersHouse
from tests.tab import Tab

pytestmark = [pytest.mark.browser, pytest.mark.expects("WebSocket connection to", "Failed to load resource")]
TITLES = ("Une", "Deux", "Trois", "Quatre", "Cinq", "Six", "Sept", "Huit", "Neuf", "Dix")
SMALL = small("a.button, button, summary, .desk-chip, h2 a")


@pytest.fixture
def held(tmp_path, sink, monkeypatch):
    """A house that sends its letters, and somebody to post in it."""
    with offering(tmp_path, sink, monkeypatch) as house:
        desk = OffersHouse(datetime.now(UTC))
        yield house.open(), desk


@pytest.fixture
def at_desk(people, held):
    """A moderator in front of a page of the desk."""

    def open_(address: str, cookie: str, **settings) -> Page:
        page = people(reduced_motion="reduce", **DESKTOP, **settings)
        page.context.add_cookies([{"name": "irdsu-bureau", "value": cookie, "url": held[0].url}])
        page.goto(held[0].url + address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        return page

    return open_


def test_ten_offers_in_a_few_keys_and_each_poster_is_told(held, at_desk, sink):
    _, desk = held
    for title in TITLES:
        desk.posted(title=title)
        desk.later(seconds=1)
    page = at_desk("/bureau/offres", desk.mo)
    expect(page.get_by_role("status").filter(has_text="10 offres attendent")).to_be_visible()
    keys = 0

    def press(*those: str) -> None:
        nonlocal keys
        for key in those:
            page.keyboard.press(key)
            keys += 1

    page.get_by_label("Intitulé, structure ou lieu").fill("rien de tel")
    page.get_by_role("button", name="Chercher").click()
    expect(page.get_by_role("status").filter(has_text="Aucune offre.")).to_be_visible()
    expect(page.get_by_text("Aucune offre ici.")).to_be_visible()
    press("l")  # the first of those that wait, whatever is looked for
    for number, title in enumerate(TITLES, start=1):
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        if number == 3:
            press("c")
            page.get_by_label(re.compile("^Ce qu’il faut corriger")).fill("Précisez le lieu.")
            press("Tab", "Enter")
        elif number == 5:
            press("r")
            page.get_by_label(re.compile("^Hors champ")).check()
            page.get_by_role("dialog").get_by_role("button", name="Refuser").click()
        else:
            press("p")
        if number < len(TITLES):
            expect(page.get_by_role("status").filter(has_text="Offre suivante")).to_be_visible()
    expect(page).to_have_url(re.compile("/bureau/offres$"))
    expect(page.get_by_role("status").filter(has_text="Rien n’attend d’être relu")).not_to_have_count(0)
    assert keys <= 13
    assert len(desk.board()) == 8
    for _ in range(30):
        assert sink.arrived.acquire(timeout=20)
    subjects = [sink.message(number)["Subject"] for number in range(len(sink.letters))]
    for start, count in (
        ("Confirmez", 10),
        ("Bien reçu", 10),
        ("En ligne", 8),
        ("À corriger", 1),
        ("Offre refusée", 1),
    ):
        assert sum(each.startswith(start) for each in subjects) == count, start


def test_a_key_pressed_on_the_way_to_the_next_offer_decides_nothing_of_it(held, at_desk):
    _, desk = held
    first, second = desk.posted(title="Une"), desk.posted(title="Deux")
    page = at_desk("/bureau/offres", desk.mo)
    kept: list[tuple[WebSocketRoute, str | bytes]] = []
    going: list[bool] = []

    def heard(line: WebSocketRoute) -> None:
        def said(words: str | bytes) -> None:
            kept.append((line, words)) if going else line.send(words)
            if "_redirect" in str(words):
                going.append(True)

        server = line.connect_to_server()
        server.on_message(said)

    page.route_web_socket("**/_event/**", heard)
    page.goto(f"{held[0].url}/bureau/offres/{first}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Une")
    page.keyboard.press("p")
    expect(page).to_have_url(re.compile(str(second)))
    expect(page.get_by_role("heading", level=1)).to_have_text("Une")  # the answer is on its way
    page.keyboard.press("p")
    page.get_by_role("button", name="Publier").click()
    going.clear()
    for line, words in kept:
        line.send(words)
    expect(page.get_by_role("heading", level=1)).to_have_text("Deux")
    expect(page.get_by_text("Une offre attend d’être relue.")).to_be_visible()
    assert len(desk.board()) == 1
    page.keyboard.press("p")
    expect(page).to_have_url(re.compile("/bureau/offres$"))
    assert len(desk.board()) == 2


def test_the_second_moderator_is_told_who_did_what_and_the_queue_moves(held, at_desk):
    _, desk = held
    number = desk.posted()
    other = desk.posted(title="Médiatrice ou médiateur")
    lea = at_desk(f"/bureau/offres/{number}", desk.lea)
    lists = at_desk("/bureau/offres", desk.lea)
    expect(lists.get_by_role("status").filter(has_text="2 offres attendent")).to_be_visible()
    desk.act("corriger", number, desk.mo, mots="Précisez le lieu.")
    lea.get_by_role("button", name="Publier").click()
    expect(lea.get_by_role("alert").filter(has_text="correction demandée par Mo")).to_be_visible()
    assert desk.row(number).stage == "to_correct"
    expect(lists.get_by_role("status").filter(has_text="Une offre attend")).to_be_visible()
    lea.goto(lea.url.replace(str(number), str(other)))
    expect(lea.get_by_role("heading", level=1)).to_have_text("Médiatrice ou médiateur")
    desk.act("publier", other, desk.mo)
    expect(lea.get_by_role("status").filter(has_text="publiée par Mo")).to_be_visible()
    lea.get_by_role("button", name="Relire l’offre").click()
    expect(lea.locator(".desk-tags").first).to_contain_text("En ligne")


def test_a_moderator_and_a_poster_at_once_keep_both_texts(held, at_desk):
    _, desk = held
    number = desk.posted()
    page = at_desk(f"/bureau/offres/{number}", desk.mo)
    page.get_by_text("Corriger soi-même").click()
    field = page.get_by_label("Intitulé du poste", exact=True)
    expect(field).to_have_value("Chargée ou chargé de projet")
    field.fill("Cheffe ou chef de projet")
    said = {"title": "Responsable"}
    desk.do(lambda s: posting_register.write(s, posting_rows.row_by_id(s, number), said, {}, 2, desk.now))
    page.reload()
    expect(page.get_by_label("Intitulé du poste", exact=True)).to_have_value("Cheffe ou chef de projet")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("blockquote").filter(has_text="Responsable")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Garder le mien")).click()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("status").filter(has_text=re.compile("^Enregistré"))).to_be_visible()
    assert desk.row(number).written["title"] == "Cheffe ou chef de projet"


def test_keys_are_turned_off(held, at_desk):
    _, desk = held
    number = desk.posted()
    page = at_desk(f"/bureau/offres/{number}", desk.mo)
    page.get_by_role("button", name="Raccourcis d’une touche").click()
    expect(page.get_by_role("button", name="Raccourcis d’une touche")).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("p")
    page.get_by_role("button", name="Raccourcis d’une touche").click()
    expect(page.get_by_role("button", name="Raccourcis d’une touche")).to_have_attribute("aria-pressed", "true")
    assert desk.row(number).stage == "to_review"


def test_the_desk_shows_nothing_to_others(held, people):
    server, desk = held
    number = desk.posted()
    page = people(**DESKTOP)
    for address in ("/bureau/offres", f"/bureau/offres/{number}", "/bureau/offres/chiffres"):
        page.goto(server.url + address)
        expect(page.get_by_text("Réservé aux organisateurs")).to_be_visible()
        assert "ines@ville.fr" not in page.content()
    for kind in ("csv", "xlsx"):
        assert httpx.get(f"{server.url}/bureau/offres/chiffres.{kind}").status_code == 403


def test_the_figures_are_read_and_taken_away(held, at_desk):
    server, desk = held
    desk.online()
    desk.online(title="Médiatrice ou médiateur", place="69001 Lyon", contract="cdi")
    page = at_desk("/bureau/offres/chiffres", desk.mo)
    expect(page.get_by_text("2 offres publiées.")).to_be_visible()
    page.get_by_label("Contrat", exact=True).select_option("cdi")
    page.get_by_role("button", name="Compter").click()
    expect(page.get_by_text("1 offre publiée.")).to_be_visible()
    expect(page).to_have_url(re.compile("contrat=cdi"))
    page.locator("#par-departement-pli").click()
    expect(page.get_by_role("table", name="Par département").get_by_role("row")).to_have_count(2)
    cookies = {"irdsu-bureau": desk.mo}
    csv = httpx.get(f"{server.url}/bureau/offres/chiffres.csv?contrat=cdi", cookies=cookies)
    assert csv.content.startswith(b"\xef\xbb\xbfTableau;Quoi;Valeur")
    assert "Contrat;CDI;1" in csv.text
    assert httpx.get(f"{server.url}/bureau/offres/chiffres.xlsx", cookies=cookies).content[:2] == b"PK"


def test_everybody_can_use_the_desk(held, people):
    server, desk = held
    number = desk.posted(profile="Homme de moins de 35 ans", pay="Selon profil")
    desk.online()
    (slug,) = desk.board()
    desk.reported(slug, words="Frais de dossier.")
    for name, view in VIEWS.items():
        page = people(reduced_motion="reduce", **view)
        page.context.add_cookies([{"name": "irdsu-bureau", "value": desk.mo, "url": server.url}])
        for address in ("/bureau/offres", f"/bureau/offres/{number}", "/bureau/offres/chiffres"):
            page.goto(server.url + address)
            expect(page.locator("main h2").first).to_be_visible()
            judged(page, f"{address} {name}")
            assert page.evaluate(TOO_WIDE) == [], name
            assert page.evaluate(SMALL) == [], name


@pytest.mark.parametrize("who", ["nobody", "somebody of the cycles"])
def test_events_of_the_desk_forged_by_others_do_nothing(held, who):
    server, desk = held
    number = desk.posted()
    # A cookie of no visit would be cut off within a second (test_office.py): nobody has none.
    visit = {"Cookie": f"irdsu-bureau={desk.visit('Dominique', 'cycles')}"} if who != "nobody" else {}
    state = OfferDesk.get_full_name()
    place = server.url.replace("http", "ws") + "/_event/?EIO=4&transport=websocket&token=forger"
    with connect(place, additional_headers={"Origin": server.url, **visit}) as socket:
        tab = Tab(socket, f"/bureau/offres/{number}", {"numero": str(number)})
        tab.send(f"{state}.enter")
        for name, payload in (
            ("does", {"geste": "publier"}),
            ("decide", {"form": {"geste": "refuser", "motif": "doublon"}, "base": {}}),
            ("save", {"values": {"title": "Pris"}, "base": {}}),
        ):
            tab.send(f"{state}.{name}", **payload)
        tab.send(f"{OffersDesk.get_full_name()}.start")
        tab.send(f"{Board.get_full_name()}.ask", asked="mots=rien", mapped=False)
        tab.wait_for(Board.get_full_name(), "asked", "mots=rien")  # what was sent before has been answered
        assert "ines@ville.fr" not in repr(tab.shown)
    assert (desk.row(number).stage, desk.row(number).written["title"]) == ("to_review", "Chargée ou chargé de projet")
    assert (desk.board(), desk.journal()) == ([], [])


def test_the_team_posts_an_offer_of_its_own(held, at_desk):
    _, desk = held
    page = at_desk("/bureau/offres", desk.mo)
    page.get_by_role("button", name="Déposer une offre de l’équipe").click()
    expect(page).to_have_url(re.compile("/offres/gerer/"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
