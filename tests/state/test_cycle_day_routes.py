"""The files of the day: to organisers of the cycles only, to each person their own; what is forgotten, and when."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx
import pytest
import time_machine
from limits import parse
from sqlalchemy import event
from sqlmodel import select
from starlette.applications import Starlette

from irdsu_app import db
from irdsu_app.access import cookies, organisers, team
from irdsu_app.access.models import OrganiserAct
from irdsu_app.cycles import checking, day_routes, exporting
from irdsu_app.cycles.checking import Scan
from irdsu_app.cycles.day_models import Marked, WalkIn
from irdsu_app.cycles.models import Meeting, Registration
from irdsu_app.door import rates
from tests.state.cycle_house import SLUG, START, CycleHouse

pytestmark = pytest.mark.usefixtures("rooms_base", "secret_of_the_house")
AFTER = START + timedelta(hours=3)
HALF = "2027-03-16-pm"
DESK = (
    "C1/emargement.pdf", "C1/presences.csv", "C1/presences.xlsx", "C1/inscriptions.xlsx", "C1/avis.csv", "C1/avis.xlsx",
    "inscriptions.csv", "inscriptions.xlsx", "avis-avant.csv", "avis-apres.xlsx", "avis-trois-mois.csv",
    "compte-rendu.pdf",
)  # fmt: skip


class Seen:
    """After C1: Nour was seen, Ali was not, Lou came to the door."""

    def __init__(self) -> None:
        rates.forget()
        self.house = CycleHouse()
        self.keys = {name: self.house.register(name) for name in ("Nour", "Ali")}
        with db.session() as session:
            by = team.invite(session, "camille@ville.fr", "Camille", ("cycles",), START)
            meeting = session.exec(select(Meeting).where(Meeting.code == "C1")).one()
            meeting.resources = [{"title": "Livre blanc", "address": "https://www.resovilles.com"}]
            mine = session.exec(select(Registration.id).where(Registration.arrival == 1)).first()
            lou = checking.walk_in(session, by, meeting.id, uuid4(), "Lou Martin", "Centre social", START)
            scans = [Scan(uuid4(), HALF, START, way="name", registration=mine), Scan(uuid4(), HALF, START, walk_in=lou)]
            checking.sync(session, by, meeting.id, scans, "tablet", START)

    def visit(self, *roles: str) -> str:
        with db.session() as session:
            whose = team.invite(session, f"{uuid4().hex}@ville.fr", "Dominique", roles, AFTER)
            return organisers.enter(session, organisers.give_link(session, AFTER, whose), AFTER)

    def get(self, address: str, cookie: str = "") -> httpx.Response:
        async def asked():
            transport = httpx.ASGITransport(app=Starlette(routes=day_routes.routes))
            async with httpx.AsyncClient(transport=transport, base_url="http://maison") as client:
                return await client.get(address, headers={"cookie": f"{cookies.name(cookies.ORGANISER)}={cookie}"})

        return asyncio.run(asked())


@pytest.fixture
def seen():
    with time_machine.travel(AFTER, tick=False):
        yield Seen()


def test_every_file_is_for_organisers_of_the_cycles_and_is_written_in_the_journal(seen: Seen):
    mine, others = seen.visit("cycles"), ("", "x" * 43, seen.visit("brief"))
    for name in DESK:
        address = f"/bureau/cycles/{SLUG}/{name}"
        assert [seen.get(address, cookie).status_code for cookie in others] == [403] * 3
        answer = seen.get(address, mine)
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store"), name
        assert answer.content.startswith({"pdf": b"%PDF", "csv": b"\xef\xbb\xbf", "xlsx": b"PK"}[name.rsplit(".")[-1]])
    acts = db.read(lambda session: session.exec(select(OrganiserAct.what)).all())
    assert (
        sum(what in ("Feuille d’émargement", "Compte rendu du cycle") or what.startswith("Export") for what in acts)
        == 12
    )
    for wrong in (f"/bureau/cycles/{SLUG}/C9/emargement.pdf", "/bureau/cycles/ailleurs/inscriptions.csv"):
        answer = seen.get(wrong, mine)
        assert (answer.status_code, "n’existe pas" in answer.text) == (404, True)


def test_the_certificate_is_for_whoever_was_seen(seen: Seen):
    found = seen.get(f"/inscription/{seen.keys['Nour']}/attestation/{SLUG}/C1.pdf")
    assert (found.status_code, found.content[:4]) == (200, b"%PDF")
    refused = seen.get(f"/inscription/{seen.keys['Ali']}/attestation/{SLUG}/C1.pdf")
    assert (refused.status_code, "présence a été constatée" in refused.text) == (409, True)


def test_certificates_are_not_guessed(seen: Seen, monkeypatch):
    rates.forget()
    monkeypatch.setitem(rates.RATES, "guess", parse("2/hour"))
    wrong = f"/inscription/{'x' * 43}/attestation/{SLUG}/C1.pdf"
    assert [seen.get(wrong).status_code for _ in range(3)] == [409, 409, 429]
    rates.forget()


def test_a_resource_sends_elsewhere_without_the_personal_link(seen: Seen):
    found = seen.get(f"/inscription/{seen.keys['Ali']}/ressource/{SLUG}/C1/0")
    assert (found.status_code, found.headers["location"]) == (303, "https://www.resovilles.com")
    assert found.headers["referrer-policy"] == "no-referrer"
    for wrong in (
        f"{seen.keys['Ali']}/ressource/{SLUG}/C1/٣",
        f"{seen.keys['Ali']}/ressource/{SLUG}/C2/0",
        "x/ressource/y/z/0",
    ):
        assert seen.get(f"/inscription/{wrong}").status_code == 403


def test_what_is_noted_is_given_to_the_person_and_goes_with_them(seen: Seen):
    held = db.read(lambda s: exporting.export(s, seen.keys["Nour"], seen.house.write, AFTER))
    assert "Présence constatée" in held.registrations[0]["attendance"]
    seen.house.now = AFTER
    seen.house.erase(seen.keys["Nour"])
    assert {row.device for row in seen.house.rows(Marked) if row.registration_id} == {""}


def test_names_given_at_the_door_are_forgotten_twelve_months_after_and_their_number_stays(seen: Seen):
    seen.house.now = datetime(2028, 4, 26, 12, tzinfo=UTC)
    seen.house.purge()
    assert [row.name for row in seen.house.rows(WalkIn)] == ["Lou Martin"]
    seen.house.now = datetime(2028, 4, 27, 12, tzinfo=UTC)
    first, again = seen.house.purge().people, seen.house.purge().people
    assert (first, again) == (3, 0)
    assert [row.name for row in seen.house.rows(WalkIn)] == [""]
    assert {row.device for row in seen.house.rows(Marked)} == {""}
    assert len(seen.house.rows(Marked)) == 2


@pytest.mark.parametrize("name", ["C1/presences.csv", "C1/presences.xlsx", "C1/emargement.pdf"])
def test_what_changes_while_a_file_is_made_is_in_the_next_one_whole(seen: Seen, rooms_base, name):
    mine, address, late = seen.visit("cycles"), f"/bureau/cycles/{SLUG}/{name}", []
    before = seen.get(address, mine).content

    def change(_connection, _cursor, statement, *_):
        if late or "FROM cycle_mark" not in statement:
            return
        late.append(statement)
        with db.session() as session:
            by = team.invite(session, "dominique@ville.fr", "Dominique", ("cycles",), AFTER)
            meeting = session.exec(select(Meeting.id).where(Meeting.code == "C1")).one()
            ali = session.exec(select(Registration.id).where(Registration.arrival == 2)).one()
            came = [checking.walk_in(session, by, meeting, uuid4(), f"Porte {n}", "", AFTER) for n in range(5)]
            scans = [Scan(uuid4(), HALF, START, way="paper", registration=ali)]
            scans += [Scan(uuid4(), HALF, START, way="paper", walk_in=each) for each in came]
            checking.sync(session, by, meeting, scans, "paper", AFTER)

    event.listen(rooms_base, "after_cursor_execute", change)
    during = seen.get(address, mine).content
    event.remove(rooms_base, "after_cursor_execute", change)
    after = seen.get(address, mine).content
    assert len(late) == 1
    assert during == before
    assert after != before
