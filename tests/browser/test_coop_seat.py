"""The seat in real hands: whole rounds on three phones, and what nobody else sees."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.seats import play_round, saved, stance, to_stance

pytestmark = pytest.mark.browser


def test_three_phones_play_a_round_and_leave_a_trace(three):
    room, phones = three
    me, other, _ = phones
    play_round(room, phones)
    expect(me.locator(".tallies")).to_contain_text(re.compile(r"Promis\s*12\s*Versé\s*6"))
    expect(me.get_by_text("On ne cherche pas qui.")).to_be_visible()
    room.next(me, "trace")
    stance(me, "Pas COOP", "Votre deuxième vote")
    me.get_by_role("radiogroup", name="Confiance").get_by_role("radio", name="Un peu plus").click()
    me.get_by_label("Une phrase, au moins").fill("La confiance a besoin d’un numéro de téléphone.")
    me.get_by_role("button", name="Noter un accord").click()
    expect(other.get_by_text("La confiance a besoin d’un numéro de téléphone.")).to_be_visible()
    expect(other.get_by_role("button", name=re.compile("^Reprendre"))).not_to_be_attached()
    expect(me.get_by_label("Une phrase, au moins")).to_have_value("")
    me.get_by_role("button", name=re.compile("^Reprendre")).click()
    expect(other.get_by_text("La confiance a besoin d’un numéro de téléphone.")).not_to_be_attached()


def test_a_vote_is_seen_by_nobody_else_and_shown_chosen_at_once(three):
    room, (me, other, _) = three
    to_stance(room, me)
    stance(me, "Pas COOP")
    expect(me.get_by_role("radio", name="Pas COOP Votre choix")).to_be_visible()
    saved(me)
    expect(other.get_by_text(re.compile(r"Votes reçus\s*:\s*1 sur 3"))).to_be_visible()
    expect(other.get_by_role("radio", name=re.compile("Votre choix"))).not_to_be_attached()


def test_a_hidden_side_is_shown_to_all_only_when_one_says_so_twice(three):
    room, (me, *_) = three
    room.next(me, "characters")
    me.get_by_role("button", name="Retourner la carte").first.click()
    me.get_by_role("button", name="Révéler ce qu’on ne voit pas").first.click()
    expect(me.get_by_role("dialog")).to_contain_text("ne se recache pas")
    me.get_by_role("button", name="Révéler à toute la salle").click()
    expect(me.get_by_text("Tout le monde peut lire ce côté de la carte.")).to_be_visible()
    expect(me.get_by_role("dialog")).not_to_be_visible()


def test_energies_kept_put_a_mark_where_one_chooses(three):
    room, (me, *_) = three
    for _ in range(2):  # nobody gives anything: each crew keeps its three energies
        room.next(me, "discover")
        room.draw(me)
        room.next(me, "outcome")
        room.next(me, "trace")
    me.locator("summary").filter(has_text="Ma part").click()
    me.get_by_role("button", name="Poser une marque").first.click()
    expect(me.get_by_text("Poser une marque laisse deviner").first).to_be_visible()
    me.get_by_role("dialog").get_by_role("radio", name=re.compile("^La Dalle")).click()
    expect(me.get_by_role("dialog")).not_to_be_visible()
    saved(me)
