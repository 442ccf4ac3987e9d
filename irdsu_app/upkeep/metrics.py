"""`/metrics`, for Prometheus: read from this machine, or with the token of `IRDSU_METRICS_TOKEN`.

Anything that came through a proxy is not from this machine, wherever the proxy is.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import ip_address
from time import perf_counter

from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from irdsu_app.design.typography import fr
from irdsu_app.door import TooMany, address, pour
from irdsu_app.settings import settings
from irdsu_app.upkeep import numbers, together

REFUSAL = "Ces chiffres se lisent depuis la machine, ou avec le jeton de IRDSU_METRICS_TOKEN."
FORWARDED = ("x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "via")
EVERY = 0.5
"""Seconds between two looks at how late the event loop is."""


def may_read(request: Request) -> bool:
    """Whether whoever asks may read the numbers; with a token set, nobody may without it."""
    if settings.metrics_token:
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        return secrets.compare_digest(given.encode(), settings.metrics_token.encode())
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        return request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:
        return False


async def _tell(request: Request) -> Response:
    try:
        pour("health", address(request))
    except TooMany as refusal:
        return PlainTextResponse(str(refusal), 429)
    if not may_read(request):
        return PlainTextResponse(fr(REFUSAL), 403, {"cache-control": "no-store"})
    said = await asyncio.to_thread(generate_latest, together.shown())
    return Response(said, media_type=CONTENT_TYPE_LATEST, headers={"cache-control": "no-store"})


route = Route("/metrics", _tell)


@asynccontextmanager
async def feel() -> AsyncIterator[None]:
    """Measure, while the server lives, how late its event loop is."""
    looks = asyncio.create_task(_feel())
    yield
    looks.cancel()


async def _feel() -> None:
    while True:
        due = perf_counter() + EVERY
        await asyncio.sleep(EVERY)
        numbers.LAG.observe(max(0.0, perf_counter() - due))
