"""What must happen once, however many processes there are: migrations, rounds, the acts of time, letters."""

import asyncio
import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text, update
from sqlmodel import col, select

from irdsu_app import db, rounds
from irdsu_app.brief import expiry, versions
from irdsu_app.brief.models import Version
from irdsu_app.cycles import keys, register
from irdsu_app.cycles.models import Meeting, Registration
from irdsu_app.mail import box
from irdsu_app.mail.models import Letter
from tests.several import SECRET, houses
from tests.state.cycle_world import World, faults, open_cycle
from tests.state.cycle_world import statuses as statuses_of

PROCESSES = 4


def test_processes_that_start_together_on_an_empty_database_migrate_and_furnish_it_once(base_url_of_postgres):
    environment = {**os.environ, "IRDSU_DATABASE_URL": base_url_of_postgres}
    command = [sys.executable, "-c", "from irdsu_app import db, seeds; db.upgrade(); seeds.furnish()"]
    started = [subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) for _ in range(PROCESSES)]
    assert [each.communicate()[1] for each in started] == [""] * PROCESSES
    assert [each.returncode for each in started] == [0] * PROCESSES
    engine = db.open_engine(base_url_of_postgres)
    with engine.connect() as connection:
        assert len(connection.execute(text("SELECT version_num FROM alembic_version")).all()) == 1
    engine.dispose()


def test_a_round_is_made_by_one_process_at_a_time(base_url_of_postgres, monkeypatch):
    db.upgrade(base_url_of_postgres)
    engine = db.open_engine(base_url_of_postgres)
    monkeypatch.setattr(db, "engine", lambda: engine)
    done: list[str] = []

    def deed(session, _now):
        done.append("here")
        with db.session() as other:  # another process, at the same moment
            assert not db.mine(other, f"{deed.__module__}.{deed.__qualname__}")
            assert db.mine(other, "another round")

    asyncio.run(rounds.make([rounds.written(deed), rounds.written(deed)]))
    assert done == ["here", "here"]
    with db.session() as session:
        versions.open_version(session, datetime.now(UTC) - timedelta(days=1_000))
    with db.session() as other:
        assert db.mine(other, expiry.NAME)
        asyncio.run(expiry.forget())
    assert db.read(lambda session: len(session.exec(select(Version)).all())) == 1, "another process was at it"
    asyncio.run(expiry.forget())
    assert db.read(lambda session: len(session.exec(select(Version)).all())) == 0
    engine.dispose()


@pytest.fixture
def town(base_url_of_postgres, monkeypatch):
    """The database of the house, ten days ago."""
    monkeypatch.setattr(keys, "secret", SECRET.encode)
    db.upgrade(base_url_of_postgres)
    engine = db.open_engine(base_url_of_postgres)
    monkeypatch.setattr(db, "engine", lambda: engine)
    yield base_url_of_postgres
    engine.dispose()


def test_an_offer_that_lapses_and_a_reminder_that_is_due_are_one_act_and_one_letter_each(
    town, tmp_path, redis, sink, monkeypatch
):
    now, world = datetime.now(UTC), World()
    world.now = now - timedelta(days=10)
    monkeypatch.setattr("tests.state.cycle_world.NOW", world.now)
    (meeting,) = open_cycle(places=2, starts=now + timedelta(days=5))

    async def queue() -> None:
        people = [await world.comes(n) for n in range(5)]
        await world.does(register.withdraw, people[0].person_key, meeting)

    asyncio.run(queue())
    assert db.read(lambda session: statuses_of(session, meeting)) == {
        "withdrawn": 1, "confirmed": 1, "offered": 1, "waiting": 2,
    }  # fmt: skip
    with db.session() as session:  # nobody has answered the offer in time
        late = update(Registration).where(col(Registration.status) == "offered")
        session.connection().execute(late.values(offered_until=now - timedelta(minutes=1)))
        session.connection().execute(update(Meeting).values(next_due=now - timedelta(minutes=1)))
    running = houses(tmp_path, town, redis.url, smtp_url=sink.url, mail_from="IR-DSU <essai@mirevigne.fr>")
    for each in running:
        each.open()
    try:
        while db.read(box.pending) or "cycles.week" not in letters():
            assert sink.arrived.acquire(timeout=30), db.read(box.pending)
    finally:
        for each in running:
            each.close()
    assert db.read(faults) == []
    assert Counter(db.read(lambda session: statuses_of(session, meeting)))["offered"] == 1
    sent = [sink.message(n)["Message-ID"] for n in range(len(sink.letters))]
    assert len(sent) == len(set(sent)) == len(letters(status="sent")), "each letter was delivered once"
    assert letters().count("cycles.lapsed") == 1
    assert "Traceback" not in "".join(each.said() for each in running)


def letters(status: str = "") -> list[str]:
    """The kinds of the letters written, sent or not."""
    asked = select(Letter.kind).where(Letter.status == status) if status else select(Letter.kind)
    return list(db.read(lambda session: session.exec(asked).all()))
