"""What proves that one is there: the code shown in the room, that changes every five minutes, and personal QR codes.

Nothing is kept: both are made again from the secret of the house, that the caller gives. Pure.
"""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta
from uuid import UUID

from irdsu_app.cycles.book import Refused
from irdsu_app.design.typography import fr
from irdsu_app.live.codes import ALPHABET

STEP = timedelta(minutes=5)
LENGTH = 6
LATE = 1
"""Steps that a code may be late: whoever was typing when it changed is let in."""
_SIGNS = 10
"""Bytes of the signature of a QR: 80 bits, 16 characters."""
_SEPARATORS = frozenset(" -_.·–—\u00a0\u202f")

WRONG = "Ce code n’est pas celui de cette séance : relisez celui qui est affiché."
CHANGED = "Ce code a changé : tapez celui qui est affiché maintenant."
SIZE = "Le code affiché compte six caractères."
NOT_A_BADGE = "Ce QR n’est pas celui d’une inscription : cherchez la personne par son nom."


def step(now: datetime) -> int:
    """The number of the five minutes under way."""
    return int(now.timestamp() // STEP.total_seconds())


def lasts(now: datetime) -> timedelta:
    """How long the code shown now will stay."""
    return timedelta(seconds=STEP.total_seconds() - now.timestamp() % STEP.total_seconds())


def code(secret: bytes, meeting: UUID, number: int) -> str:
    """The code of a meeting for these five minutes: six characters that can be read on a wall."""
    drawn = int.from_bytes(_signed(secret, f"presence:{meeting}:{number}")[:8])
    signs = []
    for _ in range(LENGTH):
        drawn, at = divmod(drawn, len(ALPHABET))
        signs.append(ALPHABET[at])
    return "".join(signs)


def check(secret: bytes, meeting: UUID, typed: str, now: datetime) -> None:
    """Accept the code shown now or just before; raises Refused for any other, saying whether it has only changed."""
    read = "".join(sign for sign in typed[:60].upper() if sign not in _SEPARATORS and not sign.isspace())
    if len(read) != LENGTH:
        raise Refused(fr(SIZE), "code")
    number = step(now)
    if any(_same(read, code(secret, meeting, number - late)) for late in range(LATE + 1)):
        return
    # Two hours back only: an older one is as wrong as another.
    old = any(_same(read, code(secret, meeting, number - late)) for late in range(LATE + 1, 25))
    raise Refused(fr(CHANGED if old else WRONG), "code")


def badge(secret: bytes, registration: UUID) -> str:
    """What the QR of a registration says: 42 characters that open nothing, and that nobody else can make."""
    return f"{_text(registration.bytes)}{_text(_signed(secret, f'badge:{registration}')[:_SIGNS])}"


def read_badge(secret: bytes, text: str) -> UUID:
    """The registration of a QR, read alone or at the end of an address; raises Refused when it is not one of ours."""
    found = text.strip()[-300:].rstrip("/").rsplit("/", 1)[-1].upper()
    try:
        number = UUID(bytes=base64.b32decode(f"{found[:26]}======"))
    except ValueError:
        raise Refused(fr(NOT_A_BADGE), "badge") from None
    if not _same(found, badge(secret, number)):
        raise Refused(fr(NOT_A_BADGE), "badge")
    return number


def _signed(secret: bytes, what: str) -> bytes:
    return hmac.new(secret, what.encode(), hashlib.sha256).digest()


def _text(raw: bytes) -> str:
    return base64.b32encode(raw).decode().rstrip("=")


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
