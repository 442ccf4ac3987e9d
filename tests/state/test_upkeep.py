"""A house that is watched over: it says whether it is well, what it counts, and ends without losing anything."""

import asyncio
import contextlib
import os
import re
import signal
import sqlite3
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import httpx
import pytest
from limits import parse
from reflex_base.event.processor import EventProcessor
from sqlalchemy import text
from sqlmodel import select
from starlette.applications import Starlette
from starlette.requests import Request
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Origin

from irdsu_app import db
from irdsu_app.cycles.asking_state import Asking
from irdsu_app.cycles.models import Demand
from irdsu_app.design.typography import fr
from irdsu_app.door import broken, rates
from irdsu_app.door.counts import Counts
from irdsu_app.mail import box, waiting
from irdsu_app.mail.letter import ToSend
from irdsu_app.mail.models import Letter
from irdsu_app.upkeep import health, metrics, numbers, opening
from tests import pace
from tests.browser.cycles import FORM, SLUG, opened
from tests.serving import House
from tests.sink import Sink
from tests.state.test_coop_doors import Browser
from tests.state.test_cycle_states import GOOD
from tests.tab import Tab

NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    house = House(tmp_path_factory.mktemp("upkeep")).open()
    yield house
    house.kill()


def ready(house: House, **asked: str) -> tuple[int, dict]:
    answer = httpx.get(f"{house.url}/sante/pret", params=asked, timeout=20)
    return answer.status_code, answer.json()


def in_the_box(house: House, *letters: ToSend) -> None:
    with db.session(db.open_engine(house.database_url)) as session:
        box.queue(session, letters, NOW)


def test_a_house_that_is_well_says_so(house):
    assert httpx.get(f"{house.url}/sante").json() == {"vivant": True}
    assert ready(house) == (200, {"pret": True} | dict.fromkeys(health.CHECKS, "bien"))


def test_what_is_not_well_is_told_in_french_and_a_house_that_only_lives_goes_on_living(tmp_path):
    house = House(tmp_path, smtp_url="smtp://127.0.0.1:1").open()
    try:
        in_the_box(house, ToSend("late", "test.late", "anne@ville.fr", due_at=NOW - timedelta(hours=3)))
        code, said = ready(house)
        assert (code, said["pret"]) == (503, False)
        assert re.match(r"Des courriels attendent depuis 18\d minutes", said["courriels"])
        assert ready(house, sans="courriels")[0] == 200, "a proxy sends nobody away for the mail server's sake"
        with sqlite3.connect(house.database_url.removeprefix("sqlite:///"), isolation_level=None) as base:
            base.execute("UPDATE alembic_version SET version_num = '0001'")
            assert ready(house)[1]["migrations"].endswith("python3 -m irdsu_app migrate")
            base.execute("UPDATE alembic_version SET version_num = '9999'")
            assert ready(house)[1]["migrations"] == "bien", "an older process serves while the next one opens"
            base.execute("BEGIN EXCLUSIVE")
            assert ready(house)[1]["ecriture"] == fr(health.SLOW)
            base.execute("ROLLBACK")
        assert httpx.get(f"{house.url}/sante").status_code == 200
        assert str(tmp_path) not in str(ready(house)), "no path, no address of the database"
    finally:
        house.kill()


@pytest.mark.usefixtures("rooms_base")
def test_a_letter_waits_from_the_moment_it_is_due_on_both_databases():
    with db.session() as session:
        letters = [("a", -90), ("b", -30), ("c", 60)]
        due = {name: NOW + timedelta(seconds=after) for name, after in letters}
        box.queue(session, [ToSend(name, "test.x", f"{name}@ville.fr", due_at=at) for name, at in due.items()], NOW)
    assert db.read(lambda session: waiting.oldest_due(session, NOW)) == 90
    assert db.read(waiting.by_status) == {"queued": 3}
    with db.session() as session:
        health._write(session)
        session.connection().execute(text("DELETE FROM letter"))
    assert db.read(lambda session: waiting.oldest_due(session, NOW)) == 0


