"""What the pages of the cycles' desk are made of: forms that lose nothing, fields with their error, dialogs, lists."""

from collections.abc import Sequence
from typing import Any, Literal

import reflex as rx
from reflex_base.utils.imports import ImportVar
from reflex_base.vars import VarData
from reflex_components_core.el.elements.inline import A

from irdsu_app.access import office_page
from irdsu_app.design import elements, layout
from irdsu_app.design.desk_forms import DeskForm, Here, Watch, both, opens, way
from irdsu_app.design.typography import fr

el = rx.el
_SHEET = rx.Var(
    "cycleDeskSheet",
    _var_data=VarData(imports={"$/public/cycledesk.css?url": [ImportVar(tag="cycleDeskSheet", is_default=True)]}),
)
__all__ = [
    "UNWRITTEN", "DeskForm", "Here", "Kind", "Watch", "asks", "field", "file_link", "form", "gauge", "page", "seat",
    "way", "whole_error",
]  # fmt: skip
UNWRITTEN = "Non enregistré : gardé dans ce navigateur."
Kind = Literal["text", "email", "number", "date", "time", "url", "search"]


def page(*content: rx.Component) -> rx.Component:
    """A page of this desk: its content for those who answer for the cycles."""
    return layout.page(
        el.link(rel="stylesheet", href=_SHEET, custom_attrs={"precedence": "cycledesk"}),
        office_page.opened(*content, role="cycles"),
    )


def field(
    label: str,
    name: str,
    desk: Any,
    form: str,
    *,
    kind: Kind = "text",
    hint: str = "",
    rows: int = 0,
    options: Sequence[tuple[str, str]] = (),
    clash: bool = False,
    **more: Any,
) -> rx.Component:
    """A field of `form`, with its hint, its error and, when two organisers changed it, the text of the other.

    `desk` is the state whose `wrong` and `clashes` are read.
    """
    number = f"{form}-{name}"
    wrong = desk.wrong[f"{form}.{name}"]
    described = f"{number}-hint {number}-error" if hint else f"{number}-error"
    common = {
        "id": number,
        "name": name,
        "custom_attrs": {"aria-describedby": described, "aria-invalid": rx.cond(wrong, "true", "false")},
        **more,
    }
    if options:
        control = el.select(*[el.option(fr(words), value=value) for value, words in options], **common)
    elif rows:
        control = el.textarea(rows=str(rows), **common)
    else:
        control = el.input(type=kind, **common)
    return el.div(
        el.label(fr(label), html_for=number),
        *([el.p(fr(hint), id=f"{number}-hint", class_name="hint")] if hint else []),
        control,
        el.p(wrong, id=f"{number}-error", role="alert", class_name="error"),
        *([both(name, fr(label), desk)] if clash else []),
        class_name="field",
    )


def whole_error(desk: Any, form: str) -> rx.Component:
    """What is wrong with a form and with no field in particular."""
    return el.p(desk.wrong[f"{form}."], role="alert", class_name="error")


def form(
    desk: Any, name: str, *content: rx.Component, on_save: Any, seen: Any = None, words: str = UNWRITTEN
) -> rx.Component:
    """A form of the desk, kept in this browser until it is written."""
    return DeskForm.create(
        *content,
        whole_error(desk, name),
        shelf=desk.address + f"#{name}",
        entered=desk.entered,
        seen=rx.Var.create({}) if seen is None else seen,
        answer=desk.answers[name],
        words=fr(words),
        on_save=on_save,
    )


def asks(words: Any, name: str, title: str, *content: rx.Component, danger: bool = False, **more: Any) -> rx.Component:
    """A button that opens a dialog, and the dialog."""
    look = "button second desk-danger" if danger else "button second"
    return rx.fragment(
        el.button(
            words,
            type="button",
            class_name=look,
            on_click=opens(name),
            custom_attrs={"command": "show-modal", "commandfor": name},
            **more,
        ),
        elements.dialog(name, title, *content),
    )


def file_link(words: str, address: Any) -> rx.Component:
    """A link to a file that the server makes."""
    return A.create(fr(words), href=address, class_name="button second")


def gauge(percent: Any) -> rx.Component:
    """How full a meeting is; the figures are said beside it."""
    return el.div(el.i(style={"width": f"{percent}%"}), class_name="desk-gauge", aria_hidden="true")


def seat(said: Any, tone: Any) -> rx.Component:
    """A status in words."""
    return el.span(said, class_name=rx.Var.create("desk-tag ") + rx.Var.create(tone).to(str))
