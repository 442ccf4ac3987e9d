"""What is kept on paper of a meeting: the sheet that is signed, half-day by half-day, and each person's certificate.

Both are set by Typst as PDF/UA-1, from documents built here without database nor clock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from irdsu_app.cycles import paris
from irdsu_app.cycles.attendance import Half, Mark, Sitting
from irdsu_app.cycles.book import Refused
from irdsu_app.design import days, press
from irdsu_app.design.typography import WIDE, fr

SHEET = (Path(__file__).parent / "attendance.typ").read_bytes()
CERTIFICATE = (Path(__file__).parent / "certificate.typ").read_bytes()
BLANK = 8
"""Empty lines at the end of each half-day, for people who come to the door."""
NOT_PRESENT = (
    "Cette attestation s’ouvre quand la présence a été constatée. "
    "Si vous étiez là et que rien ne le montre, écrivez-nous."
)
CANCELLED = "Séance annulée : personne n’est compté."
DEMONSTRATION = "Démonstration : cette séance n’existe pas, ce document n’a pas de valeur."
WAYS = {
    "camera": "Pointée à l’accueil",
    "name": "Pointée à l’accueil",
    "tablet": "Signée sur tablette",
    "paper": "Feuille signée",
    "code": "Code de la salle",
    "here": "En ligne",
}
"""What the sheet says of somebody already marked."""


@dataclass(frozen=True)
class Event:
    """What both papers say of a meeting; `speakers` are said by their function, as the content gives them."""

    sitting: Sitting
    cycle: str
    place: str = ""
    speakers: Sequence[str] = ()
    demonstration: bool = False


@dataclass(frozen=True)
class Signatory:
    """A line of the sheet: who, from where, and the marks already made, by half-day."""

    name: str
    organisation: str = ""
    function: str = ""
    marks: dict[str, Mark] | None = None


def sheet_pdf(event: Event, people: Sequence[Signatory], today: date, blank: int = BLANK) -> bytes:
    """The attendance sheet: for each half-day a page at least, its people in this order, then `blank` empty lines.

    Raises press.Unprintable for a sign that no font draws.
    """
    return press.pdf(SHEET, sheet(event, people, blank), today)


def certificate_pdf(event: Event, name: str, attended: Sequence[Half], today: date) -> bytes:
    """Somebody's certificate, for the half-days in which they were seen; raises Refused when there is none."""
    return press.pdf(CERTIFICATE, certificate(event, name, attended, today), today)


def sheet(event: Event, people: Sequence[Signatory], blank: int = BLANK) -> dict[str, Any]:
    """The words of the attendance sheet."""
    sitting = event.sitting
    return {
        "title": fr(f"Feuille d’émargement : {sitting.title}"),
        "cycle": fr(event.cycle),
        "code": sitting.code,
        "notice": " ".join(filter(None, (_notice(event), fr(CANCELLED) if sitting.status == "cancelled" else ""))),
        "facts": _facts(event),
        "halves": [
            {
                "said": half.said,
                "part": "Matin" if half.part == "am" else "Après-midi",
                "people": [_line(each, half, sitting.status != "cancelled") for each in people],
            }
            for half in sitting.halves
        ],
        "speakers": [fr(each) for each in event.speakers] or [""],
        "blank": blank,
    }


def certificate(event: Event, name: str, attended: Sequence[Half], today: date) -> dict[str, Any]:
    """The words of a certificate; raises Refused for somebody who was not seen."""
    if not attended:
        raise Refused(fr(NOT_PRESENT))
    return {
        "title": fr("Attestation de présence"),
        "cycle": fr(event.cycle),
        "notice": _notice(event),
        "name": name,
        "meeting": fr(event.sitting.title),
        "place": fr(event.place),
        "halves": [half.said for half in attended],
        "duration": duration(sum((half.ends_at - half.starts_at for half in attended), timedelta())),
        "seen": fr("Présence constatée."),
        "made": fr(f"Fait le {days.said(today)}"),
    }


def duration(long: timedelta) -> str:
    """« 6 h », « 1 h 30 », « 45 min »."""
    hours, minutes = divmod(int(long.total_seconds()) // 60, 60)
    if not hours:
        return f"{minutes}{WIDE}min"
    return f"{hours}{WIDE}h{WIDE}{minutes:02}" if minutes else f"{hours}{WIDE}h"


def _facts(event: Event) -> list[list[str]]:
    sitting = event.sitting
    told = [
        ["Intitulé", sitting.title],
        ["Date et horaires", paris.span(sitting.starts_at, sitting.ends_at)],
        ["Lieu", event.place or "Visioconférence"],
        ["Avec", " ; ".join(event.speakers)],
    ]
    return [[name, fr(said)] for name, said in told if said]


def _line(each: Signatory, half: Half, counted: bool) -> list[str]:
    mark = (each.marks or {}).get(half.key) if counted else None
    said = ""
    if mark is not None and mark.standing == "present":
        said = f"{WAYS[mark.way]}, {paris.hour(mark.at)}"
    elif mark is not None:
        said = "Excusée" if mark.standing == "excused" else "Absente"
    return [each.name, " · ".join(filter(None, (each.function, each.organisation))), said]


def _notice(event: Event) -> str:
    return fr(DEMONSTRATION) if event.demonstration else ""
