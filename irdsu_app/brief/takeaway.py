"""The plain HTTP door of what one takes away: the sheet in one file, with the notes or without."""

from datetime import UTC, date, datetime
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from irdsu_app.brief import portable
from irdsu_app.brief.panels import brief
from irdsu_app.settings import ROOT

ADDRESS = "/depliant/a-emporter.html"
NAME = "depliant-politique-de-la-ville"


@lru_cache(maxsize=2)
def national(today: date, notes: bool) -> bytes:
    """The national sheet in one file; its figures grow old, so it is written again every day."""
    held, said = portable.parts(ROOT / "assets"), brief()
    return portable.write(held, said.panels, said.title, today, notes).encode()


def take(request: Request) -> Response:
    """Give the file, to be kept rather than shown."""
    notes = request.query_params.get("notes") == "oui"
    name = f"{NAME}-avec-notes.html" if notes else f"{NAME}.html"
    said = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-cache"}
    return Response(national(datetime.now(UTC).date(), notes), media_type="text/html", headers=said)


routes = [Route(ADDRESS, take)]
