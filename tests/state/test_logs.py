"""What nobody expected goes to the log without what people typed: its kind and its place, never its message."""

import asyncio
import contextlib
import json
import logging
import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Origin

from irdsu_app import db
from irdsu_app.access import team
from irdsu_app.coop.acts import Act
from irdsu_app.coop.register import Kept
from irdsu_app.coop.table import Table
from irdsu_app.cycles import clock
from irdsu_app.cycles.asking_state import Asking
from irdsu_app.cycles.counter import Counter
from irdsu_app.cycles.unit import Deed
from irdsu_app.live.models import Room
from irdsu_app.upkeep import logs
from tests.browser.cycles import opened, registered
from tests.sink import Sink
from tests.state.test_coop_doors import Browser
from tests.state.tiny_game import TinyRules
from tests.tab import Tab

on_each_base = pytest.mark.usefixtures("rooms_base")
WHO = "nour@mirevigne.fr"


def failing(*_given):
    raise ValueError(f"« {WHO} » ne va pas")


@on_each_base
def test_a_deed_that_fails_is_logged_without_what_it_was_about(caplog):
    caplog.set_level(logging.INFO)

    async def together() -> list:
        counter = Counter()
        deeds = [counter.do(Deed(failing)), counter.do(Deed(lambda unit: unit.now))]
        return await asyncio.gather(*deeds, return_exceptions=True)

    error, _ = asyncio.run(together())
    assert isinstance(error, ValueError)
    assert "done again, one by one: ValueError" in caplog.text
    assert "a deed cannot be done: ValueError" in caplog.text
    assert "in failing" in caplog.text, "where it happened is said"
    assert WHO not in caplog.text


@on_each_base
def test_a_turn_that_the_clock_missed_is_logged_without_what_it_was_about(caplog, monkeypatch):
    async def a_turn() -> None:
        said = asyncio.Event()
        monkeypatch.setattr(caplog.handler, "filter", lambda _record: said.set() or True)
        monkeypatch.setattr(clock, "look", failing)
        began = asyncio.create_task(clock._rounds())
        await said.wait()
        began.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await began

    asyncio.run(asyncio.wait_for(a_turn(), 20))
    assert "missed a turn: ValueError" in caplog.text
    assert WHO not in caplog.text


@on_each_base
def test_an_act_of_a_game_that_cannot_be_played_again_is_logged_without_its_words(caplog):
    before, next_ = {"people": {}, "n": 1}, Act("play", 0, WHO, {"do": "next"}).text()
    now = datetime.now(UTC)
    room = Room(code="ABCD", kind="coop", document=json.dumps(before), opened_at=now, expires_at=now)
    assert Table("ABCD", TinyRules(), Kept(room, [next_], 1, frozenset(), {})).game == before
    assert "an act of room ABCD cannot be played again: KeyError" in caplog.text
    assert WHO not in caplog.text


@on_each_base
def test_what_the_database_refuses_is_not_in_the_message_of_the_error():
    with pytest.raises(DBAPIError) as refused, db.session() as session:
        session.connection().execute(text("SELECT * FROM nowhere WHERE email = :who"), {"who": f"{WHO}{uuid4()}"})
    assert "nowhere" in str(refused.value)
    assert WHO not in str(refused.value)


def test_a_whole_journey_leaves_in_the_log_neither_a_name_nor_an_address_nor_a_link_nor_a_code(tmp_path):
    with Sink() as sink:
        house = opened(tmp_path, sink, log_format="json", log_level="debug")
        try:
            secrets = journey(house, sink)
        finally:
            house.close()
    lines = [json.loads(line) for line in house.said().splitlines()]
    assert {"level", "at", "place", "said"} <= set.intersection(*({*line} for line in lines))
    assert any("refused" in line["said"] for line in lines), "what was refused is noted"
    assert [word for word in secrets if word in house.said()] == []


def journey(house, sink: Sink) -> list[str]:
    """Sign in, register, play, and try what is not allowed; gives everything that no log may hold."""
    with db.session(db.open_engine(house.database_url)) as session:
        team.invite(session, "anne@ville.fr", "Anne Durand-Secrète", ["all"], datetime.now(UTC))
    key = registered(house, "Yanis-Secret", S2="remote")
    host, phone = Browser(house), Browser(house)
    assert phone.http.post("/connexion", data={"email": "anne@ville.fr"}).status_code == 303
    code = host.create()
    phone.come_in(code, "Nour-Secrète")
    host.play(code, {"do": "open"})
    for wrong in (f"/inscription/{key}x", f"/bureau/entrer/{key}", f"/coop/{code}/place/{key}", f"/r/{code}"):
        phone.http.get(wrong)
    address = f"{house.url.replace('http', 'ws')}/_event/?EIO=4&transport=websocket&token={uuid4()}"
    with connect(address, origin=Origin(house.url)) as socket:
        tab = Tab(socket, f"/inscription/{key}", {"key": key})
        tab.send("nowhere.forged anne@ville.fr\nline", words="Nour-Secrète")
        tab.send(f"{Asking.get_full_name()}.send", drawn=key, values={"nom": "Nour-Secrète"}, spent="wrong")
        socket.send("42/_event,[nour@ville.fr")
        with contextlib.suppress(ConnectionClosed):
            while True:
                socket.recv(timeout=10)
    link = None
    while link is None:
        assert sink.arrived.acquire(timeout=20), "the letter with the link"
        link = re.search(r"/bureau/entrer/(\S+)", "".join(sink.text(n) for n in range(len(sink.letters))))
    cookies = [*phone.http.cookies.values(), *host.http.cookies.values()]
    assert cookies
    return ["anne@", "nour@", "Secrète", "Secret", "mirevigne", key, code, link[1], *cookies]


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("écrit à nour.benali+x@ville-a.fr, refusé", "écrit à [adresse], refusé"),
        ("clé 9fK3n_aQ-wE8rT5yU2iOpLkJhGfDs1a0", "clé [secret]"),
        ("room CHF34 closed, test_a_long_name_of_a_file_2.py", "room [code] closed, test_a_long_name_of_a_file_2.py"),
    ],
)  # fmt: skip
def test_what_slips_into_a_sentence_is_covered(words, kept):
    assert logs.covered(words) == kept


def test_the_message_of_an_error_is_never_written_whoever_notes_it():
    with pytest.raises(ValueError, match="ne va pas") as raised:
        failing()
    text = f"Task exception was never retrieved\nfuture: <Task exception={raised.value!r}>"
    record = logging.LogRecord("asyncio", logging.ERROR, "", 0, text, (), (ValueError, raised.value, raised.tb))
    for written in (logs.Json().format(record), logs.Line().format(record)):
        assert "Task exception was never retrieved" in written
        assert "in failing" in written
        assert WHO not in written


def test_a_trouble_that_lasts_does_not_fill_the_disk():
    seldom, now = logs.Seldom(), 1_000.0

    def written(words: str, at: float) -> bool:
        record = logging.LogRecord("irdsu_app.cycles.clock", logging.ERROR, "", 0, words, (), None)
        record.created = at
        return seldom.filter(record)

    assert [written("missed a turn\n  somewhere", now + n) for n in range(10)] == [True] * 5 + [False] * 5
    assert written("something else", now)
    assert written("missed a turn\n  somewhere", now + 61)
    assert written("missed a turn\n  somewhere", now - 86_400), "a clock put back by a day hides no trouble for a day"
