"""A day as it is said in French: « 1er décembre 2026 ». Pure."""

from datetime import date

from irdsu_app.design.typography import MONTHS


def said(day: date) -> str:
    """« 1er décembre 2026 »."""
    return f"{of_its_year(day)} {day.year}"


def of_its_year(day: date) -> str:
    """« 1er décembre », when the year is known."""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]}"
