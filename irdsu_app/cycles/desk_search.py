"""What an organiser looks for in a list of the desk: read from an address that anybody may have edited, written back
into one, said in words for the page and for the paper. Pure.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlencode

from irdsu_app.content.departments import department
from irdsu_app.content.departments import folded as squeezed
from irdsu_app.cycles.figures import UNSAID
from irdsu_app.cycles.folding import organisation_key
from irdsu_app.design.typography import fr

LONGEST = 100
"""Signs of a word, or of a choice, that are read."""
NAMES = {
    "mots": "words", "statut": "status", "seance": "meeting", "venue": "pool", "format": "mode", "quand": "when",
    "fonction": "function", "departement": "department", "adhesion": "member", "structure": "organisation",
    "tri": "sort", "page": "page",
}  # fmt: skip
"""What addresses call each part of a search."""
SHOWN = ("confirmed", "offered", "waiting", "withdrawn", "refused", "cancelled", "present", "excused", "absent")
POOLS = {"room": "En salle", "remote": "À distance"}
MEMBERS = {"oui": "Adhésion", "non": "Sans adhésion"}
MODES = {"remote": "Visioconférence", "onsite": "Présentiel", "hybrid": "Hybride"}
WHEN = {"avenir": "À venir", "passees": "Passées"}
SORTS = ("arrivee", "nom", "structure", "statut", "seances")
_KNOWN: dict[str, Iterable[str]] = {"venue": POOLS, "adhesion": MEMBERS, "format": MODES, "quand": WHEN, "tri": SORTS}
"""The values that mean something, where they are few."""


@dataclass(frozen=True)
class Search:
    """What is looked for; "" everywhere is everything, `page` counts from 1. Each list reads what it has."""

    words: str = ""
    status: str = ""
    meeting: str = ""
    pool: str = ""
    mode: str = ""
    when: str = ""
    function: str = ""
    department: str = ""
    member: str = ""
    organisation: str = ""
    sort: str = ""
    page: int = 1

    @classmethod
    def read(cls, asked: str) -> "Search":
        """Read what follows the question mark of an address; what means nothing is left out, nothing is refused."""
        given = dict(reversed(parse_qsl(asked.removeprefix("?")[:2_000], errors="ignore")))
        told: dict[str, Any] = {
            field: _readable(given[name])
            for name, field in NAMES.items()
            if name in given and name != "page" and (name not in _KNOWN or given[name] in _KNOWN[name])
        }
        page = given.get("page", "1")
        return cls(**told, page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 6 else 1)

    def address(self, **changed: Any) -> str:
        """What follows the question mark for this search, or another: from its first page unless one is named."""
        other = replace(self, **{"page": 1, **changed}) if changed else self
        told = {name: getattr(other, field) for name, field in NAMES.items()}
        kept = {name: value for name, value in told.items() if value and (name, value) != ("page", 1)}
        return f"?{urlencode(kept)}" if kept else ""

    @property
    def narrowed(self) -> bool:
        """Whether it leaves anybody out."""
        return replace(self, sort="", page=1) != Search()

    def said(self, statuses: Mapping[str, str]) -> str:
        """What is narrowed, in words: « statut : Confirmée ; en salle ; structure : Ville ». "" when nothing is."""
        parts = (
            f"« {self.words} »" if self.words else "",
            f"séance : {self.meeting}" if self.meeting else "",
            f"statut : {statuses.get(self.status, self.status)}" if self.status else "",
            POOLS.get(self.pool, "").lower(),
            f"format : {MODES[self.mode]}" if self.mode else "",
            WHEN.get(self.when, "").lower(),
            f"fonction : {self.function}" if self.function else "",
            f"département : {self.department}" if self.department else "",
            MEMBERS.get(self.member, "").lower(),
            f"structure : {self.organisation}" if self.organisation else "",
        )
        return fr(" ; ".join(part for part in parts if part))


class Described(Protocol):
    """Whoever has said these things of themselves."""

    @property
    def first_name(self) -> str: ...  # noqa: D102
    @property
    def last_name(self) -> str: ...  # noqa: D102
    @property
    def email(self) -> str: ...  # noqa: D102
    @property
    def organisation(self) -> str: ...  # noqa: D102
    @property
    def function(self) -> str: ...  # noqa: D102
    @property
    def department(self) -> str: ...  # noqa: D102
    @property
    def member(self) -> bool: ...  # noqa: D102


def fits(search: Search) -> Callable[[Described], bool]:
    """Whether somebody is who is looked for, whatever their registrations; accents and capitals do not count."""
    words = organisation_key(search.words).split()
    function, organisation = _key(search.function) if search.function else "", plain(search.organisation)
    where = department(search.department) or search.department

    def fit(who: Described) -> bool:
        return (
            (not search.member or who.member == (search.member == "oui"))
            and (not where or who.department == where or (where == UNSAID and not who.department))
            and (not function or _key(who.function) == function)
            and (not organisation or organisation in plain(who.organisation))
            and (not words or has(who, words))
        )

    return fit


def has(who: Described, words: Sequence[str]) -> bool:
    """Whether all these words, already folded, are somewhere in what somebody said of themselves."""
    said = f"{organisation_key(f'{who.first_name} {who.last_name} {who.email}')} {plain(who.organisation)}"
    said += f" {plain(who.function)} {plain(who.department)} {who.email}"
    return all(word in said for word in words)


def choices(values: Iterable[str]) -> list[tuple[str, int]]:
    """What there is to choose from, with how many: two ways of writing a thing are one, what is unsaid comes last."""
    ways: dict[str, dict[str, int]] = {}
    for value in values:
        said = value.strip() or UNSAID
        here = ways.setdefault(_key(said), {})
        here[said] = here.get(said, 0) + 1
    found = [(max(sorted(way), key=lambda said, way=way: way[said]), sum(way.values())) for way in ways.values()]
    return sorted(found, key=lambda each: (each[0] == UNSAID, plain(each[0])))


@lru_cache(maxsize=4_096)
def plain(words: str) -> str:
    """An organisation, a function or a department, folded; these come back thousands of times."""
    return organisation_key(words)


@lru_cache(maxsize=4_096)
def _key(words: str) -> str:
    return squeezed(words.strip() or UNSAID)


def _readable(words: str) -> str:
    """One line that any database can take."""
    return " ".join(words[:LONGEST].encode("utf-8", "ignore").decode().replace("\0", " ").split())
