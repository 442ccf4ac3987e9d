"""Tables for spreadsheets: CSV as French ones open it, XLSX line by line. Nothing in a cell is ever run. Pure."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import xlsxwriter

PARIS = ZoneInfo("Europe/Paris")

Cell = str | int | float | datetime | date | None
LONGEST = 32_767
"""Most characters that a cell of a spreadsheet holds."""
_FORMULA = re.compile(r"^\s*[=+\-@|%\t\r\n＝＋－＠]")
"""What a spreadsheet would run, full-width signs and leading spaces included."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SHEET = re.compile(r"[\[\]:*?/\\']")


class Table(NamedTuple):
    """A sheet: its name, its columns, its lines."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def csv_of(table: Table) -> bytes:
    """`;` between cells, decimal commas, UTF-8 with the mark that Excel looks for."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow([safe(each) for each in table.columns])
    writer.writerows([_said(cell) for cell in row] for row in table.rows)
    return written.getvalue().encode("utf-8-sig")


def xlsx_of(*tables: Table) -> bytes:
    """A workbook with a sheet for each table: titles kept in sight and filters on, dates and numbers as such."""
    held = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "dd/mm/yyyy hh:mm",
        "remove_timezone": True,
    }
    with xlsxwriter.Workbook(held, options) as book:
        book.set_properties({"author": "IR-DSU", "title": tables[0].name if tables else ""})
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
        for number, table in enumerate(tables, start=1):
            _sheet(
                book.add_worksheet(_SHEET.sub(" ", table.name)[:31].strip() or f"Feuille {number}"), table, bold, day
            )
    return held.getvalue()


def safe(text: str) -> str:
    """A text that no spreadsheet runs: an apostrophe comes before what looks like a formula."""
    text = _CONTROL.sub("", text)[: LONGEST - 1]
    return f"'{text}" if _FORMULA.match(text) else text


def local(moment: datetime) -> datetime:
    """This moment on the clocks of Paris."""
    return moment.astimezone(PARIS)


def _sheet(sheet, table: Table, bold, day) -> None:
    sheet.freeze_panes(1, 0)
    for at, name in enumerate(table.columns):
        sheet.set_column(at, at, min(40, max(12, len(name) + 4)))
        sheet.write_string(0, at, _CONTROL.sub("", name), bold)
    last = 0
    for last, row in enumerate(table.rows, start=1):
        for at, cell in enumerate(row):
            if isinstance(cell, str):
                if cell:
                    sheet.write_string(last, at, _CONTROL.sub("", cell)[:LONGEST])
            elif isinstance(cell, datetime):
                sheet.write_datetime(last, at, local(cell).replace(tzinfo=None))
            elif isinstance(cell, date):
                sheet.write_datetime(last, at, cell, day)
            elif cell is not None:
                sheet.write_number(last, at, cell)
    if table.columns:
        sheet.autofilter(0, 0, last, len(table.columns) - 1)


def _said(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return safe(cell)
    if isinstance(cell, datetime):
        return f"{local(cell):%d/%m/%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return str(cell).replace(".", ",") if isinstance(cell, float) else str(cell)
