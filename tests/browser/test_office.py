"""The organisers' office: sign in by the mailed link, see one's desks, one's visits, the letters, the team, go out."""

import re
import time
from datetime import UTC, datetime
from typing import Protocol

import httpx
import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from irdsu_app import db
from irdsu_app.access import organisers, team
from irdsu_app.mail import box
from irdsu_app.mail.letter import ToSend
from irdsu_app.mail.models import Letter
from tests import pace
from tests.browser.door_wire import soon
from tests.browser.test_accessibility import DESKTOP, TOO_WIDE, VIEWS, judged
from tests.serving import House
from tests.sink import Sink
from tests.tab import ROOT_STATE, Tab

pytestmark = [pytest.mark.browser, pytest.mark.expects("WebSocket connection to")]
ANNE, BOB = "anne@ville.fr", "bob@ville.fr"


@pytest.fixture
def server(tmp_path, sink):
    """A house that sends its letters, with Anne who answers for everything and Bob for the cycle."""
    house = House(tmp_path, smtp_url=sink.url)
    with db.session(db.open_engine(house.database_url)) as session:
        team.invite(session, ANNE, "Anne Durand", ["all"], datetime.now(UTC))
        team.invite(session, BOB, "Bob Petit", ["cycles"], datetime.now(UTC))
    yield house.open()
    house.kill()


class Addressed(Protocol):
    """A house at an address."""

    @property
    def url(self) -> str: ...


def sign_in(page: Page, server: Addressed, sink: Sink, email: str) -> str:
    """Ask for a link, read the letter, come in by it; the link is given back."""
    page.goto(f"{server.url}/connexion")
    page.get_by_label("Votre adresse électronique").fill(email)
    page.get_by_role("button", name="Recevoir un lien").click()
    expect(page.get_by_role("status").filter(has_text="un lien vient de partir")).to_be_visible()
    assert sink.arrived.acquire(timeout=20)
    link = re.search(r"http\S+/bureau/entrer/\S+", sink.text())
    assert link is not None, sink.text()
    there = re.sub(r"^http://[^/]+", server.url, link[0])
    page.goto(there)
    page.get_by_role("button", name="Entrer").click()
    expect(page.get_by_role("heading", name="Mes visites")).to_be_visible()
    return there


def settled(server: House, email: str, status: str) -> None:
    """Until a letter to this address has come to this."""
    engine, asked = db.open_engine(server.database_url), select(Letter.id).where(Letter.recipient == email)

    def found() -> bool:
        with db.session(engine) as session:
            return session.exec(asked.where(Letter.status == status)).first() is not None

    assert soon(found, 20), status


def test_from_the_letter_to_the_desks_and_out_again_leaving_nothing(server, sink, people):
    anne = people(**DESKTOP)
    link = sign_in(anne, server, sink, ANNE)
    secret = link.rpartition("/")[2]
    message = sink.message()
    assert (message["To"], message["Subject"]) == (ANNE, "Votre lien pour entrer au bureau de l’IR-DSU")
    assert "Bonjour Anne Durand" in sink.text()
    expect(anne.get_by_text("Bonjour Anne Durand")).to_be_visible()
    for name in ("Le dépliant", "Courriels", "Équipe", "Journal"):
        expect(anne.get_by_role("main").get_by_role("link", name=name)).to_be_visible()
    settled(server, ANNE, "sent")
    anne.get_by_role("link", name="Courriels").click()
    expect(anne.get_by_role("listitem").filter(has_text=ANNE).get_by_text("Envoyé", exact=True)).to_be_visible()
    anne.get_by_role("link", name="Retour au bureau").click()
    anne.get_by_role("button", name="Sortir").click()
    expect(anne.get_by_text("Vous avez quitté le bureau")).to_be_visible()
    for _ in range(2):
        anne.go_back()
        expect(anne.get_by_role("heading", name="Réservé aux organisateurs")).to_be_visible()
        assert ANNE not in anne.content()
        assert "Anne Durand" not in anne.content()
    anne.goto(link)
    anne.get_by_role("button", name="Entrer").click()
    expect(anne.get_by_role("alert").filter(has_text="sert une seule fois")).to_be_visible()
    assert not any(word in server.said() for word in (secret, ANNE, "Anne")), "logs hold neither links nor people"


