"""What `/metrics` counts in the house: rooms and people, registrations, letters. Numbers only."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from sqlalchemy import func
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, select

from irdsu_app import db
from irdsu_app.cycles.models import Registration
from irdsu_app.live.hub import hub
from irdsu_app.live.models import Room
from irdsu_app.mail import waiting
from irdsu_app.upkeep import numbers

Values = Iterable[tuple[tuple[str, ...], float]]


def count() -> None:
    """Have all of it counted each time somebody reads the numbers."""
    status, kind = ("status",), ("kind",)
    numbers.asked("irdsu_rooms", "Rooms open, whatever the process.", kind, _read(_rooms))
    numbers.asked("irdsu_rooms_here", "Rooms that this process shows.", (), lambda: [((), len(_shown()))])
    numbers.asked("irdsu_people", "People in the rooms that this process shows.", (), lambda: [((), _people())])
    numbers.asked("irdsu_registrations", "Registrations to meetings.", status, _read(_registrations))
    numbers.asked("irdsu_letters", "Letters in the box.", status, _read(_letters))
    numbers.asked("irdsu_oldest_letter_seconds", "How long the oldest letter that is due waits.", (), _read(_oldest))


def _read(question: Callable[[Session], Values]) -> numbers.Count:
    """Ask the database; away, it has no number to give, and the others are shown all the same."""

    def counted() -> Values:
        try:
            return list(db.read(question))
        except (SQLAlchemyError, OSError):
            return ()

    return counted


def _rooms(session: Session) -> Values:
    open_ = col(Room.closed_at).is_(None) & (col(Room.expires_at) > datetime.now(UTC))
    asked = select(Room.kind, func.count()).where(open_).group_by(Room.kind)
    return [((kind,), number) for kind, number in session.exec(asked)]


def _registrations(session: Session) -> Values:
    asked = select(Registration.status, func.count()).group_by(Registration.status)
    return [((status,), number) for status, number in session.exec(asked)]


def _letters(session: Session) -> Values:
    return [((status,), number) for status, number in waiting.by_status(session).items()]


def _oldest(session: Session) -> Values:
    return [((), waiting.oldest_due(session, datetime.now(UTC)))]


def _shown() -> list[str]:
    """The codes of the rooms in memory: no hub tells them, since nobody else has to know."""
    return list(vars(hub)["_rooms"])


def _people() -> int:
    return sum(hub.presence(code) for code in _shown())
