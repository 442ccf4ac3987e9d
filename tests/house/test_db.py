"""The database keeps its promises: migrations, one unit of work, one writer, readers never blocked."""

import asyncio
import sqlite3
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from irdsu_app import db
from irdsu_app.access import organisers
from irdsu_app.access.models import Seat
from irdsu_app.brief import editing, editions
from irdsu_app.live.models import Room
from irdsu_app.migrations.tables import is_ours, metadata
from tests import pace


def a_room(code: str = "AZERT") -> Room:
    now = datetime.now(UTC)
    return Room(code=code, kind="brief", document="{}", opened_at=now, expires_at=now + timedelta(days=1))


def a_seat(room_id) -> Seat:
    now = datetime.now(UTC)
    return Seat(key_hash=uuid4().hex, room_id=room_id, role="follower", created_at=now, expires_at=now)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    return f"sqlite:///{tmp_path / 'house.db'}" if request.param == "sqlite" else request.getfixturevalue("postgres")


@pytest.fixture
def engine(url):
    db.upgrade(url)
    engine = db.open_engine(url)
    yield engine
    engine.dispose()
    db.downgrade(url, "base")


@pytest.fixture
def house(tmp_path, monkeypatch):
    """The database of the house, empty."""
    url = f"sqlite:///{tmp_path / 'house.db'}"
    db.upgrade(url)
    engine = db.open_engine(url)
    monkeypatch.setattr(db, "engine", lambda: engine)
    yield engine
    engine.dispose()


def test_migrations_make_exactly_the_tables_of_the_models(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_ours})
        assert compare_metadata(context, metadata) == []


def test_migrating_twice_and_back_and_forth_is_harmless(url, engine):
    with db.session(engine) as session:
        session.add(a_room())
    db.upgrade(url)
    with Session(engine) as session:
        assert len(session.exec(select(Room)).all()) == 1
    db.downgrade(url, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    db.upgrade(url)
    assert set(metadata.tables) < set(inspect(engine).get_table_names())


def test_a_unit_of_work_is_written_whole_or_not_at_all(engine):
    with suppress(ZeroDivisionError), db.session(engine) as session:
        session.add(a_room())
        session.flush()
        raise ZeroDivisionError
    with Session(engine) as session:
        assert session.exec(select(Room)).all() == []


def test_a_seat_needs_its_room_and_leaves_with_it(engine):
    with pytest.raises(IntegrityError), db.session(engine) as session:
        session.add(a_seat(uuid4()))
    with db.session(engine) as session:
        session.add(room := a_room())
        session.flush()
        session.add(a_seat(room.id))
    with db.session(engine) as session:
        session.delete(session.exec(select(Room)).one())
    with Session(engine) as session:
        assert session.exec(select(Seat)).all() == []


def test_times_come_back_aware(engine):
    with db.session(engine) as session:
        session.add(a_room())
    with Session(engine) as session:
        opened = session.exec(select(Room)).one().opened_at
    assert opened.tzinfo is not None
    assert abs(datetime.now(UTC) - opened) < timedelta(minutes=1)


def test_editions_are_drafted_and_published_on_both(engine):
    now, visit = datetime.now(UTC), uuid4()
    with db.session(engine) as session:
        link = organisers.give_link(session, now)
        assert organisers.visit_of(session, organisers.enter(session, link, now), now) is not None
    for title in ("Une loi, un contrat", "Une carte, un contrat"):
        with db.session(engine) as session:
            editions.change(session, visit, lambda draft, t=title: editing.with_text(draft, "R4", "title", t), now)
        with db.session(engine) as session:
            made = editions.publish(session, visit, now)
    with Session(engine) as session:
        assert editions.current(session) == made
        assert (made.number, len(editions.history(session)), len(editions.journal(session))) == (3, 3, 6)


def test_sqlite_writes_ahead_and_waits_for_its_turn(house):
    with house.connect() as connection:
        said = [connection.scalar(text(f"PRAGMA {each}")) for each in ("journal_mode", "synchronous", "busy_timeout")]
    assert said == ["wal", 1, 5000]


def test_writes_of_many_people_follow_one_another(house):
    async def all_at_once():
        await asyncio.gather(*(db.write(count_one) for _ in range(100)))

    def count_one(session):
        room = session.exec(select(Room)).one()
        room.revision += 1

    with db.session() as session:
        session.add(a_room())
    asyncio.run(all_at_once())
    assert db.read(lambda session: session.exec(select(Room)).one()).revision == 100


def test_a_write_that_fails_says_so_and_leaves_nothing(house):
    def twice(session):
        session.add(a_room("AZERT"))
        session.flush()
        session.add(a_room("AZERT"))

    with pytest.raises(IntegrityError):
        asyncio.run(db.write(twice))
    assert db.read(lambda session: session.exec(select(Room)).all()) == []


def test_a_reader_reads_and_the_loop_turns_while_another_process_writes(house, tmp_path):
    other = sqlite3.connect(tmp_path / "house.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    async def live():
        waiting = asyncio.create_task(db.write(lambda session: session.add(a_room())))
        longest, before = 0.0, time.monotonic()
        for _ in range(20):
            await asyncio.sleep(0.01)
            db.read(lambda session: session.exec(select(Room)).all())
            longest, before = max(longest, time.monotonic() - before), time.monotonic()
        assert not waiting.done()
        other.execute("COMMIT")
        await waiting
        return longest

    assert asyncio.run(live()) < pace.slower()
    assert len(db.read(lambda session: session.exec(select(Room)).all())) == 1
