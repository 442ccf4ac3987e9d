"""How the pages of the game look: their style sheet, loaded by them alone, and the signs they share."""

from typing import Literal

import reflex as rx
from reflex_base.utils.imports import ImportVar
from reflex_base.vars import VarData

from irdsu_app.design import layout

el = rx.el
Level = Literal[2, 3]
"""The level of a title: 3 unless the piece comes right under the title of the page."""
_SHEET = rx.Var(
    "coopStyles",
    _var_data=VarData(imports={"$/public/coop.css?url": [ImportVar(tag="coopStyles", is_default=True)]}),
)


def styles() -> rx.Component:
    """The style sheet of the game: every page of the game begins with it (the rest of the site never loads it)."""
    return el.link(rel="stylesheet", href=_SHEET, custom_attrs={"precedence": "coop"})


def page(*content: rx.Component) -> rx.Component:
    """A page of the site, dressed for the game."""
    return layout.page(styles(), *content)


def title(words: str, level: Level = 3) -> rx.Component:
    """The title of a card or a gauge, at the level the page needs."""
    return (el.h2 if level == 2 else el.h3)(words, class_name="piece-title")


def sign(name: str | rx.Var[str], wide: bool = False) -> rx.Component:
    """A sign of assets/coop-signs.svg; words always go with it."""
    return el.svg(
        el.svg.use(href=f"/coop-signs.svg#{name}"),
        class_name="sign twice" if wide else "sign",
        custom_attrs={"aria-hidden": "true", "focusable": "false"},
    )
