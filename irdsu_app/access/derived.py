"""Personal links: made again from an id and the secret of the house, so that every letter can carry one.

The database keeps their hashes only; without the secret nobody can make one. The secret is `IRDSU_SECRET`, or a file
made at first use, that only the owner of the data reads.
"""

import base64
import hashlib
import hmac
import os
import secrets
from functools import cache
from pathlib import Path

from irdsu_app.settings import DATA, settings

FILE = DATA / "secret"
_SIGNS = 24
"""Bytes of a link: 192 bits, 32 characters."""


@cache
def secret() -> bytes:
    """The secret of the house."""
    return (settings.secret or _kept(FILE)).encode()


def link(what: str) -> str:
    """The link of what is named so ("person:<uuid>:0"): 32 characters, always the same."""
    signed = hmac.new(secret(), what.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(signed[:_SIGNS]).decode()


def _kept(file: Path) -> str:
    """Read the secret of this file; make it, whole or not at all, when there is none, even if several start at once."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        drawn = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(drawn, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as written:
            written.write(secrets.token_hex(32))
        try:
            os.link(drawn, file)  # the first wins: what others drew meanwhile is forgotten
        except FileExistsError:
            pass
        finally:
            drawn.unlink()
    return file.read_text().strip()
