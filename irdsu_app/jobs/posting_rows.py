"""The postings in the database: find one by its link or number, do an act on it with all that follows at once.

What an act does to the board, to the history and to the letters is written in the same transaction.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlmodel import Session, col, select

from irdsu_app.access import roles
from irdsu_app.access.models import Organiser
from irdsu_app.design.typography import fr
from irdsu_app.jobs import fields, letters, posting_board, posting_keys, submission
from irdsu_app.jobs.fields import Fields
from irdsu_app.jobs.posting_models import JobEvent, JobPosting
from irdsu_app.jobs.submission import Done, Posting, Refused
from irdsu_app.mail import box

ACTS = {
    "start": "Commencée", "write": "Modifiée", "aside": "Texte mis de côté : deux personnes écrivaient",
    "send": "Envoyée", "confirm": "Adresse confirmée", "publish": "Publiée", "correct": "Correction demandée",
    "refuse": "Refusée", "keep": "Modification refusée", "reopen": "Relue après un signalement", "fill": "Pourvue",
    "withdraw": "Retirée", "extend": "Prolongée", "back": "Remise en ligne", "link": "Lien personnel remplacé",
    "again": "Confirmation renvoyée", "adopt": "Reprise", "still": "Toujours ouverte",
    "silent": "Mise hors de vue, sans réponse",
    "revert": "Modification abandonnée", "sheet": "Fiche de poste jointe ou retirée",
}  # fmt: skip
"""What the history says of each act."""
UNKNOWN = (
    "Ce lien personnel n’ouvre rien : il est incomplet, remplacé par un plus récent, ou l’offre est effacée. "
    "Ouvrez celui du dernier courriel reçu, ou demandez-le de nouveau."
)
Act = Callable[[Posting], Done]


class NotYours(Refused):
    """An act of the team by somebody who does not answer for the offers."""


class Unknown(Refused):
    """No such posting, or no longer."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(UNKNOWN)


def row_by_link(session: Session, key: str, *, lock: bool = True) -> JobPosting:
    """The posting a personal link opens, held until the end of the transaction; raises Unknown."""
    return found(session, col(JobPosting.link_hash) == posting_keys.hash_of(key), lock)


def row_by_id(session: Session, number: UUID) -> JobPosting:
    """A posting by its number, for the team; raises Unknown."""
    return found(session, col(JobPosting.id) == number)


def posting_of(row: JobPosting) -> Posting:
    """The posting of a row, as the rules know it."""
    told = {name: getattr(row, name) for name in _KEPT}
    public = Fields.model_validate(row.public) if row.public is not None else None
    on_board = public is not None and row.stage not in submission.CLOSED and not row.held
    return Posting(**told, written=Fields.model_validate(row.written), public=public, on_board=on_board)


_KEPT = ("id", "stage", "screen", "email", "confirmed", "note", "reason", "words", "revision", "link_version")


def act(
    session: Session, row: JobPosting, name: str, rule: Act, now: datetime, organiser: Organiser | None = None
) -> Done:
    """Do an act, and all that follows of it: the board, the history, the letter."""
    before = posting_of(row)
    done = rule(before)
    if done.posting == before:
        return done
    keep(row, done.posting, now)
    posting_board.do(session, row, done.posting, done.deed, now)
    lost = fields.changed(before.written, done.posting.written) if name in ("keep", "reopen", "back", "revert") else ()
    texts = {name: getattr(before.written, name) for name in lost} or None
    told = {"reason": done.posting.reason, "words": done.posting.words} if name in ("correct", "refuse", "keep") else {}
    note(session, row, name, "moderator" if organiser else "poster", now, organiser, texts=texts, **told)
    if done.letter and row.email:
        slug = posting_board.address(session, row)
        box.queue(session, [letters.of(done.letter, done.posting, slug)], now)
    return done


def make(session: Session, posting: Posting, now: datetime, organiser: UUID | None = None) -> tuple[Posting, str]:
    """Write a new posting; gives its personal link."""
    key = posting_keys.personal(posting.id, posting.link_version)
    row = JobPosting(
        id=posting.id,
        written={},
        link_hash=posting_keys.hash_of(key),
        organiser_id=organiser,
        created_at=now,
        changed_at=now,
    )
    keep(row, posting, now)
    session.add(row)
    session.flush()
    return posting, key


def keep(row: JobPosting, posting: Posting, now: datetime) -> None:
    """Write what a posting has become."""
    for name in _KEPT[1:]:
        setattr(row, name, getattr(posting, name))
    row.written, row.public = posting.written.model_dump(), posting.public and posting.public.model_dump()
    row.held = posting.public is not None and not posting.on_board
    row.link_hash = posting_keys.hash_of(posting_keys.personal(posting.id, posting.link_version))
    proof = posting_keys.proof(posting.id, posting.email)
    row.address_hash = posting_keys.hash_of(proof) if posting.email else ""
    row.changed_at = now


def note(
    session: Session,
    row: JobPosting,
    act: str,
    by: Literal["poster", "moderator", "clock"],
    now: datetime,
    organiser: Organiser | None = None,
    **told: Any,
) -> None:
    """Write in the history what was done."""
    session.add(
        JobEvent(
            posting_id=row.id,
            act=act,
            by=by,
            organiser_id=organiser.id if organiser else None,
            at=now,
            revision=row.revision,
            **told,
        )
    )
    session.flush()


def found(session: Session, those: Any, lock: bool = True) -> JobPosting:
    """The one posting that is so; raises Unknown."""
    asked = select(JobPosting).where(those)
    row = session.exec(asked.with_for_update() if lock else asked).one_or_none()
    if row is None:
        raise Unknown
    return row


def answers(by: Organiser) -> None:
    """Raise NotYours unless this organiser answers for the offers."""
    if not (by.active and roles.includes(by.roles, "jobs")):
        raise NotYours(fr("Seule l’équipe des offres peut le faire : demandez ce rôle à qui tient l’équipe."))


def history(session: Session, number: UUID) -> list[JobEvent]:
    """What was done, the latest first."""
    asked = select(JobEvent).where(JobEvent.posting_id == number)
    return list(session.exec(asked.order_by(col(JobEvent.at).desc(), col(JobEvent.id).desc())).all())
