"""A game played on a deck of one's own: every screen of the room says its words, and none says ours."""

import re

import pytest
from playwright.sync_api import Page, expect

from irdsu_app.coop import setting
from irdsu_app.design.typography import fr
from tests.browser.coop import Phone, at, go_on, judged, lead_to, whole
from tests.browser.renamed import longest, ours_nowhere, renamed
from tests.browser.seats import come_in, moment, opened_room
from tests.shelved import S04, shelved

pytestmark = [pytest.mark.browser, pytest.mark.expects("WebSocket connection to")]
LAPTOP = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}


@pytest.fixture
def room(people, house, base_url):
    """A room on a deck of one's own: host, plateau, a phone at its own page, two more, and the code."""
    host, plateau, phone = people(**LAPTOP), people(**LAPTOP), people(phone=True, reduced_motion="reduce")
    code = opened_room(host, base_url, jeu=shelved(house, renamed), minutes="45", animation="oui")
    host.goto(f"/coop/{code}/animer")
    at(host, "lobby")
    plateau.goto(f"/coop/{code}/plateau")
    come_in(phone, code, "Amina")
    others = [Phone(people().context, base_url, code) for _ in range(2)]
    for other, name in zip(others, ("Farid", "Chloé"), strict=True):
        other.enter(name)
    return host, plateau, phone, others, code


def test_every_screen_says_the_words_of_the_deck_that_is_played(people, room):
    host, plateau, phone, others, code = room
    expect(plateau.get_by_text("Le Vallon")).to_be_visible()
    expect(host.get_by_role("button", name="Le marché s’en va")).to_be_visible()
    judged(host, "the lobby of the host")
    host.get_by_role("button", name="Commencer la partie").click()
    at(plateau, "compass")
    moment(phone, "compass")
    for page in (host, plateau, phone):
        expect(page.get_by_text("Je pilote", exact=True)).to_be_visible()
    ours_nowhere(host, plateau, phone)
    judged(phone, "the compass")
    go_on(host, "characters")
    moment(phone, "characters")
    for page in (host, plateau):
        expect(page.get_by_text("Zoé Kermadec").first).to_be_visible()
    expect(plateau.locator(".crew-list .crew-token", has_text="Zoé Kermadec")).to_contain_text("ZK")
    ours_nowhere(host, plateau, phone)

    go_on(host, "discover")
    host.get_by_text("Choisir une situation").click()
    host.get_by_label("Lieu", exact=True).select_option("Le Phare")
    host.get_by_role("button", name=f"Choisir « {S04.title} »").click()
    expect(plateau.get_by_role("heading", name=S04.title)).to_be_visible()
    expect(plateau.locator(".map-spot[data-lit=true]")).to_contain_text("Le Phare")
    expect(plateau.locator(".map-ground svg")).to_be_visible()
    assert "Phare" in plateau.locator(".map-ground").inner_html()
    expect(plateau.locator(".strip").get_by_text("Élan")).to_be_visible()
    judged(plateau, "the map of another deck")
    judged(host, "a situation of another deck")
    whole(plateau)
    ours_nowhere(host, plateau, phone)

    n = go_on(host, "stance")
    moment(phone, "stance")
    for page in (plateau, phone):
        expect(page.get_by_text(fr("« On y va » ou « Pas comme ça »")).first).to_be_visible()
    others[0].plays("vote", at=n, stance="coop")
    others[1].plays("vote", at=n, stance="not")
    phone.get_by_role("radio", name="Pas comme ça").click()
    moment(phone, "reveal")
    for page in (host, plateau):
        expect(page.locator(".pile.not")).to_contain_text("Pas comme ça")
        expect(page.locator(".pile.not dd")).to_have_text("2")
    expect(phone.locator(".tally.coop")).to_contain_text("On y va")
    expect(phone.locator("#said")).to_contain_text("Pas comme ça")
    expect(plateau.locator("[aria-live=polite]").first).to_contain_text("On y va")
    judged(phone, "the votes on the phone")
    ours_nowhere(host, plateau, phone)

    go_on(host, "debate")
    expect(plateau.get_by_text(fr("Les voix « On y va » parlent d’abord."))).to_be_visible()
    lead_to(host, "trace")
    moment(phone, "trace")
    expect(phone.get_by_role("radiogroup", name="Élan")).to_be_visible()
    expect(phone.get_by_role("radiogroup", name="Votre deuxième vote")).to_contain_text("On y va")
    ours_nowhere(host, plateau, phone)
    go_on(host, "discover")
    host.get_by_role("button", name="Tirer une situation").click()
    host.get_by_text("Jouer un événement choisi").click()
    ours_nowhere(host, plateau, phone)
    _estimated(host, plateau, phone)
    lead_to(host, "debrief")
    expect(plateau.get_by_role("heading", name="La carte du Vallon")).to_be_visible()
    judged(plateau, "the map of the end")
    expect(host.get_by_role("button", name="La carte du Vallon")).to_be_visible()
    ours_nowhere(host, plateau, phone)
    _what_remains(people, code)


