"""The desk of the cycles in real browsers: make a cycle, two organisers at once, what registrants see move, letters."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from irdsu_app.mail.models import Letter
from tests.browser import cycling
from tests.browser.coop import judged
from tests.browser.owned import at

pytestmark = [pytest.mark.browser, pytest.mark.expects("WebSocket connection to")]
VIEWS = {
    "phone": {"viewport": {"width": 390, "height": 844}},
    "wide": {"viewport": {"width": 1280, "height": 800}},
}
NOUR, SAM, LEA, INES, PAUL = cycling.NAMES[:5]


@pytest.fixture
def camille(house, people) -> Page:
    return cycling.organiser(house, people(reduced_motion="reduce", viewport={"width": 1280, "height": 800}))


@pytest.fixture
def dominique(house, people) -> Page:
    page = people(reduced_motion="reduce", viewport={"width": 1280, "height": 800})
    return cycling.organiser(house, page, "Dominique Faure")


def dialog(page: Page, words: str):
    page.get_by_role("button", name=words, exact=True).click()
    return page.get_by_role("dialog")


def letters(house, kind: str, slug: str, code: str) -> list[str]:
    with at(house) as session:
        about = f"meeting:{cycling.number_of(session, slug, code)}"
        rows = session.exec(select(Letter).where(Letter.kind == f"cycles.{kind}", Letter.about == about)).all()
        return sorted(row.recipient for row in rows)


def test_a_cycle_is_made_published_and_opened(camille, people):
    camille.get_by_role("link", name="Les cycles").click()
    camille.get_by_label("Titre").fill("Agir avec les bailleurs")
    camille.get_by_label("Accroche").fill("Trois rencontres.")
    camille.get_by_role("button", name="Créer le cycle").click()
    expect(camille.get_by_role("heading", name="Agir avec les bailleurs", level=1)).to_be_visible()
    slug = camille.url.rpartition("/")[2]
    camille.get_by_role("button", name="Nouvelle séance").click()
    camille.wait_for_url(re.compile(rf"/{slug}/C1$"))
    expect(camille.get_by_role("heading", name="Nouvelle séance", level=1)).to_be_visible()
    camille.get_by_label("Titre").fill("Première rencontre")
    camille.get_by_label("Comment l’on vient").select_option("hybrid")
    camille.get_by_label("Places en salle").fill("12")
    day = f"{datetime.now(UTC) + timedelta(days=40):%Y-%m-%d}"
    camille.get_by_label("Jour").first.fill(day)
    camille.get_by_label("Fin").first.fill("09:00")
    camille.get_by_role("button", name="Enregistrer", exact=True).click()
    wrong = camille.get_by_label("Fin").first
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_be_focused()
    expect(camille.locator("#seance-fin-error")).to_contain_text("La fin doit venir après le début")
    wrong.fill("17:30")
    camille.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(camille.get_by_role("status").filter(has_text="Enregistré.")).to_be_visible()
    camille.get_by_role("button", name="Ouvrir les inscriptions").click()
    expect(camille.get_by_role("status").filter(has_text="Les inscriptions sont ouvertes.")).to_be_visible()
    camille.get_by_role("link", name="Agir avec les bailleurs").click()
    camille.get_by_role("button", name="Publier le cycle").click()
    expect(camille.get_by_role("link", name="Voir la page publique")).to_be_visible()
    expect(camille.get_by_text("Cycle publié", exact=False).first).to_be_visible()
    visitor = people()
    visitor.goto(f"/cycles/{slug}")
    expect(visitor.get_by_text("Première rencontre").first).to_be_visible()


def test_two_organisers_at_once_lose_nothing(house, camille, dominique):
    slug, code = cycling.opened(house)
    for page in (camille, dominique):
        cycling.words_of(cycling.open_meeting(page, slug, code))
    camille.get_by_label("Déroulé").fill("Le déroulé de Camille")
    dominique.get_by_label("Déroulé").fill("Le déroulé de Dominique")
    dominique.get_by_label("Lieu").fill("Mirevigne")
    camille.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(camille.get_by_text("Enregistré.", exact=True)).to_be_visible()
    expect(dominique.get_by_label("Déroulé")).to_have_value("Le déroulé de Dominique")
    dominique.get_by_role("button", name="Enregistrer", exact=True).click()
    clash = dominique.get_by_role("alert").filter(has_text="Quelqu’un a changé ce texte entre-temps")
    expect(clash).to_contain_text("Le déroulé de Camille")
    expect(dominique.get_by_label("Déroulé")).to_have_value("Le déroulé de Dominique")
    expect(camille.get_by_label("Lieu")).to_have_value("Mirevigne")
    dominique.get_by_role("button", name="Garder le mien").click()
    dominique.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(clash).to_be_hidden()
    expect(camille.get_by_label("Déroulé")).to_have_value("Le déroulé de Dominique")
    dominique.get_by_role("button", name="Annuler la dernière modification").click()
    expect(camille.get_by_label("Déroulé")).to_have_value("Le déroulé de Camille")


def test_what_is_typed_comes_back_after_a_reload(house, camille):
    slug, code = cycling.opened(house)
    cycling.words_of(cycling.open_meeting(camille, slug, code)).get_by_label("Déroulé").fill("Pas encore enregistré")
    expect(camille.get_by_text("Non enregistré : gardé dans ce navigateur.")).to_be_visible()
    camille.reload()
    camille.locator(".desk-form[data-ready=true]").first.wait_for(state="attached")
    expect(cycling.words_of(camille).get_by_label("Déroulé")).to_have_value("Pas encore enregistré")
    camille.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(camille.get_by_text("Enregistré.", exact=True)).to_be_visible()
    expect(camille.get_by_text("Non enregistré")).to_have_count(0)


def test_registrants_see_capacity_and_date_move_and_the_desk_sees_registrants(house, camille, people):
    slug, code = cycling.opened(house, places=1)
    _, key = cycling.registered(house, slug, code, NOUR, SAM)
    cycling.open_meeting(camille, slug, code)
    sam = people(phone=True)
    sam.goto(f"/inscription/{key}")
    expect(sam.get_by_text("En liste d’attente, rang 1")).to_be_visible()

    box = dialog(camille, "Changer le nombre de places")
    box.get_by_label("À distance").fill("0")
    box.get_by_role("button", name="Enregistrer les places").click()
    expect(box.get_by_role("alert").filter(has_text="Une place à distance est déjà prise")).to_be_visible()
    expect(box.get_by_label("À distance")).to_be_focused()
    box.get_by_label("À distance").fill("2")
    box.get_by_role("button", name="Enregistrer les places").click()
    expect(box).to_be_hidden()
    expect(cycling.row_of(camille, SAM)).to_contain_text("Place proposée")
    expect(sam.get_by_role("button", name="Accepter ma place")).to_be_visible()
    sam.get_by_role("button", name="Accepter ma place").click()
    expect(cycling.row_of(camille, SAM)).to_contain_text("Confirmée")
    expect(camille.get_by_text("2 places prises sur 2")).to_be_visible()

    box = dialog(camille, "Reporter")
    box.get_by_label("Jour").fill("2031-03-30")
    box.get_by_label("Début").fill("02:30")
    box.get_by_role("button", name="Reporter et prévenir 2 personnes").click()
    expect(box.get_by_role("alert").filter(has_text="passe à l’heure d’été")).to_be_visible()
    box.get_by_label("Jour").fill("2031-04-15")
    box.get_by_label("Début").fill("09:30")
    box.get_by_role("button", name="Reporter et prévenir 2 personnes").click()
    expect(box).to_be_hidden()
    expect(sam.get_by_text(re.compile("15 avril 2031")).first).to_be_visible()
    assert len(letters(house, "postponed", slug, code)) == 2


def test_a_letter_is_read_over_then_leaves_once_even_clicked_twice(house, camille):
    slug, code = cycling.opened(house)
    cycling.registered(house, slug, code, *cycling.NAMES[:4])
    cycling.open_meeting(camille, slug, code)
    box = dialog(camille, "Écrire aux inscrits")
    box.get_by_role("button", name="Relire avant d’envoyer").click()
    expect(box.get_by_role("alert").filter(has_text="Donnez un objet")).to_be_visible()
    box.get_by_label("Objet").fill("Avant de nous retrouver")
    box.get_by_label("Texte").fill("Apportez une question.\n\nÀ bientôt.")
    box.get_by_role("button", name="Relire avant d’envoyer").click()
    expect(box.get_by_role("region", name="Courriel à relire")).to_contain_text("Apportez une question.")
    box.get_by_role("button", name="Modifier").click()
    expect(box.get_by_label("Texte")).to_have_value("Apportez une question.\n\nÀ bientôt.")
    box.get_by_role("button", name="Relire avant d’envoyer").click()
    send = box.get_by_role("button", name="Envoyer à 3 personnes")
    expect(send).to_be_focused()
    send.dblclick()
    expect(box).to_be_hidden()
    expect(camille.get_by_role("status").filter(has_text="sur 3")).to_be_visible()
    assert len(letters(house, "note", slug, code)) == 3
    expect(camille.get_by_role("listitem").filter(has_text="Lettre aux inscrits")).to_have_count(1)


def test_promoting_and_taking_out_by_keyboard_and_the_page_of_a_person(house, camille):
    slug, code = cycling.opened(house, places=1)
    cycling.registered(house, slug, code, NOUR, SAM, LEA)
    cycling.open_meeting(camille, slug, code)
    cycling.row_of(camille, LEA).get_by_role("button", name="Promouvoir depuis la liste d’attente").focus()
    camille.keyboard.press("Enter")
    sure = camille.get_by_role("button", name="Ajouter une place et la proposer")
    expect(sure).to_be_focused()
    camille.keyboard.press("Enter")
    expect(cycling.row_of(camille, LEA)).to_contain_text("Place proposée")
    expect(
        camille.get_by_role("listitem").filter(has_text="Promotion depuis la liste d’attente, Camille Astier")
    ).to_contain_text(LEA)
    cycling.row_of(camille, NOUR).get_by_role("link", name=NOUR).click()
    expect(camille.get_by_role("heading", name=NOUR, level=1)).to_be_visible()
    expect(camille.get_by_text("C’est noté").first).to_be_visible()
    camille.get_by_role("button", name="Désister").click()
    camille.get_by_role("button", name="Désister cette personne").click()
    expect(camille.locator(".desk-tag").filter(has_text="Désistement").first).to_be_visible()
    expect(camille.get_by_text("Place libérée", exact=True)).to_be_visible()
    camille.go_back()
    expect(cycling.row_of(camille, SAM)).to_contain_text("Place proposée")


def test_cancelling_says_how_many_will_be_told_and_why_is_asked(house, camille, people):
    slug, code = cycling.opened(house, places=2)
    cycling.registered(house, slug, code, NOUR, SAM, LEA)
    cycling.open_meeting(camille, slug, code)
    visitor = people()
    visitor.goto(f"/cycles/{slug}/seances/{code}")
    box = dialog(camille, "Annuler")
    expect(box).to_contain_text("Un courriel part à 3 personnes")
    box.get_by_role("button", name="Annuler la séance et prévenir 3 personnes").click()
    expect(box.get_by_role("alert").filter(has_text="Dites pourquoi")).to_be_visible()
    box.get_by_label("Raison").fill("Salle indisponible")
    box.get_by_role("button", name="Annuler la séance et prévenir 3 personnes").click()
    expect(box).to_be_hidden()
    expect(camille.get_by_role("button", name="Reprogrammer", exact=True)).to_be_visible()
    expect(visitor.get_by_text("Annulée").first).to_be_visible()
    assert len(letters(house, "cancelled", slug, code)) == 3
    for name in (NOUR, SAM, LEA):
        assert name not in visitor.content()
    camille.get_by_role("button", name="Dupliquer la séance").click()
    camille.wait_for_url(re.compile(r"/C2$"))
    expect(camille.get_by_text("Brouillon").first).to_be_visible()


def test_the_list_is_searched_filtered_and_exported(house, camille):
    slug, code = cycling.opened(house, places=2)
    cycling.registered(house, slug, code, NOUR, SAM, INES, PAUL, questions={code: "Par où commencer ?"})
    cycling.open_meeting(camille, slug, code)
    camille.get_by_role("link", name="En liste d’attente 2").click()
    expect(camille.locator(".desk-people > li")).to_have_count(2)
    expect(cycling.row_of(camille, INES)).to_contain_text("rang 1")
    camille.get_by_role("link", name="Tout le monde").click()
    camille.get_by_label("Chercher").fill("ines")
    expect(camille.locator(".desk-people > li")).to_have_count(1)
    camille.get_by_role("link", name="Effacer les filtres").click()
    expect(camille.locator(".desk-people > li")).to_have_count(4)
    with camille.expect_download() as waited:
        camille.get_by_role("link", name="Exporter (CSV)").click()
    assert "Ndiaye;Paul" in waited.value.path().read_text("utf-8-sig")


def test_nobody_else_sees_a_name(house, people):
    slug, code = cycling.opened(house)
    cycling.registered(house, slug, code, NOUR)
    outsider = cycling.organiser(house, people(), "Alex Brun", ("brief",))
    for page in (people(), outsider):
        for address in (f"/bureau/cycles/{slug}/{code}", f"/bureau/cycles/{slug}", f"/cycles/{slug}/seances/{code}"):
            page.goto(address)
            expect(page.locator("h1, h2").first).to_be_visible()
            assert NOUR not in page.content()
        assert page.request.get(f"/bureau/cycles/{slug}/{code}/inscriptions.csv").status == 403


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_at_the_desk(house, people, view):
    slug, code = cycling.opened(house, places=2)
    cycling.registered(
        house, slug, code, NOUR, SAM, LEA, access_needs="Documents agrandis", questions={code: "Pourquoi ?"}
    )
    page = cycling.organiser(house, people(reduced_motion="reduce", **VIEWS[view]))
    for address in ("/bureau/cycles", f"/bureau/cycles/{slug}"):
        page.goto(address)
        expect(page.locator(".desk-card").first).to_be_visible()
        judged(page, f"{address} ({view})")
    cycling.words_of(cycling.open_meeting(page, slug, code))
    cycling.row_of(page, LEA).get_by_role("button", name="Promouvoir").click()
    expect(page.get_by_role("group", name="Confirmer")).to_be_visible()
    judged(page, f"the meeting ({view})")
    for words in ("Écrire aux inscrits", "Reporter", "Annuler"):
        box = dialog(page, words)
        expect(box).to_be_visible()
        judged(page, f"{words} ({view})")
        page.keyboard.press("Escape")
    cycling.row_of(page, NOUR).get_by_role("link", name=NOUR).click()
    expect(page.get_by_role("heading", name=NOUR, level=1)).to_be_visible()
    judged(page, f"somebody ({view})")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_server_that_falls_takes_nothing_typed_with_it(server, people):
    slug, code = cycling.opened(server)
    page = people(reduced_motion="reduce")
    cycling.words_of(cycling.open_meeting(cycling.organiser(server, page), slug, code)).get_by_label("Déroulé").fill(
        "Vote, puis débat"
    )
    page.evaluate("for (const form of document.querySelectorAll('.desk-form')) delete form.dataset.ready")
    server.reopen()
    page.locator(".desk-form[data-ready=true]").first.wait_for(state="attached")  # it has entered again
    expect(page.get_by_text("Connexion perdue")).to_have_count(0, timeout=20_000)
    expect(page.get_by_label("Déroulé")).to_have_value("Vote, puis débat")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_text("Enregistré.", exact=True)).to_be_visible(timeout=20_000)
    page.reload()
    page.locator(".desk-form[data-ready=true]").first.wait_for(state="attached")
    expect(cycling.words_of(page).get_by_label("Déroulé")).to_have_value("Vote, puis débat")
