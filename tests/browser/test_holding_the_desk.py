"""Who may hold the desk, and what is said when a code, a key, an event or a clock is wrong."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import text

from irdsu_app import db
from tests.browser.sheet import expect_step, follow, present, wait_for_desk, wait_for_paper

DESK = "reflex___state____state.irdsu_app___brief___state____desk"

pytestmark = [pytest.mark.browser, pytest.mark.expects("WebSocket connection to")]


def test_a_presenter_who_reloads_takes_the_desk_back_and_finds_it_among_their_own(desk):
    code = present(desk)
    desk.keyboard.press("ArrowRight")
    expect_step(desk, 2)
    expect(desk.get_by_role("button", name="Mettre en pause")).to_be_visible()  # the room has moved too
    desk.reload()
    wait_for_desk(desk)
    expect_step(desk, 2)
    desk.goto("/depliant/presenter")
    desk.get_by_role("link", name=f"Reprendre le pupitre {code}").click()
    wait_for_desk(desk)
    expect_step(desk, 2)


def test_two_tabs_of_the_presenter_agree(desk):
    code = present(desk)
    tab = desk.context.new_page()
    tab.goto(f"/presentation/{code}/pupitre")
    wait_for_desk(tab)
    desk.keyboard.press("ArrowRight")
    expect_step(tab, 2)
    tab.keyboard.press("ArrowRight")
    expect_step(desk, 3)
    desk.keyboard.press("ArrowRight")
    expect_step(tab, 4)
    expect_step(desk, 4)


def test_a_second_desk_needs_the_key(people, desk):
    code = present(desk)
    remote = people(phone=True, reduced_motion="reduce")
    remote.goto(f"/presentation/{code}/pupitre")
    expect(remote.get_by_role("heading", name="Prendre le pupitre")).to_be_visible()
    remote.get_by_label("Clé du pupitre").fill("CCCCC-CCCCC")
    remote.get_by_role("button", name="Entrer").click()
    expect(remote.get_by_role("alert").filter(has_text="Cette clé n’ouvre pas ce pupitre")).to_be_visible()
    desk.get_by_text("Télécommande et second pupitre").click()
    desk.get_by_role("button", name="Afficher une nouvelle clé").click()
    key = desk.get_by_text("Clé du pupitre :").locator("strong").inner_text()
    remote.get_by_label("Clé du pupitre").fill(key.lower())
    remote.get_by_role("button", name="Entrer").click()
    wait_for_desk(remote)
    remote.get_by_role("button", name="Étape suivante").click()
    expect_step(desk, 2)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("CCCCC", "Aucune salle n’a ce code"),
        ("O0I1S", "ne peut pas exister"),
        ("<script>", "ne peut pas exister"),
    ],
)
def test_a_code_that_opens_nothing_says_what_to_do(phone, typed, said):
    phone.goto("/rejoindre")
    phone.get_by_label("Code").fill(typed)
    phone.get_by_role("button", name="Rejoindre").click()
    expect(phone.get_by_role("alert").filter(has_text=said)).to_be_visible()


def test_the_address_of_a_presentation_that_does_not_exist_says_so(phone):
    phone.goto("/presentation/CCCCC")
    expect(phone.get_by_role("heading", name="Présentation introuvable")).to_be_visible()
    expect(phone.get_by_role("link", name="Entrer un autre code")).to_be_visible()


# A frame that no page writes comes last: the door cuts the line once it has read what was forged before it.
FORGE = """async ([state, handler, payload]) => new Promise((done) => {
  const address = location.origin.replace('http', 'ws') + '/_event/?token=' + crypto.randomUUID();
  const socket = new WebSocket(address + '&EIO=4&transport=websocket'), here = location.pathname;
  const router_data = {pathname: here, asPath: here, query: {code: here.split('/')[2]}};
  socket.onmessage = ({data}) => {
    if (data[0] === '0') socket.send('40/_event,');
    if (!data.startsWith('40/_event')) return;
    socket.send('42/_event,' + JSON.stringify(['event', {name: state + '.' + handler, payload, router_data}]));
    socket.send('no page writes this');
  };
  socket.onclose = done;
})"""


def test_a_follower_never_moves_the_sheet_by_forging_an_event(people, desk, phone):
    code = present(desk)
    follow(phone, code)
    phone.get_by_role("button", name="Participer").click()
    expect(phone.get_by_role("button", name="À retenir")).to_be_visible()
    other = people(reduced_motion="reduce")
    present(other)
    other.goto(f"/presentation/{code}")
    wait_for_paper(other)
    for forger in (phone, other):
        for handler, payload in [
            ("go_to", {"step": 9}),
            ("finish", {}),
            ("blacken", {}),
            ("new_key", {}),
            ("go_to", {"step": "x"}),
        ]:
            forger.evaluate(FORGE, [DESK, handler, payload])
    desk.keyboard.press("ArrowRight")
    for page in (desk, phone):
        expect_step(page, 2)
        expect(page.get_by_text("éteint l’écran")).not_to_be_attached()
    desk.evaluate(FORGE, [DESK, "go_to", {"step": 3}])  # the same frame, from the one who may: the forgery is well made
    expect_step(phone, 3)


def test_a_phone_whose_clock_is_wrong_sees_the_same_time_and_step(people, desk):
    code = present(desk)
    late = people(reduced_motion="reduce", viewport={"width": 1280, "height": 800})
    late.add_init_script("const now = Date.now; Date.now = () => now() - 3600_000 * 5")
    late.context.add_cookies(desk.context.cookies())
    late.goto(f"/presentation/{code}/pupitre")
    wait_for_desk(late)
    late.keyboard.press("ArrowRight")
    expect_step(desk, 2)
    for page in (desk, late):
        expect(page.locator(".clock .spent")).to_have_text(re.compile(r"\b[0-2]:\d\d / 30:00"))


def test_an_expired_presentation_says_so(desk, phone, server):
    code = present(desk, server.url)
    with db.open_engine(server.database_url).begin() as connection:
        connection.execute(text("UPDATE room SET expires_at = '2026-01-01 00:00:00'"))
    phone.goto(f"{server.url}/presentation/{code}")
    expect(phone.get_by_role("alert").filter(has_text="fermée")).to_be_visible()
    phone.goto(f"{server.url}/r/{code}")
    expect(phone.get_by_role("alert").filter(has_text="Cette salle est fermée")).to_be_visible()
