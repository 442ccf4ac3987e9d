"""What goes wrong while one registers: a sentence beside the field, nothing lost, nothing sent twice."""

import re

import pytest
from playwright.sync_api import expect

from irdsu_app.cycles import keys, organising
from tests.browser.cycles import (
    FORM,
    FULL,
    HYBRID,
    OPEN,
    SLUG,
    UNHURRIED,
    act,
    confirm,
    demands,
    expire,
    fill,
    form_of,
    letter,
    line,
    link_in,
    manage,
    meeting,
    opened,
    registered,
    send,
    sent,
    tick,
)
from tests.sink import Sink

pytestmark = [pytest.mark.browser, pytest.mark.expects("WebSocket connection to", "Failed to load resource")]


@pytest.fixture(scope="module")
def sink():
    with Sink() as sink:
        yield sink


@pytest.fixture(scope="module")
def there(tmp_path_factory, sink):
    house = opened(tmp_path_factory.mktemp("mishaps"), sink)
    yield house
    house.close()


@pytest.fixture
def shaken(tmp_path, sink):
    """A house to kill and open again."""
    house = opened(tmp_path, sink)
    yield house
    house.kill()


def test_everything_wrong_is_said_beside_its_field_and_everything_typed_stays(people, there):
    page = form_of(people(reduced_motion="reduce"), there)
    page.get_by_label("Nom", exact=True).fill("Benali")
    page.get_by_label("Courriel").fill("nour@ville,fr")
    page.get_by_label("Département").fill("Atlantide")
    send(page)
    expect(page.locator(".summary")).to_contain_text("4 choses à corriger")
    expect(page.get_by_role("radio", name="Tout le cycle")).to_be_focused()
    tick(page, OPEN)
    page.get_by_label("Prénom").fill("Nour")
    send(page)
    expect(page.locator(".summary")).to_contain_text("2 choses à corriger")
    email = page.get_by_label("Courriel")
    expect(email).to_be_focused()
    expect(email).to_have_attribute("aria-invalid", "true")
    expect(email).to_have_accessible_description(re.compile("virgule s’est glissée.*nour@ville.fr"))
    expect(email).to_have_value("nour@ville,fr")
    expect(page.get_by_label("Département")).to_have_accessible_description(re.compile("ne se trouve pas"))
    page.locator(".summary").get_by_role("link", name=re.compile("département")).click()
    expect(page.get_by_label("Nom", exact=True)).to_have_value("Benali")
    email.fill(" NOUR@ville.fr ")
    page.get_by_label("Département").fill("rhone")
    send(page)
    sent(page)
    assert [each.form["department"] for each in demands(there, "nour@ville.fr")] == ["69 – Rhône"]


def test_an_address_that_looks_mistaken_is_asked_again_then_taken(people, there):
    page = form_of(people(), there)
    tick(page, OPEN)
    fill(page, "Zoé", "zoe@gmial.com")
    send(page)
    expect(page.locator(".summary")).to_contain_text("zoe@gmail.com")
    send(page)
    sent(page)
    page.get_by_role("button", name="Corriger l’adresse").click()
    expect(page.get_by_label("Courriel")).to_be_focused()
    page.get_by_label("Courriel").fill("zoe@mirevigne.fr")
    send(page)
    sent(page)
    expect(page.locator("#envoye")).to_contain_text("z•••e@mirevigne.fr")


def test_two_clicks_a_reload_the_back_button_and_another_tab_ask_once(people, there, sink):
    page = form_of(people(), there)
    tick(page, OPEN)
    fill(page, "Ana")
    page.wait_for_function(UNHURRIED)
    page.get_by_role("button", name="Envoyer ma demande").dblclick()
    sent(page)
    page.reload()
    sent(page)
    page.goto(f"{there.url}/cycles/{SLUG}")
    expect(page.locator("#told")).to_have_count(0)
    page.go_back()
    sent(page)
    other = form_of(page.context.new_page(), there)
    tick(other, OPEN)
    fill(other, "Ana", " ANA@mirevigne.fr")
    send(other)
    sent(other)
    assert len(demands(there, "ana@mirevigne.fr")) == 1
    assert letter(sink, "ana@mirevigne.fr")
    page.get_by_role("button", name="Envoyer un autre courriel").click()
    expect(page.get_by_text("Un autre courriel est parti.")).to_be_visible()
    assert letter(sink, "ana@mirevigne.fr", 1)
    assert sink.recipients.count("ana@mirevigne.fr") == len(demands(there, "ana@mirevigne.fr")) == 2


def test_a_reload_while_it_is_sent_loses_nothing_and_asks_once(people, there):
    page = form_of(people(), there)
    tick(page, OPEN)
    fill(page, "Max")
    page.wait_for_function(UNHURRIED)
    page.evaluate("() => { document.querySelector('.asking .button').click(); location.reload(); }")
    sent(page)
    assert len(demands(there, "max@mirevigne.fr")) == 1


