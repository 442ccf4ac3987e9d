"""What a person is told when what they asked for broke: the words, and the page of a request. Never English."""

from typing import Literal

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from irdsu_app.db import Unsure
from irdsu_app.design.typography import fr

Kind = Literal["base", "unsure", "other"]
SAID: dict[Kind, str] = {
    "base": "Le site ne joint plus ses données : rien n’a changé. Réessayez dans un instant.",
    "unsure": "Le site n’a pas su si c’était enregistré. Regardez ce qui s’affiche dans un instant, puis réessayez.",
    "other": "Un incident a empêché d’aller au bout. Vérifiez ce qui s’affiche, puis réessayez.",
}
PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Un incident – IR-DSU</title><link rel="stylesheet" href="/tokens.css"><link rel="stylesheet" href="/app.css">
</head><body><main class="content wide"><h1>Un incident</h1><p class="lead">{said}</p>
<p class="button-row"><a class="button" href="/">Revenir à l’accueil</a></p></main></body></html>"""


def kind_of(error: BaseException) -> Kind:
    """Whether the database would not, did not say whether it had, or something else broke."""
    if isinstance(error, Unsure):
        return "unsure"
    return "base" if isinstance(error, SQLAlchemyError | OSError) else "other"


async def page(_request: Request | None, error: Exception) -> Response:
    """The page of a request that broke: 503 when the database is away, for nothing else is wrong with it."""
    kind = kind_of(error)
    status = 500 if kind == "other" else 503
    return HTMLResponse(PAGE.format(said=fr(SAID[kind])), status, {"cache-control": "no-store"})
