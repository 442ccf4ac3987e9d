"""Whoever comes to a seat: the keyboard, axe at every moment, narrow screens, the late, pairs, those who observe."""

import re
import uuid

import pytest
from playwright.sync_api import Route, expect

from tests.browser.seats import come_in, moment, opened_room, saved, seated, stance, to_stance
from tests.browser.test_accessibility import TOO_WIDE, judged, resized

pytestmark = pytest.mark.browser


def test_one_votes_with_the_keyboard_alone_and_hears_the_moment(three):
    room, (me, *_) = three
    to_stance(room, me)
    expect(me.locator("#said")).to_have_text(re.compile(r"^Se placer\. .*COOP ou pas COOP.*Une minute\.$"))
    me.get_by_role("radio", name="COOP", exact=True).focus()
    me.keyboard.press("ArrowRight")
    expect(me.get_by_role("radio", name="Pas COOP")).to_be_focused()
    expect(me.get_by_role("radio", name=re.compile("Votre choix"))).not_to_be_attached()  # walking is not voting
    me.keyboard.press("Space")
    expect(me.get_by_role("radio", name="Pas COOP Votre choix")).to_be_visible()
    saved(me)
    room.next(me, "reveal")
    expect(me.locator("#moment")).to_be_focused()  # what held the focus is gone
    expect(me.locator("#said")).to_have_text(re.compile(r"^Dévoiler\. 0 COOP, 1 pas COOP"))


def test_a_late_arrival_reads_what_was_missed_and_votes_apart(three, people):
    room, (me, *_) = three
    to_stance(room, me)
    late = come_in(people(phone=True, reduced_motion="reduce"), room.code, "Tardif")
    expect(late.get_by_role("heading", name="Ce que vous avez manqué")).to_be_visible()
    expect(late.get_by_text("Pas encore de trace.")).to_be_visible()
    stance(late, "COOP")
    saved(late)
    expect(me.get_by_text(re.compile(r"Votes reçus\s*:\s*0 sur 3"))).to_be_visible()


def test_someone_who_observes_votes_and_writes_conditions_and_nothing_else(three, people, base_url):
    room, (me, *_) = three
    to_stance(room, me)
    watcher = come_in(people(phone=True, reduced_motion="reduce"), room.code, "Ona", observes=True)
    expect(watcher.locator(".observer")).to_be_visible()
    watcher.goto(f"{base_url}/coop/{room.code}")
    seated(watcher)
    stance(watcher, "Pas COOP")
    saved(watcher)
    room.next(me, "debate")
    moment(watcher, "debate")
    expect(watcher.get_by_role("radiogroup", name="Demander la parole")).not_to_be_attached()
    watcher.get_by_label("À condition que…").fill("qu’on le dise aux voisins")
    held: list[Route] = []
    watcher.route("**/coups", lambda route: held.append(route))
    with watcher.expect_request("**/coups"):
        watcher.get_by_role("button", name="Noter cette condition").click()
    expect(watcher.get_by_text("Envoi…")).to_be_visible()
    expect(watcher.get_by_text("Condition notée.")).not_to_be_attached()  # it is said once it is written
    held[0].continue_()
    expect(watcher.get_by_text("Condition notée.")).to_be_visible()
    watcher.unroute("**/coups")
    room.next(me, "promise")
    moment(watcher, "promise")
    expect(watcher.get_by_role("button", name="Promettre")).not_to_be_attached()


def test_the_door_says_what_this_is_and_refuses_in_words(people, lead):
    room = lead()
    phone = people(phone=True, reduced_motion="reduce")
    phone.goto(f"/coop/{room.code}")
    expect(phone.get_by_text("personne n’est évalué")).to_be_visible()
    room.play("lock", on=True)
    expect(phone.get_by_text("La salle est fermée à clé")).to_be_visible()
    room.play("lock", on=False)
    expect(phone.get_by_role("button", name="Observer")).to_be_visible()
    phone.goto("/coop/CCCCC")
    expect(phone.get_by_role("heading", name="Partie introuvable")).to_be_visible()


def test_without_anybody_to_lead_the_timekeeper_has_the_gestures(people, base_url):
    one = people(phone=True, reduced_motion="reduce")
    room = opened_room(one, base_url, minutes="45", animation="non")
    other = come_in(people(phone=True, reduced_motion="reduce"), room, "Sam")
    third = come_in(people(phone=True, reduced_motion="reduce"), room, "Nour")
    other.get_by_role("button", name="Commencer la partie").click()
    moment(third, "compass")
    moment(other, "compass")


