"""The pages where one posts an offer and holds it: one component for all, the server writes what it shows."""

from typing import Any

import reflex as rx
from reflex_base.utils.imports import ImportVar
from reflex_base.vars import VarData

from irdsu_app.design import layout
from irdsu_app.jobs.deposit_state import Deposit
from irdsu_app.jobs.pages import styles

_SHEET = rx.Var(
    "depositSheet",
    _var_data=VarData(imports={"$/public/deposit.css?url": [ImportVar(tag="depositSheet", is_default=True)]}),
)
rx.asset("offers.jsx")


class DepositBoard(rx.Component):
    """What the server wrote, kept as one types (assets/deposit.jsx)."""

    library = rx.asset("deposit.jsx").importable_path
    tag = "DepositBoard"

    html: rx.Var[str]
    title: rx.Var[str]
    turn: rx.Var[int]
    where: rx.Var[str]


def page() -> rx.Component:
    """Whatever the address shows."""
    return layout.page(
        styles(),
        _styles(),
        DepositBoard.create(html=Deposit.html, title=Deposit.title, turn=Deposit.turn, where=Deposit.where),
    )


def _styles() -> Any:
    return rx.el.link(rel="stylesheet", href=_SHEET, custom_attrs={"precedence": "jobs"})
