"""Secret links: one to change a thing, one to read it, which the first gives. The database keeps their hashes only.

192-bit secrets: a lost link cannot be found again, and a guessed one opens nothing.
"""

import base64
import hashlib
import secrets

LENGTH = 32
"""Characters of a secret link."""


def draw() -> str:
    """Draw a link to change a thing."""
    return secrets.token_urlsafe(24)


def to_read(editing: str) -> str:
    """The link to read that goes with a link to change; the way back does not exist."""
    return base64.urlsafe_b64encode(hashlib.sha256(b"lecture:" + editing.encode()).digest()[:24]).decode()


def hash_of(link: str) -> str:
    """What the database keeps of a link: enough to recognise it, never to make it again."""
    return hashlib.sha256(link.encode()).hexdigest()
