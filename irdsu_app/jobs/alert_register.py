"""The register of the alerts: ask for one, confirm it by the link of its letter, pause, change, stop, erase.

The personal link is the only proof. Nobody learns from an answer whether an address was known.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, delete, func, select

from irdsu_app.access import derived, team
from irdsu_app.access.links import hash_of
from irdsu_app.design.typography import fr
from irdsu_app.jobs import alerts, boards, offer, reading
from irdsu_app.jobs.alert_models import JobAlert, JobFollower
from irdsu_app.jobs.models import JobBoard
from irdsu_app.jobs.query import Query
from irdsu_app.mail import box
from irdsu_app.mail.letter import ToSend, normalised

KIND = "jobs.alert_"
"""How the kinds of letters about alerts begin."""
REFUSED = {
    "lien": "Ce lien n’ouvre rien : il est incomplet, ou tout ce qu’il ouvrait a été effacé.",
    "partie": "Cette alerte n’existe plus.",
    "tard": "Cette alerte n’a pas été confirmée dans les 48 heures. Vous pouvez la demander à nouveau.",
    "deja": "Vous suivez déjà cette recherche.",
    "adresse": "Écrivez votre adresse comme prenom.nom@exemple.fr.",
    "trop": "Trop d’essais en peu de temps depuis cet endroit. Attendez quelques minutes, puis réessayez.",
}
"""Why something cannot be, by the word that says it in an address."""
DONE = {
    "confirmer": "C’est fait : vous recevrez les nouvelles offres de cette recherche.",
    "pause": "Cette alerte est en pause : ce qui paraît pendant ce temps ne vous sera pas envoyé.",
    "reprendre": "Cette alerte reprend : vous recevrez ce qui paraît à partir de maintenant.",
    "supprimer": "Cette alerte est arrêtée et effacée.",
    "changer": "Cette alerte est changée.",
    "arreter": "C’est fait : vous ne recevrez plus de nouvelles offres.",
    "recommencer": "Vos alertes reprennent : vous recevrez ce qui paraît à partir de maintenant.",
    "effacer": "Tout est effacé : votre adresse et vos alertes.",
}
"""What each act has done, by its word."""


class Refused(Exception):
    """What was asked cannot be; the message is the sentence to show, `why` its word in `REFUSED`."""

    def __init__(self, why: str) -> None:
        """Say it with its French spaces."""
        super().__init__(fr(REFUSED[why]))
        self.why = why


@dataclass(frozen=True)
class Followed:
    """Somebody and what they follow, the oldest first."""

    person: JobFollower
    alerts: Sequence[JobAlert]

    @property
    def link(self) -> str:
        """Their personal link."""
        return link_of(self.person)


def link_of(person: JobFollower) -> str:
    """The personal link of somebody."""
    return derived.link(f"follower:{person.seed}")


def ask(session: Session, email: str, query: Query, now: datetime) -> None:
    """Write down an alert that its letter will confirm, in the caller's transaction; raises Refused.

    The same again sends the letter again; one that is confirmed already is said so in the letter.
    """
    if "@" not in email or len(email) > 254 or not team.SHAPE.fullmatch(normalised(email)):
        raise Refused("adresse")
    person = _person(session, normalised(email), now)
    query, begun = _read(session, query, now)
    asked = alerts.packed(query)
    mine = _of(session, person)
    found = next((each for each in mine if each.asked == asked), None)
    if found is None and len(mine) >= alerts.MOST:
        return _write(session, person, "alert_full", {}, now)
    if found is None:
        found = JobAlert(follower_id=person.id or 0, asked=asked, begun=begun, created_at=now)
    elif found.status == "asked":
        found.created_at = now
    session.add(found)
    session.flush()
    kind = "alert_asked" if found.status == "asked" or person.stopped_at else "alert_known"
    _write(session, person, kind, {"said": alerts.said(query)}, now)


def _person(session: Session, email: str, now: datetime) -> JobFollower:
    found = session.exec(select(JobFollower).where(JobFollower.email == email).with_for_update()).one_or_none()
    if found is None:
        told = {"mark": _change(session), "round_at": alerts.last_round(now)}
        found = JobFollower(email=email, created_at=now, **told, **_seed())
        session.add(found)
        session.flush()
    return found


def _seed() -> dict[str, Any]:
    seed = secrets.token_hex(16)
    return {"seed": seed, "link_hash": hash_of(derived.link(f"follower:{seed}"))}


def _write(session: Session, person: JobFollower, kind: str, data: dict[str, str], now: datetime) -> None:
    key, told = f"jobs.{kind}:{secrets.token_hex(8)}", {"follower": person.id, **data}
    until = now + alerts.CONFIRMED_WITHIN
    box.queue(session, [ToSend(key, f"jobs.{kind}", person.email, told, about=about(person), until=until)], now)


def about(person: JobFollower) -> str:
    """What the letters of somebody are about."""
    return f"follower:{person.id}"


def _read(session: Session, query: Query, now: datetime) -> tuple[Query, str]:
    """The search with its typing mistakes put right, as the board shows it, and its words that only begin."""
    with boards.turn:
        board = boards.current(session, offer.today(now))
        words = query.words
        for typed, right in reading.found(session, board, words).corrected.items():
            right = right.rstrip("…")  # the beginning of a word is put right as well
            words = " ".join(right if each.casefold() == typed else each for each in words.split())
        return replace(alerts.followed(query), words=words), reading.begun(session, board, words)


def read(session: Session, query: Query, now: datetime) -> Query:
    """The search that an alert on this one would follow."""
    return _read(session, query, now)[0]


def _of(session: Session, person: JobFollower) -> Sequence[JobAlert]:
    return session.exec(select(JobAlert).where(JobAlert.follower_id == person.id).order_by(col(JobAlert.id))).all()


def by_link(session: Session, link: str) -> Followed:
    """Whoever has this link, and what they follow; raises Refused."""
    found = session.exec(select(JobFollower).where(JobFollower.link_hash == hash_of(link))).one_or_none()
    if found is None:
        raise Refused("lien")
    return Followed(found, _of(session, found))


def _mine(session: Session, link: str, number: int) -> tuple[Followed, JobAlert]:
    followed = by_link(session, link)
    found = next((each for each in followed.alerts if each.id == number), None)
    if found is None:
        raise Refused("partie")
    return followed, found


def _change(session: Session) -> int:
    """The number of the last change of the board."""
    return session.exec(select(JobBoard.change)).one()


def confirm(session: Session, link: str, number: int, now: datetime) -> None:
    """Begin to follow: the next weekly letter tells what is announced from now on. Again changes nothing."""
    followed, found = _mine(session, link, number)
    if found.status == "asked" and found.created_at + alerts.CONFIRMED_WITHIN <= now:
        raise Refused("tard")
    if found.status == "asked":
        found.status, found.confirmed_at, found.since = "on", now, _change(session)
    _awake(session, followed)


def pause(session: Session, link: str, number: int, _now: datetime) -> None:
    """Send nothing more for now."""
    _, found = _mine(session, link, number)
    if found.status == "on":
        found.status = "paused"
        session.add(found)


def resume(session: Session, link: str, number: int, _now: datetime) -> None:
    """Follow again, from now on."""
    followed, found = _mine(session, link, number)
    if found.status == "paused":
        found.status, found.since = "on", _change(session)
    _awake(session, followed)


def remove(session: Session, link: str, number: int, _now: datetime) -> None:
    """Follow this search no longer."""
    _, found = _mine(session, link, number)
    session.delete(found)


def change(session: Session, link: str, number: int, query: Query, now: datetime) -> None:
    """Follow another search instead; raises Refused when it is followed already."""
    followed, found = _mine(session, link, number)
    query, begun = _read(session, query, now)
    asked = alerts.packed(query)
    if any(each.asked == asked and each.id != number for each in followed.alerts):
        raise Refused("deja")
    if asked != found.asked:
        found.asked, found.begun, found.since = asked, begun, _change(session)
        session.add(found)


def stop(session: Session, link: str, now: datetime) -> None:
    """Send nothing more, in one click; what was followed is kept for a while, should it be a mistake."""
    person = by_link(session, link).person
    person.stopped_at = person.stopped_at or now
    session.add(person)
    box.drop(session, about=about(person))


def restart(session: Session, link: str, _now: datetime) -> None:
    """Follow again what was stopped, from now on."""
    _awake(session, by_link(session, link))


def _awake(session: Session, followed: Followed) -> None:
    """What was stopped is followed again, from now on."""
    if followed.person.stopped_at is not None:
        followed.person.stopped_at, followed.person.mark = None, _change(session)
        for each in followed.alerts:
            each.since = followed.person.mark
    session.add_all((followed.person, *followed.alerts))


def erase(session: Session, link: str, _now: datetime) -> None:
    """Forget this person: what they follow, what they were told, their letters about it."""
    _forget(session, by_link(session, link).person)


def _forget(session: Session, person: JobFollower) -> None:
    box.erase(session, person.email, KIND)
    session.delete(person)
    session.flush()


def purge(session: Session, now: datetime) -> int:
    """Erase what was not confirmed in time, who stopped long ago and who follows nothing; say how many people."""
    late = (col(JobAlert.status) == "asked") & (col(JobAlert.created_at) <= now - alerts.CONFIRMED_WITHIN)
    session.exec(delete(JobAlert).where(late))
    nothing = ~select(JobAlert.id).where(JobAlert.follower_id == JobFollower.id).exists()
    stopped = func.coalesce(col(JobFollower.stopped_at), now) <= now - alerts.STOPPED_KEPT
    gone = session.exec(select(JobFollower).where(nothing | stopped)).all()
    for person in gone:
        _forget(session, person)
    return len(gone)


ACTS: dict[str, Callable[[Session, str, int, datetime], None]] = {
    "confirmer": confirm, "pause": pause, "reprendre": resume, "supprimer": remove,
}  # fmt: skip
"""What may be done to one alert, by the words of the page; each raises Refused."""
ALL: dict[str, Callable[[Session, str, datetime], None]] = {"arreter": stop, "recommencer": restart, "effacer": erase}
"""What may be done to all of them."""
