"""What somebody looks for, read from an address that anybody may have edited, and written back into one. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args
from urllib.parse import urlencode

from irdsu_app.jobs.lists import CONTRACTS, KINDS, PROFESSIONS
from irdsu_app.jobs.places import DEPARTMENT_NAMES, REGION_NAMES

Sort = Literal["limite", "recent", "pertinence"]
SINCE = (1, 7, 30)
"""Days since an offer was published that one may ask for."""
CLOSING = (7, 14, 30)
"""Days before the deadline that one may ask for."""
LONGEST = 200
"""Signs of a search that are read; the rest is left."""
LAST_PAGE = 10_000
Given = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Query:
    """A search: words, and what each facet is narrowed to; several choices of one facet add up.

    `since` and `closing` are days, 0 for any; `sort` is "" for the usual one: relevance with words, otherwise deadline.
    `page` counts from 1.
    """

    words: str = ""
    contract: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    department: tuple[str, ...] = ()
    profession: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    telework: bool = False
    since: int = 0
    closing: int = 0
    sort: Sort | Literal[""] = ""
    page: int = 1

    @classmethod
    def read(cls, given: Given) -> "Query":
        """Read the parameters of an address; what means nothing is left out, nothing is ever refused."""
        return cls(
            words=_readable(_one(given, "mots")),
            contract=_choices(given, "contrat", CONTRACTS),
            region=_choices(given, "region", REGION_NAMES),
            department=_choices(given, "departement", DEPARTMENT_NAMES),
            profession=_choices(given, "metier", PROFESSIONS),
            kind=_choices(given, "structure", KINDS),
            telework=_one(given, "teletravail") == "oui",
            since=_days(given, "depuis", SINCE),
            closing=_days(given, "limite", CLOSING),
            sort=next((each for each in get_args(Sort) if each == _one(given, "tri")), ""),
            page=_page(_one(given, "page")),
        )

    def parameters(self) -> dict[str, str]:
        """The parameters that say this search, in one order, without those that change nothing."""
        told = {
            "mots": self.words,
            "contrat": ",".join(self.contract),
            "region": ",".join(self.region),
            "departement": ",".join(self.department),
            "metier": ",".join(self.profession),
            "structure": ",".join(self.kind),
            "teletravail": "oui" if self.telework else "",
            "depuis": str(self.since or ""),
            "limite": str(self.closing or ""),
            "tri": self.sort,
            "page": str(self.page) if self.page > 1 else "",
        }
        return {name: value for name, value in told.items() if value}

    def address(self, path: str = "/offres") -> str:
        """Where this search is; reading it again gives the same."""
        asked = urlencode(self.parameters(), safe=",")
        return f"{path}?{asked}" if asked else path

    @property
    def order(self) -> Sort:
        """The sort that applies."""
        return self.sort or ("pertinence" if self.words else "limite")

    @property
    def narrowed(self) -> bool:
        """Whether any facet is narrowed."""
        return self != Query(words=self.words, sort=self.sort, page=self.page)

    def with_(self, **changed: Any) -> "Query":
        """The same search but for this, from its first page."""
        return replace(self, **{"page": 1, **changed})


def _values(given: Given, name: str) -> list[str]:
    value = given.get(name, "")
    return [value] if isinstance(value, str) else [each for each in value if isinstance(each, str)]


def _one(given: Given, name: str) -> str:
    return next(iter(_values(given, name)), "")


def _readable(words: str) -> str:
    """One line that any database can take."""
    return " ".join(words[:LONGEST].encode("utf-8", "ignore").decode().replace("\0", " ").split())


def _choices(given: Given, name: str, known: Mapping[str, str]) -> tuple[str, ...]:
    asked = {each.strip() for value in _values(given, name) for each in value.split(",")}
    return tuple(word for word in known if word in asked)


def _days(given: Given, name: str, allowed: tuple[int, ...]) -> int:
    value = _one(given, name)
    return next((days for days in allowed if str(days) == value), 0)


def _page(value: str) -> int:
    return max(1, min(int(value), LAST_PAGE)) if value.isascii() and value.isdigit() and len(value) < 6 else 1
