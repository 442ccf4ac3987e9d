"""What whoever posts may do, by their personal link: write, send, confirm, extend, fill, withdraw, duplicate.

The organisers may do some of it too (`by`); what only they decide is in `deciding_register.py`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlmodel import Session, col, select

from irdsu_app.access.models import Organiser
from irdsu_app.jobs import fields, letters, posting_keys, sheet_register, submission
from irdsu_app.jobs.offer import today
from irdsu_app.jobs.posting_models import JobPosting
from irdsu_app.jobs.posting_rows import act, answers, found, keep, make, note, posting_of
from irdsu_app.jobs.submission import By, Done, Posting
from irdsu_app.mail import box

MOST = 20
"""Links sent to one person at once."""


def start(session: Session, now: datetime, mine: Mapping[str, Any] | None = None) -> tuple[Posting, str]:
    """Begin an offer with what is already written; gives its personal link."""
    written = fields.fresh(today(now)).model_copy(update=dict(mine or {}))
    return make(session, Posting(id=uuid4(), written=written), now)


def start_own(session: Session, organiser: Organiser, now: datetime) -> tuple[Posting, str]:
    """Begin an offer of the team: its address needs no proof, a moderator publishes it as any other."""
    answers(organiser)
    posting = Posting(id=uuid4(), written=fields.fresh(today(now)), email=organiser.email, confirmed=True)
    return make(session, posting, now, organiser.id)


def write(
    session: Session, row: JobPosting, mine: Mapping[str, Any], base: Mapping[str, str], screen: int, now: datetime
) -> Done:
    """Keep what the poster writes; what somebody else changed meanwhile is in `clashes`, both texts are kept."""
    return written(session, row, mine, base, "poster", screen, now)


def written(
    session: Session,
    row: JobPosting,
    mine: Mapping[str, Any],
    base: Mapping[str, str],
    by: By,
    screen: int,
    now: datetime,
    organiser: Organiser | None = None,
) -> Done:
    """Keep what somebody writes: see `write`."""
    before = posting_of(row)
    done = submission.write(before, mine, base, by, screen)
    keep(row, done.posting, now)
    if (those := fields.changed(before.written, done.posting.written)) and (before.stage != "draft" or organiser):
        note(session, row, "write", by, now, organiser, words=", ".join(fields.NAMES[each] for each in those))
    if done.clashes:
        note(session, row, "aside", by, now, organiser, texts=dict(done.clashes))
    return done


def send(session: Session, row: JobPosting, email: str, note: str, unlawful: bool, now: datetime) -> Done:
    """Give the offer to be read, once its address is proved."""
    name = "write" if row.stage == "to_review" else "send"
    done = act(session, row, name, lambda each: submission.send(each, email, note, unlawful, today(now)), now)
    if row.stage == "to_review" and done.letter:
        row.sent_at = now
    return done


def confirm(session: Session, proof: str, now: datetime) -> JobPosting:
    """Prove an address by the link of its letter; raises Unknown."""
    row = found(session, col(JobPosting.address_hash) == posting_keys.hash_of(proof))
    done = act(session, row, "confirm", submission.confirm, now)
    if done.letter:
        row.sent_at = now
    return row


def send_again(session: Session, row: JobPosting, now: datetime) -> Done:
    """Write the confirmation letter once more."""
    return act(session, row, "again", submission.send_again, now)


def revert(session: Session, row: JobPosting, now: datetime) -> Done:
    """Leave a change that was never sent; its words stay in the history."""
    return act(session, row, "revert", submission.revert, now)


def extend(session: Session, row: JobPosting, until: str, now: datetime, by: Organiser | None = None) -> Done:
    """Move the deadline; "" is « until somebody is found »."""
    who = _who(by)
    return act(session, row, "extend", lambda each: submission.extend(each, until, who, today(now)), now, by)


def fill(session: Session, row: JobPosting, now: datetime, by: Organiser | None = None) -> Done:
    """Somebody was found."""
    who = _who(by)
    return act(session, row, "fill", lambda each: submission.fill(each, who), now, by)


def put_back(session: Session, row: JobPosting, now: datetime, by: Organiser | None = None) -> Done:
    """Nobody was found after all."""
    who = _who(by)
    return act(session, row, "back", lambda each: submission.put_back(each, who), now, by)


def withdraw(session: Session, row: JobPosting, now: datetime, by: Organiser | None = None) -> Done:
    """Take it away."""
    who = _who(by)
    return act(session, row, "withdraw", lambda each: submission.withdraw(each, who), now, by)


def duplicate(session: Session, row: JobPosting, now: datetime) -> tuple[Posting, str]:
    """A new draft with the same words and a copy of the same file; gives its personal link."""
    posting, key = make(session, submission.duplicate(posting_of(row), uuid4(), today(now)), now, row.organiser_id)
    sheet_register.copy(session, posting, now)
    return posting, key


def key_of(row: JobPosting) -> str:
    """The personal link of a posting, for who has just proved its address."""
    return posting_keys.personal(row.id, row.link_version)


def send_links(session: Session, email: str, now: datetime) -> int:
    """Write to somebody the links of the offers they hold; say how many."""
    asked = select(JobPosting).where(JobPosting.email == email, col(JobPosting.confirmed))
    rows = session.exec(asked.order_by(col(JobPosting.changed_at).desc()).limit(MOST)).all()
    box.queue(session, [letters.mine(posting_of(row), now) for row in rows], now)
    return len(rows)


def replace_link(session: Session, row: JobPosting, now: datetime) -> Done:
    """Another personal link, sent by mail."""
    return act(session, row, "link", submission.replace_link, now)


def _who(by: Organiser | None) -> By:
    if by is None:
        return "poster"
    answers(by)
    return "moderator"
