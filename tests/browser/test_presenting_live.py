"""Presenting in front of people: a desk, a projector, phones; a network that fails; a server that is killed."""

import pytest
from playwright.sync_api import expect

from tests.browser.sheet import cut, expect_step, follow, give_back, present, wait_for_desk, wait_for_paper
from tests.browser.test_accessibility import FRAMES

pytestmark = [
    pytest.mark.browser,
    # A cut network and a killed server make Chromium complain of the socket; nothing else may.
    pytest.mark.expects("WebSocket connection to|ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED"),
]


def test_everybody_follows_the_presenter(people, desk, phone):
    code = present(desk)
    screen = people(reduced_motion="reduce")
    screen.goto(f"/presentation/{code}/ecran")
    wait_for_paper(screen)
    follow(phone, code)
    expect(desk.get_by_text("1 personne suit")).to_be_visible()
    for step in (2, 3, 4):
        desk.keyboard.press("PageDown")
        for page in (desk, screen, phone):
            expect_step(page, step)
    expect(desk.locator(".where")).to_contain_text("4 / 12")
    desk.locator(".small-map button").last.click()
    for page in (desk, screen, phone):
        expect_step(page, 5)


def test_the_code_typed_by_hand_opens_the_presentation_whatever_its_case(desk, phone):
    code = present(desk)
    phone.goto("/rejoindre")
    phone.get_by_label("Code").fill(f" {code[:2].lower()} {code[2:].lower()} ")
    phone.get_by_role("button", name="Rejoindre").click()
    wait_for_paper(phone)
    assert phone.url.endswith(f"/presentation/{code}")


def test_a_follower_reads_at_their_own_pace_and_comes_back_with_one_button(desk, phone):
    follow(phone, present(desk))
    phone.get_by_role("button", name="Lire à mon rythme").click()
    desk.keyboard.press("End")
    expect_step(desk, 12)
    expect_step(phone, 1)
    phone.get_by_role("button", name="Étape suivante").click()
    expect_step(phone, 2)
    phone.get_by_role("button", name="Suivre la présentation").click()
    expect_step(phone, 12)


def test_notes_question_time_and_next_panel_are_on_the_desk_only(people, desk, phone):
    code = present(desk)
    follow(phone, code)
    expect(desk.get_by_text("Je vous propose une demi-heure")).to_be_visible()
    expect(desk.get_by_text("quelle image vous vient en premier")).to_be_visible()
    expect(desk.get_by_text("Ensuite : Réduire des écarts".replace(" :", "\u00a0:"))).to_be_visible()
    assert "Je vous propose une demi-heure" not in phone.content()
    desk.get_by_role("button", name="10 min", exact=True).click()
    expect(desk.get_by_text("/ 10:00")).to_be_visible()
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("ArrowRight")
    expect(desk.get_by_text("Ce panneau : à passer")).to_be_visible()
    desk.get_by_role("button", name="Mettre en pause").click()
    expect(phone.get_by_text("La présentation est en pause")).to_be_visible()
    desk.get_by_role("button", name="Reprendre").click()
    expect(phone.get_by_text("Vous suivez la présentation")).to_be_visible()


def test_the_presenter_jumps_to_any_panel_and_puts_the_notes_away(desk, phone):
    follow(phone, present(desk))
    desk.get_by_text("Aller à un panneau").click()
    desk.get_by_role("button", name="La boîte à outils").click()
    expect_step(phone, 9)
    expect(desk.get_by_text("Ouvrez les tiroirs l’un après l’autre")).to_be_visible()
    desk.keyboard.press("n")
    expect(desk.get_by_text("Ouvrez les tiroirs l’un après l’autre")).to_be_hidden()


