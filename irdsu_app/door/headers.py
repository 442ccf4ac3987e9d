"""What every answer says to browsers: which scripts may run, and nothing about us to other sites."""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from starlette.types import Scope

from irdsu_app.door.visitors import known_origin
from irdsu_app.settings import settings

INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
CSP = b"content-security-policy"
FIXED = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
]
HSTS = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")


def fixed() -> list[tuple[bytes, bytes]]:
    """The headers that never change."""
    return [*FIXED, HSTS] if settings.secure_cookies else FIXED


@cache
def inline_scripts(file: Path) -> str:
    """The hashes of the scripts the build wrote inside this page: only these run."""
    digests = (hashlib.sha256(each.encode()).digest() for each in INLINE.findall(file.read_text("utf-8")))
    return " ".join(sorted({f"'sha256-{base64.b64encode(each).decode()}'" for each in digests}))


def security_policy(scope: Scope, scripts: str = "") -> bytes:
    """What a page may load: ourselves, and the scripts the build wrote in it."""
    host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
    here = known_origin(host).replace("http", "ws", 1)  # old Safari does not see the socket in 'self'
    parts = (
        "default-src 'none'",
        f"script-src 'self' {scripts}".rstrip(),
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self'",
        f"connect-src 'self' {here}".rstrip(),
        "manifest-src 'self'",
        "worker-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    )
    return "; ".join(parts).encode()
