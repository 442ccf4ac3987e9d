"""What hangs instead of dying: PostgreSQL and Redis frozen in the middle of it all, then going on as if nothing was.

A server that is frozen still takes what it is sent: nobody is cut off, nobody is answered.
"""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from time import monotonic
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import func, text
from sqlmodel import select

from irdsu_app import db, postgres
from irdsu_app.cycles import counter, register
from irdsu_app.cycles.asking import Form
from irdsu_app.cycles.models import Demand
from irdsu_app.cycles.unit import Deed
from irdsu_app.design.typography import fr
from irdsu_app.door import broken
from irdsu_app.live import peers
from irdsu_app.upkeep import health
from tests.browser.cycles import SLUG, opened
from tests.postgresql import Postgres
from tests.serving import House
from tests.sink import Sink
from tests.state import cycle_house
from tests.state.cycle_house import CycleHouse
from tests.state.test_coop_doors import Browser
from tests.state.test_several_rooms import AWAY as LOST
from tests.state.test_several_rooms import DESK, ROOM, TABLE, Game, follow, presentation, step, until
from tests.state.test_worst_day import Person
from tests.swallowing import Swallower

SLOW = 2.0
"""Seconds a busy machine adds to anything."""
TOLD = 1 + postgres.BEAT + postgres.QUICK + SLOW
"""Seconds for somebody to be told that PostgreSQL hangs."""
HELD = postgres.LOOP + SLOW
"""Seconds everybody is held when it begins to; nobody is afterwards."""
AWAY = fr(broken.SAID["base"])


@pytest.fixture
def lines() -> Iterator[ExitStack]:
    """The sockets of a test."""
    with ExitStack() as lines:
        yield lines


@contextmanager
def listening(house: House) -> Iterator[Callable[[], float]]:
    """Ask all the time whether the server lives; gives the longest its event loop was held since the last time."""
    over, waits = threading.Event(), [0.0]

    def ask() -> None:
        with httpx.Client(timeout=60) as client:
            while not over.wait(0.02):
                begun = monotonic()
                assert client.get(f"{house.url}/sante").status_code == 200
                waits.append(monotonic() - begun)

    def longest() -> float:
        found = max(waits)
        waits[:] = [0.0]
        return found

    with ThreadPoolExecutor(1) as thread:
        asking = thread.submit(ask)
        try:
            yield longest
        finally:
            over.set()
            asking.result()


def timed(deed: Callable[[], Any]) -> tuple[Any, float]:
    begun = monotonic()
    return deed(), monotonic() - begun


def look_around(house: House, code: str) -> None:
    """See what each page is while PostgreSQL hangs: what needs it says so in French, the rest is there."""
    for path, status in {
        "/": 200, "/depliant": 200, "/coop/regles": 200, f"/coop/{code}": 200, "/rejoindre": 200,
        f"/cycles/{SLUG}": 503, "/cycles": 503, "/offres": 503,
    }.items():  # fmt: skip
        page, waited = timed(lambda path=path: httpx.get(f"{house.url}{path}", timeout=60))
        assert (path, page.status_code) == (path, status)
        assert waited < SLOW, path
        assert status == 200 or AWAY in page.text
    ready = httpx.get(f"{house.url}/sante/pret", timeout=60)
    assert (ready.status_code, ready.json()["ecriture"]) == (503, fr(health.HANGS))


def test_postgresql_that_hangs_holds_nobody_and_nothing_is_lost_nor_done_twice(tmp_path, lines):
    with Postgres() as base, Sink() as sink:
        house = opened(tmp_path, sink, database_url=base.url)
        try:
            back = threading.Event()
            people = [Person(house, f"p{n}", lines) for n in range(12)]
            host, phone = Browser(house), Browser(house)
            phone.http.timeout = host.http.timeout = 60
            code, moves = host.create(), {f"N{n}": str(uuid4()) for n in range(3)}
            names = {name: {"do": "rename", "name": name} for name in moves}
            phone.come_in(code)
            assert phone.play(code, names["N0"], moves["N0"]).json()["saved"] is True
            with ThreadPoolExecutor(16) as threads, listening(house) as held:
                assert threads.submit(people[0].register, back).result(30) == "p0"
                base.freeze()
                asked_for = [threads.submit(each.register, back) for each in people[1:]]
                refused, waited = timed(lambda: phone.play(code, names["N1"], moves["N1"]))
                assert (refused.status_code, refused.json()["saved"]) == (503, False)
                assert waited < TOLD
                until_told = monotonic() + TOLD
                while not all(each.told for each in people[1:]):
                    assert monotonic() < until_told
                assert held() < HELD
                look_around(house, code)
                assert phone.play(code, names["N2"], moves["N2"]).json()["saved"] is False
                page = host.http.post("/coop", data={"minutes": "60", "animation": "oui"})
                assert (page.status_code, AWAY in page.text) == (503, True)
                assert held() < SLOW, "who knows that it hangs waits for it no more"
                base.thaw()
                ready = monotonic() + TOLD
                while httpx.get(f"{house.url}/sante/pret", params={"sans": "courriels"}).status_code != 200:
                    assert monotonic() < ready
                back.set()
                assert {each.result(60) for each in asked_for} == {each.name for each in people[1:]}
                for name, key in moves.items():
                    assert phone.play(code, names[name], key).json() == {"saved": True, "said": ""}
        finally:
            house.close()
        said = {said for each in people for said in each.told}
        assert said <= {AWAY, fr(counter.AGAIN), fr(counter.UNSURE), fr(broken.SAID["unsure"])}
        engine = db.open_engine(base.url)
        with db.session(engine) as session:
            emails = sorted(session.exec(select(Demand.email)).all())
        engine.dispose()
        assert emails == sorted(f"p{n}@mirevigne.fr" for n in range(12)), "everybody, once"
    assert "mirevigne" not in house.said()


