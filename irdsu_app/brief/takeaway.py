"""The plain HTTP door of what one takes away: the sheet in one file, with the notes or without."""

from datetime import UTC, date, datetime
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from irdsu_app.brief import current, portable
from irdsu_app.brief.publishing import Edition
from irdsu_app.brief.showing import showing
from irdsu_app.design.shelf import Shelf
from irdsu_app.settings import ROOT

ADDRESS = "/depliant/a-emporter.html"
NAME = "depliant-politique-de-la-ville"
shelf = Shelf(most=4)


def national(edition: Edition, today: date, notes: bool) -> bytes:
    """The national sheet in one file."""
    held, said = portable.parts(ROOT / "assets"), edition.brief
    with showing(said, edition.facts):
        return portable.write(held, said.panels, said.title, today, notes).encode()


async def take(request: Request) -> Response:
    """Give the file of the edition in force, to be kept rather than shown."""
    notes, found, today = request.query_params.get("notes") == "oui", current.edition(), datetime.now(UTC).date()
    name = f"{NAME}-avec-notes.html" if notes else f"{NAME}.html"
    said = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-cache"}
    # Figures grow old with the day; a published edition never changes.
    made = await shelf.take(f"{found.number}-{today}-{notes}", partial(national, found, today, notes))
    return Response(made, media_type="text/html", headers=said)


routes = [Route(ADDRESS, take)]
