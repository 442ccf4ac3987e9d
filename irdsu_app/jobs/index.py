"""The index of the offers in the database, FTS5 on SQLite and tsvector on PostgreSQL: same words in, same offers out.

The only module that knows which database it is. Words are stems, made of letters and digits only.
"""

import sys
from array import array
from collections.abc import Callable, Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlmodel import Session

from irdsu_app.jobs import bits


def _of_text(found: str) -> Iterable[int]:
    return map(int, found.split(","))


def _of_bytes(found: bytes) -> Iterable[int]:
    """Four bytes for each number, the first the heaviest."""
    numbers = array("i", found)
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


class _Dialect(NamedTuple):
    """How a database says it; `anywhere` and `title` give in one piece the offers that match `:asked`."""

    erase: str
    write: str
    anywhere: str
    title: str
    word: str
    start: str
    either: str
    numbers: Callable[[Any], Iterable[int]]


_SQLITE = _Dialect(
    erase="DELETE FROM job_words WHERE rowid = :id",
    write="INSERT INTO job_words (rowid, title, body) VALUES (:id, :title, :body)",
    anywhere="SELECT group_concat(rowid) FROM job_words WHERE job_words MATCH :asked",
    title="SELECT group_concat(rowid) FROM job_words WHERE title MATCH :asked",
    word='"{}"',
    start='"{}"*',
    either=" OR ",
    numbers=_of_text,
)
_POSTGRESQL = _Dialect(
    erase="DELETE FROM job_words WHERE offer_id = :id",
    write="INSERT INTO job_words (offer_id, title, words) VALUES"
    " (:id, to_tsvector('simple', :title), to_tsvector('simple', :title || ' ' || :body))",
    anywhere="SELECT job_words_in_words(CAST(:asked AS tsquery))",
    title="SELECT job_words_in_title(CAST(:asked AS tsquery))",
    word="'{}'",
    start="'{}':*",
    either=" | ",
    numbers=_of_bytes,
)


def _of(session: Session) -> _Dialect:
    return _SQLITE if session.get_bind().dialect.name == "sqlite" else _POSTGRESQL


def write(session: Session, offer: int, title: Iterable[str], body: Iterable[str]) -> None:
    """Index an offer by these stems, in place of those it had."""
    says, first = _of(session), dict.fromkeys(title)
    rest = dict.fromkeys(each for each in body if each not in first)
    connection = session.connection()
    connection.execute(text(says.erase), {"id": offer})
    connection.execute(text(says.write), {"id": offer, "title": " ".join(first), "body": " ".join(rest)})


def erase(session: Session, offer: int) -> None:
    """Take an offer out of the index."""
    session.connection().execute(text(_of(session).erase), {"id": offer})


def matching(session: Session, stems: Collection[str], start: str = "", in_title: bool = False) -> int:
    """The offers that have any of these stems, or one that begins so, in their title or anywhere: a set of bits."""
    says = _of(session)
    ways = [says.word.format(each) for each in sorted(stems)] + ([says.start.format(start)] if start else [])
    if not ways:
        return 0
    asked = text(says.title if in_title else says.anywhere)
    found = session.connection().execute(asked, {"asked": says.either.join(ways)}).scalar_one()
    return bits.of(says.numbers(found)) if found else 0
