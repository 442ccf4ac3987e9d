"""Passkeys in a browser that has them, with Chromium's own authenticator: add one, go out, come in, take it away."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import DESKTOP, TOO_WIDE, VIEWS, judged
from tests.browser.test_office import ANNE, server, sign_in
from tests.serving import House
from tests.sink import Sink

pytestmark = [pytest.mark.browser, pytest.mark.expects("WebSocket connection to", "status of 403")]
__all__ = ["server"]
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def hold_a_device(page: Page) -> None:
    """Give this browser a device that makes and keeps passkeys."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


@dataclass(frozen=True)
class Named:
    """The house by its name: a passkey is bound to a name, not to a number."""

    url: str


@pytest.mark.parametrize("view", VIEWS)
def test_a_passkey_is_added_enters_and_is_taken_away(server: House, sink: Sink, people, view):
    anne, home = people(reduced_motion="reduce", **VIEWS[view]), Named(server.url.replace("127.0.0.1", "localhost"))
    hold_a_device(anne)
    sign_in(anne, home, sink, ANNE)
    keys = anne.get_by_role("region", name="Mes clés d’accès")
    expect(keys.get_by_text("Vous n’en avez pas encore")).to_be_visible()
    keys.get_by_label("Nom de la nouvelle clé").fill("Mon ordinateur")
    keys.get_by_role("button", name="Ajouter une clé d’accès").click()
    expect(anne.get_by_text("Votre clé d’accès est ajoutée")).to_be_visible()
    expect(keys.get_by_role("listitem")).to_contain_text("jamais utilisée")
    keys.get_by_text("Retirer", exact=False).first.click()
    judged(anne, "/bureau")
    assert anne.evaluate(TOO_WIDE) == []
    keys.get_by_role("button", name="Ajouter une clé d’accès").click()
    expect(keys.get_by_role("alert")).to_contain_text("Cet appareil a déjà une clé d’accès")
    anne.get_by_role("button", name="Sortir").click()
    expect(anne.get_by_text("Vous avez quitté le bureau")).to_be_visible()
    judged(anne, "/connexion")
    anne.get_by_role("button", name="Entrer avec une clé d’accès").click()
    expect(keys.get_by_role("listitem")).to_contain_text("utilisée le")
    keys.get_by_role("listitem").get_by_text("Retirer").first.click()
    keys.get_by_role("button", name="Retirer cette clé").click()
    expect(anne.get_by_text("Cette clé est retirée")).to_be_visible()
    expect(keys.get_by_role("listitem")).to_have_count(0)
    anne.get_by_role("button", name="Sortir").click()
    expect(anne.get_by_text("Vous avez quitté le bureau")).to_be_visible()
    anne.get_by_role("button", name="Entrer avec une clé d’accès").click()
    expect(anne.get_by_role("alert").filter(has_text="Cette clé n’a pas été reconnue")).to_be_visible()
    expect(anne).to_have_url(re.compile(re.escape(home.url) + "/connexion"))


def test_without_passkeys_only_the_mailed_link_is_offered(server: House, sink: Sink, people):
    anne = people(**DESKTOP)
    anne.add_init_script("delete window.PublicKeyCredential")
    sign_in(anne, server, sink, ANNE)
    keys = anne.get_by_role("region", name="Mes clés d’accès")
    expect(keys.get_by_text("ne permet pas d’en ajouter")).to_be_visible()
    expect(keys.get_by_role("button")).to_have_count(0)
    anne.get_by_role("button", name="Sortir").click()
    expect(anne.get_by_text("Vous avez quitté le bureau")).to_be_visible()
    expect(anne.get_by_role("button", name="Recevoir un lien")).to_be_visible()
    expect(anne.get_by_role("button", name="clé d’accès")).to_have_count(0)
