"""The register of rooms on a real SQLite file."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from sqlmodel import Session, select

from irdsu_app.live import store
from irdsu_app.live.models import Room

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
MONTH = timedelta(days=30)


@pytest.fixture
def session(rooms_base):
    with Session(rooms_base, expire_on_commit=False) as session:
        yield session


def test_a_room_is_found_by_its_code_until_it_expires(session):
    room = store.open_room(session, "brief", '{"step":1}', NOW, DAY)
    session.commit()
    assert store.find(session, room.code, NOW).id == room.id
    with pytest.raises(store.RoomClosed, match="fermée"):
        store.find(session, room.code, NOW + DAY)
    with pytest.raises(store.RoomUnknown, match="Aucune salle"):
        store.find(session, "CCCCC", NOW)


def test_the_hour_is_the_same_in_any_zone(session):
    room = store.open_room(session, "brief", "{}", NOW.astimezone(), timedelta(hours=1))
    session.commit()
    session.expire_all()
    assert store.find(session, room.code, NOW + timedelta(minutes=59)).expires_at == NOW + timedelta(hours=1)


def test_a_code_already_taken_is_drawn_again(session):
    first = store.open_room(session, "brief", "{}", NOW, DAY, Random(1))
    second = store.open_room(session, "brief", "{}", NOW, DAY, Random(1))
    assert first.code != second.code


def test_of_two_writers_only_the_first_is_kept(session):
    room = store.open_room(session, "brief", "a", NOW, DAY)
    assert store.keep(session, room.id, 0, "b") == 1
    with pytest.raises(store.RoomMoved, match="entre-temps"):
        store.keep(session, room.id, 0, "c")
    session.refresh(room)
    assert (room.document, room.revision) == ("b", 1)


def test_a_closed_room_is_neither_found_nor_written(session):
    room = store.open_room(session, "brief", "a", NOW, DAY)
    store.close(session, room.id, NOW)
    store.close(session, room.id, NOW + DAY)
    session.refresh(room)
    assert room.closed_at == NOW
    with pytest.raises(store.RoomClosed):
        store.find(session, room.code, NOW)
    with pytest.raises(store.RoomMoved):
        store.keep(session, room.id, 0, "b")


def test_rooms_are_forgotten_after_their_retention(session):
    store.open_room(session, "brief", "a", NOW, DAY)
    kept_id = store.open_room(session, "brief", "a", NOW + 3 * DAY, DAY).id
    assert store.purge(session, NOW + DAY + MONTH + timedelta(seconds=1), MONTH) == 1
    assert [room.id for room in session.exec(select(Room)).all()] == [kept_id]
