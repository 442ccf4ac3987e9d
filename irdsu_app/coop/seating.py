"""What a browser is given by a room: a place, the answer to a move, or word that it has no place there."""

from datetime import UTC, datetime
from typing import NamedTuple

from sqlmodel import Session

from irdsu_app.coop import register
from irdsu_app.coop.table import Table
from irdsu_app.design.typography import fr

_NO_SEAT = fr("Vous n'avez pas de place dans cette partie : entrez avec le code affiché.")


class Answer(NamedTuple):
    """What a move was answered: whether it is in the database, and what to say."""

    saved: bool
    said: str = ""


class Seating:
    """The deed that seats a browser at somebody's place, done in the transaction of their arrival."""

    def __init__(self, table: Table, cookie: str, person: str = "") -> None:
        """Seat this browser in the room of this table."""
        self._table, self.cookie, self.person = table, cookie, person

    def __call__(self, session: Session) -> str:
        """Write the seat, and give the cookie to set."""
        now, until = datetime.now(UTC), self._table.expires_at
        return register.sit(session, self._table.room_id, self.person, self.cookie, now, until)


class NoSeat(Exception):
    """This browser has no place in this room; the message is the sentence to show."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(_NO_SEAT)
