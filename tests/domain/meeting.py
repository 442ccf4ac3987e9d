"""A meeting to try the rules on: people come by their number, time is moved by hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from irdsu_app.cycles.book import Book, Entry, Pool, Rules

START = datetime(2027, 3, 25, 8, 30, tzinfo=UTC)
"""9 h 30 in Paris, three days before the clocks change."""
FREE = Rules(member_share=0, same_organisation=0)
"""Rules that keep nothing for anybody."""


def number(person: int) -> UUID:
    return UUID(int=person)


def days_before(days: float) -> datetime:
    return START - timedelta(days=days)


def a_book(room: int = 2, remote: int = 0, waiting: int = 10, rules: Rules = FREE, **fields) -> Book:
    """An open meeting, and nobody yet."""
    book = Book(
        meeting=UUID(int=1 << 64),
        starts_at=START,
        ends_at=START + timedelta(hours=7),
        status="open",
        places={"room": room, "remote": remote},
        waiting_places=waiting,
        rules=rules,
    )
    return replace(book, **fields)


def somebody(person: int, pool: Pool = "room", member: bool = False, organisation: str = "") -> Entry:
    """Somebody who comes; the registration of person n is n + 1000."""
    return Entry(
        id=number(person + 1000),
        person=number(person),
        pool=pool,
        status="waiting",
        arrival=0,
        member=member,
        organisation=organisation,
    )
