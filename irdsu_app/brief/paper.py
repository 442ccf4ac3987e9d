"""The sheet written in HTML, once, at build time: twelve faces with their words, diagrams, tables and figures.

The same strings serve the screen, the text version and print. Texts are escaped by `text`; nothing here is typed by a
visitor.
"""

import json
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from irdsu_app.brief.diagrams import drawing
from irdsu_app.brief.diagrams.table import Table
from irdsu_app.brief.facts import Fact, facts
from irdsu_app.brief.panels import Panel, PanelId, brief
from irdsu_app.brief.sheet import FACES, Sheet
from irdsu_app.brief.svg import Markup, el, text
from irdsu_app.brief.walk import told


class Words(NamedTuple):
    """The parts of a panel, ready to be laid out by whoever shows them."""

    heading: Markup
    body: Markup
    figure: Markup
    more: Markup


def words(panel: Panel, today: date, level: str = "h2") -> Words:
    """Write a panel's parts; `level` is the heading's tag, `today` decides which figures are out of date."""
    heading = el("p", text(panel.kicker), class_="kicker") + el(
        level, text(panel.title), id=f"{panel.id}-h", tabindex="-1"
    )
    return Words(heading, el("p", text(panel.text), class_="words"), figure(panel), more(panel, today))


def figure(panel: Panel) -> Markup:
    """The diagram, and what is read when one touches it."""
    drawn = drawing(panel.id)
    slips = [el("div", content, class_="detail", data_for=key, hidden=True) for key, content in drawn.details().items()]
    return el(
        "figure",
        drawn.draw(panel.diagram.title, panel.diagram.alt),
        el("div", *slips, class_="details", aria_live="polite"),
        class_="figure",
        data_panel=panel.id,
    )


def more(panel: Panel, today: date) -> Markup:
    """The alternative of the diagram as a table, the panel's figures with scope, year and source, the references."""
    parts = [rows(drawing(panel.id).table())]
    if panel.facts:
        parts.append(figures([facts()[name] for name in panel.facts], today))
    parts.append(el("h3", text("Pour aller plus loin")))
    parts.append(el("ul", *(el("li", text(r)) for r in panel.references), class_="references"))
    return "".join(parts)


def rows(table: Table) -> Markup:
    """A table, first column as row headings, in a box that scrolls on a narrow screen."""
    head = el("tr", *(el("th", text(c), scope="col") for c in table.head))
    body = [
        el("tr", el("th", text(first), scope="row"), *(el("td", text(c)) for c in rest)) for first, *rest in table.rows
    ]
    return el(
        "div",
        el("table", el("caption", text(table.caption)), el("thead", head), el("tbody", *body)),
        class_="table-box",
        role="group",
        aria_label=table.caption,
        tabindex="0",
    )


def figures(given: list[Fact], today: date) -> Markup:
    """The figures quoted, each with its scope, year, source and status."""
    head = el(
        "tr", *(el("th", text(h), scope="col") for h in ("Chiffre", "Valeur", "Périmètre, année", "Source", "Statut"))
    )
    body = [
        el(
            "tr",
            el("th", text(f.label), scope="row"),
            el("td", text(f.value)),
            el("td", text(f.said_with)),
            el("td", _source(f)),
            el("td", el("span", f.status(today), class_="status", data_status=f.status(today))),
        )
        for f in given
    ]
    return el(
        "div",
        el("table", el("caption", "Chiffres et sources"), el("thead", head), el("tbody", *body)),
        class_="table-box",
        role="group",
        aria_label="Chiffres et sources",
        tabindex="0",
    )


def _source(fact: Fact) -> Markup:
    return el("a", text(fact.source), href=fact.link, rel="noreferrer") if fact.link else text(fact.source)


def sources(panel: Panel) -> str:
    """The line at the foot of a face: every source of its figures, once."""
    return " ; ".join(dict.fromkeys(f"{facts()[n].source} ({facts()[n].year})" for n in panel.facts))


