"""Where a visitor comes from, and the address of the house they used."""

from urllib.parse import urlsplit

from reflex_base.config import get_config
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import Scope

from irdsu_app.settings import settings

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def address(visitor: Scope | HTTPConnection) -> str:
    """The visitor's network address; a proxy is believed only when rxconfig says how many there are."""
    scope = visitor.scope if isinstance(visitor, HTTPConnection) else visitor
    hops = get_config().trusted_proxy_hops
    forwarded = [each.strip() for each in Headers(scope=scope).get("x-forwarded-for", "").split(",") if each.strip()]
    if hops and len(forwarded) >= hops:
        return forwarded[-hops]
    client = scope.get("client")
    return client[0] if client else ""


def known_origin(host: str) -> str:
    """The allowed origin of this Host header, or nothing: the header is the visitor's word."""
    return next((each for each in sorted(settings.allowed_origins) if each.partition("://")[2] == host.lower()), "")


def origin(visitor: HTTPConnection) -> str:
    """The address to put in a link or on a QR code: the one the visitor used, unless only this machine can open it."""
    here = known_origin(visitor.headers.get("host", ""))
    return settings.address if not here or (urlsplit(here).hostname or "") in LOOPBACK else here
