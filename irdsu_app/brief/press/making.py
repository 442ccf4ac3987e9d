"""The sheet as a PDF of two pages, recto and verso, tagged (PDF/UA-1), made without a browser."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import typst

from irdsu_app.brief.diagrams import drawing
from irdsu_app.brief.facts import Facts
from irdsu_app.brief.panels import Panel, PanelId
from irdsu_app.brief.press.imposition import BLEED, MARKS, PAPERS, Paper, Place, Side, Size, folds, place
from irdsu_app.brief.press.inks import TONES, Ink, inked
from irdsu_app.brief.sheet import FACES, Face
from irdsu_app.design import days, press
from irdsu_app.design.drawn import printed
from irdsu_app.design.press import Unprintable
from irdsu_app.design.typography import fr

Local = Mapping[PanelId, Mapping[str, str]]
"""What is written in the local fields of each panel, by label; what is not there is printed as a line to fill."""
STYLED = ("diagrams.css", "diagrams-recto.css")
"""Where the drawings of the sheet are styled."""
HERE = Path(__file__).parent
TO_FILL: frozenset[PanelId] = frozenset({"R1", "R6"})
"""The panels whose blank lines come before the size of the drawing: the cover and the page to fill in."""
TEMPLATE = (HERE / "sheet.typ").read_bytes()
TICK = 8.0
"""Millimetres of a fold mark at the edge of the paper: printers leave four of them blank."""
EDGE = 0.01
SIDES: tuple[Side, Side] = ("recto", "verso")


_FULL = re.compile(r"too full: ([^\"]+)")


class Job(NamedTuple):
    """One sheet to print: on what, with what, and what it says."""

    paper: Paper
    ink: Ink
    bleed: float
    facts: Facts
    today: date
    local: Local
    faces: Mapping[PanelId, Face]


def sheet_pdf(
    panels: Sequence[Panel],
    facts: Facts,
    *,
    title: str,
    today: date,
    size: Size = "A3",
    ink: Ink = "couleur",
    cut: bool = False,
    local: Local | None = None,
    faces: Mapping[PanelId, Face] = FACES,
) -> bytes:
    """Print these panels, each in its place; those left out are blank paper. `cut` adds bleed and crop marks.

    Slow the first time (under a second): call it in a thread. The same arguments give the same bytes. Raises
    Unprintable, with a French sentence, when a text holds a sign that cannot be drawn or a panel is too full.
    """
    job = Job(PAPERS[size], ink, BLEED if cut else 0, facts, today, local or {}, faces)
    sheet = {
        "title": fr(title),
        "width": job.paper.width,
        "height": job.paper.height,
        "unit": job.paper.width / 3,
        "bleed": job.bleed,
        "margin": MARKS,
        "tick": TICK,
        "pages": [_page(side, panels, job) for side in SIDES],
    }
    return _compiled(sheet, today)


def _compiled(sheet: Any, today: date) -> bytes:
    try:
        return press.pdf(TEMPLATE, sheet, today)
    except typst.TypstError as error:
        if full := _FULL.search(error.message):
            said = f"Le panneau « {full[1]} » est trop rempli pour être imprimé : raccourcissez son texte ou ses cases."
            raise Unprintable(fr(said)) from error
        raise


def _page(side: Side, panels: Sequence[Panel], job: Job) -> dict[str, Any]:
    order, folded = tuple(FACES), folds(side, job.paper)
    here = sorted((p for p in panels if job.faces[p.id].side == side), key=lambda p: order.index(p.id))
    covered = any(panel.id == "R1" for panel in panels)
    levels = [1 if panel.id == "R1" or not covered else 2 for panel in here]
    return {
        "across": folded.across,
        "down": folded.down,
        "panels": [_panel(panel, level, job) for panel, level in zip(here, levels, strict=True)],
    }


def _panel(panel: Panel, level: int, job: Job) -> dict[str, Any]:
    where, cover = place(panel.id, job.paper, job.faces), panel.id == "R1"
    palette = TONES[panel.tone]
    said = footed(panel, job.facts, job.today)
    return {
        **where._asdict(),
        "back": _ground(where, job),
        "ink": {part: inked(colour, job.ink) for part, colour in palette._asdict().items()},
        "level": level,
        "cover": cover,
        "kicker": fr(panel.kicker),
        "title": fr(panel.title),
        "text": fr(panel.text),
        "alt": fr(panel.diagram.alt),
        "drawing": inked(printed(drawing(panel.id).draw("", ""), STYLED), job.ink),
        "foot": said,
        "foot-size": 0.0195 if len(said) < 260 else 0.0165,
        "local": _fields(panel, job.local.get(panel.id, {})),
        "must-fill": panel.id in TO_FILL,
        "least": 0.7 if cover else 0.82,
    }


def _fields(panel: Panel, written: Mapping[str, str]) -> list[dict[str, str]]:
    fields = [{"label": fr(label), "value": fr(written.get(label, ""))} for label in panel.local]
    if panel.id == "R6":  # its blank lines are in its drawing
        return [field for field in fields if field["value"]] + [
            {"label": label, "value": ""} for label in ("Notes", "")
        ]
    return fields


def _ground(where: Place, job: Job) -> dict[str, float]:
    """The colour under a cell goes past the cut on the edges of the sheet, never past a fold."""
    left = job.bleed if where.x < EDGE else 0
    right = job.bleed if where.x + where.width > job.paper.width - EDGE else 0
    top, bottom = (job.bleed, 0) if where.y < EDGE else (0, job.bleed)
    return {
        "x": where.x - left,
        "y": where.y - top,
        "width": where.width + left + right,
        "height": where.height + top + bottom,
    }


def footed(panel: Panel, facts: Facts, today: date) -> str:
    """The line at the foot of a face: every source once, with its years and its reservations on that day."""
    if panel.id == "R6":
        return fr(f"IR-DSU, feuille du {days.said(today)}.")
    years: dict[str, list[str]] = {}
    for fact in (facts[name] for name in panel.facts):
        said = [] if fact.year in fact.source else [fact.year]
        status = fact.status(today).lower()
        if status != "vérifié" and status not in fact.year:
            said.append(status)
        years[fact.source] = list(dict.fromkeys([*years.get(fact.source, []), *([" ".join(said)] if said else [])]))
    each = (f"{source} ({', '.join(when)})" if when else source for source, when in years.items())
    return fr("Sources : " + " ; ".join(each)) if years else ""
