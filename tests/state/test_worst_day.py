"""The worst day: a full disk, a PostgreSQL that falls and comes back, a clock that jumps. Nothing accepted is lost.

What is killed is elsewhere: votes (test_coop_doors.py), registrations (test_cycle_races.py), letters
(test_post_mishaps.py), migrations (test_migration_killed.py), processes and Redis (test_several*.py).
"""

import contextlib
import resource
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from uuid import uuid4

import httpx
import psutil
import pytest
from limits import parse
from sqlmodel import select
from websockets.sync.client import connect
from websockets.typing import Origin

from irdsu_app import db
from irdsu_app.coop import table
from irdsu_app.cycles import clock as cycles_clock
from irdsu_app.cycles import counter
from irdsu_app.cycles.asking_state import Asking
from irdsu_app.cycles.models import Demand
from irdsu_app.design import trouble
from irdsu_app.design.typography import fr
from irdsu_app.door import broken
from irdsu_app.door.counts import Counts
from tests.browser.cycles import FORM, SLUG, opened
from tests.postgresql import Postgres
from tests.serving import House
from tests.sink import Sink
from tests.state.cycle_house import START, CycleHouse
from tests.state.posting import NOW, deliver, queue, states, to
from tests.state.test_coop_doors import Browser
from tests.state.test_cycle_states import GOOD
from tests.tab import Tab

TROUBLE = trouble.Trouble.get_full_name()
ASKING = Asking.get_full_name()
SORRY = fr(counter.AGAIN)


@pytest.fixture
def lines():
    """The sockets of a test."""
    with contextlib.ExitStack() as lines:
        yield lines


def a_tab(house: House, lines: contextlib.ExitStack) -> Tab:
    address = f"{house.url.replace('http', 'ws')}/_event/?EIO=4&transport=websocket&token={uuid4()}"
    socket = lines.enter_context(connect(address, origin=Origin(house.url), open_timeout=20))
    return Tab(socket, FORM, {"slug": SLUG})


def asked(tab: Tab, name: str) -> dict:
    """Fill the form; what is told in return."""
    before = tab.shown.get((ASKING, "answer"), {}).get("at")
    values = {**GOOD, "courriel": f"{name}@mirevigne.fr"}
    tab.send(f"{ASKING}.send", drawn=str(uuid4()), values=values, spent=9000)
    while tab.shown[ASKING, "answer"]["at"] == before:
        tab.read()
    return tab.shown[ASKING, "mistakes"]


def full(house: House, *, of: int) -> None:
    """Let no file of this server grow past so many bytes, as on a disk that has no more; -1 gives the place back."""
    for worker in psutil.Process(house.pid).children(recursive=True):
        resource.prlimit(worker.pid, resource.RLIMIT_FSIZE, (of, resource.RLIM_INFINITY))


def test_on_a_full_disk_everybody_is_told_in_french_people_still_read_and_nothing_accepted_is_lost(tmp_path, lines):
    house = opened(tmp_path)
    try:
        tab, host, phone = a_tab(house, lines), Browser(house), Browser(house)
        assert asked(tab, "avant") == {}
        code, key, late = host.create(), str(uuid4()), str(uuid4())
        phone.come_in(code)
        assert phone.play(code, {"do": "rename", "name": "Avant"}, key).json()["saved"] is True
        full(house, of=1)
        assert SORRY in asked(tab, "pendant").values()
        refused = phone.play(code, {"do": "rename", "name": "Pendant"}, late)
        assert (refused.status_code, refused.json()["saved"]) == (503, False)
        assert refused.json()["said"] == table.AGAIN
        page = host.http.post("/coop", data={"minutes": "60", "animation": "oui"})
        assert (page.status_code, fr(broken.SAID["base"]) in page.text) == (503, True)
        ready = httpx.get(f"{house.url}/sante/pret", params={"sans": "courriels"})
        assert (ready.status_code, ready.json()["lecture"]) == (503, "bien")
        assert "la place sur le disque" in ready.json()["ecriture"]
        assert httpx.get(f"{house.url}/sante").status_code == 200
        assert httpx.get(f"{house.url}/cycles/{SLUG}").status_code == 200
        full(house, of=resource.RLIM_INFINITY)
        assert asked(tab, "pendant") == {}
        assert phone.play(code, {"do": "rename", "name": "Pendant"}, late).json() == {"saved": True, "said": ""}
        assert phone.play(code, {"do": "rename", "name": "Avant"}, key).json() == {"saved": True, "said": ""}
        assert httpx.get(f"{house.url}/sante/pret").status_code == 200
    finally:
        house.close()
    with closing(sqlite3.connect(house.database_url.removeprefix("sqlite:///"))) as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        said = base.execute("SELECT count(*) FROM cycle_demand").fetchone()
    assert said == (2,), "what was refused was not written, what was asked again was, once"
    assert "Pendant" not in house.said()


