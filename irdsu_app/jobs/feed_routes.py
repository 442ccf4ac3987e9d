"""The plain HTTP doors of the offers: feeds and calendars of a search, the deadline of one offer.

A feed reader asks again every hour: as long as nothing has changed it is answered 304.
"""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import cast

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from irdsu_app import db, door
from irdsu_app.design.typography import fr
from irdsu_app.jobs import (
    agenda,
    catalogue,
    facets,
    feeds,
    offer_page,
    reporting,
    saying,
    told,
)
from irdsu_app.jobs.lists import CONTRACTS, PROFESSIONS
from irdsu_app.jobs.offer import Offer, is_open
from irdsu_app.jobs.query import Query
from irdsu_app.settings import settings

MOST = 100
"""Offers of a feed or of a calendar."""
CALENDAR = "text/calendar; charset=utf-8"
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
KEPT = {"cache-control": "no-cache", "x-robots-tag": "noindex"}
"""Asked again each time: what expires at midnight must not be read from a cache."""


async def feed(request: Request) -> Response:
    """The newest offers of a search."""
    form, query = cast(str, request.path_params["form"]), told.read(request.url.query)
    if form not in feeds.FORMS:
        return _plain("Page introuvable", 404)
    media, write = feeds.FORMS[form]
    query = replace(query, sort="recent", page=1)
    return await _answer(request, lambda session: write(_feed(query, form, _read(session, query))), media)


async def deadlines(request: Request) -> Response:
    """The deadlines of a search."""
    query = replace(told.read(request.url.query), sort="limite", page=1)

    def write(session: Session) -> bytes:
        return agenda.calendar(_read(session, query), settings.address, _EPOCH)

    return await _answer(request, write, CALENDAR)


async def deadline(request: Request) -> Response:
    """The deadline of an offer, while one can answer."""
    slug, now = cast(str, request.path_params["slug"]), datetime.now(UTC)
    found = await run_in_threadpool(db.read, lambda session: catalogue.by_slug(session, slug))
    if found is None or not is_open(found, now) or found.deadline is None:
        return _plain(told.UNKNOWN, 404)
    return await _answer(request, lambda _session: agenda.calendar([found], settings.address, _EPOCH), CALENDAR)


async def _answer(request: Request, write: Callable[[Session], bytes], media: str) -> Response:
    """What is written, unless whoever asks has it already."""
    try:
        door.count("calendar", door.address(request))
    except door.TooMany as refusal:
        return _plain(str(refusal), 429)
    body = await run_in_threadpool(db.read, write)
    etag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    headers = KEPT | {"etag": etag}
    known = {each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")}
    if etag in known or "*" in known:
        return Response(None, 304, headers)
    return Response(body, 200, headers, media_type=media)


def _read(session: Session, query: Query) -> list[Offer]:
    now, offers = datetime.now(UTC), list[Offer]()
    for page in range(1, MOST // catalogue.PAGE + 1):
        found = catalogue.search(session, replace(query, page=page), now)
        offers += found.offers
        if page >= found.pages:
            break
    return offers


def _feed(query: Query, form: str, offers: list[Offer]) -> feeds.Feed:
    asked = replace(query, sort="")
    said = [f"« {query.words} »"] if query.words else []
    said += [shown for shown, _ in facets.made(query)]
    return feeds.Feed(
        title=fr(f"Les offres de l’IR-DSU{' : ' if said else ''}{', '.join(said)}"),
        page=settings.address + asked.address(),
        address=settings.address + asked.address(f"/offres.{form}"),
        items=[_item(each) for each in offers],
    )


def _item(offer: Offer) -> feeds.Item:
    address = f"{settings.address}/offres/{offer.slug}"
    title = f"[Démonstration] {offer.title}" if offer.demonstration else offer.title
    tags = (CONTRACTS.get(offer.contract, ""), PROFESSIONS.get(offer.profession, ""))
    return feeds.Item(
        address=address,
        title=fr(title),
        author=fr(offer.organisation),
        summary=saying.summary(offer),
        html=offer_page.in_feed(offer),
        published=offer.published_at or offer.created_at,
        updated=offer.changed_at,
        tags=tuple(each for each in tags if each),
    )


def _plain(words: str, status: int) -> Response:
    return Response(fr(words), status, KEPT, media_type="text/plain; charset=utf-8")


routes = [
    Route("/offres.{form}", feed),
    Route("/offres/echeances.ics", deadlines),
    Route("/offres/{slug}.ics", deadline),
    reporting.route,
]
