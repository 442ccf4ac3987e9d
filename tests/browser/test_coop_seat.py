"""The seat in real hands: the door, whole rounds on three phones, what is typed, what is lost and found again."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.seats import Leader, come_in, moment, saved, seated
from tests.browser.test_accessibility import TOO_WIDE, judged

pytestmark = pytest.mark.browser
CUT = pytest.mark.expects("WebSocket connection to", "ERR_INTERNET_DISCONNECTED", "Failed to load resource")
REFUSED = pytest.mark.expects("status of 409")


@pytest.fixture
def lead(people, base_url):
    """Open a room, with the person who leads in it."""
    return lambda **options: Leader(people(reduced_motion="reduce"), base_url, **options)


@pytest.fixture
def three(people, lead):
    """A room and three phones in it."""
    room = lead()
    phones = [come_in(people(phone=True, reduced_motion="reduce"), room.code, name) for name in ("Nour", "Sam", "Léa")]
    return room, phones


def stance(page: Page, words: str, group: str = "Votre vote") -> None:
    """Vote."""
    tiles = page.get_by_role("radiogroup", name=group)
    tiles.get_by_role("radio", name=re.compile(f"^{words}( Votre choix)?$")).click()


def pledge(page: Page, verb: str, n: int) -> None:
    """Promise, or give, the same for each character carried."""
    for bid in page.locator(".bid").all():
        bid.get_by_role("radio", name=re.compile(f"^{n}")).click()
        bid.get_by_role("button", name=f"{verb} {n}").click()


def to_stance(room: Leader, page: Page) -> None:
    """Lead until the first vote of the round."""
    room.next(page, "discover")
    room.draw(page)
    room.next(page, "stance")


def play_round(room: Leader, phones: list[Page]) -> None:
    """A round, from the card to the second vote, everybody answering."""
    me = phones[0]
    to_stance(room, me)
    for page, words in zip(phones, ("COOP", "Pas COOP", "Je passe"), strict=True):
        moment(page, "stance")
        stance(page, words)
    for page in phones:
        moment(page, "reveal")
    room.next(me, "promise")
    for page in phones:
        moment(page, "promise")
        pledge(page, "Promettre", 2)
    for page in phones:
        moment(page, "stake")
        pledge(page, "Verser", 1)
    for page in phones:
        moment(page, "outcome")


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


@CUT
def test_a_stake_given_without_network_waits_and_is_counted(three):
    room, phones = three
    play_round(room, phones)
    me, *others = phones
    room.next(me, "discover")
    room.draw(me)
    room.next(me, "promise")
    for page in phones:
        moment(page, "promise")
        pledge(page, "Promettre", 1)
    for page in phones:
        moment(page, "stake")
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
    me.get_by_role("button", name="Noter un désaccord").dblclick()
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


def test_a_hidden_side_is_shown_to_all_only_when_one_says_so_twice(three):
    room, (me, *_) = three
    room.next(me, "characters")
    me.get_by_role("button", name="Retourner la carte").first.click()
    me.get_by_role("button", name="Révéler ce qu’on ne voit pas").first.click()
    expect(me.get_by_role("dialog")).to_contain_text("ne se recache pas")
    me.get_by_role("button", name="Révéler à toute la salle").click()
    expect(me.get_by_text("Tout le monde peut lire ce côté de la carte.")).to_be_visible()
    expect(me.get_by_role("dialog")).not_to_be_visible()


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
    watcher.goto(f"{base_url}/coop/{room.code}")
    seated(watcher)
    stance(watcher, "Pas COOP")
    saved(watcher)
    room.next(me, "debate")
    moment(watcher, "debate")
    expect(watcher.get_by_role("radiogroup", name="Demander la parole")).not_to_be_attached()
    watcher.get_by_label("À condition que…").fill("qu’on le dise aux voisins")
    watcher.get_by_role("button", name="Noter cette condition").click()
    expect(watcher.get_by_text("Condition notée.")).to_be_visible()
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


def test_a_pause_says_so_and_keeps_what_is_typed(three):
    room, (me, *_) = three
    to_stance(room, me)
    me.get_by_label("À condition que…").fill("à garder")
    room.play("pause")
    expect(me.get_by_text("La partie est en pause.")).to_have_count(2)  # seen, and said
    room.play("resume")
    expect(me.locator(".paused-note")).not_to_be_attached()
    expect(me.get_by_label("À condition que…")).to_have_value("à garder")


VIEWS = {
    "light": {"viewport": {"width": 390, "height": 844}},
    "dark": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 640}},
}
WALK = (
    "lobby", "compass", "characters", "discover", "stance", "reveal", "debate", "transform", "promise", "stake",
    "outcome", "trace",
)  # fmt: skip
SMALL = """() => [...document.querySelectorAll('button,a,summary,select,textarea,input')].filter((each) => {
  const box = each.getBoundingClientRect();
  return box.width && !each.closest('[inert]') && !each.matches('.skip') && box.height < 43.5;
}).map((each) => each.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("view", VIEWS)
def test_every_moment_can_be_used_by_anyone(people, lead, view):
    room = lead()
    phones = [come_in(people(reduced_motion="reduce", **VIEWS[view]), room.code, name) for name in ("Nour", "Sam")]
    me = phones[0]

    def look(where: str) -> None:
        judged(me, f"{where} ({view})")
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
