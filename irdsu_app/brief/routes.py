"""The plain HTTP doors of a presentation: open, join, take part, take the desk.

POST, then 303: the only place where a cookie is set.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import cast

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from irdsu_app import db, door
from irdsu_app.access import cookies
from irdsu_app.brief import talks
from irdsu_app.brief.presenting import Refused
from irdsu_app.live import codes, joining, store
from irdsu_app.live.models import Room

Act = Callable[[Session], tuple[Room, str]]


async def _cookie_act(request: Request, purpose: str, act: Act, then: str, otherwise: str) -> Response:
    """Count, act in one transaction, set the cookie, send to `then`; a refusal goes back to `otherwise`."""
    try:
        door.count(purpose, door.address(request))
        room, value = await db.write(act)
    except (Refused, store.RoomUnknown, store.RoomClosed, codes.UnknownCode, door.TooMany) as refusal:
        return RedirectResponse(f"{otherwise}?refus={joining.name(refusal)}", status_code=303)
    response = RedirectResponse(then.format(code=room.code), status_code=303)
    if value:
        cookies.put(response, value, room.expires_at)
    return response


async def open_talk(request: Request) -> Response:
    """Open a presentation and hand the desk over."""
    typed = (await request.form()).get("minutes", "30")
    minutes = int(typed) if isinstance(typed, str) and typed.isdecimal() and len(typed) < 4 else 0
    value, now = cookies.value_of(request.headers.get("cookie", "")), datetime.now(UTC)
    return await _cookie_act(
        request,
        "open",
        lambda session: talks.open_talk(session, minutes, value, now),
        "/presentation/{code}/pupitre",
        "/depliant/presenter",
    )


async def take_part(request: Request) -> Response:
    """Take a follower's seat."""
    value, code, now = cookies.value_of(request.headers.get("cookie", "")), _code(request), datetime.now(UTC)
    return await _cookie_act(
        request,
        "join",
        lambda session: talks.sit(session, codes.read(code), value, now),
        "/presentation/{code}",
        "/rejoindre",
    )


async def take_desk(request: Request) -> Response:
    """Take the desk with its key."""
    typed = str((await request.form()).get("cle", ""))
    value, code, now = cookies.value_of(request.headers.get("cookie", "")), _code(request), datetime.now(UTC)
    return await _cookie_act(
        request,
        "key",
        lambda session: talks.take_desk(session, codes.read(code), typed, value, now),
        "/presentation/{code}/pupitre",
        f"/presentation/{code[:12]}/pupitre" if code.isalnum() else "/rejoindre",
    )


def _code(request: Request) -> str:
    return cast(str, request.path_params["code"])


routes = [
    Route("/depliant/presenter", open_talk, methods=["POST"]),
    Route("/presentation/{code}/participer", take_part, methods=["POST"]),
    Route("/presentation/{code}/pupitre", take_desk, methods=["POST"]),
]
