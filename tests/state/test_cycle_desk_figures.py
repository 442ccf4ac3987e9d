"""The figures that organisers read: from the rows of a meeting and of a cycle, on both databases."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlmodel import col, select

from irdsu_app import db
from irdsu_app.access import team
from irdsu_app.cycles import checking, desk_figures, organising
from irdsu_app.cycles.checking import Scan
from irdsu_app.cycles.models import Registration
from tests.state.cycle_house import SLUG, START, CycleHouse

pytestmark = pytest.mark.usefixtures("rooms_base", "secret_of_the_house")
AFTER, HALF = START + timedelta(hours=3), "2027-03-16-pm"


@pytest.fixture
def house():
    """Nour, Ali and Zoé registered to C1, Nour to C2 too, Sam waits; Nour came, Ali was excused, Lou came by."""
    house = CycleHouse()
    for name in ("Nour", "Ali", "Zoé", "Sam"):
        house.register(name, **({"C1": "remote", "C2": "room"} if name == "Nour" else {"C1": "remote"}))
    meeting = house.meeting("C1").id
    with db.session() as session:
        by = team.invite(session, "camille@ville.fr", "Camille", ("cycles",), START)
        order = select(Registration.id).where(Registration.meeting_id == meeting).order_by(col(Registration.arrival))
        nour, ali, *_ = session.exec(order).all()
        lou = checking.walk_in(session, by, meeting, uuid4(), "Lou Martin", "", START)
        scans = [
            Scan(uuid4(), HALF, START, way="name", registration=nour),
            Scan(uuid4(), HALF, START, way="name", registration=ali, standing="excused"),
            Scan(uuid4(), HALF, START, walk_in=lou),
        ]
        checking.sync(session, by, meeting, scans, "tablet", START)
    return house


def meeting_at(now: datetime):
    found = db.read(lambda session: desk_figures.meeting(session, SLUG, "C1", now))
    assert found is not None
    return found


def cycle_after():
    found = db.read(lambda session: desk_figures.cycle(session, SLUG, AFTER))
    assert found is not None
    return found


def test_a_meeting_is_counted_before_and_after(house):
    line, told = meeting_at(START)
    assert (line.row.code, told.places, told.expected, told.waiting, told.no_shows) == ("C1", 3, 3, 1, None)
    _, told = meeting_at(AFTER)
    assert (told.seen, told.walk_ins, told.excused, told.no_shows) == (2, 1, 1, 1)
    assert [(each.label, each.expected, each.seen) for each in told.functions] == [("Cheffe de projet", 3, 1)]


def test_a_cycle_is_counted_whole_without_what_was_cancelled(house):
    told = cycle_after()
    assert [line.row.code for line, _ in told.meetings] == ["C1", "C2", "C3"]
    assert (told.whole.people, told.whole.expected, told.whole.seen, told.whole.no_shows) == (3, 4, 2, 1)
    house.now = START
    house.desk(organising.cancel, "C2", "Grève")
    told = cycle_after()
    assert (told.whole.people, told.whole.expected, told.whole.places) == (3, 3, 9)


def test_nothing_is_counted_where_there_is_nothing():
    CycleHouse()
    assert db.read(lambda session: desk_figures.meeting(session, SLUG, "C9", AFTER)) is None
    assert db.read(lambda session: desk_figures.cycle(session, "ailleurs", AFTER)) is None
    assert cycle_after().whole.people == 0
