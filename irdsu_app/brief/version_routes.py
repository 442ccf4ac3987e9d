"""The plain HTTP doors of one's own version: make one, copy one, and what is written of it (sheet, text)."""

import gzip
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import cast

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from irdsu_app import db, door
from irdsu_app.access import cookies
from irdsu_app.brief import adapting, paper, portable, talks, versions
from irdsu_app.brief.facts import facts
from irdsu_app.brief.panels import PanelId, brief
from irdsu_app.brief.press.imposition import PAPERS, Size
from irdsu_app.brief.press.inks import INKS, Ink
from irdsu_app.brief.press.making import Unprintable, sheet_pdf
from irdsu_app.brief.sheet import Refused
from irdsu_app.brief.showing import showing
from irdsu_app.design.typography import fr
from irdsu_app.settings import ROOT

PRIVATE = {"cache-control": "no-store", "x-robots-tag": "noindex"}


async def duplicate(request: Request) -> Response:
    """Duplicate the national edition, or the version of a link, and go and edit it."""
    link, now = request.path_params.get("key"), datetime.now(UTC)
    try:
        door.count("version", door.address(request))
        copied = db.read(lambda session: versions.find(session, link).document) if link else None
        made = await db.write(lambda session: versions.open_version(session, now, copied))
    except (versions.VersionUnknown, door.TooMany, Refused) as refusal:
        refused = "trop" if isinstance(refusal, door.TooMany) else "lien"
        return RedirectResponse(f"/depliant/adapter?refus={refused}", status_code=303)
    return RedirectResponse(f"/depliant/adapter/{made}", status_code=303)


async def present(request: Request) -> Response:
    """Open a presentation of the version of a link, and hand its desk over."""
    link, now = cast(str, request.path_params["key"]), datetime.now(UTC)
    cookie = cookies.value_of(request.headers.get("cookie", ""))
    try:
        door.count("open", door.address(request))
        room, value = await db.write(
            lambda session: talks.open_talk(session, 30, cookie, now, versions.find(session, link).version.id)
        )
    except (versions.VersionUnknown, door.TooMany) as refusal:
        refused = "trop" if isinstance(refusal, door.TooMany) else "lien"
        return RedirectResponse(f"/depliant/adapter?refus={refused}", status_code=303)
    response = RedirectResponse(f"/presentation/{room.code}/pupitre", status_code=303)
    if value:
        cookies.put(response, value, room.expires_at)
    return response


async def sheet(request: Request) -> Response:
    """The faces of a version, as the stage of a reader fetches them: what is left out is not there."""
    return await _written(request, lambda today: paper.signed(paper.sheet(today), "own", brief().panels))


async def whole_sheet(request: Request) -> Response:
    """All the faces of a version, those left out too, for whoever may edit it."""

    def written(today: date) -> str:
        there = [panel.model_copy(update={"out": False}) for panel in brief().panels]
        return paper.signed(paper.sheet(today, whole=True), "own", there)

    return await _written(request, written, editing=True)


async def document(request: Request) -> Response:
    """The text version of a version."""
    return await _written(request, paper.document)


async def portable_file(request: Request) -> Response:
    """A version in one file that unfolds without a network."""
    notes = request.query_params.get("notes") == "oui"

    def written(today: date) -> bytes:
        panels = [panel for panel in brief().panels if not panel.out]
        return portable.write(portable.parts(ROOT / "assets"), panels, brief().title, today, notes).encode()

    return await _written(request, written, f"mon-depliant{'-avec-notes' if notes else ''}.html")


async def pdf(request: Request) -> Response:
    """A version to print, on A3 or A2; panels left out are blank paper."""
    ink, size = request.query_params.get("encre", "couleur"), cast(Size, request.path_params["size"].upper())
    if ink not in INKS or size not in PAPERS:
        return Response(fr("L’encre est « couleur » ou « gris », le papier A3 ou A2."), 400, PRIVATE, "text/plain")

    def written(today: date) -> bytes:
        panels = [panel for panel in brief().panels if not panel.out]
        filled: dict[PanelId, dict[str, str]] = {panel.id: dict(panel.ours) for panel in panels}
        whole = [panel.model_copy(update={"local": (*filled[panel.id], *panel.local)}) for panel in panels]
        title, chosen = brief().title, cast(Ink, ink)
        return sheet_pdf(whole, facts(), title=title, today=today, size=size, ink=chosen, local=filled)

    return await _written(request, written, f"mon-depliant-{size.lower()}.pdf")


async def _written(
    request: Request, write: Callable[[date], str | bytes], name: str = "", editing: bool = False
) -> Response:
    link, today = cast(str, request.path_params["key"]), datetime.now(UTC).date()
    try:
        door.count("press" if name else "link", door.address(request))
        found = db.read(lambda session: versions.find(session, link))
        if editing and not found.editable:
            raise versions.VersionUnknown
    except (versions.VersionUnknown, door.TooMany) as refusal:
        return Response(str(refusal), 404, PRIVATE, media_type="text/plain; charset=utf-8")

    zipped = not name and "gzip" in request.headers.get("accept-encoding", "")

    def written() -> str | bytes:
        with showing(adapting.shown(found.document, found.base.brief), found.newest.facts):
            said = write(today)
        return gzip.compress(said.encode() if isinstance(said, str) else said, 6) if zipped else said

    kind = "application/pdf" if name.endswith(".pdf") else "text/html; charset=utf-8"
    kept = PRIVATE | ({"content-disposition": f'attachment; filename="{name}"'} if name else {})
    kept |= {"content-encoding": "gzip", "vary": "accept-encoding"} if zipped else {}
    try:
        return Response(await run_in_threadpool(written), 200, kept, media_type=kind)
    except Unprintable as refusal:
        return Response(str(refusal), 400, PRIVATE, media_type="text/plain; charset=utf-8")


routes = [
    Route("/depliant/adapter", duplicate, methods=["POST"]),
    Route("/depliant/adapter/{key}/feuille.html", whole_sheet),
    Route("/depliant/version/{key}/copier", duplicate, methods=["POST"]),
    Route("/depliant/version/{key}/presenter", present, methods=["POST"]),
    Route("/depliant/version/{key}/feuille.html", sheet),
    Route("/depliant/version/{key}/document.html", document),
    Route("/depliant/version/{key}/a-emporter.html", portable_file),
    Route("/depliant/version/{key}/feuille-{size}.pdf", pdf),
]
