"""A search that somebody follows by mail: what it wants, said once, and whether a new offer is that. Pure.

An alert is a search of the board without its order, its page and « publiée depuis », which a weekly letter makes
meaningless. Thousands of them meet an offer in a few milliseconds: what is wanted is read once and kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode

from irdsu_app.jobs import facets, search, wording
from irdsu_app.jobs.board import FACETS
from irdsu_app.jobs.offer import PARIS, Offer
from irdsu_app.jobs.query import Query

WEEKDAY, HOUR = 1, time(8)
"""When the weekly letters leave: on Tuesday at 8 h in Paris."""
SAID_WHEN = "le mardi à 8\u00a0heures"
CONFIRMED_WITHIN = timedelta(hours=48)
"""How long an alert that nobody confirmed is kept."""
STOPPED_KEPT = timedelta(days=30)
"""How long the alerts of somebody who stopped them are kept, should it be a mistake."""
MOST = 10
"""Alerts of one person."""


@dataclass(frozen=True)
class Wanted:
    """What an alert wants: every word of `stems`, or those of `rest` and, for each of `begun`, a word that begins so.

    `choices` are those of the facets that are narrowed, by their place among the facets.
    """

    stems: frozenset[str]
    rest: frozenset[str]
    begun: tuple[str, ...]
    choices: tuple[tuple[int, frozenset[str]], ...]
    telework: bool
    closing: int


class Traits(NamedTuple):
    """What alerts look at in an offer; `choices` in the order of the facets."""

    stems: frozenset[str]
    words: tuple[str, ...]
    choices: tuple[str, ...]
    teleworkable: bool
    deadline: date | None


def followed(query: Query) -> Query:
    """The part of a search that is followed."""
    return replace(query, since=0, sort="", page=1)


def packed(query: Query) -> str:
    """A search as it is kept: in one way only, so that the same one is not followed twice."""
    return urlencode(followed(query).parameters(), safe=",")


def unpacked(asked: str) -> Query:
    """The search that was kept."""
    return Query.read(parse_qs(asked))


def said(query: Query) -> str:
    """A search in words: « médiation », CDI, Nord (59)."""
    parts = [f"« {query.words} »"] if query.words else []
    parts += [shown for shown, _ in facets.made(followed(query))]
    return ", ".join(parts) or "Toutes les offres"


@lru_cache(maxsize=20_000)
def wanted(asked: str, begun: str) -> Wanted:
    """What the alert kept as `asked` wants; `begun` are those of its words that were only beginnings, if any."""
    query = unpacked(asked)
    words, beginnings = [word.text for word in search.words(query.words)], begun.split()
    return Wanted(
        stems=frozenset(search.analyse(query.words)),
        rest=frozenset(search.analyse(" ".join(word for word in words if word not in beginnings))),
        begun=tuple(beginnings),
        choices=tuple((at, frozenset(chosen)) for at, name in enumerate(FACETS) if (chosen := getattr(query, name))),
        telework=query.telework,
        closing=query.closing,
    )


def traits(offer: Offer) -> Traits:
    """What alerts look at in this offer."""
    stems = frozenset((*wording.title_stems(offer), *wording.body_stems(offer)))
    return Traits(
        stems=stems,
        words=(*wording.vocabulary(offer), *stems),  # what an acronym stands for is in its stems only
        choices=(offer.contract, offer.region, offer.department, offer.profession, offer.organisation_kind),
        teleworkable=offer.teleworkable,
        deadline=offer.deadline,
    )


def wants(alert: Wanted, offer: Traits, day: date) -> bool:
    """Whether an offer that is open on this day is what an alert wants."""
    for at, chosen in alert.choices:
        if offer.choices[at] not in chosen:
            return False
    if alert.telework and not offer.teleworkable:
        return False
    if alert.closing and (offer.deadline is None or offer.deadline > day + timedelta(days=alert.closing)):
        return False
    if alert.stems <= offer.stems:
        return True
    if not alert.begun or not alert.rest <= offer.stems:
        return False
    return all(any(word.startswith(each) for word in offer.words) for each in alert.begun)


def last_round(now: datetime) -> datetime:
    """The last moment, at or before this one, when weekly letters leave."""
    here = now.astimezone(PARIS)
    day = here.date() - timedelta(days=(here.weekday() - WEEKDAY) % 7)
    moment = datetime.combine(day, HOUR, PARIS)
    return moment if moment <= here else datetime.combine(day - timedelta(days=7), HOUR, PARIS)


def next_round(now: datetime) -> datetime:
    """The next moment when weekly letters leave."""
    day = last_round(now).date() + timedelta(days=7)
    return datetime.combine(day, HOUR, PARIS)


def grouped(wanting: Iterator[tuple[str, Offer]]) -> dict[str, list[Offer]]:
    """Each offer once, under the first search that wants it, in the order they come."""
    told: set[int] = set()
    groups: dict[str, list[Offer]] = {}
    for asked, offer in wanting:
        if offer.id not in told:
            told.add(offer.id)
            groups.setdefault(asked, []).append(offer)
    return groups
