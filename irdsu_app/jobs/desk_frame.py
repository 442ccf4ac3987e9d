"""What the pages of the offers' desk are made of: forms that lose nothing, keys, dialogs, what the server wrote."""

from typing import Any

import reflex as rx
from reflex_base.utils.imports import ImportVar
from reflex_base.vars import VarData

from irdsu_app.access import office_page
from irdsu_app.design import layout
from irdsu_app.design.desk_forms import DeskForm, Here, Watch, opens, way
from irdsu_app.design.typography import fr

el = rx.el
_SHEETS = {name: f"{name}DeskSheet" for name in ("cycledesk", "jobs", "jobdesk")}
__all__ = ["UNWRITTEN", "DeskForm", "Here", "Laid", "Shortcuts", "Watch", "act", "link", "opener", "page", "tag", "way"]
UNWRITTEN = "Non enregistré : gardé dans ce navigateur."


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
    attributes = {"command": "show-modal", "commandfor": name, "data-keys": key, "aria-keyshortcuts": key}
    look = "button second desk-danger" if danger else "button second"
    more = {"class_name": look, "on_click": opens(name), "custom_attrs": attributes}
    return el.button(fr(words), _cap(key), type="button", **more)
