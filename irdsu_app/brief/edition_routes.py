"""The plain HTTP door of the organisers' desk: see the draft on the sheet."""

from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from irdsu_app import db
from irdsu_app.access import cookies, organisers
from irdsu_app.brief import editions, paper
from irdsu_app.brief.showing import showing
from irdsu_app.design.typography import fr

PRIVATE = {"cache-control": "no-store", "x-robots-tag": "noindex"}


async def proof(request: Request) -> Response:
    """The sheet as the draft says it, for organisers only."""
    value, now = cookies.value_of(request.headers.get("cookie", ""), cookies.ORGANISER), datetime.now(UTC)
    try:
        db.read(lambda session: organisers.required(session, value, "brief"))
    except organisers.NotAllowed as refusal:
        return Response(fr(str(refusal)), 403, PRIVATE, media_type="text/plain; charset=utf-8")
    draft = db.read(editions.draft).draft

    def written() -> str:
        with showing(draft.brief, draft.facts):
            return paper.signed(paper.sheet(now.date()), str(draft.base + 1), draft.brief.panels)

    return Response(await run_in_threadpool(written), 200, PRIVATE, media_type="text/html; charset=utf-8")


routes = [
    Route("/bureau/depliant/epreuve.html", proof),
]