def test_black_screen_code_and_overview_are_seen_in_the_room(people, desk):
    code = present(desk)
    screen = people(reduced_motion="reduce")
    screen.goto(f"/presentation/{code}/ecran")
    wait_for_paper(screen)
    desk.keyboard.press("b")
    expect(screen.get_by_text("Écran noir")).to_be_attached()
    desk.keyboard.press("b")
    expect(screen.get_by_text("Écran noir")).not_to_be_attached()
    desk.get_by_role("button", name="Afficher le code").click()
    expect(screen.locator(".qr-sheet .code")).to_have_text(code)
    expect(screen.locator(".qr-image")).to_have_js_property("complete", True)
    assert screen.locator(".qr-image").evaluate("i => i.naturalWidth") > 0
    desk.keyboard.press("End")
    desk.keyboard.press("ArrowLeft")
    expect_step(screen, 11)
    expect(screen.locator(".stage")).to_have_attribute("data-far", "0")
    desk.keyboard.press("Escape")
    expect(screen.locator(".stage")).to_have_attribute("data-far", "1")


def test_the_pointer_and_what_is_touched_are_shown_to_all(desk, phone):
    follow(phone, present(desk))
    for _ in range(6):
        desk.keyboard.press("ArrowRight")
    expect_step(phone, 7)
    desk.locator("#face-V2 [data-key=emploi]").click()
    desk.locator("#face-V2 [data-key=ecole]").click()
    expect(phone.locator("#face-V2 .links path")).to_have_count(1)
    box = desk.locator("#face-V2").bounding_box()
    assert box is not None
    desk.keyboard.down("Alt")
    desk.mouse.move(box["x"] + 20, box["y"] + 20)
    desk.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 4, steps=12)
    desk.keyboard.up("Alt")
    expect(phone.locator(".pointer")).to_be_visible()
    desk.get_by_role("button", name="Cacher le pointeur").click()
    expect(phone.locator(".pointer")).to_be_hidden()


def test_an_older_touch_that_comes_back_late_is_not_laid_over_a_newer_one(desk, phone):
    echoes = []

    def wire(line) -> None:
        server = line.connect_to_server()
        server.on_message(lambda said: echoes.append((line, said)) if '"emploi"' in said else line.send(said))

    desk.route_web_socket("**/_event/**", wire)
    follow(phone, present(desk))
    desk.get_by_text("Aller à un panneau").click()
    desk.locator(".jumps button").nth(6).click()
    expect_step(phone, 7)
    desk.locator("#face-V2 [data-key=emploi]").click()
    expect(phone.locator("#face-V2 .is-on")).to_have_count(1)
    desk.locator("#face-V2 [data-key=ecole]").click()
    expect(phone.locator("#face-V2 .links path")).to_have_count(1)
    for _ in range(100):
        desk.evaluate(FRAMES)
        if any("ecole+emploi" in said for _, said in echoes):
            break
    for line, said in echoes:
        if "ecole+emploi" not in said:
            line.send(said)
    desk.evaluate(FRAMES)
    desk.locator("#face-V2 [data-key=sante]").click()
    expect(phone.locator("#face-V2 [data-key=sante].is-on")).to_be_attached()
    expect(phone.locator("#face-V2 .links path")).to_have_attribute("data-pair", "ecole+emploi")


def test_a_question_reaches_the_desk_only_and_markup_stays_text(people, desk, phone):
    code = present(desk)
    other = people(phone=True)
    follow(other, code)
    follow(phone, code)
    phone.get_by_role("button", name="Participer").click()
    phone.get_by_role("button", name="Poser une question").click()
    phone.get_by_label("Votre question").fill("Qui <img src=x onerror=alert(1)> décide ?")
    phone.get_by_role("button", name="Envoyer").click()
    expect(phone.get_by_role("dialog").get_by_text("Question envoyée")).to_be_visible()
    expect(desk.get_by_text("Qui <img src=x onerror=alert(1)> décide ?")).to_be_visible()
    assert "décide ?" not in other.content()
    desk.get_by_role("button", name="Marquer comme répondue").click()
    expect(desk.get_by_role("button", name="Répondue", exact=True)).to_be_visible()
    desk.reload()
    wait_for_desk(desk)
    expect(desk.get_by_role("button", name="Répondue", exact=True)).to_be_visible()


