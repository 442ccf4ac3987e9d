"""Who writes the letters of the alerts, when they leave: an offer closed meanwhile is not told.

What was left out is forgotten with the departure of the letter, so that it is told should it open again; a letter that
would tell nothing does not leave.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session, col, delete, select

from irdsu_app import db
from irdsu_app.jobs import alert_letters, alert_register, alerts, boards, offer
from irdsu_app.jobs.alert_letters import Group
from irdsu_app.jobs.alert_models import JobFollower, JobTold
from irdsu_app.jobs.models import JobOffer
from irdsu_app.jobs.offer import Offer
from irdsu_app.mail.letter import Deed, Needless, Written
from irdsu_app.settings import settings

KINDS = {
    "jobs.alert_asked": "Alerte à confirmer",
    "jobs.alert_known": "Alerte déjà suivie",
    "jobs.alert_full": "Trop d’alertes",
    "jobs.alert_week": "Nouvelles offres de la semaine",
}
"""The letters of the alerts, as the desk names them."""
NOTHING_LEFT = "Retiré avant l’envoi : ses offres n’étaient plus en ligne."


def write(kind: str, data: Mapping[str, Any]) -> Written:
    """Write a letter; raises NoResultFound when the person has left, Needless when all it told is closed."""
    now = datetime.now(UTC)
    link = db.read(lambda session: _address(session, int(data["follower"])))
    if kind == "jobs.alert_week":
        return _week(data, link, now)
    if kind == "jobs.alert_full":
        return alert_letters.full(link)
    return (alert_letters.known if kind == "jobs.alert_known" else alert_letters.asked)(str(data["said"]), link)


def _week(data: Mapping[str, Any], link: str, now: datetime) -> Written:
    groups = db.read(lambda session: [_group(session, each, now) for each in data["groups"]])
    told = {offer.id for each in groups for offer in each.offers}
    closed = {number for each in data["groups"] for number in each["offers"]} - told
    forget = _forgetting(int(data["follower"]), closed) if closed else None
    if not told:
        raise Needless(NOTHING_LEFT, forget)
    written = alert_letters.week([each for each in groups if each.offers], link, settings.address, now)
    return replace(written, once_left=forget)


def _forgetting(follower: int, closed: set[int]) -> Deed:
    """Note that these offers were not told to this person after all."""
    those = delete(JobTold).where(col(JobTold.follower_id) == follower, col(JobTold.offer_id).in_(closed))
    return lambda session: session.exec(those)


def _address(session: Session, number: int) -> str:
    person = session.exec(select(JobFollower).where(JobFollower.id == number)).one()
    return f"{settings.address}/offres/alerte/{alert_register.link_of(person)}"


def _group(session: Session, told: Mapping[str, Any], now: datetime) -> Group:
    query, numbers = alerts.unpacked(str(told["asked"])), list(told["offers"])
    still = select(JobOffer).where(col(JobOffer.id).in_(numbers), *boards.is_open(offer.today(now)))
    found = {row.id: Offer.model_validate(row) for row in session.exec(still)}
    offers = [found[each] for each in numbers if each in found]
    return Group(alerts.said(query), settings.address + query.address(), offers)
