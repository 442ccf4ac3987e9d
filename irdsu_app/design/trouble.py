"""What a person is told when what they asked for broke, wherever they are: never silence, never English."""

import reflex as rx

from irdsu_app.design.typography import fr
from irdsu_app.door.broken import SAID, Kind, kind_of
from irdsu_app.door.policies import policy

el = rx.el


class Trouble(rx.State):
    """What broke last, until it is closed."""

    said: str = ""

    @rx.event
    @policy("public")
    def tell(self, kind: Kind) -> None:
        """Say it."""
        self.said = fr(SAID[kind])

    @rx.event
    @policy("public")
    def close(self) -> None:
        """It has been read."""
        self.said = ""


AWAY = {"name": f"{Trouble.get_full_name()}.tell", "payload": {"kind": "base"}}
"""The same, as a page would ask for it: said when the database is away before anything began."""


def of(error: Exception) -> object:
    """The event that tells the person whose event broke."""
    return Trouble.tell(kind_of(error))  # pyright: ignore[reportCallIssue, reportArgumentType]


def told() -> rx.Component:
    """Where it is said: always there, so that screen readers hear it come."""
    close = el.button("Fermer", type="button", class_name="button second", on_click=Trouble.close)
    return el.div(
        rx.cond(Trouble.said != "", el.p(Trouble.said, " ", close)), aria_live="assertive", class_name="trouble"
    )
