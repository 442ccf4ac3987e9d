"""The plain HTTP doors of the passkeys: what to sign, the answer of the key, and taking a key away.

What to sign also goes into a cookie that no script reads: only the browser that asked may answer.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from irdsu_app import db, door
from irdsu_app.access import browsers, cookies, organisers, passkeys
from irdsu_app.access.passkeys import Refused, Signed
from irdsu_app.design.typography import fr
from irdsu_app.settings import settings

PRIVATE = {"cache-control": "no-store", "x-robots-tag": "noindex"}


async def ask(request: Request) -> Response:
    """Give what to sign to come in."""
    origin, now = _origin(request), datetime.now(UTC)
    try:
        door.count("sign-in", door.address(request))
    except door.TooMany as refusal:
        return _refused(str(refusal), 429)
    if not origin:
        return _refused(passkeys.UNKNOWN)
    return _asked(*await db.write(lambda session: passkeys.ask(session, origin, now)))


async def come_in(request: Request) -> Response:
    """Let in whoever holds a key; the same answer whatever is wrong with it."""
    before, browser, now = _visit(request), browsers.told(request.headers.get("user-agent", "")), datetime.now(UTC)
    try:
        door.count("sign-in", door.address(request))
    except door.TooMany as refusal:
        return _refused(str(refusal), 429)
    signed = await _signed(request)
    value = ""
    if await db.write(lambda session: passkeys.spend(session, signed.challenge, now)):
        value = await db.write(lambda session: passkeys.enter(session, signed, now, browser, before))
    if not value:
        return _refused(passkeys.UNKNOWN)
    response = JSONResponse({"vers": "/bureau"}, headers=PRIVATE)
    cookies.put_visit(response, value, organisers.VISIT_LASTS)
    cookies.take_challenge(response)
    return response


async def ask_to_add(request: Request) -> Response:
    """Give what to sign to add a key to one's own."""
    cookie, origin, now = _visit(request), _origin(request), datetime.now(UTC)
    try:
        door.count("bureau", door.address(request))
        asked = await db.write(lambda session: passkeys.ask_to_add(session, cookie, origin, now))
    except door.TooMany as refusal:
        return _refused(str(refusal), 429)
    except (Refused, organisers.NotAllowed) as refusal:
        return _refused(str(refusal))
    return _asked(*asked)


async def add(request: Request) -> Response:
    """Keep a new key."""
    cookie, now, signed = _visit(request), datetime.now(UTC), await _signed(request)
    name = str(signed.answer.get("nom") or "") or browsers.told(request.headers.get("user-agent", ""))
    try:
        door.count("bureau", door.address(request))
        held = await db.write(lambda session: passkeys.spend(session, signed.challenge, now, cookie))
        if not held:
            raise Refused("Cette clé n’a pas été ajoutée : la demande a plus de cinq minutes. Recommencez.")
        await db.write(lambda session: passkeys.add(session, cookie, signed, name, now))
    except door.TooMany as refusal:
        return _refused(str(refusal), 429)
    except (Refused, organisers.NotAllowed) as refusal:
        return _refused(str(refusal))
    response = JSONResponse({"vers": "/bureau?cle=ajoutee"}, headers=PRIVATE)
    cookies.take_challenge(response)
    return response


async def remove(request: Request) -> Response:
    """Take one of one's own keys away; a form of the office sends this, with or without scripts."""
    cookie, number, now = _visit(request), cast(UUID, request.path_params["id"]), datetime.now(UTC)
    try:
        removed = await db.write(lambda session: passkeys.remove(session, cookie, number, now))
    except organisers.NotAllowed:
        removed = False
    return RedirectResponse(f"/bureau?cle={'retiree' if removed else 'absente'}", status_code=303, headers=PRIVATE)


def _origin(request: Request) -> str:
    """The origin of the page that asks, which must be one of ours, or nothing."""
    said = request.headers.get("origin", "").lower()
    return said if said in settings.allowed_origins else ""


def _visit(request: Request) -> str:
    return cookies.value_of(request.headers.get("cookie", ""), cookies.ORGANISER)


async def _signed(request: Request) -> Signed:
    try:
        read = json.loads(await request.body())
    except (ValueError, RecursionError):
        read = {}
    answer = cast(Mapping[str, Any], read if isinstance(read, dict) else {})
    challenge = cookies.value_of(request.headers.get("cookie", ""), cookies.CHALLENGE)
    return Signed(answer, challenge, _origin(request))


def _asked(challenge: str, options: str) -> Response:
    response = Response(options, media_type="application/json", headers=PRIVATE)
    cookies.put_challenge(response, challenge, passkeys.CHALLENGE_LASTS)
    return response


def _refused(sentence: str, status: int = 403) -> Response:
    return JSONResponse({"refus": fr(sentence)}, status, headers=PRIVATE)


routes = [
    Route("/connexion/cle/defi", ask, methods=["POST"]),
    Route("/connexion/cle", come_in, methods=["POST"]),
    Route("/bureau/cles/defi", ask_to_add, methods=["POST"]),
    Route("/bureau/cles", add, methods=["POST"]),
    Route("/bureau/cles/{id:uuid}/retirer", remove, methods=["POST"]),
]
