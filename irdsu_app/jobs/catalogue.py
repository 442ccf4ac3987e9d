"""The register of the offers: search those that are open, find one, keep one with the words it is found by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from irdsu_app.jobs.models import JobOffer
from irdsu_app.jobs.offer import Offer
from irdsu_app.jobs.query import Query

PAGE = 20
"""Offers on a page."""


@dataclass(frozen=True)
class Found:
    """What a search gives: the offers of its page, how many in all, and how many each choice of a facet would give.

    `facets` has contract, region, department, profession, kind (by their words), telework ("oui"), since and closing
    (by days); each counts with the other facets as they are narrowed. `corrected` says what was read for what was
    typed, when a word is unknown: {"cordinatrice": "coordinatrice"}.
    """

    offers: tuple[Offer, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    corrected: Mapping[str, str]
    page: int = 1

    @property
    def pages(self) -> int:
        """How many pages there are, 1 when there is nothing."""
        return max(1, -(-self.total // PAGE))


def search(session: Session, query: Query, now: datetime) -> Found:
    """The open offers that answer this search; `now` is aware."""
    raise NotImplementedError


def archived(session: Session, now: datetime, page: int = 1) -> tuple[tuple[Offer, ...], int]:
    """A page of the offers that are over and public (expired or filled), the latest first, and how many in all."""
    raise NotImplementedError


def by_slug(session: Session, slug: str) -> Offer | None:
    """The offer of this address, whatever its status: ask `offer.status_shown` before showing it."""
    raise NotImplementedError


def keep(session: Session, row: JobOffer, now: datetime) -> Offer:
    """Write an offer, new or changed, with its index, in the caller's transaction; `changed_at` and `change` follow."""
    raise NotImplementedError


def remove(session: Session, row: JobOffer) -> None:
    """Erase an offer and its index for good."""
    raise NotImplementedError