def test_the_numbers_count_what_happens_and_say_nothing_of_anybody(house):
    host, phone = Browser(house), Browser(house)
    code = host.create()
    phone.come_in(code, "Nour-Secrète")
    assert host.play(code, {"do": "open"}).status_code == 200
    in_the_box(house, ToSend("k", "test.x", "anne@ville.fr", due_at=NOW + timedelta(days=1)))
    with wired(house) as socket:
        Tab(socket)
        said = httpx.get(f"{house.url}/metrics").text
    for line in (
        'irdsu_rooms{kind="coop"} 1.0', "irdsu_sockets 1.0", 'irdsu_letters{status="queued"} 1.0',
        'irdsu_requests_total{route="/coop/{code}/coups",status="200"} 1.0', "irdsu_oldest_letter_seconds 0.0",
    ):  # fmt: skip
        assert line in said
    for name in ("irdsu_fanout_seconds_bucket", "irdsu_loop_lag_seconds_count", "process_resident_memory_bytes"):
        assert name in said
    for secret in (code, "Nour-Secrète", "anne@ville.fr", *(each for each in phone.http.cookies.values())):
        assert secret not in said


def wired(house: House):
    address = f"{house.url.replace('http', 'ws')}/_event/?EIO=4&transport=websocket&token={uuid4()}"
    return connect(address, origin=Origin(house.url), open_timeout=20)