def test_desks_open_by_role_and_nobody_opens_anothers(server, sink, people):
    with db.session(db.open_engine(server.database_url)) as session:
        now = datetime.now(UTC)
        box.queue(
            session, [ToSend("a", "jobs.alert", "lea@ville.test"), ToSend("b", "cycles.x", "nour@ville.test")], now
        )
    bob = people(**DESKTOP)
    sign_in(bob, server, sink, BOB)
    expect(bob.get_by_role("main").get_by_role("link", name="Courriels")).to_be_visible()
    expect(bob.get_by_role("main").get_by_role("link", name="Le dépliant")).to_have_count(0)
    expect(bob.get_by_role("link", name="Équipe")).to_have_count(0)
    for address in ("/bureau/equipe", "/bureau/journal", "/bureau/depliant", "/bureau/depliant/chiffres"):
        bob.goto(server.url + address)
        expect(bob.get_by_role("heading", name="Cette page n’est pas dans vos rôles")).to_be_visible()
        assert ANNE not in bob.content()
    cookie = next(c["value"] for c in bob.context.cookies() if c["name"] == "irdsu-bureau")
    proof = httpx.get(f"{server.url}/bureau/depliant/epreuve.html", cookies={"irdsu-bureau": cookie})
    assert proof.status_code == 403
    assert "le rôle « Le dépliant »" in proof.text.replace("\u202f", " ").replace("\u00a0", " ")
    bob.goto(f"{server.url}/bureau/courriers")
    expect(bob.get_by_text("nour@ville.test")).to_be_visible()
    expect(bob.get_by_text("lea@ville.test")).to_have_count(0)
    expect(bob.get_by_text(ANNE)).to_have_count(0)


def test_a_visit_closed_from_elsewhere_shows_nothing_any_more_at_once(server, sink, people):
    anne, phone = people(**DESKTOP), people(phone=True)
    sign_in(anne, server, sink, ANNE)
    sign_in(phone, server, sink, ANNE)
    phone.goto(f"{server.url}/bureau/equipe")
    expect(phone.get_by_text(BOB)).to_be_visible()
    anne.reload()
    expect(anne.get_by_role("button", name="Fermer cette visite")).to_have_count(1)
    anne.get_by_role("button", name="Fermer cette visite").click()
    expect(anne.get_by_text("Cette visite est fermée")).to_be_visible()
    expect(phone.get_by_role("heading", name="Réservé aux organisateurs")).to_be_visible()
    assert BOB not in phone.content()
    expect(anne.get_by_role("heading", name="Mes visites")).to_be_visible()


@pytest.mark.parametrize("how", ["here", "by the command"])
def test_the_sockets_of_an_ended_visit_are_cut_within_a_second(server, how):
    engine = db.open_engine(server.database_url)
    with db.session(engine) as session:
        anne, now = team.find(session, ANNE), datetime.now(UTC)
        assert anne is not None
        gone, stays = (organisers.enter(session, organisers.give_link(session, now, anne), now) for _ in range(2))
    place = server.url.replace("http", "ws") + "/_event/?EIO=4&transport=websocket&token="
    cookies = {gone: f"irdsu-bureau={gone}", stays: f"a=b; irdsu-bureau={stays}", "": ""}
    sockets = {
        who: connect(place + (who or "x")[:8], additional_headers={"Origin": server.url, "Cookie": header})
        for who, header in cookies.items()
    }
    tabs = {who: Tab(socket, "/bureau") for who, socket in sockets.items()}
    busy = pace.slower()
    began = time.monotonic()
    if how == "here":
        out = httpx.post(f"{server.url}/bureau/sortir", headers={"origin": server.url, "cookie": cookies[gone]})
        assert (out.status_code, out.headers["location"]) == (303, "/connexion?sorti=oui")
    else:
        with db.session(engine) as session:
            organisers.leave(session, gone)
    with pytest.raises(ConnectionClosed):
        tabs[gone].wait_for("nothing", "more", "is said")
    assert time.monotonic() - began < max(busy, pace.slower())
    for who in (stays, ""):
        tabs[who].send(f"{ROOT_STATE}.on_load_internal_state.on_load_internal")
        tabs[who].read()


