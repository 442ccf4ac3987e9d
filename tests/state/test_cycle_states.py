"""The doors of a cycle on a real server: strangers, floods, what is never sent, what a form asks for and how often."""

import contextlib
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from websockets.sync.client import connect
from websockets.typing import Origin

from irdsu_app.cycles import keys
from irdsu_app.cycles.asking_state import Asking
from irdsu_app.cycles.confirm_state import Confirming
from irdsu_app.cycles.own_state import Mine
from irdsu_app.cycles.state import CycleRoom
from tests.browser.cycles import FORM, SLUG, VISIO, demands, meeting, opened, registered
from tests.tab import Tab

ASKING, MINE, ROOM, CONFIRMING = (each.get_full_name() for each in (Asking, Mine, CycleRoom, Confirming))
GOOD = {"prenom": "Nour", "nom": "Benali", "courriel": "nour@mirevigne.fr", "departement": "69", "seance-S2": "oui"}


@pytest.fixture(scope="module")
def there(tmp_path_factory):
    house = opened(tmp_path_factory.mktemp("states"))
    yield house
    house.kill()


@pytest.fixture
def tab(there) -> Iterator[Callable[..., Tab]]:
    """A tab at an address of this house."""
    with contextlib.ExitStack() as lines:

        def open_tab(address: str, **query: str) -> Tab:
            socket = f"{there.url.replace('http', 'ws')}/_event/?EIO=4&transport=websocket&token={uuid4()}"
            wired = lines.enter_context(connect(socket, origin=Origin(there.url), open_timeout=20))
            return Tab(wired, address, query)

        yield open_tab


def own(tab, key: str) -> Tab:
    return tab(f"/inscription/{key}", key=key)


def asked(page: Tab, **more: str) -> dict:
    """Send the form; gives what became of it."""
    before = page.shown.get((ASKING, "answer"), {}).get("at")
    page.send(f"{ASKING}.send", drawn=str(uuid4()), values={**GOOD, **more}, spent=9000)
    while page.shown[ASKING, "answer"]["at"] == before:
        page.read()
    return page.shown[ASKING, "mistakes"]


def test_a_public_screen_is_told_neither_names_nor_the_link_of_a_meeting(there, tab):
    registered(there, "Secrète", S1="room", S2="remote")
    page = tab(f"/cycles/{SLUG}", slug=SLUG)
    page.wait_for(ROOM, "ready", True)
    assert page.shown[ROOM, "seats"]["S1"]["said"] == "Complète, liste d’attente ouverte"
    assert page.shown[ROOM, "mine"] == {}
    told = str(page.shown)
    assert "Secrète" not in told
    assert VISIO not in told


def test_the_link_of_a_meeting_is_only_told_to_whoever_is_confirmed_to_follow_it_from_afar(there, tab):
    for key, told in (
        (registered(there, "Ici", S3="room"), False),
        (registered(there, "Ailleurs", S3="remote"), True),
    ):
        page = own(tab, key)
        page.wait_for(MINE, "problem", "")
        page.wait_for(ROOM, "ready", True)
        assert (VISIO in str(page.shown)) is told


def test_a_stranger_does_nothing_of_what_is_somebody_s(there, tab):
    key = registered(there, "Ana", S2="remote")
    page = own(tab, "x" * 32)
    assert "n’ouvre rien" in page.shown[MINE, "problem"]
    page.send(f"{MINE}.withdraw", meeting=str(meeting(there, "S2")), waiting=False)
    while not page.shown.get((MINE, "refusal")):
        page.read()
    assert "n’ouvre rien" in page.shown[MINE, "refusal"]
    mine = own(tab, key)
    assert mine.shown[ROOM, "mine"]["S2"]["said"] == "Confirmée"
    mine.send(f"{MINE}.withdraw", meeting="pas-un-numéro", waiting=False)
    while not mine.shown.get((MINE, "refusal")):
        mine.read()
    assert "n’existe pas" in mine.shown[MINE, "refusal"]


