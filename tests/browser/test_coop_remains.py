"""What remains of a game: discovered alone to its end, taken away, walked through again, erased under open screens."""

import json
import re

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.browser.coop import judged, whole
from tests.browser.seats import come_in, moment

pytestmark = [
    pytest.mark.browser,
    pytest.mark.expects("WebSocket connection to", "the server responded with a status of 4"),
]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def begin_alone(page: Page) -> str:
    """Begin the game for one, from its page; gives the code."""
    page.goto("/coop")
    page.get_by_role("button", name="Jouer un tour").click()
    page.wait_for_url(re.compile(r"/coop/[A-Z0-9]{4,6}$"))
    moment(page, "lobby")
    return page.url.rsplit("/", 1)[1]


def on(page: Page, phase: str) -> None:
    page.get_by_role("button", name="Passer au temps suivant").click()
    moment(page, phase)


def a_round_alone(page: Page) -> str:
    """Play the whole round by its buttons, up to the debrief."""
    code = begin_alone(page)
    page.get_by_role("button", name="Commencer la partie").click()
    moment(page, "compass")
    on(page, "characters")
    on(page, "discover")
    page.get_by_role("button", name="Tirer une situation").click()
    expect(page.get_by_text("L’action proposée")).to_be_visible()
    on(page, "stance")
    page.get_by_role("radio", name="Pas COOP").click()
    moment(page, "reveal")
    on(page, "debate")
    expect(page.get_by_text("En personnage · Simulation 1")).to_be_visible()
    on(page, "transform")
    page.get_by_role("radio", name="Garder").click()
    expect(page.get_by_text("Proposé au groupe")).to_be_visible()
    on(page, "promise")
    page.get_by_role("radio", name="2", exact=True).click()
    page.get_by_role("button", name="Promettre").click()
    moment(page, "stake")
    page.get_by_role("radio", name="1", exact=True).click()
    page.get_by_role("button", name="Verser").click()
    moment(page, "outcome")
    on(page, "trace")
    page.get_by_role("radio", name="COOP", exact=True).first.click()
    on(page, "debrief")
    return code


def the_arrows_turn_the_slides_first(screen: Page) -> None:
    """At the debrief of the walk a key does one thing: it turns a slide, or leaves the step at the first one."""
    screen.get_by_label("Temps de la partie").press("End")
    here = screen.locator(".slide-steps li[data-here=true]")
    expect(here).to_have_count(1)
    walked, first = screen.locator(".walk-range").inner_text(), here.inner_text()
    screen.evaluate("document.activeElement.blur()")
    screen.keyboard.press("Control+ArrowRight")
    screen.keyboard.press("ArrowRight")
    expect(screen.locator(".slide-steps li").nth(1)).to_have_attribute("data-here", "true")
    expect(screen.locator(".walk-range")).to_have_text(walked)
    screen.get_by_role("link", name="Le bilan").focus()
    screen.keyboard.press("Home")  # a link keeps its keys
    expect(screen.locator(".slide-steps li").nth(1)).to_have_attribute("data-here", "true")
    screen.evaluate("document.activeElement.blur()")
    screen.keyboard.press("ArrowLeft")
    expect(here).to_have_text(first)
    expect(screen.locator(".walk-range")).to_have_text(walked)
    screen.keyboard.press("ArrowLeft")
    expect(screen.locator(".slides")).to_have_count(0)
    expect(screen.locator(".walk-range")).not_to_have_text(walked)


