"""The screens of a room before they are drawn: what the room says, as it is, and the pieces a screen is made of."""

import reflex as rx

from irdsu_app.coop.outbox import deadline, draft, outbox, play, shared_sentence, typed
from irdsu_app.coop.state import Table
from irdsu_app.coop.views import PersonSeen
from irdsu_app.design import elements, layout

el = rx.el


def screen() -> rx.Component:
    """Show the phase and who has answered."""
    return layout.page(
        el.div(on_unmount=Table.leave),
        el.h1("Partie ", Table.code),
        el.p(Table.problem, role="alert"),
        el.p(
            Table.pace["phase"], " ", Table.pace["answered"].to(str), " / ", Table.pace["expected"].to(str), id="pace"
        ),
        el.p(id="countdown", custom_attrs=deadline()),
        el.ul(
            rx.foreach(
                Table.people["people"].to(list[PersonSeen]), lambda person: el.li(person["name"], " ", person["state"])
            )
        ),
        el.label("Mon nom", html_for="name"),
        el.input(id="name", custom_attrs=draft("name")),
        elements.button("Changer", on_click=play("rename", name=typed("name"), clears=("name",))),
        elements.button("COOP", on_click=play("vote", stance="coop")),
        el.p(Table.mine["stance"], id="mine"),
        el.label("La phrase", html_for="sentence"),
        el.textarea(id="sentence", custom_attrs=shared_sentence()),
        outbox(),
    )