def test_an_address_is_written_to_three_times_an_hour_at_most(there, tab):
    page = tab(FORM, slug=SLUG)
    for _ in range(3):
        assert asked(page) == {}
    assert "trois fois" in asked(page)["courriel"]
    assert asked(page, courriel="autre@mirevigne.fr") == {}
    assert len(demands(there, "nour@mirevigne.fr")) == 3


def test_nobody_fills_a_form_in_no_time(there, tab):
    page = tab(FORM, slug=SLUG)
    page.send(f"{ASKING}.send", drawn=str(uuid4()), values=GOOD | {"courriel": "vite@mirevigne.fr"}, spent=10)
    while not page.shown.get((ASKING, "mistakes")):
        page.read()
    assert "trop vite" in page.shown[ASKING, "mistakes"]["courriel"]
    assert demands(there, "vite@mirevigne.fr") == []


def test_a_form_that_was_refused_takes_no_letter_from_its_address(there, tab):
    registered(there, "Première", S1="room")
    page = tab(FORM, slug=SLUG)
    everything = {"courriel": "tout@mirevigne.fr", "seance-S1": "oui", "comment": "all"}
    for _ in range(4):
        assert "partout" in asked(page, **everything)["comment"]
    for _ in range(3):
        assert asked(page, courriel="tout@mirevigne.fr") == {}
    assert "trois fois" in asked(page, courriel="tout@mirevigne.fr")["courriel"]


@pytest.mark.parametrize("spent", [9_000, -9_000, 10**15, 10**400])
def test_a_form_that_was_never_opened_was_not_filled(there, tab, spent):
    page = tab(f"/cycles/{SLUG}", slug=SLUG)
    address = f"robot{len(str(spent))}@mirevigne.fr"
    page.send(f"{ASKING}.send", drawn=str(uuid4()), values=GOOD | {"courriel": address}, spent=spent)
    while not page.shown.get((ASKING, "mistakes")):
        page.read()
    assert "trop vite" in page.shown[ASKING, "mistakes"]["courriel"]
    assert demands(there, address) == []


@pytest.mark.parametrize("spent", [-9_000, 10**15])
def test_a_time_that_nobody_spends_on_a_form_counts_for_nothing(there, tab, spent):
    page = tab(FORM, slug=SLUG)
    page.send(f"{ASKING}.send", drawn=str(uuid4()), values=GOOD | {"courriel": "hier@mirevigne.fr"}, spent=spent)
    while not page.shown.get((ASKING, "mistakes")):
        page.read()
    assert "trop vite" in page.shown[ASKING, "mistakes"]["courriel"]


def test_a_cycle_that_does_not_exist_a_closed_meeting_and_a_strange_number_are_refused(there, tab):
    page = tab("/cycles/nulle-part/inscription", slug="nulle-part")
    assert "n’existe pas" in page.shown[ROOM, "problem"]
    assert "décochez" in asked(page)["seance-S2"]
    page = tab(FORM, slug=SLUG)
    assert "décochez" in asked(page, **{"seance-S4": "oui"})["seance-S4"]
    before = page.shown[ASKING, "answer"]["at"]
    page.send(f"{ASKING}.send", drawn="pas-un-numéro", values=GOOD, spent=9000)
    while page.shown[ASKING, "answer"]["at"] == before:
        page.read()
    assert page.shown[ASKING, "mistakes"]


def test_opening_the_link_of_a_letter_consumes_nothing(there, tab):

    page = tab(FORM, slug=SLUG)
    assert asked(page, courriel="lien@mirevigne.fr") == {}
    (demand,) = demands(there, "lien@mirevigne.fr")
    link = keys.demand(demand.id)
    for _ in range(3):
        page = tab(f"/inscription/confirmer/{link}", lien=link)
        assert (page.shown[CONFIRMING, "problem"], page.shown[CONFIRMING, "manage"]) == ("", "")
    assert demands(there, "lien@mirevigne.fr")[0].confirmed_at is None
    page.send(f"{CONFIRMING}.confirm")
    while not page.shown[CONFIRMING, "manage"]:
        page.read()
    assert page.shown[CONFIRMING, "got"][0]["said"] == "Votre place est réservée."
