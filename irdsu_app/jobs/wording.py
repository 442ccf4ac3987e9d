"""The words an offer is found by: those of its title apart, those of everything else that is public. Pure."""

from collections.abc import Iterator
from typing import NamedTuple

from irdsu_app.jobs import search
from irdsu_app.jobs.lists import CONTRACTS, KINDS, PROFESSIONS
from irdsu_app.jobs.offer import Offer
from irdsu_app.jobs.places import DEPARTMENT_NAMES, REGION_NAMES
from irdsu_app.jobs.stemming import other_forms


def title_stems(offer: Offer) -> tuple[str, ...]:
    """The stems of its title."""
    return search.indexed(offer.title)


def body_stems(offer: Offer) -> tuple[str, ...]:
    """The stems of the rest, text after text."""
    return tuple(each for text in _texts(offer) for each in search.indexed(text))


class Known(NamedTuple):
    """What is known of a word: its stem, and how it is written."""

    stem: str
    shown: str


def vocabulary(offer: Offer) -> dict[str, Known]:
    """Its words and their other genders, folded."""
    words: dict[str, Known] = {}
    for text in (offer.title, *_texts(offer)):
        shown = search.written(text)
        for word in search.words(text):
            words[word.text] = Known(word.stem, shown.get(word.text, word.text))
            for form in other_forms(word.text):
                words.setdefault(form, Known(word.stem, form))
    return words


def _texts(offer: Offer) -> Iterator[str]:
    yield offer.organisation
    yield offer.place
    yield f"{offer.department} {DEPARTMENT_NAMES.get(offer.department, '')}"
    yield REGION_NAMES.get(offer.region, "")
    yield KINDS.get(offer.organisation_kind, "")
    yield PROFESSIONS.get(offer.profession, "")
    yield CONTRACTS.get(offer.contract, "")
    yield from offer.missions
    yield from (offer.contract_detail, offer.status_grade, offer.travel, offer.profile, offer.context)
    yield from (offer.presentation, offer.attached_to, "télétravail" if offer.teleworkable else "")
