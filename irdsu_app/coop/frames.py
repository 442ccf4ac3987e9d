"""What the screens of a room are put in: their style sheets, the full screen, and what is said when no room opens."""

import reflex as rx
from reflex_base.utils.imports import ImportVar
from reflex_base.vars import VarData

from irdsu_app.coop import look
from irdsu_app.coop.state import Table
from irdsu_app.design import layout

el = rx.el
_SCREENS = rx.Var(
    "coopScreens",
    _var_data=VarData(imports={"$/public/coop-screens.css?url": [ImportVar(tag="coopScreens", is_default=True)]}),
)


def styles() -> rx.Component:
    """The style sheets of the screens: the cards and the map, then the screens themselves."""
    return rx.fragment(
        look.styles(), el.link(rel="stylesheet", href=_SCREENS, custom_attrs={"precedence": "coop-screens"})
    )


def frame(*content: rx.Component) -> rx.Component:
    """The bare full screen, dressed for the game."""
    return layout.stage(styles(), *content)


def page(*content: rx.Component) -> rx.Component:
    """A page of the site, dressed for the game."""
    return layout.page(styles(), *content)


def missing() -> rx.Component:
    """What is said when a code opens nothing."""
    return el.div(
        el.h1("Partie introuvable"),
        el.p(Table.problem, role="alert"),
        el.p(
            el.a("Entrer un autre code", href="/rejoindre", class_name="button"),
            " ",
            el.a("Créer une partie", href="/coop", class_name="button second"),
            class_name="button-row",
        ),
        class_name="missing",
    )


class Shortcuts(rx.Component):
    """Keys that press the buttons of this page which announce them (assets/shortcuts.jsx)."""

    library = rx.asset("shortcuts.jsx").importable_path
    tag = "Shortcuts"


class Fit(rx.Component):
    """What makes everything hold in the big screen (assets/fit.jsx)."""

    library = rx.asset("fit.jsx").importable_path
    tag = "Fit"
