"""The screens of a room before they are drawn: what the room says, as it is."""

import reflex as rx

from irdsu_app.coop.state import Table
from irdsu_app.design import layout


def screen() -> rx.Component:
    """Show the phase and who has answered."""
    return layout.page(
        rx.el.div(on_unmount=Table.leave),
        rx.el.h1("Partie ", Table.code),
        rx.el.p(Table.problem, role="alert"),
        rx.el.p(Table.pace["phase"], " ", Table.pace["answered"].to(str), " / ", Table.pace["expected"].to(str)),
    )
