"""What machines ask for: is the house well, and which pages may be indexed."""

import asyncio
from collections.abc import Callable, Sequence
from html import escape

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from irdsu_app import db
from irdsu_app.door.rates import TooMany, count
from irdsu_app.door.visitors import address
from irdsu_app.settings import settings

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
PATIENCE = 3.0
"""Seconds the writer has to answer."""


async def _health(request: Request) -> Response:
    try:
        count("health", address(request))
    except TooMany as refusal:
        return JSONResponse({"detail": str(refusal)}, 429)
    found = {"base": _reads(), "ecriture": await _writes()}
    return JSONResponse(
        {"bonne": all(found.values()), **found}, 200 if all(found.values()) else 503, {"cache-control": "no-store"}
    )


def _ask(session: Session) -> bool:
    return session.connection().execute(text("SELECT 1")).scalar() == 1


def _reads() -> bool:
    try:
        return db.read(_ask)
    except SQLAlchemyError:
        return False


async def _writes() -> bool:
    try:
        return await asyncio.wait_for(db.write(_ask), PATIENCE)
    except (SQLAlchemyError, TimeoutError, RuntimeError):
        return False


health = Route("/sante", _health)
"""Whether the database answers and the writer thread writes: 200, or 503."""


def sitemap(paths: Sequence[str], more: Callable[[], Sequence[str]] = tuple) -> Route:
    """The addresses that may be indexed, at the public address; `more` gives those that come and go."""

    async def answer(_request: Request) -> Response:
        urls = "".join(f"<url><loc>{escape(settings.address + path)}</loc></url>" for path in (*paths, *more()))
        body = f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="{SITEMAP}">{urls}</urlset>'
        return Response(body, media_type="application/xml", headers={"cache-control": "public, max-age=3600"})

    return Route("/sitemap.xml", answer)
