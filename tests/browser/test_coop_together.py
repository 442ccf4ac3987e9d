"""What only several machines can show: a wrong clock, one sentence under two pens, a server killed in mid-vote."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.seats import Leader, come_in, moment, seated
from tests.pace import slower

pytestmark = pytest.mark.browser
CUT = pytest.mark.expects("WebSocket connection to", "ERR_CONNECTION_REFUSED", "Failed to load resource")
AN_HOUR_LATE = "const right = Date.now; Date.now = () => right() - 3600e3;"
# When each second of the countdown begins, on the machine's own monotonic clock, the same for all its browsers.
WATCH = """() => {
  const it = document.querySelector('.figures'), seen = window.seen = [];
  new MutationObserver(() => seen.push([it.textContent, performance.timeOrigin + performance.now()]))
    .observe(it, { childList: true, characterData: true, subtree: true });
}"""


def to_transform(room: Leader, page: Page) -> None:
    room.next(page, "discover")
    room.draw(page)
    room.next(page, "transform")


def test_phones_whose_date_is_wrong_by_an_hour_count_down_together(people, base_url):
    room = Leader(people(reduced_motion="reduce"), base_url)
    phones = []
    for name, script in (("Nour", ""), ("Sam", AN_HOUR_LATE), ("Léa", AN_HOUR_LATE.replace("-", "+"))):
        page = people(phone=True, reduced_motion="reduce")
        page.context.add_init_script(script)
        phones.append(come_in(page, room.code, name))
    room.next(phones[0], "compass")
    for page in phones:
        moment(page, "compass")
        expect(page.locator(".figures")).to_have_text(re.compile(r"^[45]:\d\d$"))  # it knows the server's hour
        page.evaluate(WATCH)
    for page in phones:
        page.wait_for_function("() => window.seen.length >= 3")
    seconds = [dict(page.evaluate("window.seen")) for page in phones]
    common, together = set.intersection(*(set(each) for each in seconds)), 100 * slower()
    assert len(common) >= 2
    for shown in common:
        moments = [each[shown] for each in seconds]
        assert max(moments) - min(moments) <= together, (shown, moments)


def test_two_people_write_in_one_sentence_and_no_word_is_lost(people, base_url):
    room = Leader(people(reduced_motion="reduce"), base_url)
    one, two = (come_in(people(phone=True, reduced_motion="reduce"), room.code, name) for name in ("Nour", "Sam"))
    to_transform(room, one)
    moment(two, "transform")
    one.get_by_role("button", name=re.compile("^Transformer")).or_(
        one.get_by_role("radio", name=re.compile("^Transformer"))
    ).first.click()
    pens = [page.locator("[data-shared]") for page in (one, two)]
    for pen in pens:
        expect(pen).to_be_visible()
    pens[0].fill("Un tableau relu chaque mois")
    expect(pens[1]).to_have_value("Un tableau relu chaque mois")
    for page, key in ((one, "Control+End"), (two, "Control+Home")):
        page.locator("[data-shared]").focus()
        page.keyboard.press(key)
    for n in range(4):
        one.keyboard.type(f" fin{n}", delay=10)
        two.keyboard.type(f"début{n} ", delay=10)
    whole = "début0 début1 début2 début3 Un tableau relu chaque mois fin0 fin1 fin2 fin3"
    for pen in pens:
        expect(pen).to_have_value(whole)
    assert one.evaluate("document.activeElement.selectionStart") == len(whole)
    assert two.evaluate("document.activeElement.selectionStart") == len("début0 début1 début2 début3 ")


@CUT
def test_the_server_is_killed_in_mid_vote_and_every_vote_counts(people, server):
    room = Leader(people(reduced_motion="reduce"), server.url)
    names = ("Nour", "Sam", "Léa")
    phones = [come_in(people(phone=True, reduced_motion="reduce"), room.code, n, server.url) for n in names]
    room.next(phones[0], "discover")
    room.draw(phones[0])
    room.next(phones[0], "stance")
    for page in phones:
        moment(page, "stance")
    room.play("minute", at=room.at(phones[0]))  # a slow machine takes its time to start again
    votes = [page.get_by_role("radio", name=re.compile("^COOP")) for page in phones]
    votes[0].click()
    expect(phones[1].get_by_text(re.compile(r"Votes reçus\s*:\s*1 sur 3"))).to_be_visible()
    server.kill()
    votes[1].click()
    expect(phones[1].get_by_text("En attente du réseau")).to_be_visible()
    server.open()
    expect(phones[2].get_by_text(re.compile(r"Votes reçus\s*:\s*2 sur 3"))).to_be_visible(timeout=15_000)
    seated(phones[2])
    votes[2].click()
    for page in phones:
        moment(page, "reveal")