def test_a_form_half_filled_comes_back_when_the_server_restarts(people, shaken):
    page = form_of(people(), shaken)
    tick(page, HYBRID)
    page.get_by_role("radio", name="À distance").check()
    fill(page, "Lou")
    page.get_by_label("Structure").fill("Une asso")
    shaken.reopen()
    expect(page.get_by_role("checkbox", name=re.compile(HYBRID))).to_be_checked()
    page.reload()
    page.locator("form.asking[data-ready=true]").wait_for()
    expect(page.get_by_label("Structure")).to_have_value("Une asso")
    expect(page.get_by_label("Prénom")).to_have_value("Lou")
    expect(page.get_by_role("radio", name="À distance")).to_be_checked()
    shaken.kill()
    page.get_by_role("button", name="Envoyer ma demande").click()
    expect(page.get_by_text("Envoi…")).to_be_visible()
    shaken.open()
    expect(page.get_by_role("heading", name="Regardez vos courriels")).to_be_visible(timeout=20_000)
    assert len(demands(shaken, "lou@mirevigne.fr")) == 1


def test_a_meeting_that_closes_meanwhile_says_so_by_itself(people, shaken):
    page = form_of(people(), shaken)
    tick(page, OPEN)
    fill(page, "Eva")
    act(shaken, organising.close, None, meeting(shaken, "S2"))
    shut = page.locator(".pick").filter(has_text=OPEN)
    expect(shut).to_contain_text("Inscriptions closes")
    expect(shut.get_by_role("checkbox")).to_have_count(0)
    send(page)
    expect(page.locator(".summary")).to_contain_text("Choisissez au moins une séance")
    expect(page.get_by_label("Prénom")).to_have_value("Eva")


def test_an_address_already_registered_is_answered_the_same_and_adds_up(people, there, sink):
    registered(there, "Ugo", S2="remote")
    page = form_of(people(), there)
    tick(page, HYBRID)
    page.get_by_role("radio", name="En salle").check()
    fill(page, "Hugo", "ugo@mirevigne.fr")
    send(page)
    sent(page)
    last = next(each for each in demands(there, "ugo@mirevigne.fr") if each.form["first_name"] == "Hugo")
    link = keys.demand(last.id)
    asked = next(n for n in range(9) if link in letter(sink, "ugo@mirevigne.fr", n))  # they leave in any order
    confirm(page, there, sink, "ugo@mirevigne.fr", asked)
    manage(page)
    expect(line(page, OPEN)).to_contain_text("Confirmée")
    expect(line(page, HYBRID)).to_contain_text("Confirmée")
    expect(page.get_by_text("Bonjour Hugo")).to_be_visible()


def test_all_or_nothing_takes_nothing_when_the_place_goes_before_the_letter_is_read(people, shaken, sink):
    page = form_of(people(), shaken)
    tick(page, FULL)
    tick(page, OPEN)
    page.get_by_role("radio", name=re.compile("Tout ou rien")).check()
    fill(page, "Ida")
    send(page)
    sent(page)
    registered(shaken, "Tom", S1="room")
    other = form_of(people(), shaken)
    expect(other.locator(".pick").filter(has_text=FULL)).to_contain_text("liste d’attente ouverte")
    tick(other, FULL)
    other.get_by_role("radio", name=re.compile("Tout ou rien")).check()
    fill(other, "Rose")
    send(other)
    expect(other.locator(".summary")).to_contain_text("Il ne reste pas de place partout")
    page.goto(link_in(letter(sink, "ida@mirevigne.fr"), "/inscription/confirmer", shaken))
    page.get_by_role("button", name="Confirmer mon inscription").click()
    expect(page.get_by_role("alert")).to_contain_text("Rien n’a été réservé")
    page.get_by_role("button", name="Prendre ce qui reste").click()
    expect(page.get_by_text("vous êtes en liste d’attente, au rang 1")).to_be_visible()
    expect(page.get_by_text("Votre place est réservée.", exact=True)).to_have_count(1)


def test_a_link_that_is_too_old_or_wrong_says_what_to_do(people, there, sink):
    page = form_of(people(), there)
    tick(page, OPEN)
    fill(page, "Guy")
    send(page)
    sent(page)
    page.goto(f"{there.url}/inscription/confirmer/{expire(there, 'guy@mirevigne.fr')}")
    expect(page.get_by_role("alert")).to_contain_text("Remplissez de nouveau le formulaire")
    page.get_by_role("link", name="Revenir au formulaire").click()
    page.wait_for_url(f"**{FORM}")
    expect(page.get_by_role("heading", name="S’inscrire", exact=True)).to_be_visible()
    for address, said in (
        ("/inscription/confirmer/nimporte", "n’est pas complet"),
        ("/inscription/nimporte", "n’ouvre rien"),
    ):
        page.goto(there.url + address)
        expect(page.get_by_role("alert")).to_contain_text(said)
        expect(page.get_by_role("link", name="Voir les cycles")).to_be_visible()


def test_what_fills_the_field_nobody_sees_is_told_the_same_and_asks_nothing(people, there):
    page = form_of(people(), there)
    tick(page, OPEN)
    fill(page, "Bot")
    page.locator("input[name=site]").evaluate("(field) => { field.value = 'https://gagnez.example' }")
    send(page)
    sent(page)
    assert demands(there, "bot@mirevigne.fr") == []
