"""The organisers at the door: let in by a one-time link, known by a cookie of their own for twelve hours.

What each may do is asked here at every act: a visit that has ended, or a role that was taken back, does nothing more.
"""

import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import update
from sqlmodel import Session, col, delete, select

from irdsu_app.access import roles, team
from irdsu_app.access.models import Organiser, OrganiserAct, OrganiserLink, OrganiserVisit, PasskeyChallenge
from irdsu_app.access.seats import hash_of

LINK_LASTS, VISIT_LASTS = timedelta(minutes=10), timedelta(hours=12)
JOURNAL_LASTS = timedelta(days=365)
SEEN = timedelta(minutes=2)
"""How far behind the last time a visit was seen may be: it is not written at each gesture."""
ENDED = "Votre visite est terminée. Demandez un nouveau lien à la page « Connexion »."


class LinkSpent(Exception):
    """The link was used, is too old, or never was; the message is the sentence to show."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "Ce lien ne fonctionne pas ou plus : il sert une seule fois, dans les dix minutes. Demandez-en un autre."
        )


class NotAllowed(Exception):
    """This browser is not that of an organiser who answers for this; the message is the sentence to show."""


def give_link(session: Session, now: datetime, organiser: Organiser | None = None) -> str:
    """Make a one-time link for an organiser, or for whoever holds the machine; only its hash is kept."""
    session.exec(delete(OrganiserLink).where(col(OrganiserLink.expires_at) < now))
    token, whose = secrets.token_urlsafe(32), organiser or team.machine(session, now)
    session.add(OrganiserLink(key_hash=hash_of(token), organiser_id=whose.id, expires_at=now + LINK_LASTS))
    session.flush()
    return token


def enter(session: Session, token: str, now: datetime, browser: str = "", before: str = "") -> str:
    """Use the link, once, and give the cookie value to set; the visit of the cookie `before` ends. Raises LinkSpent."""
    link = col(OrganiserLink.key_hash) == hash_of(token)
    fresh = link & col(OrganiserLink.used_at).is_(None) & (col(OrganiserLink.expires_at) > now)
    if session.connection().execute(update(OrganiserLink).where(fresh).values(used_at=now)).rowcount != 1:
        raise LinkSpent
    whose = session.exec(select(Organiser).join(OrganiserLink).where(link)).one()
    if not whose.active:
        raise LinkSpent
    return open_visit(session, whose, now, browser, before)


def open_visit(
    session: Session,
    whose: Organiser,
    now: datetime,
    browser: str = "",
    before: str = "",
    how: str = "Entrée au bureau",
) -> str:
    """Let an organiser in and give the cookie value to set; the visit of `before` ends, the journal says how."""
    session.exec(delete(OrganiserVisit).where(col(OrganiserVisit.expires_at) < now))
    if before:
        leave(session, before)
    value = secrets.token_urlsafe(32)
    session.add(
        OrganiserVisit(
            id=uuid4(),
            key_hash=hash_of(value),
            organiser_id=whose.id,
            browser=browser,
            created_at=now,
            last_seen=now,
            expires_at=now + VISIT_LASTS,
        )
    )
    log(session, whose, how, now=now, detail={"navigateur": browser} if browser else {})
    return value


def visit_of(session: Session, cookie: str, now: datetime | None = None) -> OrganiserVisit | None:
    """The visit of this browser, if it still holds and its organiser is still one."""
    if not cookie:
        return None
    asked = select(OrganiserVisit).join(Organiser).where(OrganiserVisit.key_hash == hash_of(cookie))
    asked = asked.where(col(OrganiserVisit.expires_at) > (now or datetime.now(UTC)), col(Organiser.active))
    return session.exec(asked).one_or_none()


def organiser_of(session: Session, visit: OrganiserVisit) -> Organiser:
    """Whose visit it is."""
    return session.exec(select(Organiser).where(Organiser.id == visit.organiser_id)).one()


def may(session: Session, visit: OrganiserVisit, role: str) -> bool:
    """Whether the organiser of this visit answers for this product ("brief", "cycles", "coop", "jobs", "all")."""
    return roles.includes(organiser_of(session, visit).roles, role)


def required(session: Session, cookie: str, role: str = "") -> Organiser:
    """The organiser of this browser, who must answer for this product when one is named; raises NotAllowed."""
    visit = visit_of(session, cookie)
    if visit is None:
        raise NotAllowed(ENDED)
    whose = organiser_of(session, visit)
    if role and not roles.includes(whose.roles, role):
        raise NotAllowed(f"Cette page demande le rôle « {roles.WORDS[role]} » : demandez-le à qui tient l’équipe.")
    return whose


def log(
    session: Session,
    organiser: Organiser | None,
    what: str,
    about: str = "",
    detail: Mapping[str, Any] | None = None,
    now: datetime | None = None,
) -> None:
    """Write in the journal what an organiser did, in French and in a few words, in the transaction of the act."""
    act = OrganiserAct(
        at=now or datetime.now(UTC),
        organiser_id=organiser.id if organiser else None,
        what=what,
        about=about,
        detail=dict(detail or {}),
    )
    session.add(act)
    session.flush()


def seen(session: Session, cookie: str, now: datetime) -> None:
    """Note that this visit is alive."""
    mine = col(OrganiserVisit.key_hash) == hash_of(cookie)
    stale = mine & (col(OrganiserVisit.last_seen) < now - SEEN)
    session.connection().execute(update(OrganiserVisit).where(stale).values(last_seen=now))


def visits(session: Session, organiser: Organiser, now: datetime) -> list[OrganiserVisit]:
    """The visits of an organiser that still hold, the last seen first."""
    asked = select(OrganiserVisit).where(OrganiserVisit.organiser_id == organiser.id)
    asked = asked.where(col(OrganiserVisit.expires_at) > now).order_by(col(OrganiserVisit.last_seen).desc())
    return list(session.exec(asked).all())


def close(session: Session, organiser: Organiser, visit: UUID) -> bool:
    """End one visit of this organiser; whether there was one."""
    mine = col(OrganiserVisit.organiser_id) == organiser.id
    return session.exec(delete(OrganiserVisit).where(mine, col(OrganiserVisit.id) == visit)).rowcount == 1


def close_others(session: Session, organiser: Organiser, cookie: str = "") -> int:
    """End every visit of this organiser but that of this cookie, and spend their links; say how many visits ended."""
    session.exec(delete(OrganiserLink).where(col(OrganiserLink.organiser_id) == organiser.id))
    mine = col(OrganiserVisit.organiser_id) == organiser.id
    return session.exec(delete(OrganiserVisit).where(mine, col(OrganiserVisit.key_hash) != hash_of(cookie))).rowcount


def change_roles(session: Session, number: UUID, wanted: Iterable[str]) -> tuple[Organiser, int]:
    """Change what an organiser answers for; when it is less, every visit of theirs ends: say how many. Raises Unfit."""
    before = session.exec(select(Organiser.roles).where(Organiser.id == number)).one_or_none() or ""
    changed = team.change(session, number, wanted=wanted)
    less = any(roles.includes(before, role) and not roles.includes(changed.roles, role) for role in roles.WORDS)
    return changed, close_others(session, changed) if less else 0


def leave(session: Session, cookie: str) -> None:
    """End the visit of this browser."""
    session.exec(delete(OrganiserVisit).where(col(OrganiserVisit.key_hash) == hash_of(cookie)))


def standing(session: Session, hashes: list[str], now: datetime) -> set[str]:
    """Among these hashes of cookies, those of visits that still hold."""
    asked = select(OrganiserVisit.key_hash).join(Organiser).where(col(OrganiserVisit.key_hash).in_(hashes))
    return set(session.exec(asked.where(col(OrganiserVisit.expires_at) > now, col(Organiser.active))).all())


def tidy(session: Session, now: datetime) -> int:
    """Forget the acts older than a year, and what let people in and no longer does; say how many acts."""
    for spent in (OrganiserLink, OrganiserVisit, PasskeyChallenge):
        session.exec(delete(spent).where(col(spent.expires_at) < now))
    return session.exec(delete(OrganiserAct).where(col(OrganiserAct.at) < now - JOURNAL_LASTS)).rowcount


def send_everybody_out(session: Session) -> int:
    """End every visit and spend every link; say how many visits ended."""
    session.exec(delete(OrganiserLink))
    return session.exec(delete(OrganiserVisit)).rowcount
