"""The plain address of the ground of a room's map, drawn from the deck it began with: for big screen and debrief.

Our own is in the page; the places laid over it, their names for those who listen and their states are not asked here.
"""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from irdsu_app import door
from irdsu_app.coop.deck_register import DeckUnknown
from irdsu_app.coop.house import book_of, hall
from irdsu_app.design.typography import fr
from irdsu_app.live import codes, store


async def plan(request: Request) -> Response:
    """Draw the ground of the map of a room; the names on it are those the whole room reads."""
    kept = {"cache-control": "no-store", "x-robots-tag": "noindex"}
    try:
        door.count("link", door.address(request))
        room = await hall.room(codes.read(request.path_params["code"]))
        drawn = book_of(room.table.game.options.deck).ground
    except (store.RoomUnknown, store.RoomClosed, codes.UnknownCode, DeckUnknown) as refusal:
        door.count("guess", door.address(request), refuse=False)
        return PlainTextResponse(fr(str(refusal)), 404, kept)
    except door.TooMany as refusal:
        return PlainTextResponse(str(refusal), 429, kept)
    return Response(drawn, 200, kept, media_type="text/html")


route = Route("/coop/{code}/plan.html", plan)
