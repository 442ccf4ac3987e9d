"""A search made ready to be shown: what it finds, and when it finds nothing, other searches that would."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from irdsu_app.jobs import catalogue, facets
from irdsu_app.jobs.places import DEPARTMENTS_OF, REGION_NAMES, region_of
from irdsu_app.jobs.query import Query
from irdsu_app.jobs.screen import Seen

WAYS = 6
"""Other searches that are offered."""


def look(session: Session, query: Query, now: datetime) -> Seen:
    """What this search gives."""
    found = catalogue.search(session, query, now)
    return Seen(
        query=replace(query, page=found.page),
        offers=found.offers,
        total=found.total,
        counts=found.facets,
        corrected=tuple(found.corrected.items()),
        pages=found.pages,
        ways=() if found.total else tuple(_ways(session, query, now)),
    )


def _ways(session: Session, query: Query, now: datetime) -> Iterator[tuple[str, Query, int]]:
    """Searches a little wider that find something."""
    tried, given = {query}, 0
    for shown, wider in _wider(query):
        if wider in tried or given == WAYS:
            continue
        tried.add(wider)
        if total := catalogue.search(session, wider, now).total:
            given += 1
            yield shown, wider, total


def _wider(query: Query) -> Iterator[tuple[str, Query]]:
    for number in query.department:
        region = region_of(number)
        if len(DEPARTMENTS_OF.get(region, ())) > 1:
            yield f"Chercher dans toute la région {REGION_NAMES[region]}", query.with_(department=(), region=(region,))
    if query.department or query.region:
        yield "Chercher dans toute la France", query.with_(department=(), region=())
    for shown, without in facets.made(query):
        yield f"Sans « {shown} »", without
    words = query.words.split()[:WAYS]
    fewer = {word: " ".join(each for each in words if each != word) for word in words} if len(words) > 1 else {}
    for word, rest in fewer.items():
        yield f"Sans le mot « {word} »", query.with_(words=rest)
    for rest in fewer.values():
        yield f"« {rest} », sans aucun filtre", Query(words=rest)
    if query.words and query.narrowed:
        yield f"« {query.words} » sans aucun filtre", Query(words=query.words)
        yield "Ces filtres, sans mots", query.with_(words="")
