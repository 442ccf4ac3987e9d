"""What nobody expected goes to the log without what people typed: its kind and its place, never its message."""

import asyncio
import contextlib
import json
import logging
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from irdsu_app import db
from irdsu_app.coop.acts import Act
from irdsu_app.coop.register import Kept
from irdsu_app.coop.table import Table
from irdsu_app.cycles import clock
from irdsu_app.cycles.counter import Counter
from irdsu_app.cycles.unit import Deed
from irdsu_app.live.models import Room
from tests.state.tiny_game import TinyRules

pytestmark = pytest.mark.usefixtures("rooms_base")
WHO = "nour@mirevigne.fr"


def failing(*_given):
    raise ValueError(f"« {WHO} » ne va pas")


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


def test_an_act_of_a_game_that_cannot_be_played_again_is_logged_without_its_words(caplog):
    before, next_ = {"people": {}, "n": 1}, Act("play", 0, WHO, {"do": "next"}).text()
    now = datetime.now(UTC)
    room = Room(code="ABCD", kind="coop", document=json.dumps(before), opened_at=now, expires_at=now)
    assert Table("ABCD", TinyRules(), Kept(room, [next_], 1, frozenset(), {})).game == before
    assert "an act of room ABCD cannot be played again: KeyError" in caplog.text
    assert WHO not in caplog.text


def test_what_the_database_refuses_is_not_in_the_message_of_the_error():
    with pytest.raises(DBAPIError) as refused, db.session() as session:
        session.connection().execute(text("SELECT * FROM nowhere WHERE email = :who"), {"who": f"{WHO}{uuid4()}"})
    assert "nowhere" in str(refused.value)
    assert WHO not in str(refused.value)
