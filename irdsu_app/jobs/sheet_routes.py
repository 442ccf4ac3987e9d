"""The plain HTTP doors of attached PDFs: a file to keep, never something a browser opens in our name."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import cast
from urllib.parse import quote
from uuid import UUID

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from irdsu_app import db, door
from irdsu_app.access import cookies, organisers
from irdsu_app.jobs import deposit_cookie, sheet_register
from irdsu_app.jobs.posting_models import JobSheet
from irdsu_app.jobs.posting_rows import Unknown, posting_of, row_by_id, row_by_link
from irdsu_app.jobs.sheet_register import Over

SAFE = {
    "content-security-policy": "sandbox; default-src 'none'",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "x-robots-tag": "noindex",
}
GONE = "Ce fichier n’existe pas, ou n’est pas public."


async def public(request: Request) -> Response:
    """The file of an offer that is open; gone once it is over."""
    slug, now = cast(str, request.path_params["slug"]), datetime.now(UTC)
    return await _give(request, lambda session: sheet_register.of_offer(session, slug, now), "no-cache")


async def own(request: Request) -> Response:
    """The file of a posting, to whoever holds its link."""
    key = cast(str, request.path_params["key"])
    return await _give(request, lambda s: sheet_register.of_posting(s, row_by_link(s, key, lock=False)), "no-store")


async def desk(request: Request) -> Response:
    """The file of a posting, to whoever answers for the offers."""
    number = cast(UUID, request.path_params["number"])
    cookie = cookies.value_of(request.headers.get("cookie", ""), cookies.ORGANISER)

    def read(session: Session) -> JobSheet | None:
        organisers.required(session, cookie, "jobs")
        return sheet_register.of_posting(session, row_by_id(session, number))

    return await _give(request, read, "no-store")


async def again(request: Request) -> Response:
    """Go back to the offer this browser was writing, or begin one."""
    key = deposit_cookie.key_of(request)

    def read(session: Session) -> str:
        try:
            posting = posting_of(row_by_link(session, key, lock=False))
        except Unknown:
            return ""
        return f"/offres/gerer/{key}?ecran={posting.screen}" if posting.stage == "draft" else ""

    address = await run_in_threadpool(db.read, read) if key else ""
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"to": address}, headers={"cache-control": "no-store"})
    return RedirectResponse(address or "/offres/deposer?neuve=oui", 303, {"cache-control": "no-store"})


async def _give(request: Request, read: Callable[[Session], JobSheet | None], kept: str) -> Response:
    try:
        door.count("calendar", door.address(request))
        found = await run_in_threadpool(db.read, read)
    except (Unknown, organisers.NotAllowed):
        found = None
    except Over as refusal:
        return Response(str(refusal), 410, SAFE, media_type="text/plain; charset=utf-8")
    except door.TooMany as refusal:
        return Response(str(refusal), 429, media_type="text/plain; charset=utf-8")
    if found is None:
        return Response(GONE, 404, SAFE, media_type="text/plain; charset=utf-8")
    named = f"attachment; filename=\"fiche-de-poste.pdf\"; filename*=UTF-8''{quote(found.name)}"
    return Response(
        found.content, 200, {**SAFE, "content-disposition": named, "cache-control": kept}, media_type="application/pdf"
    )


routes = [
    Route("/offres/deposer/reprendre", again),
    Route("/offres/{slug}/fiche-de-poste.pdf", public),
    Route("/offres/gerer/{key}/fiche-de-poste.pdf", own),
    Route("/bureau/offres/{number:uuid}/fiche-de-poste.pdf", desk),
]
