"""The small pieces pages are made of: buttons, fields, notices, cards, dialogs. Plain HTML, no state."""

from typing import Literal

import reflex as rx
from reflex_components_core.el.elements.base import BaseHTML

from irdsu_app.design.typography import fr

el = rx.el


class PostForm(BaseHTML):
    """A form the browser itself sends: rx.el.form would cancel it to make an event of it."""

    tag = "form"

    method: rx.Var[str]
    action: rx.Var[str]


def post_form(*content: rx.Component, action: str | rx.Var[str], class_name: str = "") -> rx.Component:
    """A form sent to a plain route, with or without JavaScript."""
    return PostForm.create(*content, method="post", action=action, class_name=class_name)


def button(words: str, *, second: bool = False, **more: object) -> rx.Component:
    """A button; without on_click it sends the form it is in."""
    kind = "button" if "on_click" in more else "submit"
    return el.button(fr(words), class_name="button second" if second else "button", **{"type": kind, **more})


def button_link(words: str, address: str | rx.Var[str], *, second: bool = False) -> rx.Component:
    """A link that looks like a button, because it is the main thing to do."""
    return el.a(fr(words), href=address, class_name="button second" if second else "button")


def field(
    label: str,
    name: str,
    *,
    kind: Literal["text", "email", "code"] = "text",
    hint: str = "",
    error: str | rx.Var[str] = "",
    required: bool = True,
) -> rx.Component:
    """A labelled field, left to the browser while it is typed in; its hint and its error are read with it."""
    wrong = rx.cond(rx.Var.create(error) != "", "true", "false")
    described = f"{name}-hint {name}-error" if hint else f"{name}-error"
    code = {"auto_complete": "off", "auto_capitalize": "characters", "max_length": 12, "class_name": "code-field"}
    return el.div(
        el.label(fr(label), html_for=name),
        *([el.p(fr(hint), id=f"{name}-hint", class_name="hint")] if hint else []),
        el.input(
            type="email" if kind == "email" else "text",
            id=name,
            name=name,
            required=required,
            spell_check=False,
            custom_attrs={
                "aria-describedby": described,
                "aria-invalid": wrong,
            },
            **(code if kind == "code" else {}),
        ),
        el.p(error, id=f"{name}-error", role="alert", class_name="error"),
        class_name="field",
    )


def notice(*content: rx.Component | str, kind: Literal["info", "alert", "success"] = "info") -> rx.Component:
    """Something to know before going on; an alert is also announced."""
    return el.div(*content, class_name=f"notice {kind}", role="alert" if kind == "alert" else "note")


def tag(words: str, *, waiting: bool = False) -> rx.Component:
    """A state in one or two words."""
    return el.p(fr(words), class_name="tag waiting" if waiting else "tag")


def card(*content: rx.Component) -> rx.Component:
    """A surface apart from the page."""
    return el.div(*content, class_name="card")


def empty(words: str, *next_steps: rx.Component) -> rx.Component:
    """What is said when there is nothing yet, and what to do next."""
    return el.div(el.p(fr(words)), *next_steps, class_name="empty")


def visually_hidden(words: str | rx.Var[str]) -> rx.Component:
    """Words for those who listen to the page."""
    return el.span(words, class_name="visually-hidden")


def dialog(name: str, title: str, *content: rx.Component) -> rx.Component:
    """A native dialog, opened by `dialog_opener` of the same name, closed by its button or by Escape."""
    return el.dialog(
        el.h2(fr(title), id=f"{name}-title"),
        *content,
        PostForm.create(el.button("Fermer", type="submit", class_name="button second"), method="dialog"),
        id=name,
        class_name="dialog",
        custom_attrs={"aria-labelledby": f"{name}-title"},
    )


def dialog_opener(words: str, name: str) -> rx.Component:
    """The button that opens the dialog called `name`."""
    # Browsers before invoker commands (2025) need the call; the others must not make it twice.
    opens = rx.Var(
        f'() => "command" in HTMLButtonElement.prototype || document.getElementById("{name}").showModal()',
        _var_type=rx.EventChain,
    )
    return button(words, second=True, on_click=opens, custom_attrs={"command": "show-modal", "commandfor": name})
