"""Hours as they are read in French, on the clocks of Paris. Pure: every moment that comes in is aware."""

from datetime import datetime
from zoneinfo import ZoneInfo

from irdsu_app.design.typography import WIDE

PARIS = ZoneInfo("Europe/Paris")


def hour(at: datetime) -> str:
    """« 9 h », « 5 h 20 », « 14 h 05 »."""
    here = at.astimezone(PARIS)
    minutes = f"{WIDE}{here.minute:02}" if here.minute else ""
    return f"{here.hour}{WIDE}h{minutes}"


def moment(at: datetime) -> str:
    """« 26/11/2026 à 5 h 20 »."""
    return f"{at.astimezone(PARIS):%d/%m/%Y} à {hour(at)}"
