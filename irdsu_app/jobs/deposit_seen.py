"""What is read of a posting for its screens: the text, what is wrong, what the law says, its twins, its file."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, or_, select

from irdsu_app.jobs import checks, fields, missing, posting_board, twins
from irdsu_app.jobs.deposit_fields import Shown
from irdsu_app.jobs.deposit_frame import Seen, Twin
from irdsu_app.jobs.fields import SCREENS, Fields
from irdsu_app.jobs.models import JobOffer
from irdsu_app.jobs.offer import Offer, is_open, today
from irdsu_app.jobs.posting_models import JobEvent, JobPosting, JobSheet
from irdsu_app.jobs.posting_rows import posting_of, row_by_link

_MOST = 400
"""Offers of the same department that are compared, the latest first."""
_WAITING = ("to_confirm", "to_review", "to_correct")


@dataclass(frozen=True)
class Opened:
    """What a personal link opens: the screens of the posting, and the address of its offer online."""

    seen: Seen
    address: str


def opened(session: Session, key: str, screen: int, asked: bool, now: datetime) -> Opened:
    """The posting of a personal link, for this screen (0: managing); `asked`: what is missing is said.

    Raises posting_rows.Unknown.
    """
    row = row_by_link(session, key, lock=False)
    posting = posting_of(row)
    names = SCREENS[screen - 1] if 1 <= screen <= 3 else tuple(Fields.model_fields)
    wrong = missing.problems(posting.written, today(now), names) if asked or screen == 4 else {}
    sheet = _sheet_name(session, posting.written.sheet_file)
    seen = Seen(
        posting=posting,
        key=key,
        shown=Shown(posting.written, wrong, legal(posting.written, now) if screen else (), aside(session, row)),
        twins=tuple(alike(session, row, now)) if screen == 4 else (),
        sheet=sheet,
    )
    slug = posting_board.address(session, row)
    return Opened(seen, f"/offres/{slug}" if slug else "")


def legal(written: Fields, now: datetime) -> tuple[checks.Finding, ...]:
    """What the law says of what is written so far; of what is not written yet, nothing."""
    return tuple(each for each in findings(written, now) if getattr(written, each.field, ""))


def findings(written: Fields, now: datetime) -> tuple[checks.Finding, ...]:
    """What the law says of a text, the same for whoever posts and for the team."""
    told: dict[str, Any] = fields.offer_of(written, now).model_dump()
    told |= {"until_found": written.open_ended, "apply_url": written.apply_url, "sheet_url": written.sheet_url}
    return checks.check(told, today(now))


def unlawful(written: Fields, now: datetime) -> bool:
    """Whether something stops the offer unless it is explained."""
    wrong = missing.problems(written, today(now))
    return any(each.blocking and each.field not in wrong for each in legal(written, now))


def aside(session: Session, row: JobPosting) -> dict[str, str]:
    """The words of the poster that were put aside because the team wrote at the same time, if nothing came after."""
    asked = select(JobEvent).where(JobEvent.posting_id == row.id, JobEvent.act == "aside", JobEvent.by == "poster")
    found = session.exec(asked.order_by(col(JobEvent.id).desc())).first()
    if found is None or found.revision != row.revision:
        return {}
    return {name: str(words) for name, words in (found.texts or {}).items()}


def alike(session: Session, row: JobPosting, now: datetime) -> Iterator[Twin]:
    """The offers that are likely the same: those online with what differs, and whether one already waits."""
    written = Fields.model_validate(row.written)
    mine = fields.offer_of(written, now, id=row.offer_id or 0)
    for each in twins.twins(mine, _online(session, mine, now)):
        yield Twin(each.offer.title, each.offer.organisation, f"/offres/{each.offer.slug}", each.differences)
    # What waits is nobody else's to read: only that it waits is said.
    for _ in twins.twins(mine, _waiting(session, row, now)):
        yield Twin(mine.title, mine.organisation, "", ("elle est déjà déposée, et attend d’être relue",))
        return


def _online(session: Session, mine: Offer, now: datetime) -> Iterator[Offer]:
    near = or_(col(JobOffer.department) == mine.department, col(JobOffer.department) == "")
    asked = select(JobOffer).where(col(JobOffer.status) == "online", near, JobOffer.id != mine.id)
    for found in session.exec(asked.order_by(col(JobOffer.id).desc()).limit(_MOST)):
        offer = Offer.model_validate(found)
        if is_open(offer, now):
            yield offer


def _waiting(session: Session, row: JobPosting, now: datetime) -> Iterator[Offer]:
    asked = select(JobPosting).where(col(JobPosting.stage).in_(_WAITING), JobPosting.id != row.id)
    rows = session.exec(asked.order_by(col(JobPosting.changed_at).desc()).limit(_MOST)).all()
    for number, each in enumerate(rows, 1):
        if each.offer_id is None:
            yield fields.offer_of(Fields.model_validate(each.written), now, id=-number)


def _sheet_name(session: Session, number: str) -> str:
    if not number:
        return ""
    return session.exec(select(JobSheet.name).where(JobSheet.id == UUID(number))).one_or_none() or ""


def refused(opened_: Opened, sentence: str, wrong: dict[str, str], email: str = "") -> Opened:
    """The same, with why what was asked is refused."""
    shown = replace(opened_.seen.shown, wrong={**opened_.seen.shown.wrong, **wrong})
    return replace(opened_, seen=replace(opened_.seen, shown=shown, refusal=sentence, email=email))
