"""The links of whoever posts: the personal one, and the one that proves an address. Hashes only are kept."""

from uuid import UUID

from irdsu_app.access.derived import link
from irdsu_app.access.links import hash_of

__all__ = ["hash_of", "personal", "proof"]


def personal(posting: UUID, version: int) -> str:
    """The personal link: 32 characters; another `version` makes another, and the former opens nothing."""
    return link(f"job:{posting}:{version}")


def proof(posting: UUID, email: str) -> str:
    """The link that proves this address: 32 characters, another for another address."""
    return link(f"job-address:{posting}:{email}")
