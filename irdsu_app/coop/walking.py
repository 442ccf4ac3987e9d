"""Walking through a finished game again, on the big screen: what the room could see, never who voted what."""

from typing import Any

import reflex as rx

from irdsu_app.coop.big_screen import body
from irdsu_app.coop.frames import Fit, Shortcuts, frame, missing
from irdsu_app.coop.state import Table
from irdsu_app.coop.telling import announcement, code, phase, round_words, told
from irdsu_app.design.typography import fr

el = rx.el


def walk() -> rx.Component:
    """The page: the big screen as it was, and below it where one is in the game."""
    return frame(
        el.main(
            rx.cond(
                Table.steps > 0,
                el.div(_bar(), body(), announcement(), _walker(), Fit.create(), Shortcuts.create(),
                       class_name="plateau walking", custom_attrs={"data-phase": phase, "data-n": Table.pace["n"]}),
                rx.cond(Table.problem != "", missing(), el.p("Ouverture de la partie…", role="status")),
            ),
            id="contenu",
            tab_index=-1,
            class_name="plateau-page dark",
        ),
    )  # fmt: skip


def _bar() -> rx.Component:
    return el.header(
        el.h1(fr("Revoir la partie"), " ", el.span(code(), class_name="code")),
        el.div(round_words(), el.h2(told("title"), class_name="phase-tag"), class_name="where-we-are"),
        el.a("Le bilan", href="/coop/" + Table.code + "/bilan", class_name="button second"),
        class_name="plateau-bar",
    )


def _walker() -> rx.Component:
    step: Any = Table.step
    steps: Any = Table.steps
    slide: Any = Table.slide
    return el.nav(
        el.button(
            "Temps précédent",
            type="button",
            on_click=Table.walk(-1),
            disabled=step <= 0,
            class_name="button second",
            custom_attrs={"data-keys": "arrowleft pageup"},
        ),
        el.label(
            el.span("Temps ", step + 1, " sur ", steps),
            el.input(
                type="range",
                min=0,
                max=steps - 1,
                value=step,
                on_change=slide,
                aria_label=fr("Temps de la partie"),
                custom_attrs={"aria-valuetext": "Temps " + (step + 1).to(str) + " sur " + steps.to(str)},
            ),
            class_name="walk-range",
        ),
        el.button(
            "Temps suivant",
            type="button",
            on_click=Table.walk(1),
            disabled=step >= steps - 1,
            class_name="button",
            custom_attrs={"data-keys": "arrowright pagedown espace"},
        ),
        el.p(fr("Cet écran se lit mieux téléphone couché, ou sur un ordinateur."), class_name="walk-hint"),
        aria_label=fr("Avancer dans la partie"),
        class_name="walker",
    )
