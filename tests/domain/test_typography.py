"""French typography: nothing lost, nothing changed twice, the right space everywhere."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irdsu_app.design import hours
from irdsu_app.design.typography import NARROW, WIDE, fr, several

PIECES = st.sampled_from([*" '’«»;:!?.,…()[]-%€0159aéZ\n", NARROW, WIDE, " 000", "12", "M€", "ans", "n°", "...", "mot"])
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=25).map("".join))


@given(TEXTS)
def test_applying_it_twice_changes_nothing(text: str):
    assert fr(fr(text)) == fr(text)


@given(TEXTS)
def test_no_letter_nor_digit_is_lost(text: str):
    assert [c for c in fr(text) if c.isalnum()] == [c for c in text if c.isalnum()]


@given(TEXTS)
def test_no_straight_apostrophe_is_left(text: str):
    assert "'" not in fr(text)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("l'élue dit : « Oui ! »", f"l’élue dit{WIDE}: «{NARROW}Oui{NARROW}!{NARROW}»"),
        ("Vraiment ?", f"Vraiment{NARROW}?"),
        ("Quoi !?", f"Quoi{NARROW}!?"),
        ("1 362 quartiers", f"1{NARROW}362{WIDE}quartiers"),
        ("En 2024 120 postes", f"En 2024 120{WIDE}postes"),
        ("43,2 % en 2018", f"43,2{WIDE}% en 2018"),
        ("609,6 M€", f"609,6{WIDE}M€"),
        ("loi n° 2014-173", f"loi n°{WIDE}2014-173"),
        ("14 h 30", f"14{WIDE}h 30"),
        ("à suivre...", "à suivre…"),
        ("https://www.insee.fr/fr/statistiques/8236231?a=b", "https://www.insee.fr/fr/statistiques/8236231?a=b"),
    ],
)
def test_usual_cases(typed: str, shown: str):
    assert fr(typed) == shown


def test_an_hour_is_said_in_one_way_on_the_clocks_of_paris():
    said = [hours.hour(datetime(2026, 11, 26, *at, tzinfo=UTC)) for at in ((4, 20), (8, 5), (13, 0))]
    assert said == [f"5{WIDE}h{WIDE}20", f"9{WIDE}h{WIDE}05", f"14{WIDE}h"]
    assert hours.moment(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == f"02/07/2026 à 0{WIDE}h{WIDE}30"


def test_nothing_else_in_the_house_writes_an_hour():
    code = {each: each.read_text("utf-8") for each in Path("irdsu_app").rglob("*.py") if each.name != "hours.py"}
    assert [str(each) for each, text in code.items() if re.search(r"%-?H ?h|hour\} ?h", text)] == []


@given(st.integers(0, 10**9))
def test_a_large_number_never_breaks_at_the_end_of_a_line(number: int):
    assert not re.search(r"\d \d", fr(f"{number:,}".replace(",", " ")))


@pytest.mark.parametrize(("count", "said"), [(0, "0 offre publiée"), (1, "1 offre publiée"), (2, "2 offres publiées")])
def test_the_plural_begins_at_two(count: int, said: str):
    assert several(count, "offre publiée") == said
