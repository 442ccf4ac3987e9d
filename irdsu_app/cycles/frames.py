"""What the pages of a cycle are put in: their style sheet, the banner of a demonstration, and what all of them show."""

from typing import Any

import reflex as rx
from reflex_base.utils.imports import ImportVar
from reflex_base.vars import VarData
from reflex_components_core.el.elements.inline import A

from irdsu_app.cycles.shown import DEMONSTRATION
from irdsu_app.design import elements, layout
from irdsu_app.design.typography import fr

el = rx.el
_SHEET = rx.Var(
    "cyclesSheet",
    _var_data=VarData(imports={"$/public/cycles.css?url": [ImportVar(tag="cyclesSheet", is_default=True)]}),
)
OPENING = "La page s’ouvre…"


class Arrived(rx.Component):
    """Takes away the words the server wrote in the page, once the page itself is there (assets/asking.jsx)."""

    library = rx.asset("asking.jsx").importable_path
    tag = "Arrived"

    ready: rx.Var[bool]
    title: rx.Var[str]


class Refocus(rx.Component):
    """Takes the keyboard to what is said, when what was pressed is gone (assets/asking.jsx)."""

    library = rx.asset("asking.jsx").importable_path
    tag = "Refocus"

    at: rx.Var[float]
    to: rx.Var[str]


class AskingForm(rx.Component):
    """The form of a cycle, whose fields are its children (assets/asking.jsx)."""

    library = rx.asset("asking.jsx").importable_path
    tag = "AskingForm"

    slug: rx.Var[str]
    entered: rx.Var[float]
    listed: rx.Var[list]
    answer: rx.Var[dict]
    chosen: rx.Var[str]
    again: rx.Var[int]

    on_ask: rx.EventHandler[lambda drawn, values, spent: [drawn, values, spent]]


def page(*content: rx.Component, ready: Any, title: Any, problem: Any, demonstration: Any) -> rx.Component:
    """A page of the site about a cycle: its content once it is there, or why it is not."""
    return layout.page(
        styles(),
        Arrived.create(ready=ready | (problem != ""), title=title),
        rx.cond(demonstration, demo()),
        rx.cond(
            problem != "",
            missing(problem),
            rx.cond(ready, rx.fragment(*content), el.p(fr(OPENING), role="status")),
        ),
    )


def styles() -> rx.Component:
    """The style sheet of these pages."""
    return el.link(rel="stylesheet", href=_SHEET, custom_attrs={"precedence": "cycles"})


def file_link(words: str, address: Any, about: Any = "") -> rx.Component:
    """A link to a file the server makes, which is not a page of the app; `about` is for those who listen."""
    more = [elements.visually_hidden(rx.Var.create(f" : {about}").to(str))] if not isinstance(about, str) else []
    return A.create(fr(words), *more, href=address)


def demo() -> rx.Component:
    """The banner of every page of a demonstration."""
    return el.p(fr(DEMONSTRATION), class_name="demo", role="note")


def missing(problem: Any) -> rx.Component:
    """What is said when an address leads to no cycle."""
    return el.div(
        el.h1("Cette page ne s’ouvre pas"),
        el.p(problem, role="alert", class_name="lead"),
        el.p(
            el.a("Voir les cycles", href="/cycles", class_name="button"),
            el.a("Revenir à l’accueil", href="/", class_name="button second"),
            class_name="button-row",
        ),
    )


def day(day: Any, month: Any) -> rx.Component:
    """The leaf of a calendar; the date is said in full beside it."""
    return el.div(el.b(day), el.span(month), class_name="day", aria_hidden="true")


def seat(said: Any, tone: Any) -> rx.Component:
    """The state of a meeting or of a registration."""
    return el.span(said, class_name=rx.Var.create("seat ") + tone)


def listed(items: Any, class_name: str) -> rx.Component:
    """A list of sentences."""
    return el.ul(rx.foreach(items, lambda each: el.li(each)), class_name=class_name)
