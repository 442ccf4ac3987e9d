"""Personal links of the cycles: made again from an id and the secret of the house (access/signed.py)."""

from uuid import UUID

from irdsu_app.access.links import hash_of
from irdsu_app.access.signed import link, secret

__all__ = ["demand", "hash_of", "personal", "secret"]


def personal(person: UUID, version: int) -> str:
    """The personal link of somebody: 32 characters; another `version` makes another, and the former opens nothing."""
    return link(f"person:{person}:{version}")


def demand(number: UUID) -> str:
    """The link that confirms a demand: 32 characters."""
    return link(f"demand:{number}")
