"""Personal links of the cycles: made again from an id, so that every letter can carry one."""

from uuid import UUID

from irdsu_app.access.derived import link, secret
from irdsu_app.access.links import hash_of

__all__ = ["demand", "hash_of", "personal", "secret"]


def personal(person: UUID, version: int) -> str:
    """The personal link of somebody: 32 characters; another `version` makes another, and the former opens nothing."""
    return link(f"person:{person}:{version}")


def demand(number: UUID) -> str:
    """The link that confirms a demand: 32 characters."""
    return link(f"demand:{number}")
