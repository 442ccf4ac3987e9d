"""The door by plain HTTP: who may, what is told, batches that cannot be read, guesses, the codes of the room."""

import asyncio
import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import httpx
import pytest
import time_machine
from sqlmodel import select
from starlette.applications import Starlette

from irdsu_app import db
from irdsu_app.access import cookies, organisers, team
from irdsu_app.cycles import checkin_page, checkin_routes, keys, organising, presence_codes, presence_seen
from irdsu_app.cycles.models import Meeting, Registration
from irdsu_app.cycles.paris import PARIS
from irdsu_app.cycles.presence_state import Presence
from irdsu_app.door import rates
from tests.state.cycle_house import SLUG, START, CycleHouse

pytestmark = pytest.mark.usefixtures("rooms_base", "secret_of_the_house")
DOOR = f"/bureau/cycles/{SLUG}/C3"
HALF = "2027-04-27-pm"
AT = START + timedelta(days=42, minutes=10)


class Door:
    """C3 has begun, in a room and online; Nour is expected in the room, Ali online."""

    def __init__(self) -> None:
        rates.forget()
        self.house = CycleHouse()
        self.keys = {"Nour": self.house.register("Nour", C3="room"), "Ali": self.house.register("Ali", C3="remote")}
        self.meeting = self.house.meeting("C3").id
        self.cookie = self.visit("cycles")

    def visit(self, *roles: str) -> str:
        with db.session() as session:
            whose = team.invite(session, f"{uuid4().hex}@ville.fr", "Dominique", roles, AT)
            return organisers.enter(session, organisers.give_link(session, AT, whose), AT)

    def registration(self, name: str):
        person = next(each.id for each in self.house.people if each.first_name == name)
        asked = select(Registration.id).where(Registration.person_id == person)
        return db.read(lambda session: session.exec(asked).one())

    def ask(self, path: str, body: Any = None, cookie: str | None = None, **headers: str) -> httpx.Response:
        whose = self.cookie if cookie is None else cookie
        headers |= {"cookie": f"{cookies.name(cookies.ORGANISER)}={whose}"}

        async def asked():
            transport = httpx.ASGITransport(app=Starlette(routes=checkin_routes.routes))
            async with httpx.AsyncClient(transport=transport, base_url="http://maison", headers=headers) as client:
                if body is None:
                    return await client.get(path)
                return await client.post(path, content=body if isinstance(body, bytes) else json.dumps(body))

        return asyncio.run(asked())

    def mark(self, **said: Any) -> dict[str, Any]:
        return {"id": str(uuid4()), "half": HALF, "at": AT.isoformat(), **said}

    def send(self, *marks: Any) -> dict[str, Any]:
        return self.ask(f"{DOOR}/accueil/pointages", {"device": "a", "marks": marks}).json()


@pytest.fixture
def door():
    with time_machine.travel(AT, tick=False):
        yield Door()


def test_the_door_is_for_organisers_of_the_cycles(door: Door):
    others = ("", "x" * 43, door.visit("brief"))
    for path in ("accueil", "code", "accueil/appel.json", "code/codes.json"):
        assert [door.ask(f"{DOOR}/{path}", cookie=cookie).status_code for cookie in others] == [403] * 3, path
        answer = door.ask(f"{DOOR}/{path}")
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
        assert door.ask(f"/bureau/cycles/{SLUG}/C9/{path}").status_code == 404
    for path in ("pointages", "effacer"):
        sent = [door.ask(f"{DOOR}/accueil/{path}", {"marks": []}, cookie).status_code for cookie in others]
        assert sent == [403] * 3


def test_its_pages_hold_no_name_and_no_code_and_only_the_check_in_may_use_the_camera(door: Door):
    pages = {path: door.ask(f"{DOOR}/{path}") for path in ("accueil", "code")}
    for page in pages.values():
        assert "Benali" not in page.text
        assert door.ask(f"{DOOR}/code/codes.json").json()["codes"][0]["code"] not in page.text
    assert "camera=(self)" in pages["accueil"].headers["permissions-policy"]
    assert "permissions-policy" not in pages["code"].headers
    assert checkin_page.version() in pages["accueil"].text


def test_the_worker_keeps_every_file_of_the_check_in():
    worker = (checkin_page.ASSETS / "checkin-worker.js").read_text()
    assert [name for name in checkin_page.FILES if f"'/{name}'" not in worker] == []


