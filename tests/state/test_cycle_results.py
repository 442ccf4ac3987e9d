"""The results and the account of a cycle: to organisers, published or not, never about fewer than five people."""

import asyncio
from datetime import timedelta
from random import Random
from uuid import uuid4

import httpx
import pytest
import time_machine
from sqlmodel import col, select
from starlette.applications import Starlette

from irdsu_app import db
from irdsu_app.access import team
from irdsu_app.access.models import OrganiserAct
from irdsu_app.cycles import (
    account_register,
    account_routes,
    checking,
    results_reading,
    surveys,
    surveys_register,
)
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.checking import Scan
from irdsu_app.cycles.day_models import Answer, PublishedAccount
from irdsu_app.cycles.models import Cycle, Meeting, Registration
from tests.state.cycle_house import SLUG, START, CycleHouse

pytestmark = pytest.mark.usefixtures("rooms_base", "secret_of_the_house")
NOW = START + timedelta(hours=3)
NAMES = ("Nour", "Ali", "Zoé", "Lou", "Sacha", "Inès", "Malo")


class Lived:
    """After C1, where so many people were seen."""

    def __init__(self, seen: int = 6) -> None:
        self.house = CycleHouse(places=20)
        for name in NAMES:
            self.house.register(name)
        self.house.now = NOW
        with db.session() as session:
            self.by = team.invite(session, "camille@ville.fr", "Camille", ("cycles",), START)
            meeting = session.exec(select(Meeting.id).where(Meeting.code == "C1")).one()
            mine = select(Registration.id).where(Registration.meeting_id == meeting)
            numbers = session.exec(mine.order_by(col(Registration.arrival))).all()
            scans = [Scan(uuid4(), "2027-03-16-pm", START, way="name", registration=each) for each in numbers[:seen]]
            checking.sync(session, self.by, meeting, scans, "a", START)

    def answer(self, many: int, survey: str = "meeting", **given) -> None:
        given = given or {"useful": 4, "idea": "Une idée"}
        with db.session() as session:
            for n in range(many):
                code = surveys.draw_code(Random(n))
                about = "C1" if survey == "meeting" else ""
                when = NOW if survey == "meeting" else START - timedelta(days=3)
                surveys_register.answer(session, SLUG, survey, code, given, when, about)

    def page(self) -> str:
        return db.read(lambda session: results_reading.page(session, SLUG, NOW))

    def act(self, does) -> None:
        self.house.act(lambda unit: does(unit, self.by, SLUG))

    def get(self, address: str) -> httpx.Response:
        async def asked():
            transport = httpx.ASGITransport(app=Starlette(routes=account_routes.routes))
            async with httpx.AsyncClient(transport=transport, base_url="http://maison") as client:
                return await client.get(address)

        with time_machine.travel(self.house.now, tick=False):
            return asyncio.run(asked())


@pytest.fixture
def lived() -> Lived:
    return Lived()


def test_four_answers_are_not_there_and_five_are(lived: Lived):
    lived.answer(4, idea="Une idée à moi", useful=5)
    assert "Une idée à moi" not in lived.page()
    lived.answer(5, idea="Une idée à moi", useful=5)
    page = lived.page()
    assert "Une idée à moi" in page
    assert f"/bureau/cycles/{SLUG}/C1/avis.csv" in page
    assert "C2 :" not in page, "not held yet"


def test_a_function_that_fewer_than_five_have_is_not_there(lived: Lived):
    lived.answer(6, "before", function="Bailleur", since="Moins d’un an")
    with db.session() as session:
        code = surveys.draw_code(Random(99))
        surveys_register.answer(session, SLUG, "before", code, {"function": "Conseil citoyen"}, START)
    page = lived.page()
    assert "Conseil citoyen" not in page
    assert "7\u202fréponses" in page or "7 réponses" in page


def test_an_unpublished_cycle_has_no_results(lived: Lived):
    with db.session() as session:
        cycle = session.exec(select(Cycle)).one()
        cycle.status = "draft"
        session.add(cycle)
    assert lived.page() == ""
    with pytest.raises(Refused, match="publiez-le"):
        lived.act(account_register.publish)


def test_the_account_is_public_only_once_published_and_stays_as_it_was(lived: Lived):
    addresses = (f"/cycles/{SLUG}/bilan", f"/cycles/{SLUG}/bilan.pdf")
    assert [lived.get(each).status_code for each in addresses] == [404, 404]
    lived.act(account_register.publish)
    page, pdf = (lived.get(each) for each in addresses)
    assert (page.status_code, pdf.content[:4]) == (200, b"%PDF")
    assert "6 personnes" in page.text.replace("\u00a0", " ")
    assert "Nour" not in page.text
    assert "Benali" not in page.text
    lived.answer(6, "before", function="Bailleur", decision="Oui")
    assert "Avant et après" not in lived.get(addresses[0]).text.replace("\u00a0", " ")
    lived.act(account_register.publish)
    assert "décision" in lived.get(addresses[0]).text
    assert len(lived.house.rows(PublishedAccount)) == 1
    lived.act(account_register.withdraw)
    lived.act(account_register.withdraw)
    assert [lived.get(each).status_code for each in addresses] == [404, 404]
    acts = [each.what for each in lived.house.rows(OrganiserAct)]
    assert (acts.count("Compte rendu publié"), acts.count("Compte rendu retiré du site")) == (2, 1)
    assert lived.get("/cycles/ailleurs/bilan").status_code == 404


def test_what_is_published_outlives_the_answers_that_a_year_erases(lived: Lived):
    lived.answer(6, "before", function="Bailleur", decision="Oui")
    lived.act(account_register.publish)
    lived.house.now = START + timedelta(days=500)
    lived.house.purge()
    assert lived.house.rows(Answer) == []
    assert "décision" in lived.get(f"/cycles/{SLUG}/bilan").text


def test_an_account_of_fewer_than_five_is_not_published():
    lived = Lived(seen=4)
    with pytest.raises(Refused, match="rien à publier"):
        lived.act(account_register.publish)
    assert lived.house.rows(PublishedAccount) == []
