"""What people said as a page: tables a voice can read, nothing about fewer than five, nothing that runs."""

import re
from html.parser import HTMLParser
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from irdsu_app.cycles import account_markup, charts, report, results_markup, survey_results, surveys
from irdsu_app.cycles.opening import Opened
from irdsu_app.cycles.results_markup import Part
from irdsu_app.cycles.surveys_register import Seen
from irdsu_app.design.typography import fr
from tests.domain.test_cycle_report import a_pair, people, told

BEFORE, AFTER, MEETING = (surveys.survey(number) for number in ("before", "after", "meeting"))


def seen(survey, given) -> Seen:
    many = len(given) if len(given) >= survey_results.FEWEST else 0
    groups = survey_results.grouped(survey, given) if survey.group else {}
    return Seen(survey, many, survey_results.results(survey, given), groups)


def page(given, survey=BEFORE, pairs=(), opened=()) -> str:
    part = Part("avant", "Avant le cycle", seen(survey, given), "/bureau/cycles/x/avis-avant", opened)
    return results_markup.results("Observer & évaluer", [part], pairs)


def answers(many: int, **changes) -> list[dict]:
    functions = BEFORE.question("function").choices
    drawn = Random(many)
    order = list(BEFORE.question("purpose").choices)
    return [
        {"function": functions[n % 2], "decision": "Oui" if n % 3 else "Non", "purpose": drawn.sample(order, 5),
         "word": "contrôle", "missing": f"Le <b>nombre</b> {n}", "many": "2", **changes}
        for n in range(many)
    ]  # fmt: skip


class Tables(HTMLParser):
    """Reads tables as a voice does: headers, rows."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._cell = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        if self.rows and tag in ("th", "td"):
            self.rows[-1].append("")
            self._cell = True

    def handle_endtag(self, tag):
        self._cell = self._cell and tag not in ("th", "td")

    def handle_data(self, data):
        if self._cell:
            self.rows[-1][-1] += data


def test_each_figure_is_in_a_table_and_bars_say_nothing():
    html = page(answers(12))
    rows = Tables(html).rows
    assert ["Oui", "", "8", fr("67 %")] in rows
    assert ["Non", "", "4", fr("33 %")] in rows
    assert all(
        'aria-hidden="true"' in each
        for each in re.findall(r'<span class="chart-bar[^>]*>|<span[^>]*class="chart-bar[^>]*>', html)
    )
    assert html.count("<table") == html.count("<caption")
    assert "12\u202fréponses" in html or fr("12 réponses.") in html


def test_what_people_wrote_runs_nothing_and_is_in_no_order_of_arrival():
    html = page(answers(6), opened=(Opened("<script>", 7), Opened("Fiche", 0)))
    assert "<b>nombre" not in html
    assert "&lt;b&gt;nombre" in html
    assert "<script" not in html
    assert fr("7 fois") in html
    assert "moins de cinq fois" in html


def test_under_five_nothing_of_what_was_answered_is_in_the_page():
    html = page(answers(4))
    assert not re.search(r"contrôle|nombre|Bailleur|Cheffe|%", html)
    assert "<table" not in html


def test_groups_are_side_by_side_and_a_lone_function_is_never_there():
    functions = BEFORE.question("function").choices
    given = [*answers(6, function=functions[0]), *answers(5, function=functions[1]), *answers(1, function=functions[5])]
    html = page(given)
    assert fr("Par fonction") in html
    assert fr(functions[5]) not in html
    assert fr(f"{functions[0]} (6)") in html


@given(st.lists(st.sampled_from([*BEFORE.question("function").choices, ""]), max_size=40))
def test_no_group_of_fewer_than_five_is_ever_in_the_page(functions):
    given_ = [{"decision": "Oui", **({"function": each} if each else {})} for each in functions]
    html = page(given_)
    for each in BEFORE.question("function").choices:
        if functions.count(each) < 5:
            assert fr(each) not in html or each == "Autre"
    for many in re.findall(r"<tr><th scope=\"row\">(?:[^<]*)</th><td><span.*?</td><td class=\"many\">(\d+)</td>", html):
        assert int(many) == 0 or int(many) >= 5


def test_before_and_after_are_said_to_be_feelings():
    both = survey_results.pairs(
        BEFORE,
        AFTER,
        {str(n): each for n, each in enumerate(answers(6))},
        {str(n): each for n, each in enumerate(answers(8, decision="Oui"))},
    )
    html = page(answers(6), pairs=both)
    assert fr(surveys.surveys().feeling) in html
    rows = Tables(html).rows
    assert ["Oui", "", fr("67 %"), fr("100 %")] in rows
    assert any("rang moyen" in cell for row in rows for cell in row)


def test_the_account_says_the_words_of_the_pdf():
    words = survey_results.result(AFTER.question("word"), ["Boussole"] * 6 + ["Outil"] * 2)
    said = report.as_told(told(people(12) + people(8, "Association", "59 – Nord"), pairs=a_pair(), words=words))
    html = account_markup.account(said)
    rows = [cell for row in Tables(html).rows for cell in row]
    assert fr(said["people"]) in html
    assert html.count("<h1") == 1
    for meeting in said["meetings"]:
        assert {meeting["title"], meeting["present"], meeting["expected"]} <= set(rows)
    for pair in said["pairs"]:
        assert pair["title"] in html
        assert all(cell in rows for row in pair["rows"] for cell in row)
    for name in ("functions", "departments", "words"):
        assert all(each["label"] in html for each in said[name]["bars"])


def test_a_rank_is_drawn_the_better_the_longer():
    assert (charts.length(1, 5), charts.length(5, 5), charts.length(1, 1)) == (100, 0, 100)
