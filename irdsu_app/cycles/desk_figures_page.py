"""The pages of figures: in brief, by meeting, by function and by department, each chart a table that draws its bars."""

from typing import Any

import reflex as rx

from irdsu_app.cycles import desk_files as files
from irdsu_app.cycles import desk_frames as frames
from irdsu_app.cycles.desk_figures_state import FiguresDesk
from irdsu_app.cycles.desk_pages import CYCLES, OFFICE, missing
from irdsu_app.cycles.desk_state import DeskRoom
from irdsu_app.design import elements
from irdsu_app.design.typography import fr

el = rx.el
here = FiguresDesk.here
FIRST = 20
"""Lines of a chart shown at once; the others unfold."""
KEPT = (
    "Ces chiffres sont pour l’équipe : certains portent sur une ou deux personnes. "
    "Pour diffuser, prenez le compte rendu du cycle : rien n’y porte sur moins de cinq personnes."
)


def cycle() -> rx.Component:
    """The figures of a cycle."""
    way = frames.way(OFFICE, CYCLES, (here["cycle"], here["address"]))
    return _page(way, DeskRoom.desk.to_string(), _meetings(), files.cycle(here["address"]))


def meeting() -> rx.Component:
    """The figures of a meeting."""
    cycle = (here["cycle"], f"/bureau/cycles/{here['slug']}")
    way = frames.way(OFFICE, CYCLES, cycle, (here["title"], here["address"]))
    whole = el.p(el.a("Les chiffres de tout le cycle", href=f"/bureau/cycles/{here['slug']}/chiffres"))
    watched = DeskRoom.desk[here["code"]].to_string()
    return _page(way, watched, rx.fragment(), files.meeting(here["address"]), whole)


def _page(way: rx.Component, watched: Any, meetings: rx.Component, *after: rx.Component) -> rx.Component:
    return frames.page(
        frames.Watch.create(value=watched, every=0, on_change=[FiguresDesk.refresh]),
        rx.cond(
            here["address"],
            rx.fragment(
                way,
                el.div(
                    el.p(el.b("Chiffres"), rx.cond(here["code"], el.span(" · ", here["code"])), class_name="meta"),
                    el.h1(here["title"]),
                    el.p(here["counted"], class_name="meta"),
                    class_name="desk-head",
                ),
                _brief(),
                meetings,
                _shares("fonction", "Par fonction", "Fonction", FiguresDesk.functions),
                _shares("departement", "Par département", "Département", FiguresDesk.departments),
                el.p(fr(KEPT), class_name="notice"),
                *after,
            ),
            missing(FiguresDesk.problem),
        ),
    )


def _brief() -> rx.Component:
    def one(row: Any) -> rx.Component:
        hint = rx.cond(row["hint"] != "", el.span(row["hint"], class_name="meta"))
        return el.div(el.dt(row["name"]), el.dd(el.b(row["value"]), hint))

    return el.section(
        el.h2("En bref", id="en-bref"),
        el.dl(rx.foreach(FiguresDesk.brief, one), class_name="desk-brief"),
        aria_labelledby="en-bref",
    )


def _meetings() -> rx.Component:
    heads = ("Séance", "Places", "Confirmées", "Remplissage", "En attente", "Vues", "Absences")
    table = el.table(
        el.thead(el.tr(*[el.th(name, scope="col") for name in heads])),
        el.tbody(rx.foreach(FiguresDesk.rows, _meeting)),
        class_name="desk-table",
        aria_labelledby="par-seance",
    )
    return el.section(
        el.h2("Par séance", id="par-seance"),
        rx.cond(
            FiguresDesk.rows.length() > 0,
            _scrolled("Par séance", table),
            elements.empty("Aucune séance ouverte pour l’instant."),
        ),
        aria_labelledby="par-seance",
    )


def _meeting(row: Any) -> rx.Component:
    return el.tr(
        el.th(
            el.a(row["code"], " · ", row["title"], href=row["address"]),
            el.span(row["when"], class_name="meta"),
            scope="row",
        ),
        el.td(row["places"]),
        el.td(row["expected"]),
        el.td(row["fill"], frames.gauge(row["percent"])),
        el.td(row["waiting"]),
        el.td(row["seen"]),
        el.td(row["missing"]),
    )


def _shares(name: str, title: str, what: str, rows: Any) -> rx.Component:
    legend = el.p(
        el.span(el.i(class_name="desk-bar-key"), "attendues", class_name="desk-key"),
        rx.cond(
            here["over"],
            el.span(el.i(class_name="desk-bar-key solid"), fr("dont vues au moins une fois"), class_name="desk-key"),
        ),
        class_name="meta",
        aria_hidden="true",
    )  # fmt: skip
    more = el.details(
        el.summary(fr("Les autres, moins nombreuses et nombreux"), id=f"suite-{name}"),
        _scrolled(f"{title}, suite", _chart(what, rows[FIRST:], f"suite-{name}")),
        class_name="desk-more",
    )
    return el.section(
        el.h2(fr(title), id=f"par-{name}"),
        rx.cond(
            rows.length() > 0,
            el.div(
                legend,
                _scrolled(title, _chart(what, rows[:FIRST], f"par-{name}")),
                rx.cond(rows.length() > FIRST, more),
            ),
            el.p(fr("Personne n’a encore de place confirmée."), class_name="meta"),
        ),
        aria_labelledby=f"par-{name}",
    )


def _chart(what: str, rows: Any, label: str) -> rx.Component:
    return el.table(
        el.thead(el.tr(*[el.th(each, scope="col") for each in (what, "Attendues", "Vues")])),
        el.tbody(rx.foreach(rows, _share)),
        class_name="desk-table desk-chart",
        aria_labelledby=label,
    )


def _share(row: Any) -> rx.Component:
    bar = el.span(
        el.i(style={"width": f"{row['solid']}%"}),
        class_name="desk-length",
        style={"width": f"{row['long']}%"},
        aria_hidden="true",
    )
    label = el.th(el.div(el.span(row["label"]), bar, class_name="desk-share"), scope="row")
    return el.tr(label, el.td(row["expected"]), el.td(row["seen"]))


def _scrolled(title: str, table: rx.Component) -> rx.Component:
    """A table that scrolls alone on a narrow screen, by keyboard too."""
    return el.div(table, class_name="desk-scroll", tab_index=0, role="region", aria_label=fr(f"{title} (tableau)"))
