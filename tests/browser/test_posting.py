"""Somebody posts an offer without an account, in twelve gestures at most, and nothing of what is typed is lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.posting import NEW, TITLE, Counted, at, first, link_in, second, third
from tests.browser.test_accessibility import DESKTOP, FRAMES
from tests.domain.test_sheets import a_pdf

pytestmark = [pytest.mark.browser, pytest.mark.expects("WebSocket connection to", "Failed to load resource")]


def test_an_offer_is_posted_in_twelve_gestures(somebody, posters):
    page = somebody()
    hand = Counted(page)
    first(hand)
    second(hand)
    third(hand)
    at(page, "La relecture")
    expect(page.get_by_label("Votre courriel")).to_have_value("recrutement@brunelaie.fr")
    preview = page.locator(".job-preview").inner_text()
    hand.press("Envoyer à l’équipe")
    expect(page.locator("h1")).to_have_text("Gérer mon offre")
    expect(page.locator(".labels")).to_have_text("À confirmer")
    letter = posters.letter("recrutement@brunelaie.fr", "Confirmez votre adresse")
    page.goto(posters.url + link_in(letter, "/offres/confirmer/"))
    expect(page.locator("#told")).to_have_count(0)
    assert posters.posting(TITLE).stage == "to_confirm"
    hand.press("Confirmer et envoyer à l’équipe")
    expect(page.locator("#fait")).to_contain_text("Votre adresse est confirmée")
    assert hand.count <= 12, f"{hand.count} gestures"
    assert posters.posting(TITLE).stage == "to_review"
    mine = link_in(posters.letter("recrutement@brunelaie.fr", "Bien reçu"), "/offres/gerer/")
    posters.publish(TITLE)
    online = link_in(posters.letter("recrutement@brunelaie.fr", "En ligne"), "/offres/")
    assert "/gerer/" not in online
    reader = somebody(online)
    expect(reader.locator("#told")).to_have_count(0)
    told = reader.locator(".written").inner_text()
    assert _words(preview) in _words(told)
    page.goto(posters.url + mine)
    expect(page.locator(".labels")).to_have_text("En ligne")


def _words(said: str) -> str:
    return re.sub(r"\s+", " ", said).strip()


def test_closed_at_the_third_screen_everything_is_found_again(new_context, posters):
    context = new_context(**DESKTOP, reduced_motion="reduce")
    page = context.new_page()
    page.goto(posters.url + NEW)
    hand = Counted(page)
    first(hand)
    second(hand, "Médiatrice ou médiateur de nuit")
    at(page, "La candidature")
    with page.expect_response(lambda each: each.request.method == "POST"):
        page.get_by_label("Postuler en ligne").fill("https://brunelaie.fr/emploi")
        page.get_by_label("Pièces à fournir").focus()
    own = page.url
    page.close()
    back = context.new_page()
    back.goto(posters.url + NEW)
    at(back, "La candidature")
    expect(back.get_by_label("Postuler en ligne")).to_have_value("https://brunelaie.fr/emploi")
    back.get_by_role("link", name="Le poste").click()
    at(back, "Le poste")
    expect(back.get_by_label("Intitulé du poste")).to_have_value("Médiatrice ou médiateur de nuit")
    other = new_context(**DESKTOP).new_page()
    other.goto(own)
    at(other, "La candidature")
    expect(other.get_by_label("Postuler en ligne")).to_have_value("https://brunelaie.fr/emploi")
    stranger = new_context(**DESKTOP).new_page()
    stranger.goto(posters.url + NEW)
    at(stranger, "La structure")
    expect(stranger.get_by_label("Nom de la structure")).to_have_value("")


def test_a_cut_network_loses_nothing(people, posters):
    page = people(reduced_motion="reduce", **DESKTOP)
    page.goto(posters.url + NEW)
    hand = Counted(page)
    first(hand)
    at(page, "Le poste")
    page.context.set_offline(True)
    second(hand, "Animatrice ou animateur de quartier")
    expect(page.locator("#refus")).to_contain_text("La connexion est coupée")
    expect(page.get_by_label("Intitulé du poste")).to_have_value("Animatrice ou animateur de quartier")
    page.context.set_offline(False)
    # What was kept goes at once; the page follows when its socket is back, up to its own interval.
    expect(page.locator("#ecran")).to_have_text("La candidature", timeout=20_000)
    page.reload()
    at(page, "La candidature")
    page.get_by_role("link", name="Le poste").click()
    at(page, "Le poste")
    expect(page.get_by_label("Intitulé du poste")).to_have_value("Animatrice ou animateur de quartier")


def test_a_page_read_again_while_it_is_being_kept_goes_on_all_the_same(people, posters):
    page, lines = people(reduced_motion="reduce", **DESKTOP), []
    page.route_web_socket("**/_event/**", lambda line: (line.connect_to_server(), lines.append(line)))
    page.goto(f"{posters.url}{NEW}?neuve=oui")
    hand = Counted(page)
    first(hand)
    at(page, "Le poste")
    page.get_by_label("Intitulé du poste").fill("Médiatrice ou médiateur")
    with page.expect_response(lambda each: each.request.method == "POST"):
        page.get_by_label("Missions").focus()
    page.evaluate("() => { document.querySelector('.job-form').dataset.before = ''; }")

    def late(route) -> None:
        answer = route.fetch()
        lines[-1].close()
        expect(page.locator(".job-form:not([data-before])")).to_be_visible()
        route.fulfill(response=answer)

    page.route("**/offres/gerer/*", late, times=1)
    hand.press("Revenir")
    at(page, "La structure")


def test_an_offer_begun_before_one_is_offered_the_last_one_stays_under_the_hand(people, posters):
    page, held = people(reduced_motion="reduce", **DESKTOP), []
    page.route("**/offres/deposer/reprendre", lambda route: held.append(route))
    page.goto(posters.url + NEW)
    at(page, "La structure")
    page.get_by_label("Nom de la structure").fill("Ville de Brunelaie")
    with page.expect_response(lambda each: each.request.method == "POST"):
        page.get_by_label("Présentation de la structure").focus()
    expect(page.locator(".job-kept")).to_have_text("Enregistré au fur et à mesure.")
    with page.expect_response("**/offres/deposer/reprendre") as answered:
        held[0].continue_()
    answered.value.finished()
    page.evaluate(FRAMES)
    assert page.url == posters.url + NEW


def test_what_is_being_typed_survives_a_reload_and_the_back_button(somebody):
    page = somebody(f"{NEW}?neuve=oui")
    hand = Counted(page)
    first(hand)
    at(page, "Le poste")
    page.get_by_label("Missions").press_sequentially("Relier")
    page.reload()
    at(page, "Le poste")
    expect(page.get_by_label("Missions")).to_have_value("Relier")
    page.get_by_label("Missions").press("Control+End")
    page.get_by_label("Missions").press_sequentially(" les gens")
    page.get_by_role("link", name="La structure").click()
    at(page, "La structure")
    page.go_back()
    at(page, "Le poste")
    expect(page.get_by_label("Missions")).to_have_value("Relier les gens")


def test_two_tabs_tell_one_another_and_keep_both_texts(new_context, posters):
    context = new_context(**DESKTOP, reduced_motion="reduce")
    one = context.new_page()
    one.goto(f"{posters.url}{NEW}?neuve=oui")
    first(Counted(one))
    at(one, "Le poste")
    other = context.new_page()
    other.goto(one.url)
    at(other, "Le poste")
    with one.expect_response(lambda each: each.request.method == "POST"):
        one.get_by_label("Intitulé du poste").fill("Médiatrice ou médiateur")
        one.get_by_label("Missions").focus()
    expect(one.locator(".job-form")).not_to_have_attribute("aria-busy", "true")
    other.get_by_label("Intitulé du poste").fill("Animatrice ou animateur")
    other.get_by_label("Missions").focus()
    expect(other.locator("#title-said")).to_contain_text("Médiatrice ou médiateur")
    expect(other.locator("#title-said")).to_contain_text("Rien n’est perdu")
    expect(other.get_by_label("Intitulé du poste")).to_have_value("Animatrice ou animateur")
    with other.expect_response(lambda each: each.request.method == "POST"):
        other.get_by_label("Intitulé du poste").fill("Animatrice ou animateur social")
        other.get_by_label("Missions").focus()
    one.reload()
    at(one, "Le poste")
    expect(one.get_by_label("Intitulé du poste")).to_have_value("Animatrice ou animateur social")


def test_what_is_wrong_is_said_beside_its_field(somebody):
    page = somebody(f"{NEW}?neuve=oui")
    hand = Counted(page)
    at(page, "La structure")
    hand.press("Continuer")
    expect(page.locator("#organisation-said")).to_contain_text("Écrivez le nom de la structure")
    expect(page.get_by_label("Nom de la structure")).to_be_focused()
    first(hand)
    at(page, "Le poste")
    page.get_by_label("Intitulé du poste").fill("Chargé de mission")
    page.get_by_label("Missions").focus()
    expect(page.locator("#title-said")).to_contain_text("Écrivez « Chargée ou chargé de mission »")
    expect(page.get_by_label("Missions")).to_be_focused()


def test_a_pdf_is_attached_and_a_program_is_not(somebody, posters):
    page = somebody(f"{NEW}?neuve=oui")
    hand = Counted(page)
    first(hand)
    second(hand, "Éducatrice ou éducateur de rue")
    at(page, "La candidature")
    page.get_by_label("Postuler par courriel").fill("rue@brunelaie.fr")
    file = page.get_by_label("Joindre un PDF")
    for name, content, said in (
        ("fiche.pdf", b"MZ\x90" + a_pdf(), "est un programme"),
        ("fiche.pdf", b"<html>", "n’est pas un PDF"),
        ("fiche.pdf", a_pdf() + b" " * (6 * 1024 * 1024), "plus de 5 Mo"),
    ):
        file.set_input_files({"name": name, "mimeType": "application/pdf", "buffer": content})
        page.get_by_role("button", name="Joindre le fichier").click()
        expect(page.locator("#refus")).to_contain_text(said)
    file.set_input_files({"name": "Fiche été.pdf", "mimeType": "application/pdf", "buffer": a_pdf()})
    page.get_by_role("button", name="Joindre le fichier").click()
    expect(page.get_by_role("link", name="Fiche été.pdf")).to_be_visible()
    expect(page.get_by_label("Postuler par courriel")).to_have_value("rue@brunelaie.fr")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Fiche été.pdf").click()
    assert coming.value.suggested_filename == "Fiche été.pdf"
    hand.press("Continuer")
    at(page, "La relecture")
    expect(page.locator(".job-preview")).to_contain_text("Télécharger la fiche de poste (PDF)")


def test_all_by_keyboard(somebody):
    page = somebody(f"{NEW}?neuve=oui")
    at(page, "La structure")
    page.get_by_label("Nom de la structure").focus()
    page.keyboard.type("Association Palabres")
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.type("Elle écoute.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    at(page, "Le poste")
    expect(page.locator("#ecran")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Intitulé du poste")).to_be_focused()


def test_one_posts_without_scripts(new_context, posters):
    page = new_context(**DESKTOP, java_script_enabled=False).new_page()
    page.goto(f"{posters.url}{NEW}?neuve=oui")
    page.get_by_label("Nom de la structure").fill("Ville de Brunelaie")
    page.get_by_label("Présentation de la structure").fill("Une ville.")
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("heading", name="Le poste", exact=True)).to_be_visible()
    page.get_by_label("Intitulé du poste").fill("Juriste")
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_text("Choisissez le type de contrat")).to_be_visible()
    expect(page.get_by_label("Intitulé du poste")).to_have_value("Juriste")


def test_the_way_to_post_is_where_one_looks(somebody):
    for address in ("/offres", "/offres?mots=xylophone", "/"):
        page = somebody(address)
        expect(page.locator("#told")).to_have_count(0)
        expect(page.locator('main a[href="/offres/deposer"]').first).to_be_visible()
