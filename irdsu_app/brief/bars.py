"""The two bars around a sheet that one reads: what it is and where to go above, the gestures below."""

import reflex as rx

from irdsu_app.brief.screen import ask_sheet, gestures, more_dialog, small_map
from irdsu_app.design.typography import fr

el = rx.el


def above(title: str, *beside: rx.Component) -> rx.Component:
    """The bar above: the way home, what is read, and what is beside."""
    return el.header(
        el.a("IR-DSU", href="/", class_name="brand"),
        el.h1(fr(title), class_name="bar-title"),
        *beside,
        class_name="bar reading",
    )


def links(label: str, *there: rx.Component) -> rx.Component:
    """The links of the bar above."""
    return el.nav(*there, aria_label=label, class_name="bar-links")


def below() -> rx.Component:
    """The bar below: where one is, the gestures of paper, the whole sheet, the diagram and its sources."""
    return el.footer(
        small_map(),
        gestures(),
        el.div(
            el.button("Vue d’ensemble", type="button", on_click=ask_sheet(whole=None), class_name="gesture"),
            more_dialog(),
            class_name="asides",
        ),
        class_name="bar controls",
    )
