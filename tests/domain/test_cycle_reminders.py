"""Reminders leave at nine in Paris, once, to those whom they concern, and not once they are of no use."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irdsu_app.cycles import paris, reminders
from irdsu_app.cycles.reminders import Seated, due

PARIS = ZoneInfo("Europe/Paris")
START = datetime(2027, 3, 30, 14, tzinfo=PARIS)  # a week before, the clocks had not changed yet
LONG_AGO = START - timedelta(days=90)


def seated(status: str = "confirmed", since: datetime = LONG_AGO, starts: datetime = START, **changes) -> Seated:
    return Seated(UUID(int=1), status, since, starts, starts + timedelta(hours=2), **changes)


def kinds(place: Seated, now: datetime) -> list[str]:
    return [each.kind for each in due([place], now)]


@pytest.mark.parametrize(
    ("kind", "at"),
    [
        ("week", datetime(2027, 3, 23, 9)),
        ("eve", datetime(2027, 3, 29, 9)),
        ("after", datetime(2027, 3, 31, 9)),
    ],
)
def test_each_leaves_at_nine_in_paris_and_not_a_second_before(kind, at):
    at = at.replace(tzinfo=PARIS).astimezone(UTC)
    assert kind not in kinds(seated(), at - timedelta(seconds=1))
    assert kinds(seated(), at) == [kind]
    (one,) = due([seated()], at)
    assert (one.at, one.registration) == (at, UUID(int=1))


def test_the_server_may_have_been_off_but_what_is_of_no_use_is_not_sent():
    at = {kind: reminders.window(kind, START, START + timedelta(hours=2)) for kind in reminders.KINDS}
    assert kinds(seated(), at["week"][0] + timedelta(days=3)) == ["week"]
    assert kinds(seated(), at["eve"][0] - timedelta(seconds=1)) == ["week"]
    assert kinds(seated(), START - timedelta(seconds=1)) == ["eve"]
    assert kinds(seated(), START) == []
    assert kinds(seated(), at["after"][0] + timedelta(days=6)) == ["after"]
    assert kinds(seated(), at["after"][0] + timedelta(days=8)) == []


def test_who_comes_three_days_before_is_not_told_what_was_to_be_told_a_week_before():
    came = START - timedelta(days=3)
    assert kinds(seated(since=came), came) == []
    assert kinds(seated(since=came), came + timedelta(days=1)) == []
    eve = datetime(2027, 3, 29, 9, tzinfo=PARIS)
    assert kinds(seated(since=came), eve) == ["eve"]
    assert kinds(seated(since=eve + timedelta(minutes=1)), eve + timedelta(hours=2)) == []


@pytest.mark.parametrize("status", ["waiting", "offered", "withdrawn", "refused", "cancelled", "excused", "absent"])
def test_who_has_no_place_is_reminded_of_nothing(status):
    for days in range(-10, 130):
        assert kinds(seated(status), START + timedelta(days=days)) == []


@pytest.mark.parametrize("status", ["cancelled", "draft"])
def test_a_meeting_that_does_not_take_place_is_not_recalled(status):
    for days in range(-10, 130):
        assert kinds(seated(meeting_status=status), START + timedelta(days=days)) == []


def test_who_was_there_is_thanked_after_each_meeting():
    after, later = datetime(2027, 3, 31, 10, tzinfo=PARIS), datetime(2027, 7, 1, 10, tzinfo=PARIS)
    assert kinds(seated("present"), after) == ["after"]
    assert kinds(seated("present"), later) == []


def test_a_meeting_that_moves_brings_the_reminders_of_its_new_date():
    moved = seated(starts=START + timedelta(days=14), since=START - timedelta(days=5))
    assert kinds(moved, datetime(2027, 3, 29, 9, tzinfo=PARIS)) == []
    assert kinds(moved, datetime(2027, 4, 6, 9, tzinfo=PARIS)) == ["week"]


@given(st.datetimes(datetime(2026, 11, 1), datetime(2029, 1, 1)), st.integers(15, 600))
def test_at_any_date_reminders_follow_one_another_and_never_overlap(starts, minutes):
    starts_at = starts.replace(tzinfo=PARIS).astimezone(UTC)
    windows = [reminders.window(kind, starts_at, starts_at + timedelta(minutes=minutes)) for kind in reminders.KINDS]
    for (at, until), (following, _) in pairwise(windows):
        assert at <= until <= following
    assert all(paris.local(at).hour == 9 and paris.local(at).minute == 0 for at, _ in windows)
    assert starts_at - windows[0][0] <= reminders.LONGEST_BEFORE
    assert windows[-1][1] - starts_at <= reminders.LONGEST_AFTER + timedelta(minutes=minutes)
