"""What a seat never loses: moves without network, words being typed, the seat itself."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.seats import moment, play_round, pledge, saved, seated, stance, to_stance

pytestmark = pytest.mark.browser
CUT = pytest.mark.expects("WebSocket connection to", "ERR_INTERNET_DISCONNECTED", "Failed to load resource")
REFUSED = pytest.mark.expects("status of 409")


@CUT
def test_a_stake_given_without_network_waits_and_is_counted(three):
    room, phones = three
    play_round(room, phones)
    me, *others = phones
    room.next(me, "discover")
    room.play("skip_event", at=room.at(me))  # the event of the round is drawn: some leave a crew out
    room.draw(me)
    room.next(me, "promise")
    for page in phones:
        moment(page, "promise")
        pledge(page, "Promettre", 1)
    for page in phones:
        moment(page, "stake")
    room.play("minute", at=room.at(me))  # all this is longer than forty seconds on a slow machine
    me.context.set_offline(True)
    pledge(me, "Verser", 3)
    expect(me.get_by_text("En attente du réseau")).to_be_visible()
    for page in others:
        pledge(page, "Verser", 1)
    expect(others[0].get_by_text(re.compile(r"Équipages prêts\s*:\s*4 sur 6"))).to_be_visible()
    me.context.set_offline(False)
    for page in phones:
        moment(page, "outcome")
    expect(others[0].locator(".tallies")).to_contain_text(re.compile(r"Versé\s*10"))


@CUT
def test_a_vote_that_comes_too_late_is_said_not_counted(three):
    room, (me, other, _) = three
    to_stance(room, me)
    moment(other, "stance")
    me.context.set_offline(True)
    stance(me, "COOP")
    expect(me.get_by_text("En attente du réseau")).to_be_visible()
    room.next(other, "reveal")
    me.context.set_offline(False)
    moment(me, "reveal")
    expect(me.locator(".refused")).to_contain_text("Ce temps est terminé")
    expect(me.locator(".tallies").first).to_contain_text(re.compile(r"COOP\s*0"))


def test_what_is_being_typed_outlives_a_reload_and_the_end_of_the_moment(three):
    room, (me, *_) = three
    to_stance(room, me)
    me.get_by_label("À condition que…").fill("une seule clé ne suffit pas")
    me.reload()
    seated(me)
    expect(me.get_by_label("À condition que…")).to_have_value("une seule clé ne suffit pas")
    room.next(me, "reveal")
    expect(me.get_by_label("À condition que…")).to_have_value("une seule clé ne suffit pas")
    expect(me.locator("#moment")).to_have_text("Dévoiler")


def test_a_double_tap_writes_one_trace(three):
    room, (me, other, _) = three
    to_stance(room, me)
    room.next(me, "trace")
    me.get_by_label("Une phrase, au moins").fill("Une fois suffit.")
    twice = "(button) => { button.click(); button.click(); }"  # however slow the machine, a double tap is quick
    me.get_by_role("button", name="Noter un désaccord").evaluate(twice)
    saved(me)
    expect(other.get_by_text("Une fois suffit.")).to_have_count(1)
    expect(me.locator(".refused")).not_to_be_attached()


def test_two_tabs_of_one_seat_show_the_same_vote(three):
    room, (me, *_) = three
    to_stance(room, me)
    tab = me.context.new_page()
    tab.goto(me.url)
    seated(tab)
    stance(me, "Je passe")
    expect(tab.get_by_role("radio", name="Je passe Votre choix")).to_be_visible()
    stance(tab, "COOP")
    expect(me.get_by_role("radio", name="COOP Votre choix", exact=True)).to_be_visible()
    expect(me.get_by_text(re.compile(r"Votes reçus\s*:\s*1 sur 3"))).to_be_visible()


def test_the_personal_link_brings_the_seat_to_another_phone(three, people):
    room, (me, *_) = three
    to_stance(room, me)
    stance(me, "Je passe")
    saved(me)
    me.get_by_role("button", name="Ma place").click()
    me.get_by_role("button", name="Afficher le QR").click()
    expect(me.get_by_role("img", name="QR de votre lien personnel")).to_have_js_property("complete", True)
    assert me.get_by_role("img", name="QR de votre lien personnel").evaluate("(it) => it.naturalWidth") > 0
    link = me.get_by_label("Mon lien").input_value()
    new = people(phone=True, reduced_motion="reduce")
    new.goto(link)
    new.get_by_role("button", name="Prendre ma place ici").click()
    seated(new)
    expect(new.get_by_role("radio", name="Je passe Votre choix")).to_be_visible()


@REFUSED
def test_a_refusal_stands_beside_what_was_tried_and_keeps_the_words(three):
    room, (me, *_) = three
    to_stance(room, me)
    room.next(me, "trace")
    field = me.get_by_label("Une phrase, au moins")
    field.fill("x" * 230)
    me.get_by_role("button", name="Noter un accord").click()
    expect(me.locator(".refused")).to_contain_text("230 signes")
    expect(field).to_have_value("x" * 230)


def test_a_pause_says_so_and_keeps_what_is_typed(three):
    room, (me, *_) = three
    to_stance(room, me)
    me.get_by_label("À condition que…").fill("à garder")
    room.play("pause")
    expect(me.get_by_text("La partie est en pause.")).to_have_count(2)  # seen, and said
    room.play("resume")
    expect(me.locator(".paused-note")).not_to_be_attached()
    expect(me.get_by_label("À condition que…")).to_have_value("à garder")


def test_a_seat_freed_says_so_and_may_be_taken_again_at_the_next_round(three):
    room, (me, other, _) = three
    to_stance(room, me)
    me.get_by_role("button", name="Ma place").click()
    me.get_by_role("button", name="Quitter la partie").click()
    me.wait_for_url("**/coop")
    expect(other.get_by_text(re.compile(r"Votes reçus\s*:\s*0 sur 3"))).to_be_visible()
    me.goto(f"/coop/{room.code}")
    seated(me)  # within three minutes the seat is kept
    room.play("kick", person=other_id(other))
    expect(other.get_by_role("heading", name="Votre place a été libérée")).to_be_visible()
    expect(other.get_by_role("link", name="Revenir dans la partie")).to_be_visible()


def other_id(page: Page) -> str:
    """The second phone that came in; who leads is the first person of the room."""
    expect(page.locator(".seat-who")).to_contain_text("Sam")
    return "p3"
