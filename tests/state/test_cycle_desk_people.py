"""What the desk of the cycles does to people: places, waiting list, dates, letters, lists and exports."""

import asyncio
import csv
import io
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import uuid4

import httpx
import pytest
from starlette.applications import Starlette

from irdsu_app import db
from irdsu_app.access import cookies
from irdsu_app.cycles import (
    desk_acts,
    desk_note,
    desk_routes,
    desk_seen,
    desk_state,
    desk_words,
    organising,
    paris,
)
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.desk_acts import Unfit
from irdsu_app.cycles.models import Cycle
from tests.state.desk_house import DeskHouse

pytestmark = pytest.mark.usefixtures("rooms_base", "secret_of_the_house")


@pytest.fixture
def desk(monkeypatch):
    return DeskHouse(monkeypatch)


def test_capacity_is_refused_under_the_places_taken_with_the_figure(desk):
    desk.comes("Nour")
    desk.comes("Sam")
    with pytest.raises(Refused, match=r"2.places à distance sont déjà prises") as refusal:
        desk.on(desk_acts.resize, 0, 1, 20)
    assert desk_state.FIELDS[refusal.value.field] == "distance"
    assert desk.meeting.remote_places == 2


def test_a_way_to_come_stays_open_while_somebody_waits_for_it(desk):
    desk.comes("Nour")
    desk.comes("Sam")
    desk.on(desk_acts.resize, 5, 2, 20)
    assert desk.meeting.mode == "hybrid"
    desk.comes("Léa")
    desk.on(organising.suspend, True)
    desk.on(desk_acts.withdraw_for, desk.person("Nour").id)
    desk.on(desk_acts.withdraw_for, desk.person("Sam").id)
    with pytest.raises(Refused, match="Une personne attend une place à distance"):
        desk.on(desk_acts.resize, 5, 0, 20)


def test_a_place_added_goes_at_once_to_who_waits(desk):
    for name in ("Nour", "Sam", "Ines"):
        desk.comes(name)
    assert desk.status("Ines") == "waiting"
    desk.on(desk_acts.resize, 0, 3, 20)
    assert desk.status("Ines") == "offered"


def test_somebody_is_taken_out_at_their_request_and_the_next_is_offered_the_place(desk):
    for name in ("Nour", "Sam", "Ines"):
        desk.comes(name)
    desk.on(desk_acts.withdraw_for, desk.person("Nour").id)
    desk.on(desk_acts.withdraw_for, desk.person("Nour").id)
    assert (desk.status("Nour"), desk.status("Ines")) == ("withdrawn", "offered")
    assert desk.journal().count("Désistement à la demande de la personne") == 1
    assert [letter.recipient for letter in desk.letters("withdrawn")] == ["nour@ville.fr"]


def test_promoting_by_hand_adds_a_place_when_none_is_free_and_is_in_the_journal(desk):
    for name in ("Nour", "Sam", "Ines", "Paul"):
        desk.comes(name)
    with pytest.raises(Refused, match="Aucune place n’est libre"):
        desk.on(organising.promote, desk.person("Paul").id)
    desk.on(organising.promote, desk.person("Paul").id, add_place=True)
    assert (desk.status("Paul"), desk.status("Ines"), desk.meeting.remote_places) == ("offered", "waiting", 3)
    with db.session() as session:
        acts = desk_seen.journal(session, [f"meeting:{desk.meeting.id}"])
    assert (acts[0][0].what, acts[0][1]) == ("Promotion depuis la liste d’attente", "Camille Astier")


def test_a_letter_goes_once_to_each_of_the_group_whoever_clicks_twice(desk):
    for name in ("Nour", "Sam", "Ines"):
        desk.comes(name)
    note, words = uuid4(), "Apportez une question.\n\nÀ bientôt."
    for _ in range(2):
        desk.on(organising.write_to, note, words, frozenset(desk_seen.GROUPS["confirmees"]), "Avant la séance")
    assert [letter.recipient for letter in desk.letters("note")] == ["nour@ville.fr", "sam@ville.fr"]
    assert desk.journal().count("Lettre aux inscrits") == 1
    shown = db.read(lambda s: desk_note.written(str(desk.meeting.id), "confirmees", "Avant la séance", words, s))
    assert shown["subject"] == "Avant la séance"
    assert "Apportez une question." in shown["text"]
    assert "/inscription/" not in shown["text"]
    progress = db.read(lambda session: desk_seen.note_progress(session, desk.meeting.id, str(note)))
    assert progress == {"queued": 2}


def test_a_letter_to_the_filtered_list_goes_to_those_who_were_shown_when_it_was_looked_over(desk):
    for name in ("Nour", "Sam", "Ines"):
        desk.comes(name, function="Élue" if name != "Sam" else "Bailleur")
    desk.on(desk_acts.withdraw_for, desk.person("Nour").id)
    number = str(desk.meeting.id)
    asked = partial(desk_note.addressed, number, desk_note.FILTERED, "?fonction=elue")
    assert db.read(asked) == {desk.person("Ines").id}
    assert len(db.read(partial(desk_note.addressed, number, desk_note.FILTERED, ""))) == 2
    assert db.read(partial(desk_note.addressed, number, "ailleurs", "")) == frozenset()
    people, note = db.read(asked), uuid4()
    desk.comes("Paul", function="Élue")
    held = {"groupe": desk_note.FILTERED, "texte": "À bientôt.", "objet": "Bonjour"}
    for _ in range(2):
        desk.on(desk_note.send, note, held, people)
    assert [letter.recipient for letter in desk.letters("note")] == ["ines@ville.fr"]