def face(panel: Panel, today: date) -> Markup:
    """One face of the sheet; hidden ones are inert until the sheet unfolds."""
    where, parts = FACES[panel.id], words(panel, today)
    names = f"face {where.side} col-{where.cell[0].lower()} row-{where.cell[1]} t-{panel.tone}"
    ours = (
        el("ul", *(el("li", text(f"{label} : {said}")) for label, said in panel.ours), class_="ours")
        if panel.ours
        else ""
    )
    foot = el("p", text("Sources : " + sources(panel)), class_="foot") if panel.facts else ""
    seen = panel.id in Sheet().visible
    return el(
        "section",
        el("div", parts.heading, parts.body, class_="head"),
        parts.figure,
        ours,
        foot,
        class_=names + _longer(panel) + (" left-out" if panel.out else "") + (" seen lit" if seen else " asleep"),
        id=f"face-{panel.id}",
        data_panel=panel.id,
        aria_labelledby=f"{panel.id}-h",
        inert=not seen,
    )


def _longer(panel: Panel) -> str:
    """A text of one's own that would leave no room for the drawing is set smaller; the national ones never are."""
    lines = len(panel.text) / 44 + 2 * len(panel.title) / 26 + 1.2 * len(panel.ours)
    return " longer" if lines > 11.5 and panel.tone != "pin" else ""


def blank(name: PanelId) -> Markup:
    """A face whose panel is left out: paper, discreetly hatched, with nothing to read on it."""
    where = FACES[name]
    names = f"face {where.side} col-{where.cell[0].lower()} row-{where.cell[1]} left-out asleep"
    return el("section", class_=names, id=f"face-{name}", data_panel=name, inert=True, aria_hidden="true")


def sheet(today: date, whole: bool = False) -> Markup:
    """The sheet, faces in reading order, then what the enlarged view adds to each.

    The panels left out are not on it, unless `whole`: whoever edits sees them all.
    """
    panels = [panel for panel in brief().panels if whole or not panel.out]
    there = {panel.id: panel for panel in panels}
    faces = [face(there[name], today) if name in there else blank(name) for name in FACES]
    extras = (el("div", more(p, today), class_="more", data_more=p.id, hidden=True) for p in panels)
    return el("div", *faces, class_="faces") + "".join(extras)


def signed(markup: Markup, name: str, panels: Sequence[Panel]) -> Markup:
    """A sheet that is not the one of the built pages: its name, and what the words around it say (see stage.jsx)."""
    said = json.dumps(told(panels), ensure_ascii=False, separators=(",", ":"))
    opening = el("div", class_="faces", data_sheet=name, data_told=said).removesuffix("</div>")
    return markup.replace('<div class="faces">', opening, 1)


def article(panel: Panel, step: int, today: date) -> Markup:
    """One panel of the linear text version."""
    parts = words(panel, today)
    local = el(
        "ul",
        *(el("li", text(entry)) for entry in (*(f"{label} : {said}" for label, said in panel.ours), *panel.local)),
        class_="local",
    )
    return el(
        "section",
        el("p", text(f"Étape {step}"), class_="step"),
        parts.heading,
        parts.body,
        el("p", text("Question à poser : " + panel.question), class_="question"),
        parts.figure,
        parts.more,
        el("h3", text("Cases locales, à compléter ensemble")),
        local,
        class_=f"panel-text t-{panel.tone}",
        id=f"panneau-{panel.id}",
        data_panel=panel.id,
        aria_labelledby=f"{panel.id}-h",
    )


def document(today: date) -> Markup:
    """The whole document, one panel after the other, then the glossary."""
    terms = "".join(el("dt", text(t.term)) + el("dd", text(t.meaning)) for t in brief().glossary)
    glossary = el(
        "section",
        el("h2", "Glossaire", id="glossaire", tabindex="-1"),
        el("dl", terms),
        class_="glossary",
        aria_labelledby="glossaire",
    )
    there = [panel for panel in brief().panels if not panel.out]
    return "".join(article(panel, i, today) for i, panel in enumerate(there, 1)) + glossary


def panel_named(name: PanelId) -> Panel:
    """One panel, by its name on the sheet."""
    return next(p for p in brief().panels if p.id == name)
