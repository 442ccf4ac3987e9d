"""The hour of the server, for browsers whose own is wrong: a countdown must end at the same moment for everybody."""

import time

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from irdsu_app import door


async def _tell(request: Request) -> Response:
    try:
        door.pour("hour", door.address(request))
    except door.TooMany as refusal:
        return PlainTextResponse(str(refusal), 429)
    return PlainTextResponse(str(round(time.time() * 1000)), headers={"cache-control": "no-store"})


route = Route("/heure", _tell)
"""Milliseconds since 1970, as text."""
