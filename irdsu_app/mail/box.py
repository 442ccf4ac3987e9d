"""The register of the letters: queue them with what they tell, find them, stop them, send one again by hand."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID, uuid4

from sqlalchemy import JSON, ColumnElement, case, event, false, func, literal, or_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Session, col, delete, select

from irdsu_app.mail import bell, letter
from irdsu_app.mail.letter import DEMONSTRATION, SETTLED, Status, ToSend
from irdsu_app.mail.models import Letter
from irdsu_app.settings import settings

PAGE = 50
"""Letters on a page of the organisers' list."""
KEPT = timedelta(days=180)
"""How long an organiser may read to whom a settled letter went; then only the trace that it was sent remains."""
LISTENING, RINGS = "irdsu_listening", "irdsu_rings"
SUPERSEDED = "Retiré avant l’envoi : il n’avait plus lieu d’être."
ERASED = "Effacé, avec les données de la personne."


class CannotResend(Exception):
    """This letter cannot be sent again; the message is the sentence to show."""


def queue(session: Session, letters: Iterable[ToSend], now: datetime) -> int:
    """Queue these letters in the caller's transaction; say how many are new: the same key again is ignored."""
    rows = _rows(letters, now)
    if not rows:
        return 0
    made = len(session.connection().execute(_insert(session).returning(col(Letter.id)), rows).all())
    _ring_when_written(session)
    return made


def put(session: Session, letters: Iterable[ToSend], now: datetime) -> None:
    """Queue these letters without counting them: in a rush there are thousands, and PostgreSQL is slow to tell."""
    if rows := _rows(letters, now):
        session.connection().execute(_insert(session), rows)
        _ring_when_written(session)


def _insert(session: Session) -> Any:
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    return dialect.insert(Letter).on_conflict_do_nothing(index_elements=["key"])


def _rows(letters: Iterable[ToSend], now: datetime) -> list[dict[str, Any]]:
    domain = settings.mail_domain
    return [_row(each, now, domain) for each in letters]


def _row(to_send: ToSend, now: datetime, domain: str) -> dict[str, Any]:
    number, due = uuid4(), to_send.due_at or now
    nowhere = letter.is_nowhere(to_send.recipient)
    return {
        "id": number,
        "key": to_send.key,
        "kind": to_send.kind,
        "recipient": letter.normalised(to_send.recipient),
        "data": {} if nowhere and to_send.secret else dict(to_send.data),
        "secret": to_send.secret,
        "about": to_send.about,
        "status": "dropped" if nowhere else "queued",
        "created_at": now,
        "due_at": due,
        "next_at": due,
        "until": to_send.until,
        "attempts": 0,
        "why": DEMONSTRATION if nowhere else "",
        "message_id": f"<{number.hex}@{domain}>",
    }


def _ring_when_written(session: Session) -> None:
    """Ring once, when the whole unit of work is written; a savepoint inside it is not."""
    if not session.info.get(LISTENING):
        session.info[LISTENING] = True
        event.listen(session, "after_transaction_end", _ended)
    session.info[RINGS] = True


def _ended(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None and session.info.pop(RINGS, False):
        bell.ring()


def drop(session: Session, *, keys: Collection[str] = (), about: str = "", why: str = SUPERSEDED) -> int:
    """Stop the letters with these keys, or about this, that have not left yet; say how many."""
    if not keys and not about:
        return 0
    those = col(Letter.key).in_(list(keys)) if keys else col(Letter.about) == about
    if keys and about:
        those = those & (col(Letter.about) == about)
    return stop(session, those & (col(Letter.status) == "queued"), "dropped", why)


def stop(session: Session, those: ColumnElement[bool], status: Status, why: str) -> int:
    """Settle these letters, which nobody delivers any more; secrets are forgotten. Say how many."""
    kept = case((col(Letter.secret), literal({}, JSON)), else_=col(Letter.data))
    settled = update(Letter).where(those).values(status=status, why=why, holder=None, data=kept)
    return session.connection().execute(settled).rowcount


def pending(session: Session, about: str = "") -> int:
    """How many letters have not left yet, about this or in all."""
    asked = select(func.count()).select_from(Letter).where(col(Letter.status).in_(("queued", "handing")))
    return session.exec(asked.where(Letter.about == about) if about else asked).one()


def listed(
    session: Session,
    *,
    about: str = "",
    status: Status | Literal[""] = "",
    words: str = "",
    kinds: Collection[str] | None = None,
    page: int = 1,
) -> tuple[Sequence[Letter], int]:
    """A page of letters, the newest first, and how many there are in all; `kinds` are the only beginnings shown."""
    asked = select(Letter)
    if about:
        asked = asked.where(Letter.about == about)
    if status:
        asked = asked.where(Letter.status == status)
    if words:
        asked = asked.where(col(Letter.recipient).contains(letter.normalised(words), autoescape=True))
    if kinds is not None:
        ours = (col(Letter.kind).startswith(f"{kind}.", autoescape=True) for kind in kinds)
        asked = asked.where(or_(false(), *ours))
    total = session.exec(select(func.count()).select_from(asked.subquery())).one()
    newest = asked.order_by(col(Letter.created_at).desc(), col(Letter.id))
    return session.exec(newest.offset((max(1, page) - 1) * PAGE).limit(PAGE)).all(), total


def again(session: Session, number: UUID, now: datetime) -> Letter:
    """Queue once more a letter that is refused or uncertain, by hand; raises CannotResend."""
    found = session.exec(select(Letter).where(Letter.id == number).with_for_update()).one_or_none()
    if found is None or found.status not in ("refused", "uncertain"):
        raise CannotResend("Ce courriel n’attend pas d’être envoyé de nouveau.")
    if found.secret or not found.recipient:
        raise CannotResend("Ce que contenait ce courriel n’est plus gardé : il faut en faire un autre.")
    if found.until is not None and found.until <= now:
        raise CannotResend("Il est trop tard : ce que disait ce courriel n’est plus vrai.")
    found.status, found.why, found.attempts, found.next_at, found.holder = "queued", "", 0, now, None
    session.add(found)
    session.flush()
    _ring_when_written(session)
    return found


def erase(session: Session, recipient: str, kinds: str) -> int:
    """Forget a person in the letters of one tool, those whose kind begins so ("cycles."); say how many.

    Those that wait are stopped, the others keep neither address nor content. What another tool writes to the same
    address is not touched: it was asked for there.
    """
    theirs = col(Letter.recipient) == letter.normalised(recipient)
    theirs &= col(Letter.kind).startswith(kinds, autoescape=True)
    stop(session, theirs & (col(Letter.status) == "queued"), "dropped", ERASED)
    forgotten = update(Letter).where(theirs).values(recipient="", data={}, about="")
    return session.connection().execute(forgotten).rowcount


def tidy(session: Session, now: datetime) -> int:
    """Keep of the letters settled long ago neither address nor content; twice later, nothing. Say how many."""
    old = col(Letter.status).in_(SETTLED)
    session.exec(delete(Letter).where(old, col(Letter.created_at) < now - 4 * KEPT))
    past = old & (col(Letter.created_at) < now - KEPT) & (col(Letter.recipient) != "")
    return session.connection().execute(update(Letter).where(past).values(recipient="", data={}, about="")).rowcount