def _estimated(host: Page, plateau: Page, phone: Page) -> None:
    """The event that has a current estimated, under the names this deck gives to both."""
    go_on(host, "stance")
    go_on(host, "reveal")
    host.get_by_text("Jouer un événement choisi").click()
    host.get_by_role("button", name="Jouer « Le tract »").click()
    lead_to(host, "estimate")
    moment(phone, "estimate")
    for page in (host, plateau, phone):
        expect(page.get_by_text(fr("« Élan », tout de suite")).first).to_be_visible()
        said = page.content().replace("La confiance survit", "")  # the deck's own words, on a posture
        assert not [words for words in setting.GUIDED[1:] if words in said], page.url


def _what_remains(people, code: str) -> None:
    """The debrief and the game walked through again, for somebody who was not there."""
    reader = people(phone=True, reduced_motion="reduce", color_scheme="dark")
    reader.goto(f"/coop/{code}/bilan")
    expect(reader.get_by_role("heading", name="La carte du Vallon")).to_be_visible()
    expect(reader.locator(".map-ground svg")).to_be_visible()
    for words in ("Le Phare", "Je pilote", "Élan", "On y va"):
        expect(reader.locator("main")).to_contain_text(words)
    judged(reader, "the debrief of another deck")
    assert reader.evaluate("document.documentElement.scrollWidth") <= 390
    ours_nowhere(reader)
    again = people(**LAPTOP)
    again.goto(f"/coop/{code}/revoir")
    expect(again.get_by_role("heading", name="Je pilote")).to_be_visible()
    for _ in range(3):
        again.get_by_role("button", name="Temps suivant").click()  # as quickly as one wants: each press is a step
    expect(again.locator(".walk-range span")).to_have_text(re.compile(r"^Temps 4 sur"))
    expect(again.locator(".map-spot", has_text="Le Phare")).to_be_visible()
    expect(again.locator(".map-ground svg")).to_be_visible()
    judged(again, "the game of another deck, again")
    for _ in range(20):
        ours_nowhere(again)
        at_step = again.locator(".walk-range span").inner_text()
        if again.get_by_role("button", name="Temps suivant").is_disabled():
            break
        again.get_by_role("button", name="Temps suivant").click()
        expect(again.locator(".walk-range span")).not_to_have_text(at_step)
    text = reader.request.get(f"/coop/{code}/carnet.txt").text()
    assert "Pas comme ça" in text
    assert "Lisières" not in text


def test_a_seat_observes_marks_and_comes_in_by_the_words_of_the_deck(people, room):
    host, _plateau, _phone, _others, code = room
    observer = people(phone=True, reduced_motion="reduce")
    observer.goto(f"/coop/{code}/observer")
    observer.get_by_label("Prénom ou pseudonyme").fill("Driss")
    observer.get_by_role("button", name="Entrer").click()
    host.get_by_role("button", name="Commencer la partie").click()
    lead_to(host, "discover")
    host.get_by_role("button", name="Tirer une situation").click()
    expect(observer.locator(".coop-card.situation")).to_be_visible()
    go_on(host, "stance")
    expect(observer.get_by_role("button", name="Pas comme ça")).to_be_visible()
    judged(observer, "observing another deck")
    ours_nowhere(observer)


