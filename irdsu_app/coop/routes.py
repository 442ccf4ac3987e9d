"""The plain HTTP doors of a game: create, come in, sit on another phone, take the lead, and send one's moves.

POST, then 303: the only place where a cookie is set. Moves are JSON, answered once they are in the database.
"""

import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from irdsu_app import db, door
from irdsu_app.access import cookies
from irdsu_app.coop import deck_register, moves, refusals, register
from irdsu_app.coop.acts import Act
from irdsu_app.coop.deck import Malformed
from irdsu_app.coop.house import book, book_of, hall
from irdsu_app.coop.room import Room
from irdsu_app.coop.round import Refused
from irdsu_app.coop.seating import NoSeat
from irdsu_app.coop.table import Unwritten
from irdsu_app.design.typography import fr
from irdsu_app.live import codes, joining, store

Lost = (store.RoomUnknown, store.RoomClosed, codes.UnknownCode)
ODD = fr("Ce geste n'a pas été compris. Rechargez la page.")


class Sent(BaseModel):
    """A move as a browser sends it."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    move: dict[str, Any]


async def create(request: Request) -> Response:
    """Create a game: this browser leads it, or without anybody to lead, plays."""
    form, now = await request.form(), datetime.now(UTC)
    wanted = str(form.get("jeu", ""))[:64]
    try:
        door.count("game", door.address(request))
        options = _options(form)
        deck = await db.write(lambda session: deck_register.chosen(session, wanted, now))
        game, who = book_of(deck).new({**options, "deck": deck}, _name(form) if form.get("nom") else "")
        cookie = _cookie(request)
        room, value = await db.write(lambda session: register.open_room(session, book.dump(game), who, cookie, now))
    except deck_register.DeckUnknown as refusal:
        door.count("guess", door.address(request), refuse=False)
        return _back("/coop", refusal)
    except (Refused, Malformed, ValidationError, door.TooMany, store.NoFreeCode) as refusal:
        return _back("/coop", refusal)
    return _seated(f"/coop/{room.code}{'/animer' if options['hosted'] else ''}", value, room.expires_at)


async def alone(request: Request) -> Response:
    """Begin a game of one round for somebody alone, with simulated people."""
    now = datetime.now(UTC)
    try:
        door.count("game", door.address(request))
        game, who = book.alone(fr("Vous"))
        cookie = _cookie(request)
        room, value = await db.write(lambda session: register.open_room(session, book.dump(game), who, cookie, now))
    except (door.TooMany, store.NoFreeCode) as refusal:
        return _back("/coop", refusal)
    return _seated(f"/coop/{room.code}", value, room.expires_at)


async def erase(request: Request) -> Response:
    """Erase a game at once, for those who lead; the screens still open are told."""
    try:
        door.count("key", door.address(request))
        room = await hall.room(codes.read(_code(request)))
    except (*Lost, door.TooMany) as refusal:
        return _back("/coop", refusal)
    if room.person(_cookie(request)) not in room.leaders():
        return _back(f"/coop/{room.code}/bilan", Refused("Seule la personne qui anime peut effacer la partie."))
    await hall.settled()
    await db.write(lambda session: register.erase(session, room.table.room_id))
    hall.erased(room.code)
    return RedirectResponse("/coop?refus=efface", status_code=303)


async def come_in(request: Request) -> Response:
    """Take a seat, to play or to observe; a browser that has one goes back to it."""
    form, code = await request.form(), _code(request)
    key = str(form.get("cle", ""))[:64]

    async def act(room: Room, cookie: str) -> str:
        if room.person(cookie):
            return cookie
        door.count("arrive", room.code)
        trade, observes = str(form.get("metier", ""))[:40], form.get("role") == "observer"
        data = {"name": _name(form), "trade": trade, "observes": observes}
        return await room.enter(Act("arrive", hall.wall(), data=data), cookie, key)

    then = "/coop/{code}/observer" if form.get("role") == "observer" else "/coop/{code}"
    return await _enter(request, "join", act, then, f"/coop/{code[:12]}")


async def sit(request: Request) -> Response:
    """Sit this browser at the place its personal link leads to."""
    key = str(request.path_params["key"])[:128]

    async def act(room: Room, cookie: str) -> str:
        who = db.read(lambda session: register.person_of_link(session, room.table.room_id, key))
        if not who:
            door.count("guess", door.address(request), refuse=False)
            raise Refused("Ce lien ne mène à aucune place : affichez-le de nouveau sur l’autre appareil.")
        return cookie if room.person(cookie) == who else await room.seat(who, cookie)

    return await _enter(request, "key", act, "/coop/{code}", f"/coop/{_code(request)[:12]}")


async def take_lead(request: Request) -> Response:
    """Lead, with the code of those who lead; whoever led still does."""
    typed = str((await request.form()).get("code", ""))[:40]

    async def act(room: Room, cookie: str) -> str:
        door.count("lead", room.code)
        if not db.read(lambda session: register.opens(session, room.table.room_id, typed)):
            door.count("guess", door.address(request), refuse=False)
            raise Refused("Ce code d’animation n’ouvre pas cette partie : demandez-le à la personne qui anime.")
        if who := room.person(cookie):
            await room.happen(Act("lead", hall.wall(), who, {"name": ""}))
            return cookie
        return await room.enter(Act("lead", hall.wall(), data={"name": ""}), cookie)

    return await _enter(request, "key", act, "/coop/{code}/animer", f"/coop/{_code(request)[:12]}/animer")


async def play(request: Request) -> Response:
    """Play a move: 200 once it is written, 409 when the rules refuse it, 429 or 503 to send it again later."""
    cookie, where = _cookie(request), door.address(request)
    try:
        door.pour("moves", where)
        door.pour("move", cookie or where)
        sent = Sent.model_validate(json.loads(await request.body()))
        room = await hall.room(codes.read(_code(request)))
        answer = await room.play(cookie, str(sent.id), sent.move)
    except (ValueError, RecursionError):  # neither JSON, nor a move
        return _said(400, ODD)
    except NoSeat as refusal:
        return _said(403, str(refusal))
    except Lost as refusal:
        door.count("guess", where, refuse=False)
        return _said(404, str(refusal))
    except door.TooMany as refusal:
        return _said(429, str(refusal))
    except Unwritten as refusal:
        return _said(503, str(refusal))
    if not answer.saved:
        return _said(409, answer.said)
    # Whoever writes in the shared sentence must know from which version on their words are in it.
    more = {"drafted": room.public()["talk"]["drafted"]} if sent.move.get("do") == "sentence" else {}
    return JSONResponse({"saved": True, "said": "", **more}, headers={"cache-control": "no-store"})


async def _enter(
    request: Request, purpose: str, act: Callable[[Room, str], Awaitable[str]], then: str, otherwise: str
) -> Response:
    """Count, find the room, act, set the cookie, send to `then`; a refusal goes back to `otherwise`."""
    where = door.address(request)
    try:
        door.count(purpose, where)
        room = await hall.room(codes.read(_code(request)))
        value = await act(room, _cookie(request))
    except Lost as refusal:
        door.count("guess", where, refuse=False)
        return RedirectResponse(f"/rejoindre?refus={joining.name(refusal)}", status_code=303)
    except (Refused, Unwritten, door.TooMany) as refusal:
        return _back(otherwise, refusal)
    return _seated(then.format(code=room.code), value, room.table.expires_at)


def _seated(then: str, value: str, until: datetime) -> Response:
    response = RedirectResponse(then, status_code=303)
    cookies.put(response, value, until)
    return response


def _back(address: str, refusal: Exception) -> Response:
    """Go back with the short name of the refusal: an address never carries a text."""
    return RedirectResponse(f"{address}?refus={refusals.name(refusal)}", status_code=303)


def _name(form: FormData) -> str:
    try:
        return cast(moves.Rename, moves.read({"do": "rename", "name": str(form.get("nom", ""))})).name
    except Refused:
        raise Refused(refusals.SAID["nom"]) from None


def _options(form: FormData) -> dict[str, Any]:
    typed = str(form.get("minutes", "60"))
    return {
        "trigger": str(form.get("declencheur", "")),
        "minutes": int(typed) if typed.isdecimal() and len(typed) < 4 else 0,
        "discreet": form.get("discret") == "oui",
        "against_type": form.get("contre-emploi") == "oui",
        "hosted": form.get("animation", "oui") == "oui",
    }


def _said(status: int, sentence: str) -> Response:
    return JSONResponse({"saved": False, "said": sentence}, status, {"cache-control": "no-store"})


def _cookie(request: Request) -> str:
    return cookies.value_of(request.headers.get("cookie", ""))


def _code(request: Request) -> str:
    return cast(str, request.path_params["code"])


routes = [
    Route("/coop/{code}/coups", play, methods=["POST"]),
    Route("/coop", create, methods=["POST"]),
    Route("/coop/seul", alone, methods=["POST"]),
    Route("/coop/{code}/effacer", erase, methods=["POST"]),
    Route("/coop/{code}/entrer", come_in, methods=["POST"]),
    Route("/coop/{code}/place/{key}", sit, methods=["POST"]),
    Route("/coop/{code}/animer", take_lead, methods=["POST"]),
]
