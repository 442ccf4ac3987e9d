"""What hangs instead of dying: PostgreSQL and Redis frozen in the middle of it all, then going on as if nothing was.

A server that is frozen still takes what it is sent: nobody is cut off, nobody is answered.
"""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from time import monotonic
from uuid import uuid4

import httpx
import pytest
from sqlmodel import select

from irdsu_app import db, postgres
from irdsu_app.coop import table
from irdsu_app.cycles import counter
from irdsu_app.cycles.models import Demand
from irdsu_app.design.typography import fr
from irdsu_app.door import broken
from tests.browser.cycles import SLUG, opened
from tests.postgresql import Postgres
from tests.serving import House
from tests.sink import Sink
from tests.state.test_coop_doors import Browser
from tests.state.test_worst_day import Person

FOUND = 3 * postgres.QUICK
"""Seconds for a person to be told, on a busy machine; once the watcher knows, everybody is told at once."""


@pytest.fixture
def lines() -> Iterator[ExitStack]:
    """The sockets of a test."""
    with ExitStack() as lines:
        yield lines


class Heart:
    """Somebody who asks all the time whether the server lives: how long its event loop is held."""

    def __init__(self, house: House) -> None:
        self.url, self.slowest, self._over = f"{house.url}/sante", 0.0, threading.Event()
        self._thread = threading.Thread(target=self._ask)

    def _ask(self) -> None:
        with httpx.Client(timeout=60) as client:
            while not self._over.wait(0.02):
                begun = monotonic()
                assert client.get(self.url).status_code == 200
                self.slowest = max(self.slowest, monotonic() - begun)

    def so_far(self) -> float:
        """The slowest answer since the last time."""
        slowest, self.slowest = self.slowest, 0.0
        return slowest


@contextmanager
def listening(house: House) -> Iterator[Heart]:
    heart = Heart(house)
    heart._thread.start()
    try:
        yield heart
    finally:
        heart._over.set()
        heart._thread.join()


def timed(deed):
    begun = monotonic()
    return deed(), monotonic() - begun


def test_postgresql_that_hangs_holds_nobody_and_nothing_is_lost_nor_done_twice(tmp_path, lines):
    with Postgres() as base, Sink() as sink:
        house = opened(tmp_path, sink, database_url=base.url)
        try:
            back = threading.Event()
            people = [Person(house, f"p{n}", lines) for n in range(12)]
            host, phone = Browser(house), Browser(house)
            phone.http.timeout = host.http.timeout = 60
            code, moves = host.create(), {f"N{n}": str(uuid4()) for n in range(4)}
            phone.come_in(code)
            assert phone.play(code, {"do": "rename", "name": "N0"}, moves["N0"]).json()["saved"] is True
            with ThreadPoolExecutor(16) as threads, listening(house) as heart:
                assert threads.submit(people[0].register, back).result(30) == "p0"
                print("quiet", heart.so_far())
                base.freeze()
                begun = monotonic()
                asked_for = [threads.submit(each.register, back) for each in people[1:]]
                refused, waited = timed(lambda: phone.play(code, {"do": "rename", "name": "N1"}, moves["N1"]))
                print("vote", refused.status_code, refused.text, waited)
                while not all(each.told for each in people[1:]):
                    assert monotonic() - begun < 60
                print("all told", monotonic() - begun, {w for e in people for w in e.told}, "loop", heart.so_far())
                for path in ("/sante/pret", f"/cycles/{SLUG}", "/depliant", "/coop/regles", f"/coop/{code}", "/cycles", "/offres", "/", "/rejoindre"):
                    page, waited = timed(lambda p=path: httpx.get(f"{house.url}{p}", timeout=60))
                    print(path, page.status_code, waited, page.text[-300:] if page.status_code == 503 else "")
                print(*timed(lambda: phone.play(code, {"do": "rename", "name": "N2"}, moves["N2"])))
                print(*timed(lambda: host.http.post("/coop", data={"minutes": "60", "animation": "oui"})))
                print("loop", heart.so_far())
                base.thaw()
                begun = monotonic()
                while httpx.get(f"{house.url}/sante/pret", params={"sans": "courriels"}, timeout=60).status_code != 200:
                    assert monotonic() - begun < 60
                print("ready", monotonic() - begun)
                back.set()
                assert {each.result(60) for each in asked_for} == {each.name for each in people[1:]}
                for name, key in moves.items():
                    assert phone.play(code, {"do": "rename", "name": name}, key).json() == {"saved": True, "said": ""}
                print("loop", heart.so_far())
        finally:
            house.close()
            print(house.said())
        engine = db.open_engine(base.url)
        with db.session(engine) as session:
            emails = sorted(session.exec(select(Demand.email)).all())
        engine.dispose()
        assert emails == sorted(f"p{n}@mirevigne.fr" for n in range(12)), "everybody, once"
    assert "Traceback" not in house.said()
    assert 0


def test_redis_that_hangs(two, redis, visitor):
    from tests.state.test_several_rooms import DESK, TABLE, Game, follow, presentation, step
    from tests.state.test_several_rooms import until as til
    here, there = two
    presenter = visitor()
    code = presentation(presenter, here)
    desk, phone = follow(presenter, here, code, desk=True), follow(visitor(), there, code)
    desk.send(f"{DESK}.go_to", step=2)
    step(phone, 2)
    game = Game(two, visitor, people=4)
    now = game.reach("stance")
    with listening(here) as heart, listening(there) as other:
        heart.so_far(), other.so_far()
        redis.freeze()
        for number in (3, 4, 5, 6):
            b = monotonic()
            desk.send(f"{DESK}.go_to", step=number)
            step(desk, number)
            print("own", monotonic() - b)
            print("other", step(phone, number) - b, "loops", heart.so_far(), other.so_far())
        b = monotonic()
        late = follow(visitor(), there, code)
        print("come in", monotonic() - b)
        for each in game.people[:3]:
            b = monotonic()
            assert game.play(each, "vote", at=now, stance="coop")["saved"]
            print("vote", monotonic() - b)
        for phone in game.phones[:2]:
            b = monotonic()
            game.see(phone, lambda pace: pace["answered"] == 3)
            print("seen", monotonic() - b)
        for _ in range(3):
            b = monotonic()
            print(visitor().post(here, "/rejoindre", {"code": "CCCCC"}).headers["location"], monotonic() - b)
        print("loops", heart.so_far(), other.so_far())
        print(httpx.get(f"{here.url}/sante/pret", timeout=30).text)
        redis.thaw()
        b = monotonic()
        assert game.play(game.people[3], "vote", at=now, stance="coop")["saved"]
        for phone in (*game.phones, game.desk):
            game.see(phone, lambda pace: pace["n"] == now + 1)
        print("all", monotonic() - b, "loops", heart.so_far(), other.so_far())
    assert 0
