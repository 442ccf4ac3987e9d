"""What the desks of the organisers share: forms that lose nothing, what is read again, where one is."""

from typing import Any

import reflex as rx

from irdsu_app.design.typography import fr

el = rx.el


class DeskForm(rx.Component):
    """A form whose fields are its children, kept in this browser until it is written (assets/cycledesk.jsx)."""

    library = rx.asset("cycledesk.jsx").importable_path
    tag = "DeskForm"

    shelf: rx.Var[str]
    entered: rx.Var[float]
    seen: rx.Var[dict]
    answer: rx.Var[dict]
    words: rx.Var[str]

    on_save: rx.EventHandler[lambda values, base: [values, base]]


class Here(rx.Component):
    """What is shown of the page at `address`: on the way to another, no button of it acts (assets/cycledesk.jsx)."""

    library = rx.asset("cycledesk.jsx").importable_path
    tag = "Here"

    address: rx.Var[str]


class Watch(rx.Component):
    """Tells the server that what is shown is to be read again (assets/cycledesk.jsx)."""

    library = rx.asset("cycledesk.jsx").importable_path
    tag = "Watch"

    value: rx.Var[str]
    every: rx.Var[int]

    on_change: rx.EventHandler[rx.event.no_args_event_spec]


def way(*steps: tuple[Any, Any]) -> rx.Component:
    """Where one is: the pages above, as links."""
    return el.nav(
        el.ol(*[el.li(el.a(words, href=address)) for words, address in steps], class_name="desk-way"),
        aria_label="Vous êtes dans",
    )


def both(name: str, label: str, desk: Any) -> rx.Component:
    """The text of somebody else, when two changed the same field: `desk` is the state whose `clashes` are read."""
    theirs = desk.clashes[name]
    about = el.span(f" : {label}", class_name="visually-hidden")

    def choice(words: str, does: str) -> rx.Component:
        return el.button(words, about, type="button", class_name="button second", custom_attrs={does: name})

    return rx.cond(
        desk.clashes.contains(name),
        el.div(
            el.p(el.b(fr("Quelqu’un a changé ce texte entre-temps. Le vôtre est dans la case ; voici le sien :"))),
            el.blockquote(rx.cond(theirs, theirs, "(vide)")),
            el.div(
                choice("Garder le mien", "data-keep"), choice("Prendre le sien", "data-take"), class_name="button-row"
            ),
            el.p("Puis enregistrez.", class_name="meta"),
            class_name="clash notice alert",
            role="alert",
        ),
    )


def opens(name: str) -> rx.Var[Any]:
    """What a press does to open the dialog of this name, where browsers do not do it by themselves."""
    return rx.Var(
        f'() => "command" in HTMLButtonElement.prototype || document.getElementById("{name}").showModal()',
        _var_type=rx.EventChain,
    )
