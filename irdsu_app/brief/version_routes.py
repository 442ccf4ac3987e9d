"""The plain HTTP doors of one's own version: make one, copy one, and what is written of it (sheet, text)."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import cast

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from irdsu_app import db, door
from irdsu_app.brief import adapting, paper, versions
from irdsu_app.brief.facts import facts
from irdsu_app.brief.panels import brief
from irdsu_app.brief.sheet import Refused
from irdsu_app.brief.showing import showing

PRIVATE = {"cache-control": "no-store", "x-robots-tag": "noindex"}


async def duplicate(request: Request) -> Response:
    """Duplicate the national edition, or the version of a link, and go and edit it."""
    link, now = request.path_params.get("key"), datetime.now(UTC)
    try:
        door.count("version", door.address(request))
        copied = db.read(lambda session: versions.find(session, link).document) if link else None
        made = await db.write(lambda session: versions.open_version(session, 1, now, copied))
    except (versions.VersionUnknown, door.TooMany, Refused) as refusal:
        refused = "trop" if isinstance(refusal, door.TooMany) else "lien"
        return RedirectResponse(f"/depliant/adapter?refus={refused}", status_code=303)
    return RedirectResponse(f"/depliant/adapter/{made}", status_code=303)


async def sheet(request: Request) -> Response:
    """The faces of a version, as the stage fetches them."""
    return await _written(request, paper.sheet)


async def document(request: Request) -> Response:
    """The text version of a version."""
    return await _written(request, paper.document)


async def _written(request: Request, write: Callable[[date], str]) -> Response:
    link, today = cast(str, request.path_params["key"]), datetime.now(UTC).date()
    try:
        door.count("link", door.address(request))
        found = db.read(lambda session: versions.find(session, link))
    except (versions.VersionUnknown, door.TooMany) as refusal:
        return Response(str(refusal), 404, PRIVATE, media_type="text/plain; charset=utf-8")

    def written() -> str:
        with showing(adapting.shown(found.document, brief()), facts()):
            return write(today)

    return Response(await run_in_threadpool(written), 200, PRIVATE, media_type="text/html; charset=utf-8")


routes = [
    Route("/depliant/adapter", duplicate, methods=["POST"]),
    Route("/depliant/version/{key}/copier", duplicate, methods=["POST"]),
    Route("/depliant/version/{key}/feuille.html", sheet),
    Route("/depliant/version/{key}/document.html", document),
]
