"""What the public reads when an edition came out after the pages were built: written on the server, once an edition.

The first edition stays in the built pages. The fragment of the sheet also serves what a presentation shows, an edition
or somebody's version: `/feuille.html?edition=2`, or `?salle=` and its code.
"""

from datetime import UTC, date, datetime
from functools import lru_cache
from urllib.parse import parse_qs
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from irdsu_app import db, door
from irdsu_app.brief import editions, paper, printing, talks
from irdsu_app.brief.publishing import Edition
from irdsu_app.brief.showing import showing
from irdsu_app.live import codes, store

FRAGMENT = "/feuille.html"
WRITTEN = {FRAGMENT: paper.sheet, "/depliant": paper.sheet, "/depliant/texte": printing.document}
"""The addresses that hold the sheet, and who writes it."""


def edition() -> Edition:
    """The edition in force; the first one while the database is away: the sheet is still taken away."""
    try:
        return db.read(editions.current)
    except SQLAlchemyError:
        return editions.first()


def fresh(path: str, query: str) -> str | None:
    """The page or fragment of this address, or nothing when the built one is right."""
    if path not in WRITTEN:
        return None
    now, asked = datetime.now(UTC), parse_qs(query[:200]) if path == FRAGMENT else {}
    try:
        code, newest = asked.get("salle", [""])[0], db.read(editions.newest)
        there = db.read(lambda session: _visit(session, code, now)) if code else None
        if there is not None and there.own is not None:
            return presented(there.room.code, there.own.id, there.own.revision, newest, now.date())
        number = there.talk.edition if there else _number(asked, newest)
        return None if number == 1 else written(path, number, now.date())
    except SQLAlchemyError:  # the sheet is still read while the database is away
        return None


def _visit(session: Session, code: str, now: datetime) -> talks.Visit | None:
    try:
        return talks.visit(session, codes.read(code), "", now)
    except (store.RoomUnknown, store.RoomClosed, codes.UnknownCode):
        return None


def _number(asked: dict[str, list[str]], newest: int) -> int:
    number = asked.get("edition", [""])[0]
    return min(int(number), newest) if number.isdecimal() and 0 < len(number) < 6 and int(number) else newest


@lru_cache(maxsize=12)
def written(path: str, number: int, today: date) -> str:
    """Write an address for an edition; a published edition never changes, a figure grows old with the day."""
    found = db.read(lambda session: editions.edition(session, number))
    if found is None:
        raise LookupError(number)
    with showing(found.brief, found.facts):
        markup = paper.signed(WRITTEN[path](today), str(number), found.brief.panels)
    if path == FRAGMENT:
        return markup
    return printing.refill((door.BUILD / path[1:] / "index.html").read_text("utf-8"), "slot", markup)


@lru_cache(maxsize=24)
def presented(code: str, _version: UUID, _revision: int, _newest: int, today: date) -> str:
    """Write the version that a room presents, once a revision, without the panels that it leaves out."""
    now = datetime.now(UTC)
    laid = db.read(lambda session: talks.laid(session, talks.visit(session, code, "", now)))
    with showing(laid.brief, laid.facts):
        return paper.signed(paper.sheet(today), laid.name, laid.brief.panels)


def warm(number: int) -> None:
    """Write every address for a new edition before anybody asks."""
    for path in WRITTEN:
        written(path, number, datetime.now(UTC).date())
