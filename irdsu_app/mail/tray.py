"""What is taken to be delivered: by one process at a time, and never twice.

A letter is held until `next_at`; then anybody may take it again. `hand` is written just before its content leaves:
from there on, only an answer of the server moves it, and without one it is uncertain.
"""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, or_, update
from sqlmodel import Session, col, select

from irdsu_app.mail import box, delays
from irdsu_app.mail.letter import Status
from irdsu_app.mail.models import Letter
from irdsu_app.mail.outcome import Dropped, Later, Outcome, Refused, Sent, Taken, Uncertain

HELD = timedelta(minutes=2)
"""How long a process holds a letter that it has not begun to hand over."""
HANDED = timedelta(minutes=12)
"""How long an answer is awaited: longer than the line waits (`smtp.ANSWER`)."""
TOO_LATE = "Retiré : il était trop tard pour l’envoyer."
CUT = "Interrompu pendant l’envoi : on ne sait pas s’il est arrivé."
EXHAUSTED = "Abandonné après plusieurs essais. "

_SETTLED: dict[type, Status] = {Refused: "refused", Dropped: "dropped", Uncertain: "uncertain"}


def is_due(session: Session, now: datetime) -> bool:
    """Whether there is something to do now."""
    waiting = col(Letter.status).in_(("queued", "handing")) & (col(Letter.next_at) <= now)
    return session.exec(select(Letter.id).where(waiting).limit(1)).first() is not None


def next_due(session: Session) -> datetime | None:
    """When there will be something to do."""
    asked = select(func.min(Letter.next_at)).where(col(Letter.status).in_(("queued", "handing")))
    return session.exec(asked).one()


def take(session: Session, holder: UUID, now: datetime, most: int) -> Sequence[Letter]:
    """Take some of the letters that are due, which nobody else will then have; note those left in the middle."""
    due = col(Letter.next_at) <= now
    box.stop(session, due & (col(Letter.status) == "handing"), "uncertain", CUT)
    queued = due & (col(Letter.status) == "queued")
    box.stop(session, queued & (col(Letter.until) <= now), "dropped", TOO_LATE)
    chosen = select(Letter.id).where(queued).order_by(col(Letter.next_at)).limit(most)
    those = update(Letter).where(col(Letter.id).in_(chosen.with_for_update(skip_locked=True)))
    taken = those.values(holder=holder, next_at=now + HELD).returning(Letter)
    found = session.scalars(taken, execution_options={"populate_existing": True}).all()
    return sorted(found, key=lambda each: each.due_at)


def hand(session: Session, number: UUID, holder: UUID, now: datetime) -> bool:
    """Note that its content leaves now; false when it is no longer ours to send."""
    mine = update(Letter).where(*_mine(number, holder), col(Letter.status) == "queued")
    stays = or_(col(Letter.until).is_(None), col(Letter.until) > now)
    leaving = mine.where(stays).values(status="handing", next_at=now + HANDED)
    return session.connection().execute(leaving).rowcount == 1


def settle(session: Session, number: UUID, holder: UUID, outcome: Outcome, now: datetime) -> None:
    """Write what became of a letter we hold; what it held is forgotten if it was secret."""
    if isinstance(outcome, Taken):
        return
    found = session.exec(select(Letter).where(*_mine(number, holder)).with_for_update()).one_or_none()
    if found is None:
        return
    found.holder, found.why = None, outcome.why
    found.attempts += 1
    if isinstance(outcome, Later):
        _postpone(found, now)
    elif isinstance(outcome, Sent):
        found.status, found.sent_at = "sent", now
    else:
        found.status = _SETTLED[type(outcome)]
    if found.secret and found.status != "queued":
        found.data = {}
    session.add(found)
    session.flush()
    if isinstance(outcome, Sent | Dropped) and outcome.also:
        outcome.also(session)


def release(session: Session, holder: UUID, now: datetime) -> None:
    """Give back what was taken and not handed over: somebody else may take it at once."""
    held = update(Letter).where(col(Letter.holder) == holder, col(Letter.status) == "queued")
    session.connection().execute(held.values(holder=None, next_at=now))


def _postpone(found: Letter, now: datetime) -> None:
    wait = delays.next_try(found.attempts, random.random())  # noqa: S311 — spreads retries, protects nothing
    if wait is None:
        found.status, found.why = "refused", EXHAUSTED + found.why
    else:
        found.status, found.next_at = "queued", now + wait


def _mine(number: UUID, holder: UUID) -> tuple:
    return col(Letter.id) == number, col(Letter.holder) == holder
