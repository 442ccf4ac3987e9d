"""The page of a personal link: one button, so that a link opened by a mail scanner or a preview seats nobody."""

import reflex as rx

from irdsu_app.coop.state import Door
from irdsu_app.design import elements, layout
from irdsu_app.design.typography import fr

el = rx.el


class Link(rx.State):
    """The link in the address."""

    @rx.var
    def action(self) -> str:
        """Where the button sends."""
        return self.router.url.path


def sit() -> rx.Component:
    """Take one's place on this device."""
    return layout.page(
        el.h1("Ma place sur cet appareil"),
        el.p(
            fr("Vous retrouvez votre place dans la partie : mêmes cartes, mêmes votes. L’autre appareil la garde."),
            class_name="lead",
        ),
        rx.cond(Door.problem != "", el.p(Door.problem, role="alert", class_name="notice alert")),
        elements.post_form(elements.button("Prendre ma place ici"), action=Link.action),
    )
