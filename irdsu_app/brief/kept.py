"""The edition a presentation keeps: its words for the desk, and the offer of a newer one."""

from typing import TypedDict

import reflex as rx

from irdsu_app import db
from irdsu_app.brief import editions, publishing
from irdsu_app.brief.presenting import Presentation
from irdsu_app.design.typography import fr


class Words(TypedDict):
    """What the desk reads of an edition younger than the built pages; nothing for the first one."""

    note: list[str]
    question: list[str]


class Kept(rx.State):
    """What the desk is told of editions; what it does with them is in `state.Desk`."""

    words: rx.Field[Words] = rx.field(default_factory=lambda: Words(note=[], question=[]))
    newer: int = 0
    news: rx.Field[list[str]] = rx.field(default_factory=list)
    _read: int = 1

    def _look(self, talk: Presentation) -> None:
        """Read the words of the edition presented, and say when a newer one is out, with what it changes."""
        newest = db.read(editions.newest)
        newer = newest if newest > talk.edition and talk.status != "Terminée" else 0
        if (self.newer, self._read) == (newer, talk.edition):
            return
        self.newer, self._read = newer, talk.edition
        kept, latest = db.read(lambda session: [editions.edition(session, each) for each in (talk.edition, newest)])
        self.news = list(publishing.changes(kept, latest)) if kept and latest and newer else []
        panels = kept.brief.panels if kept and talk.edition > 1 else ()
        self.words = Words(note=[fr(p.note) for p in panels], question=[fr(p.question) for p in panels])
