"""Reminders are sent once, at their time, after a restart too; and not to who has left."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlmodel import select

from irdsu_app import chores, db, rounds
from irdsu_app.cycles import organising, reminding
from irdsu_app.cycles.models import Registration
from tests.state.cycle_house import START, CycleHouse

pytestmark = pytest.mark.usefixtures("rooms_base")
WEEK, EVE = datetime(2027, 3, 9, 8, tzinfo=UTC), datetime(2027, 3, 15, 8, tzinfo=UTC)
AFTER = datetime(2027, 3, 17, 8, tzinfo=UTC)


@pytest.fixture
def cycle():
    return CycleHouse()


def at(cycle: CycleHouse, now: datetime) -> list[tuple[str, str]]:
    """What the clock sends at this moment: kinds and people."""
    cycle.now, before = now, {letter.key for letter in cycle.letters()}
    made = cycle.remind()
    new = [letter for letter in cycle.letters() if letter.key not in before]
    assert made == len(new)
    return sorted((letter.kind.removeprefix("cycles."), letter.recipient.partition("@")[0]) for letter in new)


def test_each_reminder_leaves_once_at_its_hour(cycle):
    cycle.register("Nour")
    cycle.register("Ali", C2="room")
    assert at(cycle, WEEK - timedelta(seconds=1)) == []
    assert at(cycle, WEEK) == [("week", "nour")]
    assert at(cycle, WEEK) == at(cycle, WEEK + timedelta(days=2)) == []
    assert at(cycle, EVE) == [("eve", "nour")]
    assert at(cycle, START - timedelta(minutes=1)) == at(cycle, START) == []
    assert at(cycle, AFTER) == [("after", "nour")]
    assert at(cycle, AFTER + timedelta(hours=1)) == []
    assert cycle.letters("eve")[0].until == START


def test_what_the_server_missed_while_it_was_off_leaves_when_it_is_back(cycle):
    cycle.register("Nour")
    assert at(cycle, WEEK + timedelta(days=3)) == [("week", "nour")]
    assert at(cycle, START - timedelta(hours=2)) == [("eve", "nour")]
    assert cycle.write("cycles.eve", cycle.letters("eve")[0].data).subject.startswith("Aujourd’hui")


def test_who_registers_three_days_before_does_not_get_the_letter_of_the_week(cycle):
    cycle.now = START - timedelta(days=3)
    cycle.register("Nour")
    assert at(cycle, cycle.now + timedelta(hours=1)) == []
    assert at(cycle, EVE) == [("eve", "nour")]


def test_who_waits_or_has_left_is_reminded_of_nothing_and_what_waited_is_stopped():
    cycle = CycleHouse(places=1)
    cycle.register("Ali")
    nour = cycle.register("Nour")
    assert at(cycle, WEEK) == [("week", "ali")]
    assert (cycle.status("Ali"), cycle.status("Nour")) == ("confirmed", "waiting")
    cycle.withdraw(nour)
    assert at(cycle, EVE) == [("eve", "ali")]
    ali = cycle.register("Ali")
    cycle.withdraw(ali)
    stopped = {letter.kind: letter.status for letter in cycle.letters(name="Ali")}
    assert (stopped["cycles.week"], stopped["cycles.eve"], stopped["cycles.withdrawn"]) == (
        "dropped",
        "dropped",
        "queued",
    )
    assert at(cycle, AFTER) == []


def test_a_meeting_that_moves_stops_its_reminders_and_brings_those_of_the_new_date(cycle):
    cycle.register("Nour")
    assert at(cycle, WEEK) == [("week", "nour")]
    moved = START + timedelta(days=14)
    cycle.desk(organising.postpone, "C1", moved, moved + timedelta(hours=2), "Grève des transports")
    assert [letter.status for letter in cycle.letters("week")] == ["dropped"]
    assert at(cycle, EVE) == at(cycle, AFTER) == []
    assert at(cycle, WEEK + timedelta(days=14)) == [("week", "nour")]
    assert at(cycle, datetime(2027, 3, 29, 7, tzinfo=UTC)) == [("eve", "nour")]  # the clocks have changed


def test_a_cancelled_meeting_is_not_recalled(cycle):
    cycle.register("Nour")
    assert at(cycle, WEEK) == [("week", "nour")]
    cycle.desk(organising.cancel, "C1", "Trop peu de monde")
    assert [letter.status for letter in cycle.letters("week")] == ["dropped"]
    assert at(cycle, EVE) == at(cycle, AFTER) == []


def test_two_processes_queue_one_letter(cycle):
    cycle.register("Nour")
    cycle.now = WEEK
    with db.session() as session:
        both = reminding.due(session, WEEK) + reminding.due(session, WEEK)
        assert (len(both), len({letter.key for letter in both})) == (2, 1)
    assert (cycle.remind(), cycle.remind()) == (1, 0)


def test_somebody_whose_place_has_nobody_any_more_is_written_nothing(cycle):
    nour = cycle.register("Nour")
    cycle.now = START + timedelta(minutes=5)
    cycle.erase(nour)
    assert db.read(lambda session: session.exec(select(Registration.status)).all()) == ["confirmed"]
    assert at(cycle, AFTER) == []


def test_the_clock_of_the_house_sends_them_on_a_moved_clock(cycle):
    cycle.register("Nour")
    with time_machine.travel(WEEK, tick=False):
        asyncio.run(rounds.make(chores.MINUTELY))
    assert [letter.due_at for letter in cycle.letters("week")] == [WEEK]
