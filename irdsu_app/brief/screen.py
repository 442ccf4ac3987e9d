"""What the screens of the dépliant share: the stage, the bar of gestures, the small map, the tables indexed by step.

The step being shown is a browser variable: paper folds at once, the network is told afterwards.
"""

import json
from typing import Any, Literal

import reflex as rx
from reflex.experimental import ClientStateVar
from reflex_base.event import EventChain
from reflex_base.vars import ArrayVar, NumberVar, StringVar
from reflex_base.vars.function import FunctionVar

from irdsu_app.brief import sheet, walk
from irdsu_app.brief.panels import Panel, brief
from irdsu_app.brief.sheet import PANELS
from irdsu_app.design.typography import fr

SHEET = "/feuille.html"
"""Where the written sheet is fetched from, by the pages that do not hold it already."""
step = ClientStateVar.create("step", default=1)
following = ClientStateVar.create("following", default=True)
_UNTOLD = walk.Told(titles=[], where=[], said=[], words=[], after=[], out=[], last=0)
told = ClientStateVar.create("told", default=dict(_UNTOLD))
"""What is said around a sheet that is not the one of the built pages (`walk.Told`), read on it; empty otherwise."""


def _drawn(panel: rx.Var[str], tokens: rx.Var[list[str]]) -> tuple[rx.Var[str], rx.Var[list[str]]]:
    return panel, tokens


def _pointed(x: rx.Var[int], y: rx.Var[int]) -> tuple[rx.Var[int], rx.Var[int]]:
    return x, y


class Stage(rx.Component):
    """The sheet that folds (assets/stage.jsx)."""

    library = rx.asset("stage.jsx").importable_path
    tag = "Stage"

    plan: rx.Var[dict]
    fragment: rx.Var[str]
    sheet: rx.Var[str]
    role: rx.Var[str]
    live: rx.Var[dict]
    entered: rx.Var[float]
    step: rx.Var[int]
    following: rx.Var[bool]
    pointer: rx.Var[dict]

    on_tell: rx.EventHandler[rx.event.passthrough_event_spec(int)]
    on_draw: rx.EventHandler[_drawn]
    on_whole: rx.EventHandler[rx.event.passthrough_event_spec(bool)]
    on_point: rx.EventHandler[_pointed]
    on_black: rx.EventHandler[rx.event.no_args_event_spec]


class StageHere(Stage):
    """The sheet written under the address of the page, asked for before the page knows anything."""

    tag = "StageHere"


def stage_here(**props: object) -> rx.Component:
    """The stage of a page that has its own sheet, driven by the browser's step."""
    return StageHere.create(**{"plan": sheet.plan(), "step": step.value, **props})


def stage(**props: object) -> rx.Component:
    """The stage, driven by the browser's step."""
    return Stage.create(**{"plan": sheet.plan(), "fragment": SHEET, "step": step.value, **props})


def by_step(texts: list[str]) -> StringVar:
    """The text of the step being shown, chosen in the browser."""
    return rx.Var.create([fr(t) for t in texts])[step.value.to(int) - 1].to(str)


def _told(part: Literal["titles", "where", "said", "words"], number: int | NumberVar) -> StringVar:
    """What is said of a step around the sheet being shown: by the sheet itself, or by the built pages."""
    built, laid = rx.Var.create(walk.told(brief().panels)[part]), told.value.to(dict[str, Any])[part].to(list[str])
    return rx.cond(laid.length() > 0, laid, built).to(list[str])[number - 1].to(str)


def title_at(number: int | NumberVar) -> StringVar:
    """The title of a step, on the sheet being shown."""
    return _told("titles", number)


def left_out() -> ArrayVar:
    """The panels that the sheet being shown leaves out."""
    return told.value.to(dict[str, Any])["out"].to(list[str])


def next_step() -> NumberVar:
    """The step that comes after the one being shown."""
    after = told.value.to(dict[str, Any])["after"].to(list[int])
    built = rx.Var.create(walk.told(brief().panels)["after"])
    return rx.cond(after.length() > 0, after, built).to(list[int])[step.value.to(int) - 1].to(int)


def at_last() -> rx.Var[bool]:
    """Whether one reads the last panel of the sheet being shown."""
    last = told.value.to(dict[str, Any])["last"].to(int)
    return step.value.to(int) == rx.cond(last > 0, last, len(PANELS)).to(int)


def ask_sheet(**detail: object) -> rx.Var:
    """Tell the stage of this page to move: `step=n`, `by=±1`, `fold=""|"back"|"turn"`, `whole=True|False|None`."""
    script = f"(() => window.dispatchEvent(new CustomEvent('sheet', {{detail: {json.dumps(detail)}}})))"
    return rx.Var(script).to(FunctionVar, EventChain)


def announcement() -> rx.Component:
    """What assistive technologies say at each step."""
    return rx.el.output(
        _told("said", step.value.to(int)), class_name="visually-hidden", custom_attrs={"aria-live": "polite"}
    )


def gestures() -> rx.Component:
    """The bar: refold, previous, where we are, next, and the next gesture of paper under its own name."""
    first, last = step.value.to(int) == 1, at_last()
    return rx.el.div(
        rx.el.button(
            fr("Replier"), type="button", on_click=ask_sheet(fold="back"), disabled=first, class_name="gesture"
        ),
        rx.el.button(
            "Étape précédente", type="button", on_click=ask_sheet(by=-1), disabled=first, class_name="gesture step-back"
        ),
        rx.el.p(_told("where", step.value.to(int)), class_name="where"),
        rx.el.button(
            "Étape suivante", type="button", on_click=ask_sheet(by=1), disabled=last, class_name="gesture main-gesture"
        ),
        rx.el.button(
            _told("words", step.value.to(int)),
            type="button",
            on_click=rx.cond(last, ask_sheet(fold="turn"), ask_sheet(fold="on")),
            class_name="gesture",
        ),
        class_name="gestures",
        role="group",
        aria_label="Gestes de la feuille",
    )


def small_map() -> rx.Component:
    """The six cells of the sheet: where one is, and every visible panel within a touch."""
    return rx.el.ol(*[_cell(i, panel) for i, panel in enumerate(brief().panels, 1)], class_name="small-map")


def _cell(number: int, panel: Panel) -> rx.Component:
    state = sheet.state_of(panel.id)
    column, row = sheet.place(panel.id, state)
    seen = rx.Var.create([sheet.state_of(p) == state for p in PANELS])[step.value.to(int) - 1].to(bool)
    here = rx.cond(step.value.to(int) == number, "step", "false")
    return rx.cond(
        seen & ~left_out().contains(panel.id),
        rx.el.li(
            rx.el.button(
                rx.el.span(title_at(number), class_name="visually-hidden"),
                type="button",
                on_click=ask_sheet(step=number),
                custom_attrs={"aria-current": here},
            ),
            class_name=f"cell-{row}{column}",
        ),
    )


class More(rx.Component):
    """The enlarged diagram with its table and its figures (assets/more.jsx)."""

    library = rx.asset("more.jsx").importable_path
    tag = "More"

    panel: rx.Var[str]
    title: rx.Var[str]


def more_dialog() -> rx.Component:
    """The button and dialog « Schéma et sources » of the panel being read."""
    panel = rx.Var.create(list(PANELS))[step.value.to(int) - 1].to(str)
    return More.create(panel=panel, title=title_at(step.value.to(int)))
