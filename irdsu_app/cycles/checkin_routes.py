"""The door of a meeting by plain HTTP: its pages, the roll, what phones send, the code of the room.

Plain, because a phone without network keeps the page and sends later what it noted. Each answer says the hour of the
house (`x-now`, milliseconds): phones set theirs by it.
"""

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from irdsu_app import db, door
from irdsu_app.access import cookies
from irdsu_app.cycles import checkin_page, checkin_seen, checking, day_acts, desk_acts, presence_codes
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.checkin_seen import Found
from irdsu_app.cycles.desk_acts import NotYours
from irdsu_app.design import plain
from irdsu_app.design.markup import Markup, el, text
from irdsu_app.design.typography import fr

PRIVATE = {"cache-control": "no-store", "x-robots-tag": "noindex"}
CAMERA = {"permissions-policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"}
UNREADABLE = "Cet envoi ne peut pas être lu."
Answer = Callable[[Request], Awaitable[Response]]


def _asked(request: Request) -> tuple[str, str, str]:
    slug, code = (cast(str, request.path_params[name]) for name in ("slug", "code"))
    return slug, code, cookies.value_of(request.headers.get("cookie", ""), cookies.ORGANISER)


def _found(request: Request) -> tuple[Found, str]:
    """The meeting of an address, for its organisers; raises NotYours, Refused."""
    slug, code, cookie = _asked(request)

    def look(session: Session) -> Found:
        desk_acts.allowed(session, cookie)
        return checkin_seen.find(session, slug, code)

    return db.read(look), cookie


def _page(make: Callable[[str], Markup], more: dict[str, str]) -> Answer:
    """A page of the door, to organisers of the cycles only."""

    async def answer(request: Request) -> Response:
        slug, code, _ = _asked(request)
        try:
            await asyncio.to_thread(_found, request)
        except Refused as refusal:
            return Response(_refused(refusal), _status(refusal), PRIVATE, media_type="text/html")
        return Response(make(f"/bureau/cycles/{slug}/{code}"), 200, {**PRIVATE, **more}, media_type="text/html")

    return answer


def _data(deed: Answer) -> Answer:
    """What a phone asks or sends: a refusal is a sentence it can show, and nothing else is told."""

    async def answer(request: Request) -> Response:
        try:
            door.count("checkin", door.address(request))
            response = await deed(request)
        except door.TooMany as refusal:
            response = JSONResponse({"refusal": str(refusal)}, 429)
        except Refused as refusal:
            response = JSONResponse({"refusal": str(refusal)}, _status(refusal))
        response.headers.update({**PRIVATE, "x-now": str(int(datetime.now(UTC).timestamp() * 1000))})
        return response

    return answer


async def roll(request: Request) -> Response:
    """Everybody of the meeting; nothing again while nothing has changed."""
    slug, code, cookie = _asked(request)

    def look(session: Session) -> dict[str, Any]:
        desk_acts.allowed(session, cookie)
        return checkin_seen.shown(session, checkin_seen.find(session, slug, code), datetime.now(UTC))

    body = json.dumps(await asyncio.to_thread(db.read, look), ensure_ascii=False).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={"etag": tag})
    return Response(body, headers={"etag": tag}, media_type="application/json")


async def marks(request: Request) -> Response:
    """Take in what a phone has noted, now or an hour ago; an answer for each, then everybody as they stand."""
    found, cookie = await asyncio.to_thread(_found, request)
    sent = await _sent(request)
    device = str(sent.get("device", ""))[:64].encode(errors="ignore").decode().replace("\0", "")
    synced = await day_acts.sync(cookie, found.row.id, cast(list[Any], sent["marks"]), device)
    for said in synced.said:
        if said.refusal == fr(presence_codes.NOT_A_BADGE):
            door.count("badge", door.address(request), refuse=False)
    now = datetime.now(UTC)
    everybody = await asyncio.to_thread(db.read, lambda session: checkin_seen.shown(session, found, now))
    return JSONResponse({"said": [checkin_seen.answered(each) for each in synced.said], "roll": everybody})


async def forget(request: Request) -> Response:
    """Erase somebody added at the door: they asked for it, or it was a mistake."""
    found, cookie = await asyncio.to_thread(_found, request)
    sent = await _sent(request)
    try:
        number = UUID(str(sent.get("person")))
    except ValueError:
        raise Refused(fr(UNREADABLE)) from None
    await day_acts.forget_walk_in(cookie, number)
    now = datetime.now(UTC)
    return JSONResponse(await asyncio.to_thread(db.read, lambda session: checkin_seen.shown(session, found, now)))


async def codes(request: Request) -> Response:
    """The code of the room, and those that follow."""
    found, _ = await asyncio.to_thread(_found, request)
    return JSONResponse(checkin_seen.codes(found, door.origin(request), datetime.now(UTC)))


async def arrival(_request: Request) -> Response:
    """Where the QR of the room leads; the same for everybody, it looks at nothing."""
    return Response(checkin_page.arrival(), 200, PRIVATE, media_type="text/html")


async def _sent(request: Request) -> dict[str, Any]:
    """What was sent, as an object with a list of at most `BATCH` marks; raises Refused."""
    try:
        sent = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise Refused(fr(UNREADABLE)) from None
    if not isinstance(sent, dict) or not isinstance(sent.setdefault("marks", []), list):
        raise Refused(fr(UNREADABLE))
    if len(sent["marks"]) > checking.BATCH:
        raise Refused(fr(UNREADABLE))
    return sent


def _status(refusal: Refused) -> int:
    if isinstance(refusal, NotYours):
        return 403
    return 400 if str(refusal) == fr(UNREADABLE) else 404


def _refused(refusal: Refused) -> Markup:
    words = "Cette page ne s’ouvre pas"
    ways = el(
        "p",
        plain.link("Se connecter", "/connexion", "button"),
        plain.link("Le bureau", "/bureau", "button second"),
        class_="button-row",
    )
    return plain.page(words, el("h1", text(words)), el("p", text(str(refusal)), role="alert", class_="lead"), ways)


_HERE = "/bureau/cycles/{slug}/{code}"
routes = [
    Route(f"{_HERE}/accueil", _page(checkin_page.checkin, CAMERA)),
    Route(f"{_HERE}/accueil/appel.json", _data(roll)),
    Route(f"{_HERE}/accueil/pointages", _data(marks), methods=["POST"]),
    Route(f"{_HERE}/accueil/effacer", _data(forget), methods=["POST"]),
    Route(f"{_HERE}/code", _page(checkin_page.room_code, {})),
    Route(f"{_HERE}/code/codes.json", _data(codes)),
    Route("/presence/{slug}/{code}", arrival),
]
