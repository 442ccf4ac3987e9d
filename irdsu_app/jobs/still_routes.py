"""The plain doors of « Toujours ouverte ? »: see the question, answer it, by the personal link of the offer."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast
from urllib.parse import parse_qs, quote, urlencode

import reflex as rx
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from irdsu_app import db, door
from irdsu_app.design.markup import Markup
from irdsu_app.design.typography import fr
from irdsu_app.door.pages import QUERY, Told
from irdsu_app.jobs import still_pages, still_register, told
from irdsu_app.jobs.still_writing import PATH
from irdsu_app.jobs.submission import Refused

PRIVATE = {"cache-control": "no-store", "x-robots-tag": "noindex"}
NAMED = (f"{still_pages.TITLE} – IR-DSU", "Répondre d’un clic : toujours ouverte, pourvue, prolongée.")


def shown(link: str, asked: str) -> tuple[str, Markup]:
    """The question that this link opens, or what became of its offer, and the title of that; raises Refused."""
    try:
        given = {name: each[0] for name, each in parse_qs(asked.lstrip("?"), max_num_fields=20).items()}
    except ValueError:
        given = {}
    now = datetime.now(UTC)
    posting, where = db.read(lambda session: still_register.look(session, link, now))
    answer, done, refusal = given.get("reponse", ""), given.get("dit", ""), given.get("refus", "")[:300]
    body = still_pages.shown(link, posting.public or posting.written, where, answer, done, refusal, now)
    return f"{still_pages.titled(where)} – IR-DSU", body


def tell(named: Mapping[str, str]) -> Told:
    """The page in the HTML itself."""
    title, description = NAMED
    try:
        (title, body), status = shown(named["key"], named.get(QUERY, "")), 200
    except Refused as refusal:
        title, status = f"{still_pages.CLOSED} – IR-DSU", 404
        body = still_pages.nothing(str(refusal))
    return Told(fr(title), fr(description), told.page(body), told.SHEETS, indexed=False, status=status, personal=True)


class StillOpen(rx.State):
    """The page of the question."""

    html: str = ""
    title: str = ""
    if TYPE_CHECKING:
        key: str

    @rx.event
    @door.policy("public")
    def enter(self) -> None:
        """Show what the link opens."""
        try:
            door.count("manage", self.router.session.client_ip)
            title, self.html = shown(str(self.key), urlencode(self.router.url.query_parameters))
            self.title = fr(title)
        except (Refused, door.TooMany) as refusal:
            self.title = fr(f"{still_pages.CLOSED} – IR-DSU")
            self.html = still_pages.nothing(str(refusal))


async def answer(request: Request) -> Response:
    """Do what is answered; the same again changes nothing."""
    link, now = cast(str, request.path_params["key"]), datetime.now(UTC)
    form = await request.form(max_files=0, max_fields=10)
    what, until = str(form.get("reponse", "")), str(form.get("date", ""))[:10]
    try:
        door.count("manage", door.address(request))
        await db.write(lambda session: _do(session, link, what, until, now))
    except (Refused, door.TooMany) as refusal:
        return _to(f"{PATH}/{quote(link)}?reponse={quote(what)}&refus={quote(str(refusal))}")
    return _to(f"{PATH}/{quote(link)}?dit={quote(what)}")


def _do(session: Session, link: str, what: str, until: str, now: datetime) -> None:
    if what == "pourvue":
        still_register.filled(session, link, now)
    elif what == "prolonger":
        if not until:
            raise Refused("Choisissez la nouvelle date limite.")
        still_register.extend(session, link, until, now)
    elif what == "oui":
        still_register.yes(session, link, now)
    else:
        raise Refused("Choisissez une réponse.")


def _to(address: str) -> Response:
    return RedirectResponse(address, 303, PRIVATE)


routes = [Route(PATH + "/{key}", answer, methods=["POST"])]