def test_only_this_machine_or_a_token_reads_the_numbers(house, monkeypatch):
    assert httpx.get(f"{house.url}/metrics", headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 403

    def asked(host: str, **headers: str):
        return SimpleNamespace(client=SimpleNamespace(host=host), headers=headers)

    def may(host: str, **headers: str) -> bool:
        return metrics.may_read(asked(host, **headers))  # pyright: ignore[reportArgumentType]

    assert (may("127.0.0.1"), may("::1"), may("192.0.2.7"), may("")) == (True, True, False, False)
    assert not may("127.0.0.1", via="1.1 Caddy"), "a proxy of this machine speaks for others"
    token = "t" * 32
    monkeypatch.setattr(metrics, "settings", SimpleNamespace(metrics_token=token))
    assert may("192.0.2.7", authorization=f"Bearer {token}")
    assert not may("127.0.0.1"), "with a token, nobody reads without it"
    assert not may("192.0.2.7", authorization="Bearer été")


def test_labels_are_ours_whatever_is_asked(house):
    for path in ("/coop/<x>", "/%22%0aforged 1", "/r/ABCDE?x=anne@ville.fr"):
        httpx.get(house.url + path)
    lines = httpx.get(f"{house.url}/metrics").text.splitlines()
    routes = {found[1] for line in lines if (found := re.search(r'route="([^"]*)"', line))}
    from irdsu_app import irdsu_app as front

    assert front.app is not None
    assert routes <= {*numbers._routes.values(), "page"}


def test_at_its_end_what_was_accepted_is_kept_leases_are_given_back_and_sockets_are_let_go(tmp_path):
    with Sink() as sink:
        house = House(tmp_path, smtp_url=sink.url)
        rename = {"do": "rename", "name": "Nour"}
        letters = [ToSend(f"k{n}", "access.link", f"p{n}@ville.fr", LINK) for n in range(30)]
        in_the_box(house, *letters)
        sink.hold.clear()
        house.open()
        host, phone = Browser(house), Browser(house)
        code = host.create()
        phone.come_in(code)
        with wired(house) as socket:
            Tab(socket)
            assert sink.arrived.acquire(timeout=30)
            key = str(uuid4())
            assert phone.play(code, rename, key).status_code == 200
            began, process = time.monotonic(), house._server
            assert process is not None
            os.kill(process.pid, signal.SIGTERM)
            assert silence(socket)
            assert time.monotonic() - began < 2 * pace.slower(), "pages knock again at once"
            with pytest.raises(httpx.TransportError):
                httpx.get(f"{house.url}/sante")
        assert process.wait(20) == 0
        assert time.monotonic() - began < 10 * pace.slower()
    with db.session(db.open_engine(house.database_url)) as session:
        kept = session.exec(select(Letter)).all()
        assert [each for each in kept if each.status == "queued" and each.holder] == []
        assert len(kept) == 30
        assert {"queued"} <= {each.status for each in kept} <= {"queued", "sent", "handing"}
    assert "Traceback" not in house.said()
    house.reopen()
    try:
        assert phone.play(code, rename, key).json() == {"saved": True, "said": ""}
    finally:
        house.kill()


def silence(socket) -> bool:
    """Whether this socket ends, after what it still has to say."""
    with contextlib.suppress(ConnectionClosed):
        while True:
            socket.recv(timeout=10)
    return True


def test_an_event_that_was_under_way_ends_before_the_house_does(tmp_path):
    house = opened(tmp_path)
    process, number = house._server, str(uuid4())
    assert process is not None
    base = sqlite3.connect(house.database_url.removeprefix("sqlite:///"), isolation_level=None)
    with wired(house) as socket, contextlib.closing(base):
        tab = Tab(socket, FORM, {"slug": SLUG})
        base.execute("BEGIN IMMEDIATE")
        tab.send(f"{Asking.get_full_name()}.send", drawn=number, values=GOOD, spent=9000)
        while "asking.send" not in httpx.get(f"{house.url}/metrics").text:
            time.sleep(0.05)
        os.kill(process.pid, signal.SIGTERM)
        assert silence(socket)
        base.execute("ROLLBACK")
    assert process.wait(20) == 0
    with db.session(db.open_engine(house.database_url)) as session:
        assert len(session.exec(select(Demand)).all()) == 1


LINK = {"name": "Anne", "link": "http://localhost/bureau/entrer/x", "until": "12 h 00"}


def test_what_is_under_way_is_waited_for_but_not_for_ever(monkeypatch):
    assert EventProcessor()._tasks == {}, "where Reflex keeps what is under way"
    monkeypatch.setattr(opening, "DRAIN", 0.2)
    ended: list[str] = []

    async def ends() -> None:
        await asyncio.sleep(0.05)
        ended.append("one")
        processor._tasks["two"] = asyncio.create_task(follows())

    async def follows() -> None:
        ended.append("two")

    async def close() -> float:
        processor._tasks |= {"one": asyncio.create_task(ends()), "endless": asyncio.create_task(asyncio.sleep(60))}
        begun = asyncio.get_running_loop().time()
        await opening._drain(app)
        processor._tasks["endless"].cancel()
        return asyncio.get_running_loop().time() - begun

    processor = SimpleNamespace(_tasks={})
    app: Any = SimpleNamespace(event_processor=processor)
    assert asyncio.run(close()) < 2
    assert ended == ["one", "two"]


def test_redis_away_is_told_without_its_address(redis, monkeypatch):
    monkeypatch.setattr(health, "settings", SimpleNamespace(redis_url=redis.url))
    assert asyncio.run(health._redis()) == ""
    redis.stop()
    assert asyncio.run(health._redis()) == health.NO_REDIS
    redis.start()


def test_what_a_proxy_asks_of_the_other_processes_makes_none_of_them_ill(redis, monkeypatch):
    monkeypatch.setattr(rates, "_counted", Counts(redis.url))
    monkeypatch.setitem(rates.RATES, "health", parse("120/minute"))
    for _ in range(120):
        rates.count("health", "10.0.0.2")
    asked = f"sans={','.join(health.CHECKS)}".encode()
    scope = {"type": "http", "headers": [], "client": ("10.0.0.2", 4242), "query_string": asked}
    assert asyncio.run(health._ready(Request(scope))).status_code == 200


def test_several_processes_on_one_port_are_counted_together_whichever_answers(tmp_path, base_url_of_postgres, redis):
    house = House(tmp_path, database_url=base_url_of_postgres, redis_url=redis.url, secret="s" * 40)
    house._place = replace(house._place, workers=2)
    house.open()
    try:
        with contextlib.ExitStack() as lines:
            for _ in range(8):
                Tab(lines.enter_context(wired(house)))
            read = {httpx.get(f"{house.url}/metrics").text.partition("\nirdsu_sockets ")[2][:3] for _ in range(12)}
            assert read == {"8.0"}
        answers = [httpx.get(f"{house.url}/heure").status_code for _ in range(10)]
        said = httpx.get(f"{house.url}/metrics").text
        assert f'irdsu_requests_total{{route="/heure",status="200"}} {len(answers)}.0' in said
    finally:
        house.close()


def test_whatever_breaks_behind_an_address_is_said_in_french():
    from irdsu_app import irdsu_app as front

    transformers = front.app.api_transformer
    assert isinstance(transformers, list | tuple)
    ours = [each for each in transformers if isinstance(each, Starlette)]
    assert ours
    assert [each for each in ours if each.exception_handlers.get(Exception) is not broken.page] == []