class Mates:
    """People without a screen, each with the crew they carry once they have found it."""

    def __init__(self, playwright, room) -> None:
        self._room, self._asks, self._crews = room, [playwright.request.new_context() for _ in range(17)], {}
        for n, asks in enumerate(self._asks):
            asks.post(f"{room.base}/coop/{room.code}/entrer", form={"nom": f"P{n}"}, headers={"origin": room.base})

    def bid(self, do: str, at: int) -> None:
        """Each enters one energy, for a crew of theirs."""
        for n, asks in enumerate(self._asks):
            for crew in [self._crews[n]] if n in self._crews else range(1, 10):
                data = {"id": str(uuid.uuid4()), "move": {"do": do, "at": at, "crew": f"c{crew}", "n": 1}}
                address = f"{self._room.base}/coop/{self._room.code}/coups"
                if asks.post(address, data=data, headers={"origin": self._room.base}).ok:
                    self._crews[n] = crew
                    break

    def leave(self) -> None:
        for asks in self._asks:
            asks.dispose()


@pytest.fixture
def paired(people, lead, playwright):
    """A room of eighteen, two to each crew, at the moment to promise; its time is held."""
    room = lead()
    mates, me = Mates(playwright, room), come_in(people(phone=True, reduced_motion="reduce"), room.code, "Nour")
    room.next(me, "discover")
    room.draw(me)
    room.next(me, "promise")
    room.play("pause")
    expect(me.get_by_text("votre binôme")).to_be_visible()
    yield room, me, mates
    mates.leave()


@pytest.mark.expects("status of 409")
def test_a_pair_sees_what_the_other_entered_and_confirms_or_is_told_that_it_is_too_late(paired):
    room, me, mates = paired
    mates.bid("promise", room.at(me))
    me.get_by_role("button", name="Confirmer 1").click()
    expect(me.locator(".bid").get_by_text("Votre promesse")).to_be_visible()
    saved(me)
    room.next(me, "stake")
    room.play("pause")
    at = room.at(me)
    mates.bid("stake", at)

    def over_meanwhile(route) -> None:
        room.play("next", at=at)
        route.continue_()

    me.route("**/coups", over_meanwhile, times=1)
    me.get_by_role("button", name="Confirmer 1").click()
    moment(me, "outcome")
    expect(me.locator(".refused")).to_contain_text("Ce temps est terminé : votre geste n’a pas été compté.")


SIZES = {"phone": (390, 844), "narrow": (320, 640)}
WALK = (
    "lobby", "compass", "characters", "discover", "stance", "reveal", "debate", "transform", "promise", "stake",
    "outcome", "trace",
)  # fmt: skip
SMALL = """() => [...document.querySelectorAll('button,a,summary,select,textarea,input')].filter((each) => {
  const box = each.getBoundingClientRect();
  return box.width && !each.closest('[inert]') && !each.matches('.skip') && box.height < 43.5;
}).map((each) => each.outerHTML.slice(0, 120))"""


def test_every_moment_can_be_used_by_anyone(people, lead):
    room = lead()
    me, _ = (come_in(people(reduced_motion="reduce"), room.code, name) for name in ("Nour", "Sam"))

    def look(where: str) -> None:
        for size, (width, height) in SIZES.items():
            judged(resized(me, width, height), f"{where} ({size})")
            assert me.evaluate(TOO_WIDE) == [], where
            assert me.evaluate(SMALL) == [], where

    for phase in WALK:
        room.next(me, phase)
        if phase == "discover":
            room.draw(me)
        if phase == "transform":
            me.get_by_role("radio", name=re.compile("^Transformer")).click()
            expect(me.get_by_label("Notre phrase")).to_be_visible()
        look(phase)
    room.play("to_debrief")
    moment(me, "debrief")
    for phase in ("debrief", "closing", "closed"):
        room.next(me, phase)
        look(phase)


def test_a_seat_stays_light_on_an_old_phone(people, lead):
    room, phone, asked = lead(), people(phone=True), []
    phone.on("requestfinished", lambda request: asked.append(request))
    phone.goto(f"/coop/{room.code}")
    expect(phone.get_by_label("Prénom ou pseudonyme")).to_be_visible()
    phone.wait_for_load_state("networkidle")
    scripts = {r.url: r.sizes()["responseBodySize"] for r in asked if r.url.endswith(".js")}
    assert sum(scripts.values()) < 175_000, scripts
