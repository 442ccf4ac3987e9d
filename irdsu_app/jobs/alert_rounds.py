"""Once a week, each person hears of what is new in the searches they follow: each offer once, in one letter.

What they were told, up to where, and the letter that tells it are written in one transaction: a crash in the middle
sends nothing twice and loses nothing. A letter holds numbers only; it is written from the offers that are then open.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, insert
from sqlmodel import Session, and_, col, delete, or_, select

from irdsu_app import db, rounds
from irdsu_app.jobs import alert_register, alerts, boards, offer
from irdsu_app.jobs.alert_models import JobAlert, JobFollower, JobTold
from irdsu_app.jobs.models import JobBoard, JobOffer
from irdsu_app.jobs.offer import Offer
from irdsu_app.mail import box
from irdsu_app.mail.letter import ToSend

BATCH = 500
"""People told in one transaction."""
WEEKLY = f"{alert_register.KIND}week"
TOLD_KEPT = timedelta(days=offer.ARCHIVED)
"""How long after its end it is remembered to whom an offer was told."""
_ALERT = [col(each) for each in (JobAlert.follower_id, JobAlert.asked, JobAlert.begun, JobAlert.since)]
Rows = Sequence[tuple[int, str, str, int]]
"""Follower, search, its words that only begin, and the change of the board that it begins after."""


def is_due(session: Session, now: datetime) -> bool:
    """Whether somebody is still to be told of this week."""
    return session.exec(select(JobFollower.id).where(_due(now)).limit(1)).first() is not None


def _due(now: datetime) -> ColumnElement[bool]:
    """Who was not told of this week; a clock that was ahead and is put right silences nobody until it is that late."""
    late = or_(col(JobFollower.round_at) < alerts.last_round(now), col(JobFollower.round_at) > now)
    return and_(late, col(JobFollower.stopped_at).is_(None))


def tell(session: Session, now: datetime) -> int:
    """Tell some of those who are still to be told; say how many people were looked at, 0 when it is done."""
    asked = select(JobFollower).where(_due(now)).order_by(col(JobFollower.id)).limit(BATCH)
    people = session.exec(asked.with_for_update(skip_locked=True)).all()
    if not people:
        return 0
    change, round_at = session.exec(select(JobBoard.change)).one(), alerts.last_round(now)
    fresh = _fresh(session, min(each.mark for each in people), change, now)
    found = wanting(_rows(session, people), fresh, now) if fresh else {}
    letters = list(_letters(session, people, found, fresh))
    for person in people:
        person.mark, person.round_at = change, round_at
    session.add_all(people)
    box.put(session, letters, now)
    return len(people)


def _fresh(session: Session, mark: int, change: int, now: datetime) -> dict[int, tuple[JobOffer, Offer]]:
    """The open offers changed after the mark, the newest first."""
    recent = (col(JobOffer.change) > mark, col(JobOffer.change) <= change, col(JobOffer.announced) > 0)
    asked = select(JobOffer).where(*boards.is_open(offer.today(now)), *recent)
    rows = session.exec(asked.order_by(col(JobOffer.announced).desc(), col(JobOffer.id).desc())).all()
    return {row.id or 0: (row, Offer.model_validate(row)) for row in rows}


def _rows(session: Session, people: Sequence[JobFollower]) -> Rows:
    theirs = col(JobAlert.follower_id).between(people[0].id, people[-1].id)
    asked = select(*_ALERT).where(theirs, col(JobAlert.status) == "on").order_by(col(JobAlert.id))
    return session.connection().execute(asked).all()  # pyright: ignore[reportReturnType]


def wanting(
    rows: Rows, fresh: Mapping[int, tuple[JobOffer, Offer]], now: datetime
) -> dict[int, list[tuple[str, Offer]]]:
    """By person, the searches that want a fresh offer, and that offer."""
    day, found = offer.today(now), defaultdict[int, list[tuple[str, Offer]]](list)
    looked = [(row.announced, each, alerts.traits(each)) for row, each in fresh.values()]
    for follower, asked, begun, since in rows:
        wanted = alerts.wanted(asked, begun)
        for announced, each, traits in looked:
            if announced > since and alerts.wants(wanted, traits, day):
                found[follower].append((asked, each))
    return found


def _letters(
    session: Session,
    people: Sequence[JobFollower],
    found: Mapping[int, list[tuple[str, Offer]]],
    fresh: Mapping[int, tuple[JobOffer, Offer]],
) -> Iterator[ToSend]:
    """The letters, each offer once for each person, and note what they tell."""
    told = select(JobTold.follower_id, JobTold.offer_id).where(
        col(JobTold.offer_id).in_(fresh), col(JobTold.follower_id).between(people[0].id, people[-1].id)
    )
    before = {tuple(each) for each in session.exec(told)} if found else set()
    noted: list[dict[str, int]] = []
    for person in people:
        number, mark = person.id or 0, person.mark
        new = [
            (asked, each)
            for asked, each in found.get(number, ())
            if fresh[each.id][0].change > mark and (number, each.id) not in before
        ]
        groups = alerts.grouped(iter(new))
        if groups:
            noted += [{"follower_id": number, "offer_id": o.id} for those in groups.values() for o in those]
            yield _letter(person, groups)
    if noted:
        session.connection().execute(insert(JobTold), noted)


def _letter(person: JobFollower, groups: Mapping[str, list[Offer]]) -> ToSend:
    said: list[Any] = [{"asked": asked, "offers": [each.id for each in those]} for asked, those in groups.items()]
    data = {"follower": person.id, "groups": said}
    key = f"{WEEKLY}:{person.seed}:{person.mark}:{min(o.id for those in groups.values() for o in those)}"
    return ToSend(key, WEEKLY, person.email, data, alert_register.about(person))


async def send(clock: rounds.Clock = lambda: datetime.now(UTC)) -> None:
    """Tell everybody who is still to be told."""
    now = clock()
    if await asyncio.to_thread(db.read, lambda session: is_due(session, now)):
        while await db.write(lambda session: tell(session, now)):
            pass


def tidy(session: Session, now: datetime) -> int:
    """Forget to whom offers long over were told, and the alerts that are kept no longer; say how many people."""
    day = offer.today(now) - TOLD_KEPT
    expired = and_(col(JobOffer.deadline) < day, col(JobOffer.changed_at) < now - TOLD_KEPT)
    over = or_(expired, col(JobOffer.closed_at) < now - TOLD_KEPT)
    session.exec(delete(JobTold).where(col(JobTold.offer_id).in_(select(JobOffer.id).where(over))))
    return alert_register.purge(session, now)