def test_a_round_alone_is_played_to_its_end_then_kept_seen_again_and_erased(people, base_url):
    phone = people(**PHONE)
    code = a_round_alone(phone)
    expect(phone.get_by_text("Partie de découverte.")).to_be_visible()

    here = f"{base_url}/coop/{code}"
    pdf = phone.request.get(f"{here}/carnet.pdf")
    assert pdf.headers["content-type"] == "application/pdf"
    assert pypdfium2.raw.FPDFCatalog_IsTagged(pypdfium2.PdfDocument(pdf.body()).raw)
    assert "CARNET DES TRACES" in phone.request.get(f"{here}/carnet.txt").text()
    assert phone.request.get(f"{here}/carte.png").body().startswith(b"\x89PNG")
    assert phone.request.get(f"{here}/repartitions.csv").text().lstrip("\ufeff").startswith("tour;")

    screen = people(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    screen.goto(f"/coop/{code}/bilan")
    screen.get_by_role("link", name="Revoir la partie").click()
    expect(screen.get_by_text(re.compile(r"Temps 1 sur \d+"))).to_be_visible()
    expect(screen.get_by_role("heading", name="La boussole")).to_be_visible()
    for _ in range(4):
        before = screen.locator(".walk-range").inner_text()
        screen.keyboard.press("ArrowRight")
        expect(screen.locator(".walk-range")).not_to_have_text(before)
    expect(screen.get_by_role("heading", name="C. Dévoiler")).to_be_visible()
    expect(screen.locator(".pile")).to_have_count(3)
    screen.get_by_role("button", name="Temps précédent").click()
    expect(screen.get_by_role("heading", name="B. Se placer")).to_be_visible()
    screen.get_by_label("Temps de la partie").fill("6")
    expect(screen.get_by_text(re.compile(r"Temps 7 sur \d+"))).to_be_visible()
    judged(screen, "revoir")
    whole(screen)
    the_arrows_turn_the_slides_first(screen)

    screen.goto(f"/coop/{code}/bilan")
    expect(screen.get_by_role("heading", name="Le carnet des traces")).to_be_visible()
    expect(screen.get_by_text("Effacer tout de suite")).to_have_count(0)
    phone.goto(f"/coop/{code}/bilan")
    phone.get_by_text("Effacer tout de suite").click()
    judged(phone, "bilan")
    phone.get_by_role("button", name="Effacer la partie").click()
    expect(phone.get_by_text("La partie est effacée")).to_be_visible()
    expect(screen.get_by_text("Cette partie a été effacée")).to_be_visible()
    expect(screen.get_by_role("heading", name="Le carnet des traces")).to_have_count(0)
    screen.reload()
    expect(screen.get_by_text("Aucune salle n’a ce code")).to_be_visible()
    assert phone.request.get(f"{here}/carnet.txt").status == 404


def test_nothing_is_taken_away_before_the_debrief_nor_seen_again(people, base_url):
    phone = people(**PHONE)
    code = begin_alone(phone)
    early = phone.request.get(f"{base_url}/coop/{code}/carnet.pdf")
    assert early.status == 409
    assert "s’ouvre au bilan" in early.text()
    phone.goto(f"/coop/{code}/revoir")
    expect(phone.get_by_text("une fois le bilan ouvert")).to_be_visible()


def test_only_whoever_leads_erases(people, base_url):
    phone, other = people(**PHONE), people(**PHONE)
    code = begin_alone(phone)
    other.request.post(f"{base_url}/coop/{code}/effacer", headers={"origin": base_url})
    assert phone.request.get(f"{base_url}/coop/{code}/carnet.txt").status == 409


def test_a_stranger_does_not_join_a_game_for_one(people):
    phone, other = people(**PHONE), people(**PHONE)
    code = begin_alone(phone)
    other.goto(f"/coop/{code}")
    other.get_by_label("Prénom ou pseudonyme").fill("Autre")
    other.get_by_role("button", name="Entrer", exact=True).click()
    expect(other.get_by_text("se joue seule ou seul")).to_be_visible()


TABLE = "reflex___state____state.irdsu_app___coop___state____table"
TWO_ROOMS = """([state, seat, again]) => new Promise((done) => {
  const address = location.origin.replace('http', 'ws') + '/_event/?token=' + crypto.randomUUID(), heard = [];
  const socket = new WebSocket(address + '&EIO=4&transport=websocket');
  const send = (handler, path) => socket.send('42/_event,' + JSON.stringify(['event', {name: state + '.' + handler,
    payload: {}, router_data: {pathname: path, asPath: path, query: {code: path.split('/')[2]}}}]));
  socket.onmessage = ({data}) => {
    if (data[0] === '0') return socket.send('40/_event,');
    if (data.startsWith('40/_event')) return send('enter', seat);
    heard.push(data);
    if (data.includes('entered') && again) { send('revisit', again); again = ''; }
    if (data.includes('steps')) { socket.close(); done(heard); }
  };
})"""


def test_a_seat_in_one_room_is_no_seat_in_another_that_is_walked_through(people, lead):
    mine, theirs = lead(), lead()
    player, forger, other = (people(**PHONE) for _ in range(3))
    come_in(player, theirs.code, "Nour")
    come_in(other, theirs.code, "Sam")
    theirs.next(player, "characters")
    hidden = player.locator(".hidden-words").first.text_content() or ""
    theirs.play("to_debrief")
    moment(player, "debrief")
    come_in(forger, mine.code, "Léa")
    heard = forger.evaluate(TWO_ROOMS, [TABLE, f"/coop/{mine.code}", f"/coop/{theirs.code}/revoir"])
    assert any(theirs.code in each or '"steps_rx_state_":' in each for each in heard)
    assert hidden
    assert not any(json.dumps(hidden)[1:-1] in each or hidden in each for each in heard)
