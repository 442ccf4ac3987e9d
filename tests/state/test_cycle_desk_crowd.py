"""The people of a whole cycle and the filtered files: read, sifted, taken away, on both databases."""

import asyncio
import csv
import io
from datetime import timedelta

import httpx
import pytest
from sqlmodel import select
from starlette.applications import Starlette

from irdsu_app import db
from irdsu_app.access import cookies
from irdsu_app.access.models import OrganiserAct
from irdsu_app.cycles import desk_crowd, desk_crowd_words, desk_routes
from irdsu_app.cycles.desk_search import Search
from tests.state import test_cycle_day_routes as day
from tests.state.cycle_house import SLUG

pytestmark = pytest.mark.usefixtures("rooms_base", "secret_of_the_house")


class House(day.Seen):
    """The house of the day, with Zoé in two meetings and Sam who waits."""

    def __init__(self) -> None:
        super().__init__()
        self.house.register("Zoé", C1="remote", C3="room")
        self.house.register("Sam", C1="remote", C2="room")
        self.cookie = self.visit("cycles")

    def found(self, asked: str = "") -> tuple[list[str], int]:
        def read(session):
            crowd = desk_crowd.crowd(session, SLUG)
            assert crowd is not None
            return desk_crowd.sifted(crowd.people, Search.read(asked))

        found = db.read(read)
        return [each.first_name for each in found.people], found.registrations

    def file(self, name: str, cookie: str | None = None) -> httpx.Response:
        async def asked():
            transport = httpx.ASGITransport(app=Starlette(routes=[*desk_routes.routes, *day.day_routes.routes]))
            said = {"cookie": f"{cookies.name(cookies.ORGANISER)}={self.cookie if cookie is None else cookie}"}
            async with httpx.AsyncClient(transport=transport, base_url="http://maison") as client:
                return await client.get(f"/bureau/cycles/{SLUG}/{name}", headers=said)

        return asyncio.run(asked())

    def lines(self, name: str) -> list[list[str]]:
        return list(csv.reader(io.StringIO(self.file(name).content.decode("utf-8-sig")), delimiter=";"))


@pytest.fixture
def house():
    with day.time_machine.travel(day.START - timedelta(days=1), tick=False):
        yield House()


def test_everybody_is_once_with_all_their_meetings(house):
    assert house.found() == (["Ali", "Nour", "Sam", "Zoé"], 6)
    assert house.found("tri=seances")[0][:2] == ["Sam", "Zoé"]
    crowd = db.read(lambda session: desk_crowd.crowd(session, SLUG))
    assert crowd is not None
    assert list(crowd.meetings) == ["C1", "C2", "C3"]
    zoe = next(each for each in crowd.people if each.first_name == "Zoé")
    assert [tuple(place) for place in zoe.places] == [("C1", "confirmed", "remote"), ("C3", "confirmed", "room")]
    shown = desk_crowd_words.somebody(zoe, SLUG, Search(meeting="C3"))
    assert shown["address"].startswith(f"/bureau/cycles/{SLUG}/C3/")
    assert db.read(lambda session: desk_crowd.crowd(session, "ailleurs")) is None


def test_a_meeting_a_status_and_a_way_of_coming_are_of_one_registration(house):
    assert house.found("seance=C1&statut=waiting") == (["Sam"], 1)
    assert house.found("statut=waiting&venue=room") == ([], 0)
    assert house.found("seance=C2&statut=waiting") == ([], 0)
    assert house.found("venue=room") == (["Sam", "Zoé"], 2)
    assert house.found("mots=VILLE+zoe") == (["Zoé"], 2)
    assert house.found("structure=ville+de+ali") == (["Ali"], 1)


def test_files_are_of_those_who_are_listed(house):
    head, *rows = house.lines("personnes.csv?seance=C1&statut=waiting")
    assert [row[1] for row in rows] == ["Sam"]
    assert dict(zip(head, rows[0], strict=True))["C2"] == "Confirmée, en salle"
    assert len(house.lines("personnes.csv")) == 5
    assert [row[6] for row in house.lines("inscriptions.csv?venue=room")[1:]] == ["Sam", "Zoé"]
    assert [row[5] for row in house.lines("C1/inscriptions.csv?statut=waiting")[1:]] == ["Sam"]
    for name in ("personnes.xlsx?mots=zoe", "C1/inscriptions.xlsx?mots=zoe"):
        assert house.file(name).content.startswith(b"PK")


def test_paper_says_what_is_filtered_and_holds_everybody_listed(house):
    said = house.file("personnes.html?seance=C1&statut=waiting")
    assert (said.status_code, "content-disposition" in said.headers) == (200, False)
    assert "statut\u00a0: En liste d’attente. 1 sur 4" in said.text
    assert ("Sam Benali" in said.text, "Zoé" in said.text) == (True, False)
    said = house.file("C1/inscriptions.html?mots=zoe").text
    assert ("Zoé Benali" in said, "Sam" in said, "1 sur 4\u00a0personnes" in said or "1 sur 4 personnes" in said) == (
        True, False, True,
    )  # fmt: skip


def test_files_are_for_organisers_and_in_the_journal_without_what_was_looked_for(house):
    for name in ("personnes.csv", "personnes.xlsx", "personnes.html", "C1/inscriptions.html"):
        for cookie in ("", "x" * 43, house.visit("brief")):
            assert house.file(name, cookie).status_code == 403
        assert house.file(f"{name}?mots=benali").status_code == 200
    acts = db.read(lambda session: session.exec(select(OrganiserAct)).all())
    ours = [act for act in acts if act.what in (desk_routes.PRINTED, desk_routes.TAKEN)]
    assert len(ours) == 4
    assert all("benali" not in str(act.detail) for act in ours)
    assert house.file("C9/inscriptions.html").status_code == 404
