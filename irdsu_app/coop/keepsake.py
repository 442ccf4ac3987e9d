"""The plain addresses of what remains of a game: notebook as PDF and text, map as a picture, distributions as CSV.

Anybody who has the code may read them once the debrief is open, as they may read the debrief. The deck to print is at
its own address.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from irdsu_app import db, door
from irdsu_app.access import links
from irdsu_app.coop import deck_register, final_map, kit, notebook
from irdsu_app.coop.deck import Deck, Malformed
from irdsu_app.coop.deck_register import DeckUnknown
from irdsu_app.coop.game import Game
from irdsu_app.coop.house import book_of, hall
from irdsu_app.coop.round import Refused
from irdsu_app.design import press
from irdsu_app.design.press import Unprintable
from irdsu_app.design.shelf import Shelf
from irdsu_app.design.typography import fr
from irdsu_app.live import codes, store

shelf = Shelf(most=24)
Lost = (store.RoomUnknown, store.RoomClosed, codes.UnknownCode, DeckUnknown)


class Thing(NamedTuple):
    """Something one keeps: how it is made, its type, the name of its file."""

    make: Callable[[Game, Deck, date], bytes]
    media: str
    name: str


def _pdf(game: Game, deck: Deck, today: date) -> bytes:
    return press.pdf(notebook.TEMPLATE, notebook.notebook(game, deck, today), today)


def _text(game: Game, deck: Deck, today: date) -> bytes:
    return notebook.as_text(notebook.notebook(game, deck, today)).encode()


def _csv(game: Game, deck: Deck, today: date) -> bytes:
    return notebook.distributions(game, deck).encode("utf-8-sig")  # spreadsheets guess the accents from the mark


THINGS = {
    "carnet.pdf": Thing(_pdf, "application/pdf", "carnet-coop-{code}.pdf"),
    "carnet.txt": Thing(_text, "text/plain; charset=utf-8", "carnet-coop-{code}.txt"),
    "carte.png": Thing(final_map.map_png, "image/png", "carte-coop-{code}.png"),
    "repartitions.csv": Thing(_csv, "text/csv; charset=utf-8", "repartitions-coop-{code}.csv"),
}


def _keep(thing: Thing) -> Callable[[Request], Any]:
    async def keep(request: Request) -> Response:
        where, today = door.address(request), datetime.now(UTC).date()
        try:
            door.count("press", where)
            room = await hall.room(codes.read(request.path_params["code"]))
            game = room.table.game
            deck = book_of(game.options.deck).deck
            mark = f"{room.code}-{room.table.number}-{today:%Y%m%d}-{thing.name}"
            made = await shelf.take(mark, partial(thing.make, game, deck, today))
        except Lost as refusal:
            door.count("guess", where, refuse=False)
            return _said(404, refusal)
        except (Refused, Unprintable) as refusal:
            return _said(409, refusal)
        except door.TooMany as refusal:
            return _said(429, refusal)
        name = thing.name.format(code=room.code)
        headers = {"cache-control": "no-store", "content-disposition": f'attachment; filename="{name}"'}
        return Response(made, media_type=thing.media, headers=headers)

    return keep


async def cards(request: Request) -> Response:
    """The deck to print and play: ours, a published one, or one's own by its link."""
    slug, today = str(request.path_params.get("slug", "")), datetime.now(UTC).date()
    try:
        door.count("press", door.address(request))
        name, deck = db.read(lambda session: deck_register.to_print(session, slug))
        made = await shelf.take(f"kit-{hash(deck)}-{name}-{today:%Y%m%d}", partial(kit.kit_pdf, deck, name, today))
    except Lost as refusal:
        door.count("guess", door.address(request), refuse=False)
        return _said(404, refusal)
    except (Unprintable, Malformed) as refusal:
        return _said(409, refusal)
    except door.TooMany as refusal:
        return _said(429, refusal)
    kept = "no-store" if len(slug) == links.LENGTH else "public, max-age=3600"
    headers = {"cache-control": kept, "content-disposition": 'inline; filename="coop-a-imprimer.pdf"'}
    return Response(made, media_type="application/pdf", headers=headers)


def _said(status: int, refusal: Exception) -> Response:
    return PlainTextResponse(fr(str(refusal)), status, {"cache-control": "no-store"})


routes = [
    *(Route(f"/coop/{{code}}/{name}", _keep(thing)) for name, thing in THINGS.items()),
    Route("/coop/jeux/{slug}/cartes.pdf", cards),
]
