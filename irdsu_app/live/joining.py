"""The doors that open any room by its code: typed, in an address, in a QR."""

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO

import segno
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from irdsu_app import db, door
from irdsu_app.live import codes, store

_NAMES = {"RoomUnknown": "inconnu", "RoomClosed": "fini", "UnknownCode": "illisible", "TooMany": "trop"}


def name(refusal: Exception) -> str:
    """The short name of a refusal, which is all that an address carries of it."""
    return _NAMES.get(type(refusal).__name__, "cle")


def routes(pages: Mapping[str, str]) -> list[Route]:
    """The doors, knowing the page of each kind of room: {"brief": "/presentation/{code}"}."""

    async def join(request: Request) -> Response:
        """Go to the room of a code; nothing is written."""
        typed = request.path_params.get("code") or str((await request.form()).get("code", ""))
        try:
            door.count("join", door.address(request))
            there = db.read(lambda session: store.find(session, codes.read(typed), datetime.now(UTC)))
        except (store.RoomUnknown, store.RoomClosed, codes.UnknownCode, door.TooMany) as refusal:
            if not isinstance(refusal, door.TooMany):
                door.count("guess", door.address(request), refuse=False)
            return RedirectResponse(f"/rejoindre?refus={name(refusal)}", status_code=303)
        return RedirectResponse(pages[there.kind].format(code=there.code), status_code=303)

    return [
        Route("/rejoindre", join, methods=["POST"]),
        Route("/r/{code}.svg", qr),
        Route("/r/{code}", join),
    ]


async def qr(request: Request) -> Response:
    """The QR of a room's address, as an SVG, from the address the visitor used."""
    try:
        code = codes.read(request.path_params["code"])
    except codes.UnknownCode:
        return Response(status_code=404)
    drawn = segno.make_qr(door.origin(request) + f"/r/{code}", error="m")
    drawing = BytesIO()
    drawn.save(drawing, kind="svg", border=2, dark="#1C2A2B", light="#FFFFFF", omitsize=True, xmldecl=False)
    return Response(drawing.getvalue(), media_type="image/svg+xml", headers={"cache-control": "no-store"})
