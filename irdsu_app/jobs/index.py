"""The index of the offers in the database, FTS5 on SQLite and tsvector on PostgreSQL: same words in, same offers out.

The only module that knows which database it is. Words are stems, made of letters and digits only.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlalchemy import text
from sqlmodel import Session

from irdsu_app.jobs import bits


class _Dialect(NamedTuple):
    """How a database says it; `anywhere` and `title` give the offers that match `:asked`, as one text quick to read."""

    erase: str
    write: str
    anywhere: str
    title: str
    word: str
    start: str
    either: str


_SQLITE = _Dialect(
    erase="DELETE FROM job_words WHERE rowid = :id",
    write="INSERT INTO job_words (rowid, title, body) VALUES (:id, :title, :body)",
    anywhere="SELECT group_concat(rowid) FROM job_words WHERE job_words MATCH :asked",
    title="SELECT group_concat(rowid) FROM job_words WHERE title MATCH :asked",
    word='"{}"',
    start='"{}"*',
    either=" OR ",
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
    return bits.of(map(int, found.split(","))) if found else 0
