"""What machines ask for: which pages may be indexed."""

from collections.abc import Callable, Sequence
from html import escape

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from irdsu_app.settings import settings

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(paths: Sequence[str], more: Callable[[], Sequence[str]] = tuple) -> Route:
    """The addresses that may be indexed, at the public address; `more` gives those that come and go."""

    async def answer(_request: Request) -> Response:
        urls = "".join(f"<url><loc>{escape(settings.address + path)}</loc></url>" for path in (*paths, *more()))
        body = f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="{SITEMAP}">{urls}</urlset>'
        return Response(body, media_type="application/xml", headers={"cache-control": "public, max-age=3600"})

    return Route("/sitemap.xml", answer)
