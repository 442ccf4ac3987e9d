"""What the pages of the offers' desk are made of: forms that lose nothing, keys, dialogs, what the server wrote."""

from typing import Any

import reflex as rx
from reflex_base.utils.imports import ImportVar
from reflex_base.vars import VarData

from irdsu_app.access import office_page
from irdsu_app.design import elements, layout
from irdsu_app.design.typography import fr

el = rx.el
_SHEETS = {name: f"{name}DeskSheet" for name in ("cycledesk", "jobs", "jobdesk")}
UNWRITTEN = "Non enregistré : gardé dans ce navigateur."


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


class Watch(rx.Component):
    """Reads again what is shown, every so many milliseconds (assets/cycledesk.jsx)."""

    library = rx.asset("cycledesk.jsx").importable_path
    tag = "Watch"

    value: rx.Var[str]
    every: rx.Var[int]

    on_change: rx.EventHandler[rx.event.no_args_event_spec]


class Shortcuts(rx.Component):
    """A key clicks what announces it by `data-keys` (assets/shortcuts.jsx)."""

    library = rx.asset("shortcuts.jsx").importable_path
    tag = "Shortcuts"


class Laid(rx.Component):
    """What the server wrote, laid over what is shown (assets/offers.jsx)."""

    library = rx.asset("offers.jsx").importable_path
    tag = "Written"

    html: rx.Var[str]
    title: rx.Var[str]


def page(*content: rx.Component) -> rx.Component:
    """A page of this desk: its content for those who answer for the offers."""
    return layout.page(*map(_sheet, _SHEETS), office_page.opened(*content, role="jobs"))


def _sheet(name: str) -> Any:
    tag = ImportVar(tag=_SHEETS[name], is_default=True)
    address = rx.Var(_SHEETS[name], _var_data=VarData(imports={f"$/public/{name}.css?url": [tag]}))
    return el.link(rel="stylesheet", href=address, custom_attrs={"precedence": name})


def way(*steps: tuple[Any, Any]) -> rx.Component:
    """Where one is: the pages above, as links."""
    return el.nav(
        el.ol(*[el.li(el.a(words, href=address)) for words, address in steps], class_name="desk-way"),
        aria_label="Vous êtes dans",
    )


def tag(words: Any, tone: str = "calm") -> rx.Component:
    """A state in a word; nothing when there is none."""
    return rx.cond(words != "", el.span(words, class_name=f"desk-tag {tone}"))


def act(words: str, key: str, *, second: bool = True, **more: Any) -> rx.Component:
    """A button that a key also presses, which it says."""
    look = "button second" if second else "button"
    attributes = {"data-keys": key, "aria-keyshortcuts": key, **more.pop("custom_attrs", {})}
    return el.button(fr(words), _cap(key), type="button", class_name=look, custom_attrs=attributes, **more)


def _cap(key: str) -> rx.Component:
    return el.kbd(key.upper(), aria_hidden="true", class_name="jobdesk-key")


def link(words: str, key: str, address: Any) -> rx.Component:
    """A link that a key also follows."""
    attributes = {"data-keys": key, "aria-keyshortcuts": key}
    return el.a(fr(words), _cap(key), href=address, class_name="button second", custom_attrs=attributes)


def opener(words: str, key: str, name: str, *, danger: bool = False) -> rx.Component:
    """A button that opens the dialog of this name."""
    opens = rx.Var(
        f'() => "command" in HTMLButtonElement.prototype || document.getElementById("{name}").showModal()',
        _var_type=rx.EventChain,
    )
    attributes = {"command": "show-modal", "commandfor": name, "data-keys": key, "aria-keyshortcuts": key}
    look = "button second desk-danger" if danger else "button second"
    return el.button(fr(words), _cap(key), type="button", class_name=look, on_click=opens, custom_attrs=attributes)


def dialog(name: str, title: str, *content: rx.Component) -> rx.Component:
    """A dialog of the desk."""
    return elements.dialog(name, title, *content)
