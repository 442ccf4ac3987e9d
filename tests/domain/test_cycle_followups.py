"""The letters about a whole cycle leave at nine in Paris, while they are of use, to those whom they concern."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irdsu_app.cycles import followups, paris, survey_times, surveys
from irdsu_app.cycles.attendance import Sitting
from irdsu_app.cycles.followups import Follower, due

PARIS = ZoneInfo("Europe/Paris")
END = datetime(2027, 4, 27, 15, tzinfo=UTC)


def kinds(now: datetime, **changes) -> list[str]:
    return [each.kind for each in due([Follower(UUID(int=1), UUID(int=2), END, **changes)], now)]


@pytest.mark.parametrize(
    ("kind", "at"), [("after_cycle", datetime(2027, 4, 30, 9)), ("three_months", datetime(2027, 7, 27, 9))]
)
def test_each_leaves_at_nine_in_paris_and_not_a_second_before(kind, at):
    at = at.replace(tzinfo=PARIS).astimezone(UTC)
    assert kinds(at - timedelta(seconds=1)) == []
    assert kinds(at) == [kind]
    assert kinds(followups.window(kind, END)[1]) == []


def test_whoever_said_so_is_not_written_to_three_months_later():
    assert kinds(datetime(2027, 7, 28, tzinfo=UTC), refuses=True) == []
    assert kinds(datetime(2027, 5, 1, tzinfo=UTC), refuses=True) == ["after_cycle"]


@given(st.datetimes(datetime(2026, 11, 1), datetime(2029, 1, 1)))
def test_whatever_the_date_their_questionnaire_is_open_as_long_as_they_are_of_use(ends):
    ends_at = ends.replace(tzinfo=PARIS).astimezone(UTC)
    sitting = Sitting(UUID(int=1), "C1", "Une séance", "open", ends_at - timedelta(hours=2), ends_at)
    for kind, survey in zip(followups.KINDS, ("after", "later"), strict=True):
        at, until = followups.window(kind, ends_at)
        opens, closes = survey_times.window(surveys.survey(survey), [sitting])
        assert opens <= at < until <= closes
        assert paris.local(at).hour == 9
        assert until - ends_at <= followups.LONGEST


def test_three_months_later_is_a_day_that_exists():
    assert paris.months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert paris.months_after(date(2027, 11, 30), 3) == date(2028, 2, 29)
    assert paris.months_after(date(2026, 12, 31), 12) == date(2027, 12, 31)