def test_moving_and_cancelling_tell_everybody_once_and_programming_again_asks_nothing(desk):
    for name in ("Nour", "Sam", "Ines"):
        desk.comes(name)
    to = {"jour": "2027-03-30", "debut": "09:30", "fin": "11:30", "raison": "Grève annoncée"}
    desk.on(desk_acts.moved, to, False)
    assert len(desk.letters("postponed")) == 3
    assert desk.meeting.starts_at == datetime(2027, 3, 30, 7, 30, tzinfo=UTC)
    with pytest.raises(Refused, match="Dites pourquoi") as refusal:
        desk.on(organising.cancel, "  ")
    assert desk_state.FIELDS[refusal.value.field] == "raison"
    desk.on(organising.cancel, "Salle indisponible")
    desk.on(organising.cancel, "Salle indisponible")
    assert len(desk.letters("cancelled")) == 3
    with pytest.raises(Unfit) as wrong:
        desk.on(desk_acts.moved, {**to, "jour": "2027-03-28", "debut": "02:15", "fin": "04:00"}, True)
    assert "heure d’été" in wrong.value.fields["debut"]
    desk.on(desk_acts.moved, {**to, "jour": "2027-04-06"}, True)
    assert (desk.status("Nour"), desk.status("Sam"), desk.status("Ines")) == ("offered", "offered", "waiting")


def test_rules_that_free_places_are_followed_at_once(desk):
    desk.change(Cycle, rules={"member_share": 100, "member_days": 0, "same_organisation": 0})
    desk.comes("Nour")
    assert desk.status("Nour") == "waiting"
    desk.does(desk_acts.save_cycle, desk.slug, {"part_adherents": "0"}, {})
    assert desk.status("Nour") == "offered"


def kept(desk, now: datetime | None = None) -> str:
    line = db.read(lambda session: desk_seen.meeting(session, desk.slug, "C1", now or desk.now))
    assert line is not None
    return desk_words.kept(line, now or desk.now)


def test_the_desk_says_why_places_stay_free_while_people_wait(desk):
    desk.change(Cycle, rules={"member_share": 50, "member_days": 3, "same_organisation": 0})
    desk.comes("Nour")
    assert kept(desk) == ""
    desk.comes("Sam")
    assert (desk.status("Nour"), desk.status("Sam")) == ("confirmed", "waiting")
    opens = f"{paris.local(desk.meeting.starts_at - timedelta(days=3)):%d/%m/%Y}"
    assert kept(desk).startswith("Des places restent libres : 1 place gardée aux adhérentes et adhérents jusqu’au")
    assert opens in kept(desk)
    assert kept(desk, desk.meeting.starts_at) == ""
    desk.on(organising.suspend, True)
    assert kept(desk) == ""


def test_the_desk_says_that_an_organisation_has_its_share_of_the_room(desk):
    desk.change(Cycle, rules={"member_share": 0, "same_organisation": 1, "organisation_days": 2})
    desk.on(desk_acts.resize, 3, 2, 20)
    for name in ("Nour", "Sam"):
        desk.comes(name, organisation="Ville de Lyon", choices={"C1": "room"})
    assert (desk.status("Nour"), desk.status("Sam")) == ("confirmed", "waiting")
    assert kept(desk).startswith("Des places restent libres : 1 par structure en salle au plus jusqu’au")


def test_people_are_found_by_words_status_and_order(desk):
    for name in ("Zoe", "Anaïs", "Paul", "Maël"):
        desk.comes(name)
    assert desk.people() == ["Zoe 0", "Anaïs 0", "Paul 1", "Maël 2"]
    assert desk.people(words="ANAIS benali") == ["Anaïs 0"]
    assert desk.people(words="ville de mael") == ["Maël 2"]
    assert desk.people(status="waiting") == ["Paul 1", "Maël 2"]
    assert desk.people(sort="nom") == ["Anaïs 0", "Maël 2", "Paul 1", "Zoe 0"]
    assert desk.people(words="personne") == []


class Web:
    """Asks for the export as a browser does."""

    def get(self, address: str, cookie: str):
        async def asked():
            transport = httpx.ASGITransport(app=Starlette(routes=desk_routes.routes))
            async with httpx.AsyncClient(transport=transport, base_url="http://maison") as client:
                return await client.get(address, headers={"cookie": f"{cookies.name(cookies.ORGANISER)}={cookie}"})

        return asyncio.run(asked())


def test_the_export_opens_in_a_spreadsheet_runs_nothing_and_is_for_organisers_only(desk):
    desk.comes("Nour", access_needs='=HYPERLINK("http://x")', questions={"C1": "Une ; deux"})
    address = f"/bureau/cycles/{desk.slug}/C1/inscriptions.csv"
    for cookie in ("", "x" * 43, desk.visit("Dominique", "brief")):
        answer = Web().get(address, cookie)
        assert (answer.status_code, "Nour" in answer.text) == (403, False)
    answer = Web().get(address, desk.cookie)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    head, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    said = dict(zip(head, row, strict=True))
    assert (said["Prénom"], said["Statut"], said["Question"]) == ("Nour", "Confirmée", "Une ; deux")
    assert said["Besoins d’accessibilité"].startswith("'=")
    assert desk.journal()[-1] == "Export des inscriptions"
    assert Web().get(f"/bureau/cycles/{desk.slug}/C9/inscriptions.csv", desk.cookie).status_code == 404
