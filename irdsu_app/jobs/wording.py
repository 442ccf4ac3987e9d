"""The words an offer is found by: those of its title apart, those of everything else that is public. Pure."""

from collections.abc import Iterator

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


def vocabulary(offer: Offer) -> dict[str, str]:
    """Its words and their other genders, with their stems."""
    met = (word for text in (offer.title, *_texts(offer)) for word in search.words(text))
    return {form: word.stem for word in met for form in (word.text, *other_forms(word.text))}


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