def test_the_roll_says_names_and_organisations_and_nothing_more(door: Door):
    answer = door.ask(f"{DOOR}/accueil/appel.json")
    assert [each["name"] for each in answer.json()["people"]] == ["Benali Ali", "Benali Nour"]
    assert not [secret for secret in ("@mirevigne", "magnétique", *door.keys.values()) if secret in answer.text]
    assert int(answer.headers["x-now"]) == int(AT.timestamp() * 1000)
    again = door.ask(f"{DOOR}/accueil/appel.json", **{"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    door.send(door.mark(way="name", registration=str(door.registration("Nour"))))
    assert door.ask(f"{DOOR}/accueil/appel.json", **{"if-none-match": answer.headers["etag"]}).status_code == 200


def test_what_cannot_be_read_is_refused_alone_and_what_is_not_a_batch_whole(door: Door):
    good = door.mark(way="name", registration=str(door.registration("Nour")))
    answer = door.send({"id": "x"}, 7, {**good, "id": str(uuid4()), "way": "here"}, good)
    assert [bool(each["refusal"]) for each in answer["said"]] == [True, True, True, False]
    for body in (b"{", b"[]", b'{"marks": 3}', {"marks": [{}] * 501}):
        refused = door.ask(f"{DOOR}/accueil/pointages", body)
        assert (refused.status_code, refused.json()["refusal"]) == (400, "Cet envoi ne peut pas être lu.")
    assert door.ask(f"{DOOR}/accueil/effacer", {"person": "x"}).status_code == 400


def test_signs_that_no_database_keeps_do_not_stop_what_else_was_noted(door: Door):
    good = door.mark(way="name", registration=str(door.registration("Nour")))
    bad = [door.mark(way="name", walk_in=str(uuid4()), name=name) for name in ("Lou\0", "Lou\ud800")]
    answer = door.ask(f"{DOOR}/accueil/pointages", {"device": "a\0\ud800", "marks": [*bad, good]})
    assert [bool(each["refusal"]) for each in answer.json()["said"]] == [True, True, False]


def test_pages_left_open_take_nothing_from_those_who_note_their_presence(door: Door):
    page: Any = SimpleNamespace(
        router=SimpleNamespace(session=SimpleNamespace(client_ip="192.0.2.1")), _show=lambda: None
    )
    for _ in range(1_500):  # forty phones, ten minutes, a look every fifteen seconds
        Presence.refresh.fn(page)
    rates.count("present", "192.0.2.1")


def test_badges_are_not_guessed(door: Door):
    def guess() -> httpx.Response:
        marks = [door.mark(badge="A" * 42) for _ in range(50)]
        return door.ask(f"{DOOR}/accueil/pointages", {"device": "a", "marks": marks})

    assert [guess().status_code for _ in range(3)] == [200, 200, 429]
    assert "Trop d’essais" in guess().json()["refusal"]


def test_the_codes_ahead_are_those_that_will_be_accepted(door: Door):
    told = door.ask(f"{DOOR}/code/codes.json").json()["codes"]
    for ahead, each in enumerate(told):
        moment = AT + ahead * presence_codes.STEP
        presence_codes.check(keys.secret(), door.meeting, each["code"], moment)
        assert moment.timestamp() * 1000 < each["until"] <= (moment + presence_codes.STEP).timestamp() * 1000


def test_one_sees_one_s_own_presence_and_nobody_else_s(door: Door):
    door.send(door.mark(way="name", registration=str(door.registration("Nour"))))
    nour, ali = (db.read(lambda session, key=key: presence_seen.own(session, key, AT)) for key in door.keys.values())
    (mine,), (his,) = nour.values(), ali.values()
    assert (mine.notes, mine.way, bool(mine.badge)) == (("Présence constatée à 15\xa0h\xa010.",), "", True)
    assert (his.notes, his.way, his.badge) == ((), "here", "")
    assert db.read(lambda session: presence_seen.own(session, "x" * 32, AT)) == {}
    late = db.read(lambda session: presence_seen.own(session, door.keys["Nour"], AT + timedelta(hours=2)))
    assert [(day.certified, day.badge) for day in late.values()] == [(True, "")]
    early = db.read(lambda session: presence_seen.own(session, door.keys["Ali"], AT - timedelta(hours=2)))
    assert [(day.way, day.near) for day in early.values()] == [("", True)]


def test_a_browser_keeps_the_way_back_to_one_s_page_until_the_half_day_ends(door: Door):
    with db.session() as session:
        row = session.get_one(Meeting, door.meeting)
        row.starts_at, row.ends_at = AT - timedelta(hours=6), AT + timedelta(hours=1)
        session.add(row)
    noon = AT.astimezone(PARIS).replace(hour=13, minute=0)
    for hours, until in ((-5, noon), (-1, row.ends_at)):
        own = db.read(lambda s, late=hours: presence_seen.own(s, door.keys["Nour"], AT + timedelta(hours=late)))
        assert [day.until for day in own.values()] == [until]


def test_a_cancelled_meeting_says_so_and_asks_nothing(door: Door):
    door.house.now = AT
    door.house.desk(organising.cancel, "C3", "Fuite d’eau")
    assert "annulée" in door.ask(f"{DOOR}/accueil/appel.json").json()["cancelled"]
    assert "annulée" in door.ask(f"{DOOR}/code/codes.json").json()["cancelled"]
