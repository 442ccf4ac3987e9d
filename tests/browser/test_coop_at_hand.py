"""Within reach: the guide while one leads, the debrief on every screen, easy-to-read cards, who keeps the time."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.coop import Phone, at, create, go_on, judged, whole
from tests.browser.seats import Leader, come_in, moment, opened_room, to_stance
from tests.shelved import S04, easy, shelved

pytestmark = [pytest.mark.browser, pytest.mark.expects("WebSocket connection to")]
LAPTOP = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}
EASY = "Yanis veut la clé. Le local est à la Tour 9."
OUTSIDE = """(box) => { const around = box.getBoundingClientRect();
  return [...box.querySelectorAll('.dot')].map((dot) => dot.getBoundingClientRect())
    .filter((dot) => dot.top < around.top - 1 || dot.left < around.left - 1 || dot.right > around.right + 1)
    .length; }"""


@pytest.mark.parametrize("view", [LAPTOP, {"phone": True, "reduced_motion": "reduce"}], ids=["laptop", "phone"])
def test_the_guide_opens_where_the_game_is_and_does_not_disturb_it(people, base_url, view):
    host = people(**view)
    code = create(host)
    phones = [Phone(people().context, base_url, code) for _ in range(3)]
    for phone, name in zip(phones, ("Amina", "Farid", "Chloé"), strict=True):
        phone.enter(name)
    host.get_by_role("button", name="Commencer la partie").click()
    at(host, "compass")
    host.get_by_role("button", name="Guide et règles").focus()
    host.keyboard.press("Enter")
    drawer = host.get_by_role("dialog", name="Guide et règles")
    expect(drawer).to_be_visible()
    expect(drawer.locator("details.phase[open]")).to_have_count(1)
    expect(drawer.locator("details.phase[open] summary")).to_contain_text(re.compile("La boussole.*maintenant"))
    expect(drawer.locator("details.phase[open] summary")).to_be_focused()
    expect(drawer.locator("details.phase[open] summary")).to_be_in_viewport()
    expect(drawer.get_by_role("timer")).to_be_visible()
    judged(host, "the guide")
    host.keyboard.press("n")  # a shortcut of the page behind: nothing happens
    drawer.get_by_role("button", name="Les règles").click()
    expect(drawer.get_by_role("heading", name="Les règles en une page")).to_be_in_viewport()
    assert host.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    host.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    at(host, "compass")
    expect(host.get_by_role("button", name="Guide et règles")).to_be_focused()
    go_on(host, "characters")
    host.get_by_role("button", name="Guide et règles").click()
    expect(drawer.locator("details.phase[open] summary")).to_contain_text("maintenant")
    expect(drawer.locator("details.phase[open]")).to_have_count(1)
    drawer.get_by_role("button", name="Fermer").click()
    expect(drawer).to_be_hidden()


def shown(page: Page, title: str) -> None:
    expect(page.locator(".slide > h2")).to_have_text(title)


def test_every_big_screen_follows_whoever_leads_and_is_still_turned_by_its_keys(people, base_url):
    host, one, two, ours = (people(**LAPTOP) for _ in range(4))
    code = create(host)
    Phone(ours.context, base_url, code).enter("Amina")
    Phone(two.context, base_url, code).enter("Farid")
    for page in (one, two):
        page.goto(f"/coop/{code}/plateau")
        at(page, "lobby")
    host.get_by_role("button", name="Commencer la partie").click()
    at(host, "compass")
    host.get_by_role("button", name="Passer au bilan", exact=True).first.click()
    host.get_by_role("dialog").get_by_role("button", name="Passer au bilan").click()
    at(host, "debrief")
    for page in (one, two):
        shown(page, "La carte des Lisières")
    host.get_by_role("button", name="Promis et versé").click()
    for page in (one, two):
        shown(page, "Promis et versé")
    expect(host.get_by_role("button", name="Promis et versé")).to_have_attribute("aria-pressed", "true")
    one.keyboard.press("ArrowRight")
    shown(one, "Les votes qui ont bougé")
    shown(two, "Promis et versé")
    host.get_by_role("button", name="Le carnet des traces").click()
    for page in (one, two):
        shown(page, "Le carnet des traces")
    late = people(**LAPTOP)
    late.goto(f"/coop/{code}/plateau")
    shown(late, "Le carnet des traces")
    beside = host.context.new_page()  # the projector of the computer that leads: its keys turn every screen
    beside.goto(f"/coop/{code}/plateau")
    shown(beside, "Le carnet des traces")
    beside.keyboard.press("End")
    for page in (beside, one, two, late):
        shown(page, "À se dire maintenant")
    host.reload()
    expect(host.get_by_role("button", name="À se dire maintenant")).to_have_attribute("aria-pressed", "true")


def test_an_easy_to_read_card_is_chosen_on_one_s_phone_and_shown_on_the_wall_at_the_host_s_wish(
    people, base_url, house
):
    link = shelved(house, easy(EASY))
    room = Leader(people(**LAPTOP), base_url, jeu=link, declencheur="ete")
    phone, other = (people(phone=True, reduced_motion="reduce") for _ in range(2))
    come_in(phone, room.code, "Nour")
    come_in(other, room.code, "Sam")
    screen, desk = people(**LAPTOP), room.page.context.new_page()
    screen.goto(f"/coop/{room.code}/plateau")
    room.next(phone, "discover")
    room.play("choose", at=room.at(phone), situation="S04")
    expect(phone.get_by_text(S04.scene)).to_be_visible()
    phone.get_by_role("button", name="Facile à lire").click()
    expect(phone.get_by_text("Le local est à la Tour 9.")).to_be_visible()
    expect(phone.get_by_text(S04.scene)).to_be_hidden()
    expect(phone.get_by_text(S04.action)).to_be_visible()
    judged(phone, "easy to read")
    phone.reload()
    expect(phone.get_by_text("Le local est à la Tour 9.")).to_be_visible()
    expect(other.get_by_text(S04.scene)).to_be_visible()
    expect(screen.get_by_text("Le local est à la Tour 9.")).to_have_count(0)
    desk.goto(f"/coop/{room.code}/animer")
    on_the_wall = desk.get_by_role("button", name="Facile à lire sur le grand écran")
    on_the_wall.click()
    expect(on_the_wall).to_have_attribute("aria-pressed", "true")
    expect(screen.get_by_text("Le local est à la Tour 9.")).to_be_visible()
    expect(screen.get_by_text(S04.scene)).to_be_hidden()
    whole(screen)
    judged(screen, "easy to read on the wall")
    on_the_wall.click()
    expect(screen.get_by_text(S04.scene)).to_be_visible()
    phone.get_by_role("button", name="Facile à lire").click()
    expect(phone.get_by_text(S04.scene)).to_be_visible()
    room.play("choose", at=room.at(phone), situation="S05")
    expect(phone.get_by_text(S04.scene)).to_have_count(0)
    expect(phone.get_by_role("button", name="Facile à lire")).to_have_count(0)


def test_everybody_knows_who_keeps_the_time_when_nobody_leads(people, base_url):
    first = people(phone=True, reduced_motion="reduce")
    code = opened_room(first, base_url, animation="non", nom="Nour", minutes="45")
    first.goto(f"/coop/{code}")
    others = [come_in(people(phone=True, reduced_motion="reduce"), code, name) for name in ("Sam", "Léa")]
    screen = people(**LAPTOP)
    screen.goto(f"/coop/{code}/plateau")
    everybody = {"Nour": first, "Sam": others[0], "Léa": others[1]}
    first.get_by_role("button", name="Commencer la partie").click()
    moment(first, "compass")
    for phase in ("characters", "discover"):
        first.get_by_role("button", name="Passer au temps suivant").click()
        moment(first, phase)
    at(screen, "discover")
    said = screen.locator(".timekeeper")
    expect(said).to_be_visible()
    keeper = said.inner_text().rpartition(":")[2].strip()
    assert keeper in everybody
    for name, phone in everybody.items():
        if name == keeper:
            expect(phone.get_by_role("heading", name="Vous tenez le temps")).to_be_visible()
        else:
            expect(phone.locator(".timekeeper")).to_contain_text(keeper)
            expect(phone.get_by_role("button", name="Passer au temps suivant")).to_have_count(0)
    whole(screen)


def test_thirty_people_on_one_posture_hold_in_the_compass(people, base_url):
    room = Leader(people(**LAPTOP), base_url)
    phone = come_in(people(phone=True, reduced_motion="reduce"), room.code, "Nour")
    come_in(people(phone=True, reduced_motion="reduce"), room.code, "Sam")
    to_stance(room, phone)
    room.play("to_debrief")
    moment(phone, "debrief")
    room.play("slide", at=room.at(phone), n=4)
    screen = people(**LAPTOP)
    screen.goto(f"/coop/{room.code}/plateau")
    shown(screen, "La boussole, avant et après")
    phone.goto(f"/coop/{room.code}/bilan")
    crowd = """(it) => { for (const stack of it.querySelectorAll('.stack'))
      stack.replaceChildren(...Array.from({length: 30}, () => Object.assign(document.createElement('i'),
        {className: 'dot ' + (stack.previousSibling ? 'after' : 'before')}))); }"""
    for page in (screen, phone, people(**LAPTOP)):
        page.goto(page.url if page.url.startswith("http") else f"/coop/{room.code}/bilan")
        arc = page.locator(".compass-arc")
        expect(arc).to_be_visible()
        arc.evaluate(crowd)
        for box in page.locator(".stacks").all():
            assert box.locator(".dot").count() >= 30
            settled = f"(box) => box.isConnected && ({OUTSIDE})(box) === 0"
            page.wait_for_function(settled, arg=box.element_handle(), timeout=15_000)
