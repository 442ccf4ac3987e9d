"""What the desk of the offers reads: what waits to be read, one offer with all that helps to decide of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, or_, select

from irdsu_app.access.models import Organiser
from irdsu_app.jobs import adopting, boards, deposit_seen, fields, posting_rows
from irdsu_app.jobs.checks import Finding
from irdsu_app.jobs.models import JobOffer, JobReport
from irdsu_app.jobs.offer import Offer, today
from irdsu_app.jobs.posting_models import JobEvent, JobPosting
from irdsu_app.jobs.submission import Posting
from irdsu_app.jobs.twins import Twin, twins

View = Literal["a-valider", "a-corriger", "en-ligne", "expirees", "closes", "toutes"]
VIEWS: Mapping[View, tuple[str, tuple[str, ...]]] = {
    "a-valider": ("À valider", ("to_review",)),
    "a-corriger": ("À corriger", ("to_correct",)),
    "en-ligne": ("En ligne", ("online",)),
    "expirees": ("Expirées", ("online",)),
    "closes": ("Pourvues, retirées, refusées", ("filled", "withdrawn", "refused")),
    "toutes": ("Toutes", ("to_confirm", "to_review", "to_correct", "online", "filled", "withdrawn", "refused")),
}
"""What may be looked at, and the stages of each: the deadline says which are still online; what is reported waits to be
read as well."""
MOST = 200
"""Offers shown at once."""


_OLDEST = (func.coalesce(JobPosting.sent_at, JobPosting.changed_at), col(JobPosting.id))


@dataclass(frozen=True)
class Line:
    """An offer in a list."""

    id: UUID
    posting: Posting
    offer: Offer
    sent_at: datetime | None
    reports: int
    own: bool
    silent: bool


@dataclass(frozen=True)
class Past:
    """What was done to an offer, and by whom: the name of an organiser, "" for the poster or the clock."""

    event: JobEvent
    name: str


@dataclass(frozen=True)
class Seen:
    """An offer, whole, and what helps to decide of it."""

    line: Line
    slug: str
    findings: Sequence[Finding]
    likely: Sequence[tuple[Twin, UUID | None]]
    reports: Sequence[JobReport]
    history: Sequence[Past]
    queue: Sequence[UUID]


def view_of(word: str) -> View:
    """A view by its word; the first one when it is none."""
    return next((each for each in get_args(View) if each == word), "a-valider")


def adopt_reported(session: Session, now: datetime) -> None:
    """Give a posting to what is reported and has none, so that the team may act on it."""
    reported = select(JobReport.offer_id).where(col(JobReport.handled_at).is_(None))
    held = select(JobPosting.offer_id).where(col(JobPosting.offer_id).is_not(None))
    missing = session.exec(reported.where(col(JobReport.offer_id).not_in(held)).distinct()).all()
    for number in missing:
        adopting.of_offer(session, number, now)


def waiting(session: Session) -> int:
    """How many offers wait to be read."""
    return session.exec(select(func.count()).select_from(JobPosting).where(_waits())).one()


def first(session: Session) -> UUID | None:
    """The offer that has waited longest, whatever is looked at."""
    return session.exec(select(JobPosting.id).where(_waits()).order_by(*_OLDEST).limit(1)).first()


def _waits() -> ColumnElement[bool]:
    reported = select(JobReport.offer_id).where(col(JobReport.handled_at).is_(None))
    again = col(JobPosting.stage).in_(("online", "to_correct", "filled")) & col(JobPosting.offer_id).in_(reported)
    return or_(col(JobPosting.stage) == "to_review", again)


def counts(session: Session, now: datetime) -> dict[str, int]:
    """How many offers each view has."""
    by_stage = dict(session.exec(select(JobPosting.stage, func.count()).group_by(JobPosting.stage)).all())
    found = {word: sum(by_stage.get(stage, 0) for stage in stages) for word, (_, stages) in VIEWS.items()}
    over = session.exec(select(func.count()).select_from(JobPosting).where(_those("expirees", now))).one()
    return found | {"a-valider": waiting(session), "en-ligne": found["en-ligne"] - over, "expirees": over}


def _those(view: View, now: datetime) -> ColumnElement[bool]:
    """The postings of a view; what is past its deadline is no longer online, though nobody closed it."""
    if view == "a-valider":
        return _waits()
    those = col(JobPosting.stage).in_(VIEWS[view][1])
    over = col(JobPosting.offer_id).in_(select(JobOffer.id).where(col(JobOffer.deadline) < today(now)))
    return those & over if view == "expirees" else those & ~over if view == "en-ligne" else those


def listed(session: Session, view: View, now: datetime, words: str = "") -> list[Line]:
    """The offers of a view, those that have waited longest first; elsewhere the last changed first."""
    order = _OLDEST if view == "a-valider" else (col(JobPosting.changed_at).desc(),)
    rows = session.exec(select(JobPosting).where(_those(view, now)).order_by(*order)).all()
    lines = _lines(session, rows, now)
    looked = fields.folded(words).split()
    return [each for each in lines if all(word in _text(each) for word in looked)][:MOST]


def _text(line: Line) -> str:
    return fields.folded(f"{line.offer.title} {line.offer.organisation} {line.offer.place} {line.offer.department}")


def _lines(session: Session, rows: Sequence[JobPosting], now: datetime) -> list[Line]:
    open_reports = select(JobReport.offer_id, func.count()).where(col(JobReport.handled_at).is_(None))
    reports = dict(session.exec(open_reports.group_by(col(JobReport.offer_id))).all())
    silent = set(session.exec(select(JobEvent.posting_id).where(JobEvent.act == "silent")).all())
    return [_line(row, reports.get(row.offer_id or 0, 0), row.id in silent, now) for row in rows]


def _line(row: JobPosting, reports: int, silent: bool, now: datetime) -> Line:
    posting = posting_rows.posting_of(row)
    offer = fields.offer_of(posting.written, now)
    hidden = silent and row.stage == "to_review" and row.held
    return Line(row.id, posting, offer, row.sent_at, reports, row.organiser_id is not None, hidden)


def one(session: Session, number: UUID, now: datetime) -> Seen:
    """An offer with all that helps; raises Unknown."""
    row = posting_rows.row_by_id(session, number)
    (line,) = _lines(session, [row], now)
    its = session.get(JobOffer, row.offer_id) if row.offer_id else None
    reports = select(JobReport).where(JobReport.offer_id == row.offer_id).order_by(col(JobReport.created_at))
    queue = select(JobPosting.id).where(_waits()).order_by(*_OLDEST)
    return Seen(
        line=line,
        slug=its.slug if its else "",
        findings=deposit_seen.findings(line.posting.written, now),
        likely=_likely(session, line.offer, row, now),
        reports=session.exec(reports.where(col(JobReport.handled_at).is_(None))).all() if its else (),
        history=_history(session, number),
        queue=session.exec(queue).all(),
    )


def _likely(session: Session, mine: Offer, row: JobPosting, now: datetime) -> list[tuple[Twin, UUID | None]]:
    """What is likely the same, on the board or waiting, with its posting."""
    found: list[tuple[Twin, UUID | None]] = []
    board = select(JobOffer).where(*boards.is_open(today(now)), JobOffer.department == mine.department)
    its = mine.model_copy(update={"id": row.offer_id or -1})
    numbers = dict(session.exec(select(JobPosting.offer_id, JobPosting.id)).all())
    online = [Offer.model_validate(each) for each in session.exec(board).all() if each.id != row.offer_id]
    found += [(each, numbers.get(each.offer.id)) for each in twins(its, online)]
    others = select(JobPosting).where(col(JobPosting.stage).in_(("to_review", "to_correct")), JobPosting.id != row.id)
    for other in session.exec(others).all():
        written = fields.offer_of(posting_rows.posting_of(other).written, now)
        if other.offer_id is None and written.department == mine.department:
            found += [(each, other.id) for each in twins(its, [written.model_copy(update={"id": -2})])]
    return found


def _history(session: Session, number: UUID) -> list[Past]:
    events = posting_rows.history(session, number)
    names = dict(session.exec(select(Organiser.id, Organiser.name)).all())
    return [Past(each, names.get(each.organiser_id, "") if each.organiser_id else "") for each in events]


def handle_reports(session: Session, offer_id: int | None, now: datetime) -> int:
    """The reports of an offer were read; say how many."""
    mine = (JobReport.offer_id == offer_id, col(JobReport.handled_at).is_(None))
    rows = session.exec(select(JobReport).where(*mine)).all()
    for each in rows:
        each.handled_at = now
    session.add_all(rows)
    return len(rows)
