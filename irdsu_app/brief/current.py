"""What the public reads when an edition came out after the pages were built: written on the server, once an edition.

The first edition stays in the built pages. The fragment of the sheet also serves the edition a presentation keeps:
`/feuille.html?edition=2`, or `?salle=` and its code when the page does not know yet.
"""

from datetime import UTC, date, datetime
from functools import lru_cache
from urllib.parse import parse_qs

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from irdsu_app import db, door
from irdsu_app.brief import editions, paper, printing, talks
from irdsu_app.brief.showing import showing
from irdsu_app.brief.svg import Markup
from irdsu_app.live import codes, store

FRAGMENT = "/feuille.html"
WRITTEN = {FRAGMENT: paper.sheet, "/depliant": paper.sheet, "/depliant/texte": printing.document}
"""The addresses that hold the sheet, and who writes it."""


def fresh(path: str, query: str) -> str | None:
    """The page or fragment of this address, or nothing when the built one is right."""
    if path not in WRITTEN:
        return None
    try:
        number = db.read(lambda session: _number(session, path, query))
        return None if number == 1 else written(path, number, datetime.now(UTC).date())
    except SQLAlchemyError:  # the sheet is still read while the database is away
        return None


def _number(session: Session, path: str, query: str) -> int:
    newest = editions.newest(session)
    asked = parse_qs(query[:200]) if path == FRAGMENT else {}
    if "salle" in asked:
        try:
            return talks.visit(session, codes.read(asked["salle"][0]), "", datetime.now(UTC)).talk.edition
        except (store.RoomUnknown, store.RoomClosed, codes.UnknownCode):
            return newest
    number = asked.get("edition", [""])[0]
    return min(int(number), newest) if number.isdecimal() and 0 < len(number) < 6 and int(number) else newest


@lru_cache(maxsize=12)
def written(path: str, number: int, today: date) -> str:
    """Write an address for an edition; a published edition never changes, a figure grows old with the day."""
    found = db.read(lambda session: editions.edition(session, number))
    if found is None:
        raise LookupError(number)
    with showing(found.brief, found.facts):
        markup = signed(WRITTEN[path](today), number)
    if path == FRAGMENT:
        return markup
    return printing.refill((door.BUILD / path[1:] / "index.html").read_text("utf-8"), "slot", markup)


def warm(number: int) -> None:
    """Write every address for a new edition before anybody asks."""
    for path in WRITTEN:
        written(path, number, datetime.now(UTC).date())


def signed(markup: Markup, number: int) -> Markup:
    """The sheet, saying which edition it is, so that the stage takes its titles from it."""
    return markup.replace('<div class="faces"', f'<div data-edition="{number}" class="faces"', 1)
