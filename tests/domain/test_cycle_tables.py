"""Tables for spreadsheets: what they open, and what they must never run."""

import csv
import io
import re
import zipfile
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irdsu_app.cycles.tables import Table, csv_of, safe, xlsx_of

EVIL = ["=1+1", "+33 6 12", "-2", "@SUM(A1)", "\t=1", " =cmd|' /C calc'!A0", "＝1+1", "\r=1", "|calc", "%x"]
NOW = datetime(2027, 3, 18, 8, 30, tzinfo=UTC)


def read_csv(made: bytes) -> list[list[str]]:
    assert made.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""), delimiter=";"))


def parts(made: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        return {name: book.read(name).decode() for name in book.namelist()}


@pytest.mark.parametrize("cell", EVIL)
def test_no_formula_is_run(cell: str):
    (_, (written,)) = read_csv(csv_of(Table("t", ["Nom"], [[cell]])))
    assert written.startswith("'")
    sheet = parts(xlsx_of(Table("t", ["Nom"], [[cell]])))["xl/worksheets/sheet1.xml"]
    assert "<f>" not in sheet
    assert 't="inlineStr"' in sheet


def test_accents_quotes_semicolons_lines_and_numbers_come_through_csv():
    cells = ["Zoé ; « l’été »", 'dit "oui"', "deux\nlignes", 12, 3.5, NOW, date(2027, 3, 18), None]
    (_, read) = read_csv(csv_of(Table("t", list("abcdefgh"), [cells])))
    assert read == [cells[0], cells[1], cells[2], "12", "3,5", "18/03/2027 09:30", "18/03/2027", ""]


def test_xlsx_has_numbers_dates_filters_titles_in_sight_and_any_sheet_name():
    rows = [["Zoé", 12, 3.5, NOW, date(2027, 3, 18), None, "a\x00b"]]
    book = parts(xlsx_of(Table("Séance [1]: a/b*?", list("abcdefg"), rows), Table("", ["x"], [])))
    sheet = book["xl/worksheets/sheet1.xml"]
    assert "<autoFilter" in sheet
    assert 'state="frozen"' in sheet
    assert "<v>12</v>" in sheet
    assert "<v>3.5</v>" in sheet
    assert re.search(r"<v>46464\.3958", sheet), "9 h 30 in Paris"
    assert 'name="Séance  1   a b"' in book["xl/workbook.xml"]
    assert 'name="Feuille 2"' in book["xl/workbook.xml"]
    for name, text in book.items():
        if name.endswith(".xml"):
            ElementTree.fromstring(text)


@given(st.lists(st.lists(st.text(max_size=30), min_size=2, max_size=2), max_size=5))
def test_whatever_people_write_both_files_can_be_read(rows):
    read = read_csv(csv_of(Table("t", ["a", "b"], rows)))
    assert all(not re.match(r"^\s*[=+\-@]", cell) for row in read for cell in row)
    ElementTree.fromstring(parts(xlsx_of(Table("t", ["a", "b"], rows)))["xl/worksheets/sheet1.xml"])


def test_a_text_longer_than_a_cell_is_cut():
    assert len(safe("=" * 40_000)) <= 32_767
    assert "<f>" not in parts(xlsx_of(Table("t", ["a"], [["=" * 40_000]])))["xl/worksheets/sheet1.xml"]
