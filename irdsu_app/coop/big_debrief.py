"""The debrief on the big screen, one screen after the other, then the closing. Never a score."""

from typing import Any

import reflex as rx

from irdsu_app.coop import dressing, remains
from irdsu_app.coop.board import legend
from irdsu_app.coop.guide import guide
from irdsu_app.coop.state import Table
from irdsu_app.coop.telling import answered, code, expected, site, told
from irdsu_app.design.typography import fr

el = rx.el
AFTER_MAP = (
    "Le carnet des traces",
    "Promis et versé",
    "Les votes qui ont bougé",
    "La boussole, avant et après",
    "À se dire maintenant",
)
"""The screens that come after the map, in the order of section 13, then the discussion."""


class Slides(rx.Component):
    """The screens, where the room is; the arrows of the keyboard turn them too (assets/slides.jsx)."""

    library = rx.asset("slides.jsx").importable_path
    tag = "Slides"

    shown: rx.Var[int]
    leads: rx.Var[bool]
    titles: rx.Var[list[str]]


class SlideRemote(rx.Component):
    """What turns them from the page of whoever leads, on every big screen of the room (assets/slides.jsx)."""

    library = rx.asset("slides.jsx").importable_path
    tag = "SlideRemote"

    shown: rx.Var[int]
    titles: rx.Var[list[str]]


def _titles() -> rx.Var[list[str]]:
    after = ", ".join(str(rx.Var.create(title)) for title in AFTER_MAP)
    return rx.Var(f"[{dressing.map_title()}, {after}]", _var_type=list[str])


def remote() -> rx.Component:
    """The buttons that turn the screens of the room."""
    return SlideRemote.create(shown=Table.pace["slide"].to(int), titles=_titles())


def debrief() -> rx.Component:
    """Six screens."""
    return Slides.create(
        el.div(remains.the_places(), legend(dressing.told_states()), class_name="slide-map"),
        remains.notebook_whole(),
        remains.pledges_by_round(),
        remains.changed_votes(),
        el.div(
            remains.two_compasses(),
            el.p("Boussole de fin\u00a0: ", el.b(answered), " sur ", expected, class_name="meta"),
        ),
        _questions(),
        shown=Table.pace["slide"].to(int),
        leads=Table.hosting["leads"].to(bool),
        titles=_titles(),
    )


def _questions() -> rx.Component:
    return el.div(
        *[
            el.section(el.h3(m.name), el.p(m.lead), *([el.ul(*[el.li(q) for q in m.questions])] if m.questions else []))
            for m in guide().debrief.moments
        ],
        class_name="questions-grid",
    )


def closing() -> rx.Component:
    """A modest commitment, written by those who wish; shuffled, without a name."""
    said = Table.debrief["commitments"].to(list[str])
    return el.div(
        el.p(told("plateau"), class_name="instruction"),
        el.p(
            el.b(said.length()),
            rx.cond(said.length() > 1, " engagements écrits", " engagement écrit"),
            class_name="here",
        ),
        _commitments(said),
        class_name="plateau-whole",
        custom_attrs={"data-fit": "true"},
    )


def _commitments(said: Any) -> rx.Component:
    return el.ul(
        rx.foreach(said, lambda text: el.li(text)),
        class_name="commitments",
        custom_attrs={"data-many": rx.cond(said.length() > 6, "true", "false")},
    )


def closed() -> rx.Component:
    """Thank you; where the debrief may be read again."""
    return el.div(
        el.p(told("plateau"), class_name="instruction"),
        el.p(fr("Le bilan reste lisible à cette adresse :"), class_name="how"),
        el.p(
            site(),
            "/coop/",
            code(),
            "/bilan",
            class_name="address",
        ),
        el.img(src="/r/" + Table.code + ".svg", alt="", class_name="qr giant"),
        class_name="plateau-whole closing",
    )
