"""The sheet a presentation keeps: its words for the desk, and the offer of a newer edition."""

from typing import TypedDict

import reflex as rx
from sqlmodel import Session

from irdsu_app import db
from irdsu_app.brief import editions, publishing, talks
from irdsu_app.brief.presenting import Presentation
from irdsu_app.design.typography import fr


class Words(TypedDict):
    """What the desk reads of a sheet that is not the one of the built pages; nothing for that one."""

    note: list[str]
    question: list[str]


class Offer(TypedDict):
    """A newer edition, and what it changes; 0 when there is none to take."""

    newer: int
    news: list[str]


NO_OFFER = Offer(newer=0, news=[])
BUILT = "1"
"""The name of the sheet of the built pages."""


def offer(session: Session, talk: Presentation, presents_own: bool) -> Offer:
    """What a desk may take; a version takes the texts of an edition on its own page, not here."""
    newest = editions.newest(session)
    if presents_own or newest <= talk.edition or talk.status == "Terminée":
        return NO_OFFER
    before, after = editions.edition(session, talk.edition), editions.edition(session, newest)
    return Offer(newer=newest, news=list(publishing.changes(before, after)) if before and after else [])


def words(session: Session, there: talks.Visit) -> Words:
    """The notes and questions of the sheet presented, step by step."""
    panels = () if there.live.sheet == BUILT else talks.laid(session, there).brief.panels
    return Words(note=[fr(p.note) for p in panels], question=[fr(p.question) for p in panels])


class Kept(rx.State):
    """What the desk says of each panel; what it does is in `state.Desk`."""

    words: rx.Field[Words] = rx.field(default_factory=lambda: Words(note=[], question=[]))
    _read: str = BUILT

    def _look(self, there: talks.Visit) -> None:
        """Read the words of the sheet presented, when it is no longer the one that was read."""
        if self._read != there.live.sheet:
            self._read, self.words = there.live.sheet, db.read(lambda session: words(session, there))


KEPT = Kept.get_full_name()
