"""The board of the day in this process, brought up to date from the database at each search: what changed, no more."""

import threading
from datetime import date
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Pool, Row, select
from sqlmodel import Session, col, or_, update

from irdsu_app.jobs.board import Board, Entry, entry
from irdsu_app.jobs.models import JobBoard, JobOffer, JobWord
from irdsu_app.jobs.offer import today

_COLUMNS = [
    col(each)
    for each in (
        JobOffer.id,
        JobOffer.contract,
        JobOffer.region,
        JobOffer.department,
        JobOffer.profession,
        JobOffer.organisation_kind,
        JobOffer.teleworkable,
        JobOffer.deadline,
        JobOffer.published_at,
        JobOffer.status,
    )
]
_COUNTS = select(col(JobBoard.change), col(JobBoard.erasures))
_boards: "WeakKeyDictionary[Pool, Board]" = WeakKeyDictionary()
"""By database, of which the pool of connections is what all engines on it share."""
turn = threading.RLock()
"""Held while a search looks at the board, so that another thread does not change it meanwhile."""


def is_open(day: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """What the rows of the offers open on this day in Paris have in common."""
    return col(JobOffer.status) == "online", or_(col(JobOffer.deadline).is_(None), col(JobOffer.deadline) >= day)


def current(session: Session, day: date) -> Board:
    """The board of this day, as the database is now."""
    change, erasures = session.connection().execute(_COUNTS).one()
    name = session.get_bind().engine.pool
    with turn:
        board = _boards.get(name)
        if board is None or board.day != day or board.erasures != erasures or board.change > change:
            board = _boards[name] = Board(day, erasures=erasures)
        if board.change != change:
            _catch_up(session, board, change)
    return board


def changed(session: Session) -> int:
    """Count a change of the board, in the caller's transaction, and give its number: others wait for their turn."""
    counted = update(JobBoard).values(change=col(JobBoard.change) + 1).returning(col(JobBoard.change))
    return session.connection().execute(counted).scalar_one()


def erased(session: Session) -> None:
    """Count an erasure, in the caller's transaction."""
    session.connection().execute(update(JobBoard).values(erasures=col(JobBoard.erasures) + 1))


def _catch_up(session: Session, board: Board, change: int) -> None:
    """Read what has changed since the board was last looked at."""
    connection = session.connection()
    asked = select(*_COLUMNS).where(col(JobOffer.change) > board.change)
    rows = connection.execute(asked if board.change >= 0 else asked.where(*is_open(board.day))).all()
    entries = [held for row in rows if (held := _entry(row, board.day))]
    board.renew([row.id for row in rows], entries)
    fresh = select(col(JobWord.word), col(JobWord.stem), col(JobWord.shown)).where(col(JobWord.change) > board.change)
    words = connection.execute(fresh).all()
    board.lexicon.learn({row.word: row.stem for row in words}, {row.word: row.shown for row in words})
    board.change = change


def _entry(row: Row, day: date) -> Entry | None:
    """The entry of an offer, unless it is not open."""
    number, *choices, teleworkable, deadline, published, status = row
    if status != "online" or (deadline and deadline < day):
        return None
    return entry(number, tuple(choices), teleworkable, deadline, today(published).toordinal() if published else 0)
