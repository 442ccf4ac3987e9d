"""Likely duplicates: the same employer, the same place and the same title however they are written, and what differs.

Pure. `twins(offer, others)` reads an `Offer`, a mapping, or anything that has these fields. Give it the offers of the
same department: with `twin_key` kept beside each one, the database leaves out all the others.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz

from irdsu_app.design import days
from irdsu_app.design.typography import fr
from irdsu_app.jobs import search
from irdsu_app.jobs.employers import employer, same_employer, same_place
from irdsu_app.jobs.lists import CONTRACTS, PROFESSIONS
from irdsu_app.jobs.places import DEPARTMENT_NAMES
from irdsu_app.jobs.stemming import folded, stem

NEAR = 86
"""How alike, out of 100, two words of a title are that differ by a mistake."""
_SAYS_LITTLE = """poste projet programme cdi cdd h f x temps plein complet partiel urgent recrute recherche offre emploi
mois an ans contrat adulte relais duree indeterminee determinee categorie a b c fonctionnaire contractuel titulaire
permanent"""
_WEAK = frozenset(map(stem, _SAYS_LITTLE.split()))
"""Words of a title that do not make another post."""
_FIELDS = (
    ("title", "intitulé"), ("organisation", "structure"), ("place", "lieu"), ("contract", "contrat"),
    ("contract_detail", "précisions du contrat"), ("working_time", "temps de travail"), ("deadline", "date limite"),
    ("starts", "prise de poste"), ("pay", "rémunération"), ("telework", "télétravail"), ("profession", "métier"),
    ("positions", "nombre de postes"), ("status_grade", "statut"), ("apply_email", "courriel pour postuler"),
    ("apply_url", "lien pour postuler"), ("contact_function", "contact"), ("documents", "pièces à fournir"),
)  # fmt: skip
_LONG = (("presentation", "présentation"), ("context", "contexte"), ("missions", "missions"), ("profile", "profil"))
_LISTS = {"contract": CONTRACTS, "profession": PROFESSIONS, "department": DEPARTMENT_NAMES}


@dataclass(frozen=True)
class Twin:
    """An offer that is likely the same, and what differs in it: « date limite : 12 mars au lieu du 5 mars »."""

    offer: Any  # as it was given
    differences: tuple[str, ...]


def twins(offer: Any, others: Iterable[Any]) -> tuple[Twin, ...]:  # Offers, mappings, drafts: read by name
    """Of other offers, those that are likely the same; never itself, which has the same `id`."""
    mine = _get(offer, "id")
    found = (each for each in others if (mine is None or _get(each, "id") != mine) and alike(offer, each))
    return tuple(Twin(each, differences(offer, each)) for each in found)


def alike(one: Any, other: Any) -> bool:  # as `twins`
    """Whether two offers are likely the same post; the cheapest questions first."""
    departments = _text(one, "department"), _text(other, "department")
    if all(departments) and departments[0] != departments[1]:
        return False
    names = _text(one, "organisation"), _text(other, "organisation")
    if not same_employer(*names):
        return False
    places = _text(one, "place"), _text(other, "place")
    known = DEPARTMENT_NAMES.get(departments[0], "")
    if all(folded(each) != folded(known) for each in places) and not same_place(*places):
        return False
    said = " ".join((*names, *places, known))
    return same_title(_text(one, "title"), _text(other, "title"), said)


@lru_cache(maxsize=16_384)
def same_title(one: str, other: str, said: str = "") -> bool:
    """Whether two titles name one post; `said` is what is known elsewhere, as the place, and changes nothing."""
    a, b = _said(one), _said(other)
    if not a or not b:
        return a == b and folded(one) == folded(other)
    left, right = a - b, b - a
    if not (_numbers(left) and _numbers(right)):
        left, right = left - _numbers(left), right - _numbers(right)
    if not left and not right:
        return True
    left, right = _unmatched(left, right), _unmatched(right, left)
    known = frozenset(search.analyse(said)) if left or right else frozenset()
    return not (left - known) and not (right - known) and bool(a & b)


def differences(one: Any, other: Any) -> tuple[str, ...]:  # as `twins`
    """What `one` says that `other` says otherwise, field by field, in French."""
    found = (_difference(one, other, name, label) for name, label in _FIELDS)
    return (*(each for each in found if each), *_rewritten(one, other))


def twin_key(offer: Any) -> str:  # as `twins`
    """What two twins have most often in common: their department, and the words of their employer, in order."""
    return f"{_text(offer, 'department')} {' '.join(sorted(employer(_text(offer, 'organisation')).words))}".strip()


@lru_cache(maxsize=16_384)
def _said(title: str) -> frozenset[str]:
    """The stems of a title that name the post; an acronym by its words, not by itself."""
    words = frozenset(search.analyse(title[:300])) - _WEAK
    return frozenset(each for each in words if not _stands_for(each) & words)


@lru_cache(maxsize=16_384)
def _stands_for(word: str) -> frozenset[str]:
    """The stems that an acronym stands for, itself left out; none when it is no acronym."""
    return frozenset((*search.analyse(word), *search.analyse(word.upper()))) - {word}


def _numbers(words: frozenset[str]) -> frozenset[str]:
    return frozenset(each for each in words if each.isdigit())


def _unmatched(words: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """The words that are no misspelling of the others."""
    return frozenset(
        word
        for word in words
        if not any(min(len(word), len(each)) >= 6 and fuzz.ratio(word, each) >= NEAR for each in others)
    )


def _difference(one: Any, other: Any, name: str, label: str) -> str:
    mine, theirs = _get(one, name), _get(other, name)
    if mine == theirs or (not mine and not theirs):
        return ""
    if name == "deadline":
        return fr(f"{label} : {_day(mine, theirs)} au lieu {_of_day(theirs, mine)}")
    shown = [_LISTS.get(name, {}).get(each, str(each)) if each else "" for each in (mine, theirs)]
    if folded(shown[0]) == folded(shown[1]):
        return ""
    if not shown[0] or not shown[1]:
        return fr(f"{label} : {shown[0] or 'rien'} au lieu de {f'« {shown[1]} »' if shown[1] else 'rien'}")
    return fr(f"{label} : « {shown[0]} » au lieu de « {shown[1]} »")


def _rewritten(one: Any, other: Any) -> Iterator[str]:
    """The long texts that are not the same."""
    for name, label in _LONG:
        mine, theirs = _get(one, name) or (), _get(other, name) or ()
        if tuple(mine) == tuple(theirs):
            continue
        if isinstance(mine, list | tuple) and isinstance(theirs, list | tuple) and len(mine) != len(theirs):
            yield fr(f"{label} : {len(mine)} au lieu de {len(theirs)}")
        else:
            yield fr(f"{label} : le texte n’est pas le même")


def _day(day: date | str | None, other: date | str | None) -> str:
    """A day in words, with its year when the other is of another year."""
    if not isinstance(day, date):
        return day or "jusqu’au recrutement"
    return days.said(day) if isinstance(other, date) and other.year != day.year else days.of_its_year(day)


def _of_day(day: date | str | None, other: date | str | None) -> str:
    said = _day(day, other)
    return f"du {said}" if isinstance(day, date) else f"de « {said} »"


def _get(offer: Any, name: str) -> Any:
    return offer.get(name) if isinstance(offer, Mapping) else getattr(offer, name, None)


def _text(offer: Any, name: str) -> str:
    value = _get(offer, name)
    return value if isinstance(value, str) else ""