@pytest.fixture
def swallower(base_url_of_postgres, monkeypatch):
    """The database of the house, behind a network that will swallow the answer to COMMIT."""
    db.upgrade(base_url_of_postgres)
    at = db.make_url(base_url_of_postgres)
    between = Swallower(at.port or 5432, b"COMMIT")
    engine = db.open_engine(at.set(host="127.0.0.1", port=between.port).render_as_string(hide_password=False))
    monkeypatch.setattr(db, "engine", lambda: engine)
    monkeypatch.setattr(postgres, "PATIENCE", 0.5)
    yield between
    engine.dispose()
    between.close()


@pytest.mark.usefixtures("secret_of_the_house")
def test_when_nobody_knows_whether_it_was_kept_that_is_what_is_said_and_again_is_not_twice(swallower):
    house = CycleHouse()
    form = Form(
        first_name="Nour", last_name="Benali", email="nour@mirevigne.fr", organisation="Ville", function="Élue",
        choices={"C1": "remote"},
    )  # fmt: skip
    number = uuid4()
    ask = Deed(lambda unit: register.ask(unit, cycle_house.SLUG, form, number), slugs=(cycle_house.SLUG,))
    here = counter.Counter(lambda: house.now)
    swallower.armed = True
    with pytest.raises(counter.Unwritten) as told:
        asyncio.run(here.do(ask))
    assert str(told.value) == fr(counter.UNSURE)
    with pytest.raises(db.Unsure) as unsure:
        asyncio.run(db.write(lambda session: session.connection().execute(text("SELECT txid_current()"))))
    assert broken.kind_of(unsure.value) == "unsure"
    swallower.armed = False
    asyncio.run(here.do(ask))
    assert db.read(lambda session: session.exec(select(func.count()).select_from(Demand)).one()) == 1


def test_redis_that_hangs_delays_the_screens_of_the_other_process_by_a_second_or_two_and_nothing_else(
    two, redis, visitor
):
    here, there = two
    presenter = visitor()
    code = presentation(presenter, here)
    desk, phone = follow(presenter, here, code, desk=True), follow(visitor(), there, code)
    game = Game(two, visitor, people=4)
    now = game.reach("stance")
    with listening(here) as held, listening(there) as held_there:
        redis.freeze()
        for number, late in ((3, peers.DEAF + peers.APART + SLOW), (4, peers.APART + SLOW), (5, peers.APART + SLOW)):
            begun = monotonic()
            desk.send(f"{DESK}.go_to", step=number)
            assert step(desk, number) - begun < SLOW
            assert step(phone, number) - begun < late
        arrived, waited = timed(lambda: follow(visitor(), there, code))
        assert (arrived.shown[ROOM, "live"]["step"], waited < 1 + SLOW) == (5, True)
        for each in game.people[:3]:
            answer, waited = timed(lambda each=each: game.play(each, "vote", at=now, stance="coop"))
            assert (answer["saved"], waited < SLOW) == (True, True)
        for _ in range(3):  # what is tried at the door is counted without it
            refused, waited = timed(lambda: visitor().post(here, "/rejoindre", {"code": "CCCCC"}))
            assert (refused.headers["location"].endswith("refus=inconnu"), waited < SLOW) == (True, True)
        ready = httpx.get(f"{here.url}/sante/pret", params={"sans": "courriels"}, timeout=60)
        assert (ready.status_code, ready.json()["redis"]) == (503, fr(health.SLOW))
        assert httpx.get(f"{there.url}/sante/pret", params={"sans": "courriels,redis"}, timeout=60).status_code == 200
        redis.thaw()
        assert game.play(game.people[3], "vote", at=now, stance="coop")["saved"]
        screens = [each.tab(two[n % 2], f"/coop/{game.code}", code=game.code) for n, each in enumerate(game.people)]
        for screen in screens:
            game.see(screen, lambda pace: pace["n"] == now + 1)
        assert max(held(), held_there()) < SLOW
    people = until(game.host.tab(here, f"/coop/{game.code}/animer", code=game.code), TABLE, "people", bool)["people"]
    assert [each["name"] for each in people if each["state"] == LOST] == []
    assert "Traceback" not in here.said() + there.said()
