"""What the acts on a posting do to the board: an offer made, changed, out of sight, over."""

import re
import secrets
from datetime import datetime

from sqlmodel import Session, select

from irdsu_app.jobs import catalogue, fields
from irdsu_app.jobs.models import JobOffer
from irdsu_app.jobs.posting_models import JobPosting
from irdsu_app.jobs.submission import Deed, Posting

_ENDED = {"fill": "filled", "withdraw": "withdrawn"}
_KEPT = frozenset(("id", "slug", "published_at", "created_at", "changed_at", "revision", "demonstration", "reason"))


def do(session: Session, row: JobPosting, posting: Posting, deed: Deed, now: datetime) -> None:
    """Do this to the board, in the caller's transaction."""
    if not deed:
        return
    offer = session.get(JobOffer, row.offer_id) if row.offer_id else None
    if offer is None:
        if deed != "publish":
            return
        offer = JobOffer(slug=_new_address(session, posting), title="", organisation="", created_at=now, changed_at=now)
    if deed == "publish":
        _write(offer, posting, now)
    elif deed == "deadline" and posting.public:
        offer.deadline = None if posting.public.open_ended else fields.deadline(posting.public)
    elif deed == "hold":
        offer.status = "to_review"
    else:
        offer.status, offer.closed_at = _ENDED[deed], now
    offer.revision += 1
    row.offer_id = catalogue.keep(session, offer, now).id


def address(session: Session, row: JobPosting) -> str:
    """The word of the address of its offer on the board; "" when it was never there."""
    offer = session.get(JobOffer, row.offer_id) if row.offer_id else None
    return offer.slug if offer else ""


def _write(offer: JobOffer, posting: Posting, now: datetime) -> None:
    """The offer as it is worked on, online."""
    made = fields.offer_of(posting.written, now).model_dump(exclude=set(_KEPT))
    for name, value in made.items():
        setattr(offer, name, list(value) if isinstance(value, tuple) else value)
    offer.status, offer.closed_at, offer.reason = "online", None, ""
    offer.published_at = offer.published_at or now


def _new_address(session: Session, posting: Posting) -> str:
    """An address of its own, made of the title."""
    words = fields.folded(posting.written.title).replace(" ", "-")
    start = re.sub(r"-+$", "", words[:60]) or "offre"
    taken = session.exec(select(JobOffer.id).where(JobOffer.slug == start)).first() or start in _OURS
    return f"{start}-{secrets.token_hex(3)}" if taken else start


_OURS = frozenset(("deposer", "gerer", "alerte", "archives", "echeances", "confirmer", "fiche", "offre"))
"""Words that are addresses of ours."""
