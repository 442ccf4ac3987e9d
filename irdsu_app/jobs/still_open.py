"""Is this offer still open? Asked of whoever posted it, and what becomes of it without an answer. Pure.

With a deadline, it is asked once, a week before: without an answer the offer ends on its day, as it says. Without one,
after thirty days, then thirty days after each « oui »: a week later again, and a week after that the offer leaves the
board and goes back to the moderators. It is not said to be filled, which nobody knows; a « oui » puts it back.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from irdsu_app.jobs import fields, submission
from irdsu_app.jobs.offer import PARIS, today
from irdsu_app.jobs.submission import Done, Posting, Refused, following

EVE, SETTLED = 7, 3
"""Days before the deadline when it is asked; days online below which it is not, for it was just said."""
AGAIN, REMINDED, HELD = timedelta(days=30), timedelta(days=7), timedelta(days=14)
"""How long online without a deadline before it is asked; how long after asking it is asked again, then held."""
MORNING = 8
"""Nobody is written to before this hour, in Paris."""
Step = Literal["", "eve", "ask", "remind", "hold"]
Standing = Literal["online", "expired", "held", "filled", "withdrawn", "refused", "read", "new"]
"""Where an offer stands for whoever opens the question: `held`, it left the board for want of an answer; `read`, the
team reads it before it comes back; `new`, it was never online."""


@dataclass(frozen=True)
class Asked:
    """What was asked about an offer online since `published`, and answered.

    `asked` is when it was asked without an answer yet, `reminded` when again; `eve_of` is the deadline it was last
    asked about; `said` when it was last said to be open.
    """

    published: datetime
    deadline: date | None = None
    said: datetime | None = None
    asked: datetime | None = None
    reminded: datetime | None = None
    eve_of: date | None = None


def step(offer: Asked, now: datetime) -> Step:
    """What is to be done now about an offer online."""
    if now.astimezone(PARIS).hour < MORNING:
        return ""
    if offer.deadline is not None:
        left = (offer.deadline - today(now)).days
        settled = (today(now) - today(offer.published)).days >= SETTLED
        return "eve" if 0 <= left <= EVE and settled and offer.eve_of != offer.deadline else ""
    if offer.asked is None:
        return "ask" if now >= max(offer.published, offer.said or offer.published) + AGAIN else ""
    if now >= offer.asked + HELD and offer.reminded is not None:
        return "hold"
    return "remind" if now >= offer.asked + REMINDED and offer.reminded is None else ""


def hold(posting: Posting) -> Done:
    """Nobody answered: out of sight, until a moderator or the poster says otherwise."""
    if posting.stage != "online" or posting.public is None:
        return Done(posting=posting)
    after = following(posting, stage="to_review", written=posting.public, on_board=False)
    return Done(posting=after, deed="hold")


def standing(posting: Posting, silent: bool, day: date) -> Standing:
    """Where it stands on this day in Paris; `silent`: it left the board for want of an answer, nothing came since."""
    if posting.on_board and posting.public:
        until = None if posting.public.open_ended else fields.deadline(posting.public)
        return "expired" if until and until < day else "online"
    if silent and posting.stage == "to_review" and posting.public and posting.written == posting.public:
        return "held"
    if posting.stage in ("filled", "withdrawn", "refused"):
        return posting.stage
    return "read" if posting.public else "new"


def yes(posting: Posting, silent: bool, day: date) -> Done:
    """It is still open: it stays on the board, or comes back if it left for want of an answer. Raises Refused."""
    where = standing(posting, silent, day)
    if where == "online":
        return Done(posting=posting)
    if where == "expired":
        raise Refused("Sa date limite est passée : donnez-en une autre pour la remettre parmi les offres.")
    if where != "held":
        raise Refused("Cette offre n’est plus en ligne : ouvrez son lien personnel pour voir où elle en est.")
    return Done(posting=following(posting, stage="online", on_board=True), deed="publish", letter="extended")


def filled(posting: Posting, silent: bool, day: date) -> Done:
    """Somebody was found, even after it left the board for want of an answer. Raises Refused."""
    if standing(posting, silent, day) == "held":
        return Done(posting=following(posting, stage="filled"), deed="fill", letter="filled")
    return submission.fill(posting, "poster")
