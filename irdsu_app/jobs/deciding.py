"""What the team decides of an offer: online, to be corrected, refused, read again after a report. Pure.

Each is of the text that was read: an offer that changed meanwhile is to be read again.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from irdsu_app.jobs.submission import STAGES, By, Done, Letter, Posting, Refused, Stage, complete, following, one_line


class Reason(StrEnum):
    """Why an offer is refused."""

    OUT_OF_FIELD = "hors-champ"
    INCOMPLETE = "incomplete"
    DISCRIMINATING = "discriminatoire"
    TWIN = "doublon"
    PAYING = "payante"
    UNREACHABLE = "sans-contact"


REASONS: Mapping[str, str] = {
    Reason.OUT_OF_FIELD: "Hors champ : elle ne relève pas du développement social urbain",
    Reason.INCOMPLETE: "Incomplète",
    Reason.DISCRIMINATING: "Discriminatoire",
    Reason.TWIN: "Doublon d’une offre déjà en ligne",
    Reason.PAYING: "Payante : on demande de l’argent à qui postule",
    Reason.UNREACHABLE: "Sans contact vérifiable",
}


def publish(posting: Posting, revision: int, by: By, today: date) -> Done:
    """Let the text online, as it was read at this revision."""
    _decide(posting, revision, by, ("to_review", "to_correct", "online"))
    complete(posting.written, today)
    letter: Letter = "changed" if posting.public else "online"
    after = following(posting, stage="online", public=posting.written, on_board=True, reason="", words="")
    return Done(posting=after, deed="publish", letter=letter)


def ask_correction(posting: Posting, words: str, revision: int, by: By) -> Done:
    """Ask the poster to correct; what is online stays there."""
    _decide(posting, revision, by, ("to_review", "to_correct"))
    if not one_line(words):
        raise Refused("Écrivez ce qu’il faut corriger : c’est ce que lira la personne qui a déposé l’offre.")
    return Done(posting=following(posting, stage="to_correct", reason="", words=one_line(words)), letter="correct")


def refuse(posting: Posting, reason: str, words: str, revision: int, by: By) -> Done:
    """Refuse the whole offer, which leaves the board, and its page the archives, if it was there."""
    _decide(posting, revision, by, ("to_review", "to_correct", "online", "filled"))
    _reasoned(reason)
    after = following(posting, stage="refused", on_board=False, reason=reason, words=one_line(words))
    return Done(posting=after, deed="withdraw" if posting.public else "", letter="refused")


def refuse_change(posting: Posting, reason: str, words: str, revision: int, by: By) -> Done:
    """Refuse what was changed: the text online stays, and is worked on again."""
    _decide(posting, revision, by, ("to_review", "to_correct"))
    if posting.public is None:
        raise Refused("Cette offre n’a jamais été en ligne : refusez-la, ou demandez une correction.")
    _reasoned(reason)
    told = {"reason": reason, "words": one_line(words)}
    after = following(posting, stage="online", written=posting.public, on_board=True, **told)
    return Done(posting=after, deed="publish", letter="kept")


def reopen(posting: Posting, revision: int, by: By, hold: bool = False) -> Done:
    """Read an offer online again, after a report; `hold`: out of sight meanwhile. Its text online is what is read."""
    _decide(posting, revision, by, ("online",))
    after = following(posting, stage="to_review", written=posting.public, on_board=posting.on_board and not hold)
    return Done(posting=after, deed="hold" if hold else "")


def _decide(posting: Posting, revision: int, by: By, stages: tuple[Stage, ...]) -> None:
    """Refuse what is not a moderator's, or not on what they have read."""
    if by != "moderator":
        raise Refused("Seule l’équipe peut décider d’une offre.")
    if posting.revision != revision:
        raise Refused("Cette offre a changé depuis que vous la lisez : relisez-la avant de décider.")
    if posting.stage not in stages:
        raise Refused(f"Cette offre est « {STAGES[posting.stage]} » : cela ne peut pas se faire.")


def _reasoned(reason: str) -> None:
    if reason not in REASONS:
        raise Refused("Choisissez le motif du refus.")
