"""The plain HTTP doors of the organisers: ask for a link, come in with it, go out. POST, then 303."""

import asyncio
import logging
from datetime import UTC, datetime
from typing import cast
from uuid import uuid4

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from irdsu_app import db, door
from irdsu_app.access import browsers, cookies, organisers, passkey_routes, team
from irdsu_app.access.seats import hash_of
from irdsu_app.design import hours
from irdsu_app.mail import box
from irdsu_app.mail.letter import ToSend

SIGN_IN, OFFICE = "/connexion", "/bureau"
PRIVATE = {"cache-control": "no-store", "x-robots-tag": "noindex"}
AGAIN = (1.0, 5.0, 30.0)
"""Seconds before a link that the database would not take is made again."""
log = logging.getLogger(__name__)
_under_way: set[asyncio.Task[None]] = set()


async def ask(request: Request) -> Response:
    """Send a link to this address if it is an organiser's. The answer is given before anybody has looked."""
    typed = str((await request.form()).get("email", ""))
    try:
        email = team.address(typed)
        door.count("sign-in", door.address(request))
        door.count("sign-in-mail", hash_of(email))
        door.count("sign-in-all", "")
    except team.Unfit:
        return _to(f"{SIGN_IN}?refus=adresse")
    except door.TooMany:
        return _to(f"{SIGN_IN}?refus=trop")
    work = asyncio.create_task(_answer(email, door.origin(request)))
    _under_way.add(work)
    work.add_done_callback(_under_way.discard)
    return _to(f"{SIGN_IN}?envoye=oui")


async def _answer(email: str, origin: str) -> None:
    """Make the link that was promised; a database that is away is waited for."""
    for pause in (*AGAIN, None):
        now = datetime.now(UTC)
        try:
            return await db.write(lambda session, now=now: send_link(session, email, origin, now))
        except Exception as error:
            log.error("a link was not made: %s", type(error).__name__)
            if pause is None or not isinstance(error, SQLAlchemyError | OSError):
                return None
        await asyncio.sleep(pause)


def send_link(session: Session, email: str, origin: str, now: datetime) -> None:
    """Queue a link for this address, if it is an organiser's."""
    whose = team.find(session, email)
    if whose is None or not whose.active:
        return
    until = now + organisers.LINK_LASTS
    link = f"{origin}{OFFICE}/entrer/{organisers.give_link(session, now, whose)}"
    told = {"name": whose.name, "link": link, "until": hours.hour(until)}
    key = f"access.link:{uuid4()}"
    box.queue(session, [ToSend(key, "access.link", whose.email, told, until=until, secret=True)], now)
    organisers.log(session, whose, "Lien demandé pour entrer", now=now)


async def come_in(request: Request) -> Response:
    """Use the link, once, and hand the cookie over; opening the page of the link uses nothing."""
    token, now = cast(str, request.path_params["lien"]), datetime.now(UTC)
    before, browser = _cookie(request), browsers.told(request.headers.get("user-agent", ""))
    try:
        door.count("bureau", door.address(request))
        value = await db.write(lambda session: organisers.enter(session, token, now, browser, before))
    except (organisers.LinkSpent, door.TooMany) as refusal:
        return _to(f"{SIGN_IN}?refus={'trop' if isinstance(refusal, door.TooMany) else 'lien'}")
    response = _to(OFFICE)
    cookies.put_visit(response, value, organisers.VISIT_LASTS)
    return response


async def go_out(request: Request) -> Response:
    """End the visit of this browser: its other tabs are cut too."""
    value = _cookie(request)
    await db.write(lambda session: organisers.leave(session, value))
    response = _to(f"{SIGN_IN}?sorti=oui")
    cookies.take_visit(response)
    response.headers["clear-site-data"] = '"cache"'
    return response


def _cookie(request: Request) -> str:
    return cookies.value_of(request.headers.get("cookie", ""), cookies.ORGANISER)


def _to(address: str) -> Response:
    return RedirectResponse(address, status_code=303, headers=PRIVATE)


routes = [
    Route(SIGN_IN, ask, methods=["POST"]),
    Route("/bureau/entrer/{lien}", come_in, methods=["POST"]),
    Route("/bureau/sortir", go_out, methods=["POST"]),
    *passkey_routes.routes,
]
