"""Ask whoever posted an offer whether it is still open, and do what they answer: in the database."""

from datetime import datetime

from sqlmodel import Session, col, select

from irdsu_app.jobs import boards, offer, posting_board, posting_register, posting_rows, still_open, submission
from irdsu_app.jobs.models import JobOffer
from irdsu_app.jobs.posting_models import JobPosting
from irdsu_app.jobs.posting_rows import row_by_link
from irdsu_app.jobs.still_models import JobStillOpen
from irdsu_app.jobs.still_open import Asked, Standing, Step
from irdsu_app.jobs.submission import Posting
from irdsu_app.mail import box
from irdsu_app.mail.letter import ToSend
from irdsu_app.mail.models import Letter

KINDS = {"jobs.still_open": "Toujours ouverte ?", "jobs.still_held": "Hors de vue, sans réponse"}
"""The letters, as the desk names them."""


def send(session: Session, now: datetime) -> int:
    """Ask what is to be asked now, and put out of sight what nobody answers for; say how many offers."""
    mine = (col(JobPosting.email) != "", col(JobPosting.confirmed), col(JobPosting.stage) == "online")
    asked = select(JobPosting, JobOffer).join(JobOffer, col(JobPosting.offer_id) == JobOffer.id)
    rows = session.exec(asked.where(*mine, *boards.is_open(offer.today(now))).order_by(col(JobOffer.id))).all()
    told = {each.offer_id: each for each in session.exec(select(JobStillOpen)).all()}
    return sum(_one(session, row, its, told.get(its.id or 0) or _fresh(its), now) for row, its in rows)


def _fresh(its: JobOffer) -> JobStillOpen:
    return JobStillOpen(offer_id=its.id or 0)


def _one(session: Session, row: JobPosting, its: JobOffer, known: JobStillOpen, now: datetime) -> bool:
    if known.asked_at and row.changed_at > known.asked_at:  # whatever was done since says as much as an answer
        known.said_at, known.asked_at, known.reminded_at = row.changed_at, None, None
    asked = Asked(
        published=its.published_at or its.created_at,
        deadline=its.deadline,
        said=known.said_at,
        asked=known.asked_at,
        reminded=known.reminded_at,
        eve_of=known.eve_of,
    )
    step = still_open.step(asked, now)
    if not step:
        return False
    if step == "hold":
        _hold(session, row, now)
        known.held_at = now
    elif step == "eve":
        known.eve_of = its.deadline
    elif step == "ask":
        known.asked_at, known.reminded_at = now, None
    else:
        known.reminded_at = now
    session.add(known)
    session.flush()
    box.queue(session, [_letter(row, its, step, now)], now)
    return True


def _hold(session: Session, row: JobPosting, now: datetime) -> None:
    before = posting_rows.posting_of(row)
    done, lost = still_open.hold(before), submission.changing(before)
    posting_rows.keep(row, done.posting, now)
    row.sent_at = now
    posting_board.do(session, row, done.posting, done.deed, now)
    texts = {name: getattr(before.written, name) for name in lost} or None
    posting_rows.note(session, row, "silent", "clock", now, texts=texts)


def _letter(row: JobPosting, its: JobOffer, step: Step, now: datetime) -> ToSend:
    kind = "jobs.still_held" if step == "hold" else "jobs.still_open"
    deadline = its.deadline.isoformat() if its.deadline else ""
    data = {"posting": str(row.id), "version": row.link_version, "title": its.title, "organisation": its.organisation,
            "slug": its.slug, "deadline": deadline, "again": step == "remind"}  # fmt: skip
    key = f"jobs.still:{row.id}:{step}:{deadline or offer.today(now)}"
    return ToSend(key, kind, row.email, data, about=f"job:{row.id}")


def yes(session: Session, link: str, now: datetime) -> None:
    """It is still open: asked again in a month. Raises Refused."""
    row = row_by_link(session, link)
    known, day = _known(session, row), offer.today(now)
    silent = _silent(row, known)
    posting_rows.act(session, row, "still", lambda each: still_open.yes(each, silent, day), now)
    known.said_at, known.asked_at, known.reminded_at, known.held_at = now, None, None, None
    session.add(known)
    _stop(session, row)


def filled(session: Session, link: str, now: datetime) -> None:
    """Somebody was found. Raises Refused."""
    row = row_by_link(session, link)
    silent, day = _silent(row, _known(session, row)), offer.today(now)
    posting_rows.act(session, row, "fill", lambda each: still_open.filled(each, silent, day), now)
    _stop(session, row)


def extend(session: Session, link: str, until: str, now: datetime) -> None:
    """Another deadline, at once. Raises Refused."""
    row = row_by_link(session, link)
    posting_register.extend(session, row, until, now)
    known = _known(session, row)
    known.said_at, known.asked_at, known.reminded_at = now, None, None
    session.add(known)
    _stop(session, row)


def look(session: Session, link: str, now: datetime) -> tuple[Posting, Standing]:
    """The offer of this link, and where it stands; raises Refused."""
    row = row_by_link(session, link, lock=False)
    posting = posting_rows.posting_of(row)
    return posting, still_open.standing(posting, _silent(row, _known(session, row)), offer.today(now))


def _silent(row: JobPosting, known: JobStillOpen) -> bool:
    """Whether it left the board for want of an answer, and nobody has done anything to it since."""
    return known.held_at is not None and row.changed_at <= known.held_at


def _known(session: Session, row: JobPosting) -> JobStillOpen:
    return session.get(JobStillOpen, row.offer_id or 0) or JobStillOpen(offer_id=row.offer_id or 0)


def _stop(session: Session, row: JobPosting) -> None:
    """What still asks has no reason any more."""
    asking = col(Letter.kind).in_(KINDS) & (col(Letter.about) == f"job:{row.id}")
    box.stop(session, asking & (col(Letter.status) == "queued"), "dropped", box.SUPERSEDED)
