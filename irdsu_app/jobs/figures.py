"""The figures of the offers: by contract, department, profession and month, and how long they wait to be read. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from typing import Any

from irdsu_app.design.tables import Table
from irdsu_app.design.typography import MONTHS, fr, several
from irdsu_app.jobs.lists import CONTRACTS, PROFESSIONS
from irdsu_app.jobs.places import DEPARTMENT_NAMES

UNSAID = "Non précisé"
SENT, DECIDED = frozenset(("send", "confirm", "reopen", "silent")), frozenset(("publish", "correct", "refuse", "keep"))
"""What puts an offer before the moderators, and what they decide."""


@dataclass(frozen=True)
class Counted:
    """An offer that was published, as figures see it."""

    contract: str
    department: str
    profession: str
    published: date


@dataclass(frozen=True)
class Waited:
    """How long an offer waited to be read, until it was decided of on that day."""

    contract: str
    department: str
    profession: str
    decided: date
    lasted: timedelta


@dataclass(frozen=True)
class Asked:
    """What is counted: from a month to another (« 2026-11 », "" for any), and of what kind."""

    since: str = ""
    until: str = ""
    contract: str = ""
    department: str = ""
    profession: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "Asked":
        """Read an address that anybody may have edited; what means nothing is left out."""
        return cls(
            since=_month(given.get("depuis", "")),
            until=_month(given.get("jusque", "")),
            contract=_known(given.get("contrat", ""), CONTRACTS),
            department=_known(given.get("departement", ""), DEPARTMENT_NAMES),
            profession=_known(given.get("metier", ""), PROFESSIONS),
        )

    def parameters(self) -> dict[str, str]:
        """The parameters that say it."""
        told = {"depuis": self.since, "jusque": self.until, "contrat": self.contract}
        told |= {"departement": self.department, "metier": self.profession}
        return {name: value for name, value in told.items() if value}

    def keeps(self, each: Counted | Waited) -> bool:
        """Whether this is counted."""
        day = each.published if isinstance(each, Counted) else each.decided
        month = f"{day:%Y-%m}"
        if (self.since and month < self.since) or (self.until and month > self.until):
            return False
        asked, said = (
            (self.contract, self.department, self.profession),
            (each.contract, each.department, each.profession),
        )
        return all(not wanted or wanted == value for wanted, value in zip(asked, said, strict=True))


@dataclass(frozen=True)
class Figures:
    """Everything at once, each list ready to be drawn."""

    total: int
    contracts: Sequence[tuple[str, int]]
    departments: Sequence[tuple[str, int]]
    professions: Sequence[tuple[str, int]]
    months: Sequence[tuple[str, int]]
    decided: int
    median: timedelta | None
    slow: timedelta | None
    """Nine out of ten were read faster."""


def figures(offers: Iterable[Counted], waits: Iterable[Waited], asked: Asked) -> Figures:
    """The figures of what is asked."""
    those = [each for each in offers if asked.keeps(each)]
    lasted = sorted(each.lasted for each in waits if asked.keeps(each))
    return Figures(
        total=len(those),
        contracts=_by(those, lambda each: CONTRACTS.get(each.contract, UNSAID)),
        departments=_by(those, lambda each: department(each.department)),
        professions=_by(those, lambda each: PROFESSIONS.get(each.profession, UNSAID)),
        months=_by_month(those),
        decided=len(lasted),
        median=_rank(lasted, 0.5),
        slow=_rank(lasted, 0.9),
    )


def department(number: str) -> str:
    """« Nord (59) »."""
    return f"{DEPARTMENT_NAMES[number]} ({number})" if number in DEPARTMENT_NAMES else UNSAID


def waits(events: Iterable[tuple[str, datetime]]) -> list[tuple[datetime, timedelta]]:
    """When each decision came, and how long it was waited for, from what was done to an offer in order."""
    found: list[tuple[datetime, timedelta]] = []
    since: datetime | None = None
    for act, at in events:
        if act in SENT:
            since = at
        elif act in DECIDED and since is not None:
            found.append((at, at - since))
            since = None
    return found


def lasting(time: timedelta | None) -> str:
    """A duration as one says it: « 40 minutes », « 5 heures », « 3 jours »; "" for none."""
    if time is None:
        return ""
    minutes = max(1, ceil(time.total_seconds() / 60))
    for size, word in ((60 * 24, "jour"), (60, "heure"), (1, "minute")):
        if minutes >= 2 * size or (size == 1) or (minutes >= size and word != "jour"):
            count = round(minutes / size)
            return fr(several(count, word))
    return ""


def in_words(found: Figures) -> str:
    """How long offers wait to be read, in a sentence."""
    if not found.decided:
        return fr("Aucune offre n’a été relue dans cette période.")
    return fr(
        f"{several(found.decided, 'relecture')} : la moitié des offres attend moins de {lasting(found.median)}, "
        f"neuf sur dix moins de {lasting(found.slow)}."
    )


def tables(found: Figures) -> tuple[Table, ...]:
    """The same figures for spreadsheets."""
    lists = (("Contrat", found.contracts), ("Département", found.departments), ("Métier", found.professions))
    sheets = [Table(name, (name, "Offres publiées"), bars) for name, bars in (*lists, ("Mois", found.months))]
    hours = [None if each is None else round(each.total_seconds() / 3600, 1) for each in (found.median, found.slow)]
    waited = (("Relectures", found.decided), ("Médiane (heures)", hours[0]), ("Neuf sur dix (heures)", hours[1]))
    return (*sheets, Table("Délai de relecture", ("Mesure", "Valeur"), waited))


def whole(found: Figures) -> Table:
    """All of them in one table, for CSV."""
    rows: list[tuple[Any, ...]] = [
        (each.name, *row) for each in tables(found) for row in each.rows
    ]  # fmt: skip
    return Table("Les offres", ("Tableau", "Quoi", "Valeur"), rows)


def _by(those: Iterable[Counted], what: Callable[[Counted], str]) -> list[tuple[str, int]]:
    """The most numerous first."""
    return sorted(Counter(map(what, those)).items(), key=lambda each: (-each[1], each[0]))


def _by_month(those: Sequence[Counted]) -> list[tuple[str, int]]:
    """Every month from the first to the last, those without any offer as well."""
    if not those:
        return []
    counted = Counter((each.published.year, each.published.month) for each in those)
    (year, month), last = min(counted), max(counted)
    found: list[tuple[str, int]] = []
    while (year, month) <= last:
        found.append((f"{MONTHS[month - 1]} {year}", counted[year, month]))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found


def _rank(ordered: Sequence[timedelta], share: float) -> timedelta | None:
    """The smallest that this share of them does not pass."""
    return ordered[max(0, ceil(share * len(ordered)) - 1)] if ordered else None


def _month(said: str) -> str:
    try:
        return f"{datetime.strptime(said, '%Y-%m'):%Y-%m}" if len(said) == 7 and said.isascii() else ""
    except ValueError:
        return ""


def _known(word: str, choices: Mapping[str, str]) -> str:
    return word if word in choices else ""
