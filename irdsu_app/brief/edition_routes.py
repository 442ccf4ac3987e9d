"""The plain HTTP doors of the organisers' desk: come in by a one-time link, go out, see the draft on the sheet."""

from datetime import UTC, datetime
from typing import cast

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from irdsu_app import db, door
from irdsu_app.access import cookies, organisers
from irdsu_app.brief import editions, paper
from irdsu_app.brief.showing import showing

DESK = "/bureau/depliant"
PRIVATE = {"cache-control": "no-store", "x-robots-tag": "noindex"}


async def come_in(request: Request) -> Response:
    """Use the link, once, and hand the cookie over; opening the page of the link uses nothing."""
    token, now = cast(str, request.path_params["lien"]), datetime.now(UTC)
    try:
        door.count("bureau", door.address(request))
        value = await db.write(lambda session: organisers.enter(session, token, now))
    except (organisers.LinkSpent, door.TooMany) as refusal:
        said = "trop" if isinstance(refusal, door.TooMany) else "lien"
        return RedirectResponse(f"{DESK}?refus={said}", status_code=303, headers=PRIVATE)
    response = RedirectResponse(DESK, status_code=303, headers=PRIVATE)
    cookies.put_visit(response, value, organisers.VISIT_LASTS)
    return response


async def go_out(request: Request) -> Response:
    """End the visit of this browser."""
    value = cookies.value_of(request.headers.get("cookie", ""), cookies.ORGANISER)
    await db.write(lambda session: organisers.leave(session, value))
    response = RedirectResponse(DESK, status_code=303, headers=PRIVATE)
    cookies.take_visit(response)
    return response


async def proof(request: Request) -> Response:
    """The sheet as the draft says it, for organisers only."""
    value, now = cookies.value_of(request.headers.get("cookie", ""), cookies.ORGANISER), datetime.now(UTC)
    if not value or db.read(lambda session: organisers.visit_of(session, value, now)) is None:
        return Response("Cette page est celle des organisateurs.", 403, PRIVATE, media_type="text/plain; charset=utf-8")
    draft = db.read(editions.draft).draft

    def written() -> str:
        with showing(draft.brief, draft.facts):
            return paper.signed(paper.sheet(now.date()), str(draft.base + 1), draft.brief.panels)

    return Response(await run_in_threadpool(written), 200, PRIVATE, media_type="text/html; charset=utf-8")


routes = [
    Route("/bureau/entrer/{lien}", come_in, methods=["POST"]),
    Route("/bureau/sortir", go_out, methods=["POST"]),
    Route("/bureau/depliant/epreuve.html", proof),
]