def test_only_those_who_lead_are_sent_the_cards(people, room):
    host, _plateau, _phone, _others, code = room
    heard: dict[str, list[str]] = {"host": [], "phone": []}
    passer_by = people()
    for page, name in ((host, "host"), (passer_by, "phone")):
        page.on("websocket", lambda socket, name=name: socket.on("framereceived", lambda f: heard[name].append(str(f))))
        page.goto(f"/coop/{code}/animer" if name == "host" else f"/coop/{code}")
    expect(passer_by.get_by_label("Prénom ou pseudonyme")).to_be_visible()
    expect(host.get_by_role("button", name="Le marché s’en va")).to_be_visible()
    host.get_by_role("button", name="Commencer la partie").click()
    lead_to(host, "discover")
    host.get_by_role("button", name="Tirer une situation").click()
    expect(host.locator(".coop-card.situation")).to_be_visible()
    card = "Grand froid"
    assert sum(card in each for each in heard["host"]) == 1
    assert not any(card in each for each in heard["phone"])
    assert any("Le Phare" in each for each in heard["phone"])


def test_the_longest_words_of_a_deck_hold_on_every_screen(people, house, base_url):
    host, plateau = people(**LAPTOP), people(**LAPTOP)
    phone = people(phone=True, reduced_motion="reduce", color_scheme="dark")
    code = opened_room(host, base_url, jeu=shelved(house, longest), minutes="45", animation="oui")
    host.goto(f"/coop/{code}/animer")
    plateau.goto(f"/coop/{code}/plateau")
    at(plateau, "lobby")
    come_in(phone, code, "Amina")
    others = [Phone(people().context, base_url, code) for _ in range(2)]
    for other, name in zip(others, ("Farid", "Chloé"), strict=True):
        other.enter(name)
    at(host, "lobby")
    judged(host, "the lobby")
    whole(plateau)
    host.get_by_role("button", name="Commencer la partie").click()
    for phase in ("compass", "characters", "discover", "stance"):
        at(plateau, phase)
        moment(phone, phase)
        whole(plateau)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390, phase
        if phase == "discover":
            host.get_by_role("button", name="Tirer une situation").click()
            expect(plateau.locator(".coop-card.situation")).to_be_visible()
            judged(plateau, phase)
            whole(plateau)
        at(host, phase)
        if phase != "stance":
            host.get_by_role("button", name="Passer au temps suivant").click()
    judged(phone, "the vote")
    n = at(host, "stance")
    for other, stance in zip(others, ("coop", "not"), strict=True):
        other.plays("vote", at=n, stance=stance)
    phone.get_by_role("radio", name="Je passe").click()
    at(plateau, "reveal")
    moment(phone, "reveal")
    whole(plateau)
    judged(plateau, "the votes")
    judged(phone, "the votes on the phone")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    at(host, "reveal")
    lead_to(host, "debrief")
    at(plateau, "debrief")
    for _ in range(5):
        whole(plateau)
        plateau.keyboard.press("ArrowRight")
    phone.goto(f"/coop/{code}/bilan")
    expect(phone.locator(".map-ground svg")).to_be_visible()
    judged(phone, "the debrief")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.expects("Failed to load resource")
def test_a_map_whose_ground_does_not_come_shows_its_places_and_asks_again(people, room):
    host, _plateau, _phone, _others, code = room
    refusals: list[str] = []

    def fails_once(route) -> None:
        if refusals:
            route.continue_()
        else:
            refusals.append(route.request.url)
            route.fulfill(status=503)

    reader = people(**LAPTOP)
    reader.route("**/plan.html*", fails_once)
    host.get_by_role("button", name="Commencer la partie").click()
    lead_to(host, "discover")
    reader.goto(f"/coop/{code}/plateau")
    expect(reader.locator(".map-spot", has_text="Le Phare")).to_be_visible()
    expect(reader.locator(".map-ground svg")).to_be_visible()
    assert refusals
