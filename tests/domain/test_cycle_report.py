"""The account of a cycle: what it says, on paper as on the page, and that no figure is about fewer than five."""

import re
from datetime import UTC, date, datetime
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from irdsu_app.cycles import report, survey_results, surveys
from irdsu_app.cycles.report import Attended, MeetingHeld
from tests.domain.test_cycle_proof import is_tagged
from tests.printed import Printed, plain

TODAY = date(2027, 6, 1)
START = datetime(2027, 3, 16, 13, tzinfo=UTC)
BEFORE, AFTER = surveys.survey("before"), surveys.survey("after")


def people(many: int, function: str = "Bailleur", department: str = "69 – Rhône", code: str = "C1", present: int = 99):
    return [Attended(uuid4(), function, department, code, n < present) for n in range(many)]


def told(rows, meetings=None, pairs=(), words=None):
    meetings = meetings or [MeetingHeld("C1", "Encore évaluer ?", START)]
    return report.account("Observer, évaluer", meetings, rows, pairs, words, TODAY)


def a_pair(many: int = 8):
    purposes = list(BEFORE.question("purpose").choices)
    first = {f"c{n}": {"decision": "Non", "purpose": purposes, "word": "usine"} for n in range(many)}
    second = {f"c{n}": {"decision": "Oui", "purpose": purposes[::-1], "word": "boussole"} for n in range(many)}
    return survey_results.pairs(BEFORE, AFTER, first, second)


def test_the_page_says_people_functions_departments_presence_before_after_and_words():
    rows = people(12) + people(8, "Association", "59 – Nord")
    words = survey_results.result(AFTER.question("word"), ["Boussole"] * 6 + ["Outil"] * 2)
    pdf = Printed(report.report_pdf(told(rows, pairs=a_pair(), words=words), TODAY))
    assert is_tagged(pdf)
    said = pdf.said()
    text = plain("".join(each.words for each in said))
    alts = " ".join(each.alt for each in said)
    for words_ in ("20personnes", "Encoreévaluer?", "100%", "Avantetaprès", "nemesurentpasl’effet", "rangmoyen1,0"):
        assert words_ in text
    for words_ in ("Bailleur, 12", "59 – Nord, 8", "boussole, 6"):
        assert words_ in alts.replace("\u00a0", " ")
    assert "Aussi,plusieursfois:outil" in text
    assert {"H1", "H2", "H3", "TH", "TD", "Figure"} <= {each.kind for each in said}
    assert len(pdf.pages) == 1


def test_under_five_nothing_is_told():
    account = told(people(4))
    assert (account.functions, account.departments, account.meetings) == ((), (), ())
    assert "Moins de cinq" in account.people
    assert Printed(report.report_pdf(account, TODAY)).pages


def test_a_meeting_of_few_and_the_few_who_were_missing_are_not_figures():
    meetings = [MeetingHeld(code, code, START) for code in ("C1", "C2", "C3")]
    rows = people(20, present=18) + people(30, code="C2", present=20) + people(10, code="C3", present=3)
    shown = {row.title: (row.present, row.expected, row.share) for row in told(rows, meetings).meetings}
    assert shown["C1"] == ("18", "—", "—")
    assert shown["C2"][:2] == ("20", "30")
    assert shown["C3"] == ("moins de cinq", "—", "—")


def test_a_cancelled_meeting_counts_nobody():
    row = told(people(9) + people(9, code="C2"), [MeetingHeld("C1", "A", START), MeetingHeld("C2", "B", START, True)])
    assert (row.meetings[1].present, row.meetings[1].expected) == ("annulée", "—")


GROUPS = st.lists(st.tuples(st.sampled_from(["", *"ABCDE"]), st.integers(0, 9), st.integers(0, 9)), max_size=6)


@given(GROUPS, st.integers(0, 6))
def test_no_figure_is_about_fewer_than_five(groups, walk_ins):
    rows = [each for name, many, present in groups for each in people(many, name, name, present=present)]
    account = told(rows, [MeetingHeld("C1", "A", START, walk_ins=walk_ins)])
    bars = (*account.functions, *account.departments)
    assert [bar for bar in bars if bar.many < 5] == []
    seen = sum(each.present for each in rows)
    for shown in (account.functions, account.departments):
        assert sum(bar.many for bar in shown) in (0, seen)
    for row in account.meetings:
        figures = [int(each) for each in (row.present, row.expected) if re.fullmatch(r"\d+", each)]
        assert all(each >= 5 for each in figures)
        if len(figures) == 2:
            assert len(rows) - seen not in range(1, 5)
            assert seen not in range(1, 5)
        if figures:
            assert abs(figures[0] - seen) not in range(1, 5)


def test_a_share_does_not_tell_the_few_who_were_registered_and_came():
    meetings = [MeetingHeld("C1", "A", START), MeetingHeld("C2", "B", START, walk_ins=8)]
    row = told(people(20) + people(10, code="C2", present=2), meetings).meetings[1]
    assert (row.present, row.expected, row.share) == ("10", "—", "—")


def test_the_few_who_came_to_the_door_are_not_the_rest_of_a_subtraction():
    account = told(people(12), [MeetingHeld("C1", "A", START, walk_ins=1)])
    assert account.people.startswith("12")
    assert account.meetings[0].present == "12"


def test_the_few_who_came_to_the_other_meetings_only_are_not_found_from_the_total():
    both = people(10)
    rows = [*both, *people(2), *(each._replace(meeting="C2") for each in both)]
    account = told(rows, [MeetingHeld("C1", "A", START), MeetingHeld("C2", "B", START)])
    assert account.people.startswith("12")
    assert [row.present for row in account.meetings] == ["12", "—"]
    assert "moins de cinq" in report.as_told(account)["untold"]


def test_the_few_who_said_no_function_are_with_the_others():
    account = told(people(12) + people(2, "") + people(6, "Association"))
    assert sum(bar.many for bar in account.functions) == 20
    assert all(bar.many >= 5 for bar in account.functions)
