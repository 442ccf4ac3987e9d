"""What the tests of letters share: a clock that is moved, letters, a delivery, what became of each."""

import asyncio
from datetime import UTC, datetime

from sqlmodel import func, select

from irdsu_app import db
from irdsu_app.mail import box, post, smtp
from irdsu_app.mail.letter import ToSend
from irdsu_app.mail.models import Letter
from tests.sink import Sink

ICS = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def queue(*letters: ToSend) -> int:
    with db.session() as session:
        return box.queue(session, letters, NOW)


def to(who: str, key: str = "", **more) -> ToSend:
    return ToSend(key or who, more.pop("kind", "test.plain"), f"{who}@ville.fr", more.pop("data", {}), **more)


def deliver(sink: Sink, clock=None, lines: int = 2, answer: float = 5) -> int:
    wires = [smtp.Wire(smtp.office(sink.url), "IR-DSU <bureau@irdsu.fr>", answer) for _ in range(lines)]
    return asyncio.run(post.Postman(wires, clock or (lambda: NOW)).round())


def found(key: str) -> Letter:
    return db.read(lambda session: session.exec(select(Letter).where(Letter.key == key)).one())


def states() -> dict[str, int]:
    asked = select(Letter.status, func.count()).group_by(Letter.status)
    return dict(db.read(lambda session: session.exec(asked).all()))
