"""Days and hours as they are said in French, at Paris time. Pure: every time that comes in is aware."""

from calendar import monthrange
from datetime import UTC, date, datetime, time

from irdsu_app.design import days
from irdsu_app.design.hours import PARIS, hour

__all__ = ["PARIS", "hour"]
SAID = "(heure de Paris)"
"""Goes with every hour that is written."""
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def local(moment: datetime) -> datetime:
    """This moment on the clocks of Paris."""
    return moment.astimezone(PARIS)


def at(day: date, hour: time) -> datetime:
    """The moment, in UTC, when the clocks of Paris show this hour on this day."""
    return datetime.combine(day, hour, PARIS).astimezone(UTC)


def day(moment: datetime) -> str:
    """« mardi 1er décembre 2026 »."""
    here = local(moment)
    return f"{DAYS[here.weekday()]} {days.said(here)}"


def instant(moment: datetime) -> str:
    """« mardi 1er décembre 2026 à 9 h 30 (heure de Paris) »."""
    return f"{day(moment)} à {hour(moment)} {SAID}"


def span(start: datetime, end: datetime) -> str:
    """« mardi 1er décembre 2026, de 9 h 30 à 12 h (heure de Paris) », with both days when it lasts more than one."""
    if local(start).date() == local(end).date():
        return f"{day(start)}, de {hour(start)} à {hour(end)} {SAID}"
    return f"du {day(start)} à {hour(start)} au {day(end)} à {hour(end)} {SAID}"


def months_after(day_: date, months: int) -> date:
    """The same day of the month, so many months later; the last of the month when it has no such day."""
    year, month = divmod(day_.year * 12 + day_.month - 1 + months, 12)
    return date(year, month + 1, min(day_.day, monthrange(year, month + 1)[1]))