def test_the_team_invites_changes_roles_and_sets_aside_but_never_its_last(server, sink, people):
    anne, bob = people(**DESKTOP), people(phone=True)
    sign_in(anne, server, sink, ANNE)
    sign_in(bob, server, sink, BOB)
    anne.goto(f"{server.url}/bureau/equipe")
    anne.get_by_label("Son adresse électronique").fill("bob@ville.fr")
    anne.get_by_label("Son nom").fill("Encore Bob")
    anne.get_by_role("button", name="Inviter").click()
    expect(anne.locator("#email-error")).to_contain_text("déjà dans l’équipe")
    expect(anne.get_by_label("Son nom")).to_have_value("Encore Bob")
    anne.get_by_label("Son adresse électronique").fill("Chloe@Ville.fr")
    anne.get_by_label("Son nom").fill("Chloé Roy")
    anne.get_by_role("region", name="Inviter").get_by_label("Les offres").check()
    anne.get_by_role("button", name="Inviter").click()
    expect(anne.get_by_text("Chloé Roy est dans l’équipe")).to_be_visible()
    assert sink.arrived.acquire(timeout=20)
    assert (sink.message()["To"], "Anne Durand vous ouvre le bureau" in sink.text()) == ("chloe@ville.fr", True)
    row = anne.get_by_role("listitem").filter(has_text="Bob Petit")
    row.get_by_text("Changer").click()
    row.get_by_label("Le dépliant").check()
    row.get_by_role("button", name="Enregistrer ses rôles").click()
    expect(anne.get_by_text("Bob Petit : Le dépliant, Le cycle")).to_be_visible()
    bob.reload()
    expect(bob.get_by_role("main").get_by_role("link", name="Le dépliant")).to_be_visible()
    row.get_by_role("button", name="Ne plus laisser entrer").click()
    expect(anne.get_by_text("Bob Petit n’entre plus au bureau")).to_be_visible()
    expect(bob.get_by_role("heading", name="Réservé aux organisateurs")).to_be_visible()
    mine = anne.get_by_role("listitem").filter(has_text="Anne Durand")
    mine.get_by_text("Changer").click()
    mine.get_by_role("button", name="Ne plus laisser entrer").click()
    expect(anne.get_by_role("alert").filter(has_text="Il faut au moins une personne")).to_be_visible()
    anne.goto(f"{server.url}/bureau/journal")
    for said in ("Personne mise à l’écart", "Rôles changés", "Personne invitée dans l’équipe", "Entrée au bureau"):
        expect(anne.get_by_text(said).first).to_be_visible()


def test_a_refused_letter_says_why_and_is_sent_again_by_hand(server, sink, people):
    sink.at_rcpt["chloe@ville.fr"] = "550 no such user"
    anne = people(**DESKTOP)
    sign_in(anne, server, sink, ANNE)
    anne.goto(f"{server.url}/bureau/equipe")
    anne.get_by_label("Son adresse électronique").fill("chloe@ville.fr")
    anne.get_by_label("Son nom").fill("Chloé")
    anne.get_by_role("button", name="Inviter").click()
    expect(anne.get_by_text("Chloé est dans l’équipe")).to_be_visible()
    settled(server, "chloe@ville.fr", "refused")
    anne.goto(f"{server.url}/bureau/courriers")
    anne.get_by_label("État").select_option("Refusé")
    anne.get_by_role("button", name="Chercher").click()
    row = anne.get_by_role("listitem").filter(has_text="chloe@ville.fr")
    expect(row).to_contain_text("Cette adresse n’existe pas")
    sink.at_rcpt.clear()
    row.get_by_role("button", name="Envoyer de nouveau").click()
    expect(anne.get_by_text("Ce courriel repart")).to_be_visible()
    assert sink.arrived.acquire(timeout=20)
    assert sink.recipients[-1] == "chloe@ville.fr"


@pytest.mark.parametrize("view", VIEWS)
def test_every_page_of_the_office_is_for_everybody(server, sink, people, view):
    anne = people(reduced_motion="reduce", **VIEWS[view])
    anne.goto(f"{server.url}/connexion")
    judged(anne, "/connexion")
    sign_in(anne, server, sink, ANNE)
    judged(anne, "/bureau")
    for address in ("/bureau/courriers", "/bureau/journal", "/bureau/equipe", "/bureau/depliant/chiffres"):
        anne.goto(server.url + address)
        expect(anne.get_by_text("Le bureau s’ouvre…")).to_have_count(0)
        if address.endswith("equipe"):
            anne.get_by_text("Changer").first.click()
        judged(anne, address)
        assert anne.evaluate(TOO_WIDE) == [], address
