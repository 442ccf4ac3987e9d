"""What this browser remembers of the offer being written: its personal link, in a cookie that no script reads."""

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from irdsu_app.access import cookies
from irdsu_app.access.links import LENGTH
from irdsu_app.design import plain
from irdsu_app.design.markup import el, text
from irdsu_app.settings import settings

NAME = "offre"
KEPT = timedelta(days=30)
"""As long as a draft."""


def put(response: Response, key: str) -> None:
    """Remember this link."""
    _set(response, key, int(KEPT.total_seconds()))


def take(response: Response) -> None:
    """Forget it: the next offer is another one."""
    _set(response, "", 0)


def key_of(request: Request) -> str:
    """The link this browser remembers, or nothing."""
    value = request.cookies.get(cookies.name(NAME), "")
    return value if len(value) == LENGTH else ""


def sorry(sentence: str, address: str, status: int) -> Response:
    """A page that says why something is refused, and leads back, for browsers without scripts."""
    back = el("p", el("a", text("Revenir"), href=address, class_="button"), class_="button-row")
    said = el("p", text(sentence), role="alert", class_="lead")
    page = plain.page("Cela ne s’est pas fait", el("h1", text("Cela ne s’est pas fait")), said, back)
    return HTMLResponse(page, status, {"cache-control": "no-store", "x-robots-tag": "noindex"})


def _set(response: Response, value: str, age: int) -> None:
    response.set_cookie(
        cookies.name(NAME),
        value,
        max_age=age,
        path="/",
        secure=settings.secure_cookies,
        httponly=True,
        samesite="lax",
    )
