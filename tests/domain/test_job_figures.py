"""The figures of the offers: counted, said, drawn, taken away; an address that was edited is safe."""

from datetime import UTC, date, datetime, timedelta

import pytest

from irdsu_app.design import tables
from irdsu_app.design.bars import chart
from irdsu_app.jobs import figures, figures_screen
from irdsu_app.jobs.figures import Asked, Counted, Waited

AT = datetime(2026, 11, 26, 9, tzinfo=UTC)
OFFERS = [
    Counted("cdi", "59", "mediation", date(2026, 9, 30)),
    Counted("cdi", "974", "", date(2026, 11, 1)),
    Counted("", "", "education", date(2026, 11, 30)),
]


def test_everything_is_counted_once_in_each_list():
    found = figures.figures(OFFERS, [], Asked())
    assert found.contracts == [("CDI", 2), ("Non précisé", 1)]
    assert found.months == [("septembre 2026", 1), ("octobre 2026", 0), ("novembre 2026", 2)]
    for each in (found.contracts, found.departments, found.professions, found.months):
        assert sum(count for _, count in each) == found.total == 3


def test_nothing_is_counted_of_nothing():
    found = figures.figures([], [], Asked())
    assert (found.total, found.median, found.slow) == (0, None, None)
    assert "Rien à compter" in figures_screen.written(found, Asked())
    assert "Aucune offre" in figures.in_words(found)


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({"depuis": "2026-11", "contrat": "cdi"}, Asked(since="2026-11", contract="cdi")),
        ({"depuis": "2026-13", "jusque": "hier", "contrat": "x", "departement": "'", "metier": "<b>"}, Asked()),
        ({"depuis": "2026-1", "jusque": "\u0662\u0660\u0662\u0666-11"}, Asked()),
    ],
)
def test_an_address_that_was_edited_is_safe(given, asked):
    assert Asked.read(given) == asked
    assert Asked.read(asked.parameters()) == asked


def test_the_wait_is_from_the_sending_to_the_decision():
    hour = timedelta(hours=1)
    events = [("start", AT), ("send", AT), ("confirm", AT + hour), ("write", AT + 2 * hour), ("correct", AT + 4 * hour),
              ("send", AT + 10 * hour), ("publish", AT + 11 * hour), ("publish", AT + 20 * hour)]  # fmt: skip
    assert [lasted for _, lasted in figures.waits(events)] == [3 * hour, hour]


@pytest.mark.parametrize(
    ("time", "said"),
    [
        (timedelta(seconds=4), "1 minute"),
        (timedelta(minutes=40), "40 minutes"),
        (timedelta(minutes=90), "2 heures"),
        (timedelta(hours=30), "30 heures"),
        (timedelta(days=3, hours=2), "3 jours"),
    ],
)
def test_a_duration_is_said(time, said):
    assert figures.lasting(time).replace("\u00a0", " ") == said


def test_nine_out_of_ten():
    waits = [Waited("cdi", "59", "", date(2026, 11, 1), timedelta(hours=each)) for each in range(1, 11)]
    found = figures.figures([], waits, Asked())
    assert (found.median, found.slow, found.decided) == (timedelta(hours=5), timedelta(hours=9), 10)


def test_a_chart_says_in_a_table_what_it_draws():
    html = chart("x", "Par <contrat>", [("CDI & co", 3), ("CDD", 0)])
    assert '<th scope="row">CDI &amp; co</th><td>3</td>' in html
    assert "<contrat>" not in html
    assert 'aria-hidden="true"' in html


def test_the_same_figures_are_taken_away():
    found = figures.figures(OFFERS, [], Asked())
    csv = tables.csv_of(figures.whole(found)).decode("utf-8")
    assert csv.startswith("\ufeffTableau;Quoi;Valeur\r\n")
    assert "Contrat;CDI;2\r\n" in csv
    assert tables.xlsx_of(*figures.tables(found))[:2] == b"PK"
