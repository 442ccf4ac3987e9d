"""Somebody says that an offer is not what it should be: kept for the team, without anything about who says it."""

from datetime import UTC, datetime
from typing import cast

from sqlmodel import Session, col, func, select
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from irdsu_app import db, door
from irdsu_app.design.typography import fr
from irdsu_app.jobs import catalogue
from irdsu_app.jobs.models import JobReport
from irdsu_app.jobs.offer import PUBLIC, status_shown
from irdsu_app.jobs.offer_page import LONGEST, REASONS

WAITING = 50
"""Reports of one offer that may wait to be read: beyond, one more says nothing new."""


class Refused(Exception):
    """A report that cannot be taken, with the sentence that says why."""


def report(session: Session, slug: str, reason: str, words: str, now: datetime) -> None:
    """Keep a report, in the caller's transaction; raises Refused."""
    found = catalogue.by_slug(session, slug)
    if found is None or status_shown(found, now) not in PUBLIC:
        raise Refused(fr("Cette offre n’existe pas, ou plus."))
    if reason not in REASONS:
        raise Refused(fr("Dites ce qui ne va pas, puis envoyez à nouveau."))
    asked = select(func.count()).where(JobReport.offer_id == found.id, col(JobReport.handled_at).is_(None))
    if session.exec(asked).one() < WAITING:
        kept = " ".join(words.replace("\0", " ").split())[:LONGEST]
        session.add(JobReport(offer_id=found.id, reason=reason, words=kept, created_at=now))


async def _take(request: Request) -> Response:
    slug = cast(str, request.path_params["slug"])
    try:
        door.count("report", door.address(request))
        form = await request.form(max_files=0, max_fields=10)
        reason, words = str(form.get("motif", "")), str(form.get("precision", ""))
        words = words.encode("utf-8", "ignore").decode()
        await db.write(lambda session: report(session, slug, reason, words, datetime.now(UTC)))
    except (Refused, door.TooMany) as refusal:
        status = 429 if isinstance(refusal, door.TooMany) else 422
        return Response(str(refusal), status, media_type="text/plain; charset=utf-8")
    return RedirectResponse(f"/offres/{slug}?signale=oui", 303)


route = Route("/offres/{slug}/signaler", _take, methods=["POST"])
