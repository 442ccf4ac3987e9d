"""Write the sheet into the built pages, once: it weighs nothing in JavaScript and is read without it.

A Reflex plugin of the build. The page holds an empty slot; React leaves the inside of that slot alone when it wakes up.
"""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from reflex.plugins import Plugin

from irdsu_app.brief import paper
from irdsu_app.brief.panels import brief
from irdsu_app.brief.svg import Markup, el, text

_DIV = re.compile(r"</?div\b")


class Printing(Plugin):
    """Fill the slots of the prerendered pages, and leave the sheet where the live pages fetch it."""

    def post_build(self, **context: Any) -> None:
        """Called by Reflex when the static files are there, before they are compressed."""
        built = Path(context["static_dir"])
        today = datetime.now(UTC).date()
        sheet = paper.sheet(today)
        (built / "feuille.html").write_text(sheet, "utf-8")
        for address, markup in {"depliant": sheet, "depliant/texte": document(today)}.items():
            fill(built / address / "index.html", "slot", markup)
            fill(built / f"{address}.html", "slot", markup)  # Reflex writes each page twice


def document(today: date) -> Markup:
    """The text version, its contents first."""
    panels = [el("li", el("a", text(panel.title), href=f"#panneau-{panel.id}")) for panel in brief().panels]
    contents = el(
        "nav",
        el("h2", "Sommaire", class_="small-heading"),
        el("ol", *panels, el("li", el("a", "Glossaire", href="#glossaire"))),
        aria_label="Sommaire",
        class_="contents",
    )
    return contents + paper.document(today)


def refill(html: str, slot: str, markup: str) -> str:
    """The same page with `markup` in its slot, which was already filled; raises ValueError when there is none."""
    opening = f'<div class="{slot}">'
    if html.count(opening) != 1:
        raise ValueError(f"{html.count(opening)} slots instead of one")
    start, depth = html.index(opening) + len(opening), 1
    for tag in _DIV.finditer(html, start):
        depth += -1 if tag[0].startswith("</") else 1
        if not depth:
            return html[:start] + markup + html[tag.start() :]
    raise ValueError("the slot is not closed")


def fill(page: Path, slot: str, markup: str) -> None:
    """Put `markup` in the only `<div class="slot">` of a page; raises ValueError when it is not there exactly once."""
    html, hole = page.read_text("utf-8"), f'<div class="{slot}"></div>'
    if html.count(hole) != 1:
        raise ValueError(f"{page.name}: {html.count(hole)} slots instead of one")
    page.write_text(html.replace(hole, f'<div class="{slot}">{markup}</div>'), "utf-8")