class Person:
    """Somebody who fills the form and, told that it did not go through, sends the same thing again a little later."""

    def __init__(self, house: House, name: str, lines: contextlib.ExitStack) -> None:
        self.name, self.tab, self.drawn, self.told = name, a_tab(house, lines), str(uuid4()), []

    def register(self, back: threading.Event) -> str:
        while not self._tries():
            assert back.wait(60)
            self.tab.send(f"{TROUBLE}.close")
            self.tab.wait_for(TROUBLE, "said", "")
        return self.name

    def _tries(self) -> bool:
        before = self.tab.shown.get((ASKING, "answer"), {}).get("at")
        values = {**GOOD, "courriel": f"{self.name}@mirevigne.fr"}
        self.tab.send(f"{ASKING}.send", drawn=self.drawn, values=values, spent=9000)
        while self.tab.shown[ASKING, "answer"]["at"] == before and not self.tab.shown.get((TROUBLE, "said")):
            self.tab.read()
        if said := self.tab.shown.get((TROUBLE, "said")):
            self.told.append(said)
            return False
        self.told.extend(self.tab.shown[ASKING, "mistakes"].values())
        return self.tab.shown[ASKING, "mistakes"] == {}


def test_postgresql_falls_and_comes_back_in_the_middle_of_registrations(tmp_path, lines):
    with Postgres() as base, Sink() as sink:
        house = opened(tmp_path, sink, database_url=base.url)
        try:
            back = threading.Event()
            people = [Person(house, f"p{n}", lines) for n in range(24)]
            with ThreadPoolExecutor(8) as threads:
                asked_for = [threads.submit(each.register, back) for each in people[:8]]
                assert asked_for[0].result(30) == "p0"
                base.stop()
                asked_for += [threads.submit(each.register, back) for each in people[8:]]
                until = time.monotonic() + 30
                while not any(each.told for each in people) and time.monotonic() < until:
                    time.sleep(0.05)
                ready = httpx.get(f"{house.url}/sante/pret", timeout=20)
                assert (ready.status_code, httpx.get(f"{house.url}/sante").status_code) == (503, 200)
                assert base.url not in ready.text
                base.start()
                back.set()
                assert {each.result(60) for each in asked_for} == {each.name for each in people}
        finally:
            house.close()
        told = {said for each in people for said in each.told}
        assert told
        assert told <= {SORRY, fr(broken.SAID["base"])}, "in French, and never that it was done when it was not"
        engine = db.open_engine(base.url)
        with db.session(engine) as session:
            emails = sorted(session.exec(select(Demand.email)).all())
        engine.dispose()
        assert emails == sorted(f"p{n}@mirevigne.fr" for n in range(24)), "everybody, once"
    assert "mirevigne" not in house.said()


@pytest.mark.usefixtures("rooms_base", "writers")
def test_a_clock_put_back_sends_nothing_twice_and_put_forward_forgets_nothing(sink, clock):
    queue(to("anne"), to("bob", due_at=NOW + timedelta(days=2)))
    clock.now = NOW - timedelta(hours=5)
    assert deliver(sink, clock) == 0, "it is not time yet, for this clock"
    clock.now = NOW
    assert deliver(sink, clock) == 1
    clock.now = NOW - timedelta(days=300)
    assert deliver(sink, clock) == 0
    clock.now = NOW + timedelta(days=400)
    assert deliver(sink, clock) == 1
    clock.now = NOW
    assert deliver(sink, clock) == 0
    assert (states(), sorted(sink.recipients)) == ({"sent": 2}, ["anne@ville.fr", "bob@ville.fr"])


@pytest.mark.usefixtures("rooms_base", "secret_of_the_house")
def test_a_clock_that_jumps_gives_no_place_twice_and_takes_none_that_was_confirmed():
    house = CycleHouse(places=1)
    for name in ("Nour", "Yanis"):
        house.register(name, C2="room")
    for jump in (timedelta(days=-400), timedelta(hours=3), timedelta(days=-1)):
        house.now = START - timedelta(days=60) + jump
        for number in db.read(lambda session: cycles_clock.overdue(session, house.now)):
            house.act(lambda unit, number=number: unit.tick(number), meetings=(number,))
        assert (house.status("Nour", "C2"), house.status("Yanis", "C2")) == ("confirmed", "waiting")


def test_a_clock_put_back_shuts_the_door_to_nobody(monkeypatch):
    rate, now = parse("3/hour"), [time.time()]
    monkeypatch.setattr(time, "time", lambda: now[0])
    counts = Counts()
    assert [counts.hit(rate, "letter", "nour") for _ in range(4)] == [True, True, True, False]
    now[0] -= 2
    assert not counts.hit(rate, "letter", "nour"), "a clock that is set right forgets nothing"
    now[0] -= 86_400
    assert counts.test(rate, "letter", "nour"), "she would wait a day"
    assert [counts.hit(rate, "letter", "nour") for _ in range(4)] == [True, True, True, False]
