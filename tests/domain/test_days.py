"""Days as they are said, whatever speaks of them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irdsu_app.design import days
from irdsu_app.design.typography import MONTHS


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 12, 1), "1er décembre 2026"),
        (date(2027, 2, 2), "2 février 2027"),
        (date(2027, 8, 31), "31 août 2027"),
    ],
)
def test_the_first_of_a_month_has_its_own_word(day, said):
    assert days.said(day) == said
    assert days.of_its_year(day) == said[:-5]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_what_is_said_is_the_day(day):
    number, month, year = days.said(day).split()
    assert (int(number.removesuffix("er")), MONTHS.index(month) + 1, int(year)) == (day.day, day.month, day.year)