def test_one_takes_part_once_the_page_knows_its_room(desk, phone):
    code = present(desk)
    phone.route_web_socket("**/_event/**", lambda line: None)
    follow(phone, code)
    expect(phone.get_by_role("button", name="Participer")).to_be_disabled()


def test_a_panel_is_kept_and_found_again_after_a_reload(desk, phone):
    follow(phone, present(desk))
    phone.get_by_role("button", name="Participer").click()
    phone.get_by_role("button", name="À retenir").click()
    expect(phone.get_by_role("button", name="Gardé")).to_be_visible()
    phone.reload()
    expect(phone.get_by_role("button", name="Gardé")).to_be_visible()


def test_a_cut_network_never_stops_the_presenter_and_everybody_catches_up(desk, phone):
    follow(phone, present(desk))
    cut(desk)
    for step in (2, 3, 4, 5):
        desk.keyboard.press("ArrowRight")
        expect_step(desk, step)
    expect(desk.get_by_text("Connexion perdue")).to_be_visible()
    expect_step(phone, 1)
    give_back(desk)
    expect_step(phone, 5)


def test_a_follower_who_was_cut_catches_up_at_once(desk, phone):
    follow(phone, present(desk))
    cut(phone)
    desk.keyboard.press("End")
    expect_step(desk, 12)
    give_back(phone)
    expect_step(phone, 12)


def test_a_question_typed_without_network_leaves_when_it_comes_back(desk, phone):
    follow(phone, present(desk))
    phone.get_by_role("button", name="Participer").click()
    phone.get_by_role("button", name="Poser une question").click()
    phone.get_by_label("Votre question").fill("Et la crèche ?")
    cut(phone)
    expect(phone.get_by_text("Connexion perdue")).to_be_visible()
    phone.get_by_role("button", name="Envoyer").click()
    expect(phone.get_by_text("Envoi en cours")).to_be_visible()
    give_back(phone)
    expect(desk.get_by_text("Et la crèche ?")).to_be_visible()
    expect(desk.locator(".question")).to_have_count(1)


def test_a_half_written_question_survives_a_reload(desk, phone):
    follow(phone, present(desk))
    phone.get_by_role("button", name="Participer").click()
    phone.get_by_role("button", name="Poser une question").click()
    phone.get_by_label("Votre question").fill("Je n’ai pas fini")
    phone.reload()
    phone.get_by_role("button", name="Poser une question").click()
    expect(phone.get_by_label("Votre question")).to_have_value("Je n’ai pas fini")


def test_a_presentation_survives_kill_9(desk, phone, server):
    code = present(desk, server.url)
    follow(phone, code, server.url)
    phone.get_by_role("button", name="Participer").click()
    phone.get_by_role("button", name="Poser une question").click()
    phone.get_by_label("Votre question").fill("Avant la coupure ?")
    phone.get_by_role("button", name="Envoyer").click()
    expect(desk.get_by_text("Avant la coupure ?")).to_be_visible()
    phone.keyboard.press("Escape")
    desk.keyboard.press("ArrowRight")
    expect_step(phone, 2)
    server.kill()
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("ArrowRight")
    expect_step(desk, 4)
    server.open()
    expect_step(phone, 4)
    desk.reload()
    wait_for_desk(desk)
    expect_step(desk, 4)
    expect(desk.get_by_text("Avant la coupure ?")).to_be_visible()


def test_after_the_end_one_can_still_read(desk, phone):
    follow(phone, present(desk))
    desk.get_by_text("Terminer", exact=True).click()
    desk.get_by_role("button", name="Terminer la présentation").click()
    expect(phone.get_by_text("Présentation terminée")).to_be_visible()
    phone.get_by_role("button", name="Lire à mon rythme").click()
    phone.get_by_role("button", name="Étape suivante").click()
    expect_step(phone, 2)
