"""What a person is told when what they asked for broke, wherever they are: never silence, never English."""

from typing import Literal

import reflex as rx
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from irdsu_app.design.typography import fr
from irdsu_app.door.policies import policy

el = rx.el
Kind = Literal["base", "other"]
SAID = {
    "base": "Le site ne parvient pas à enregistrer : rien n’a changé. Réessayez dans un instant.",
    "other": "Un incident a empêché d’aller au bout. Vérifiez ce qui s’affiche, puis réessayez.",
}
PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Un incident – IR-DSU</title><link rel="stylesheet" href="/tokens.css"><link rel="stylesheet" href="/app.css">
</head><body><main class="content wide"><h1>Un incident</h1><p class="lead">{said}</p>
<p class="button-row"><a class="button" href="/">Revenir à l’accueil</a></p></main></body></html>"""


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


def kind_of(error: BaseException) -> Kind:
    """Whether the database would not, or something else broke."""
    return "base" if isinstance(error, SQLAlchemyError | OSError) else "other"


def of(error: Exception) -> object:
    """The event that tells the person whose event broke."""
    return Trouble.tell(kind_of(error))  # pyright: ignore[reportCallIssue, reportArgumentType]


def told() -> rx.Component:
    """Where it is said: always there, so that screen readers hear it come."""
    close = el.button("Fermer", type="button", class_name="second", on_click=Trouble.close)
    return el.div(
        rx.cond(Trouble.said != "", el.p(Trouble.said, " ", close)), role="alert", class_name="connection trouble"
    )


async def page(_request: Request, error: Exception) -> Response:
    """The page of a request that broke."""
    return HTMLResponse(
        PAGE.format(said=fr(SAID[kind_of(error)])),
        503 if kind_of(error) == "base" else 500,
        {"cache-control": "no-store"},
    )
