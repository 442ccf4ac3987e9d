"""The plain HTTP doors of the alerts: ask, act by one's personal link, leave in one click from a mail program."""

from datetime import UTC, datetime
from typing import cast
from urllib.parse import parse_qs

from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from irdsu_app import db, door
from irdsu_app.access.links import hash_of
from irdsu_app.design.typography import fr
from irdsu_app.jobs import alert_register, alerts
from irdsu_app.jobs.alert_pages import PATH
from irdsu_app.jobs.alert_register import ACTS, ALL, DONE, Refused
from irdsu_app.jobs.query import Query
from irdsu_app.mail.letter import normalised

PRIVATE = {"cache-control": "no-store", "x-robots-tag": "noindex"}
STOP = PATH + "/{lien}/arreter"
ONE_CLICK = "List-Unsubscribe"
"""What a mail program posts (RFC 8058)."""
door.from_anywhere(STOP)


async def ask(request: Request) -> Response:
    """Write down an alert and send the letter that confirms it: the same answer whoever has this address."""
    form = await request.form(max_files=0, max_fields=10)
    email, query = _said(form, "courriel").strip(), alerts.unpacked(_said(form, "recherche")[:4_000])
    try:
        door.count("alert", door.address(request))
        door.count("alert-mail", hash_of(normalised(email)))
        await db.write(lambda session: alert_register.ask(session, email, query, datetime.now(UTC)))
    except (Refused, door.TooMany) as refusal:
        return _to(_with(query.address(PATH), f"refus={_why(refusal)}"))
    return _to(_with(query.address(PATH), "envoye=oui"))


async def act(request: Request) -> Response:
    """Do something to what one follows."""
    link = cast(str, request.path_params["lien"])
    form = await request.form(max_files=0, max_fields=300)
    what, number = _said(form, "geste"), _said(form, "alerte")
    try:
        door.count("manage", door.address(request))
        await db.write(lambda session: _do(session, link, what, _number(number), form))
    except (Refused, door.TooMany) as refusal:
        again = f"changer={_number(number)}&" if what == "changer" else ""
        return _to(f"{PATH}/{link}?{again}refus={_why(refusal)}")
    return _to(f"{PATH}?efface=oui" if what == "effacer" else f"{PATH}/{link}?dit={what if what in DONE else ''}")


def _do(session: Session, link: str, what: str, number: int, form: FormData) -> None:
    now = datetime.now(UTC)
    if what in ALL:
        ALL[what](session, link, now)
    elif what in ACTS:
        ACTS[what](session, link, number, now)
    elif what == "changer":
        given = {name: [str(each) for each in form.getlist(name)] for name in form}
        alert_register.change(session, link, number, Query.read(given), now)


async def stop(request: Request) -> Response:
    """Stop everything; a mail program is answered plainly, a person sees their page."""
    link = cast(str, request.path_params["lien"])
    one_click = ONE_CLICK in parse_qs((await request.body())[:200].decode("latin-1"))  # enough for its one field
    try:
        door.count("manage", door.address(request))
        await db.write(lambda session: alert_register.stop(session, link, datetime.now(UTC)))
    except (Refused, door.TooMany, ValueError) as refusal:
        status = 404 if isinstance(refusal, Refused) else 429
        return Response(fr(str(refusal)), status, PRIVATE, media_type="text/plain; charset=utf-8")
    if one_click:
        return Response(fr(DONE["arreter"]), 200, PRIVATE, media_type="text/plain; charset=utf-8")
    return _to(f"{PATH}/{link}?dit=arreter")


def _said(form: FormData, name: str) -> str:
    return str(form.get(name, "")).encode("utf-8", "ignore").decode().replace("\0", "")


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 0


def _why(refusal: Refused | door.TooMany) -> str:
    return refusal.why if isinstance(refusal, Refused) else "trop"


def _with(address: str, more: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{more}"


def _to(address: str) -> Response:
    return RedirectResponse(address, 303, PRIVATE)


routes = [
    Route(PATH, ask, methods=["POST"]),
    Route(PATH + "/{lien}", act, methods=["POST"]),
    Route(STOP, stop, methods=["POST"]),
]
