"""What an organiser answers for: one product, several, or everything. Pure."""

from collections.abc import Iterable

WORDS = {
    "brief": "Le dépliant",
    "coop": "Le jeu",
    "cycles": "Le cycle",
    "jobs": "Les offres",
    "all": "Tout, y compris l’équipe",
}
"""The roles, and their names."""


class UnknownRole(ValueError):
    """No such role; the message is the sentence to show."""


def packed(wanted: Iterable[str]) -> str:
    """The roles as they are kept: known, once each, in order; "all" stands for every other. Raises UnknownRole."""
    asked = set(wanted)
    if unknown := asked - WORDS.keys():
        raise UnknownRole(f"Rôle inconnu : {', '.join(sorted(unknown))}. Il y a : {', '.join(WORDS)}.")
    return "all" if "all" in asked else " ".join(role for role in WORDS if role in asked)


def of(packed_roles: str) -> tuple[str, ...]:
    """The roles that were kept, one by one."""
    return tuple(packed_roles.split())


def includes(packed_roles: str, role: str) -> bool:
    """Whether these roles cover this one."""
    return "all" in of(packed_roles) or role in of(packed_roles)


def told(packed_roles: str) -> str:
    """The roles as they are read: "Le dépliant, Le cycle"."""
    return ", ".join(WORDS[role] for role in of(packed_roles)) or "Aucun rôle"
