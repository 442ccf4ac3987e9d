"""What the team decides of a posting, with all that follows; whoever does not answer for the offers is refused."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from irdsu_app.access.models import Organiser
from irdsu_app.jobs import deciding
from irdsu_app.jobs.offer import today
from irdsu_app.jobs.posting_register import written
from irdsu_app.jobs.posting_rows import act, answers, row_by_id
from irdsu_app.jobs.submission import Done, Posting


def edit(
    session: Session,
    by: Organiser,
    number: UUID,
    mine: Mapping[str, Any],
    base: Mapping[str, str],
    now: datetime,
) -> Done:
    """Keep what a moderator writes; the same."""
    answers(by)
    return written(session, row_by_id(session, number), mine, base, "moderator", 0, now, by)


def publish(session: Session, by: Organiser, number: UUID, revision: int, now: datetime) -> Done:
    """Let online what a moderator read at this revision."""
    return _decide(
        session, by, number, "publish", lambda p: deciding.publish(p, revision, "moderator", today(now)), now
    )


def ask_correction(session: Session, by: Organiser, number: UUID, words: str, revision: int, now: datetime) -> Done:
    """Ask the poster to correct."""
    return _decide(
        session, by, number, "correct", lambda p: deciding.ask_correction(p, words, revision, "moderator"), now
    )


def refuse(
    session: Session, by: Organiser, number: UUID, reason: str, words: str, revision: int, now: datetime
) -> Done:
    """Refuse the whole offer."""
    return _decide(
        session, by, number, "refuse", lambda p: deciding.refuse(p, reason, words, revision, "moderator"), now
    )


def refuse_change(
    session: Session, by: Organiser, number: UUID, reason: str, words: str, revision: int, now: datetime
) -> Done:
    """Refuse a change, which is kept in the history; what is online stays."""
    return _decide(
        session, by, number, "keep", lambda p: deciding.refuse_change(p, reason, words, revision, "moderator"), now
    )


def reopen(session: Session, by: Organiser, number: UUID, revision: int, hold: bool, now: datetime) -> Done:
    """Read an offer online again, after a report; `hold`: out of sight meanwhile."""
    return _decide(session, by, number, "reopen", lambda p: deciding.reopen(p, revision, "moderator", hold), now)


def _decide(
    session: Session, by: Organiser, number: UUID, name: str, rule: Callable[[Posting], Done], now: datetime
) -> Done:
    answers(by)
    return act(session, row_by_id(session, number), name, rule, now, by)
