"""What the pages of the offers hold: the search of the address and what it gives, written as HTML by the server."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import reflex as rx

from irdsu_app import db, door
from irdsu_app.design.typography import fr
from irdsu_app.jobs import archives, cards, catalogue, looking, offer_page, screen, told
from irdsu_app.jobs.offer import PUBLIC, Status, status_shown
from irdsu_app.jobs.query import Query
from irdsu_app.settings import settings

LATEST = 3
"""Offers on the welcome page."""
Asked = str


class Board(rx.State):
    """A search; `asked` is what the browser said, `turn` changes with each answer."""

    html: str = ""
    asked: str = ""
    turn: int = 0

    @rx.event
    @door.policy("public")
    def look(self) -> None:
        """Read the search of the address."""
        self._show(urlencode(self.router.url.query_parameters), mapped=False)

    @rx.event
    @door.policy("public")
    def ask(self, asked: Asked, mapped: bool) -> None:
        """Answer a search, as its address says it, with its map when it is looked at.

        It comes at each key; what comes too fast is left, and the next one is answered.
        """
        try:
            door.pour("search", self.router.session.client_token)
            door.pour("searches", self.router.session.client_ip)
        except door.TooMany:
            self.turn += 1
            return
        self._show(asked[:4_000], mapped)

    def _show(self, asked: str, mapped: bool) -> None:
        now, query = datetime.now(UTC), told.read(asked)
        seen = db.read(lambda session: looking.look(session, query, now))
        self.html = screen.board(seen, now, mapped=mapped)
        self.asked, self.turn = asked, self.turn + 1


class Sheet(rx.State):
    """An offer."""

    html: str = ""
    title: str = ""
    problem: str = ""

    if TYPE_CHECKING:
        slug: str

    @rx.event
    @door.policy("public")
    def enter(self) -> None:
        """Read the offer of the address."""
        now, slug = datetime.now(UTC), str(self.slug)
        found = db.read(lambda session: catalogue.by_slug(session, slug))
        status = status_shown(found, now) if found else None
        if found is None or status not in PUBLIC or found.status == "withdrawn":
            withdrawn = found is not None and (status is Status.WITHDRAWN or found.status == "withdrawn")
            self.html, self.title = "", ""
            self.problem = fr(told.WITHDRAWN_SAID if withdrawn else told.UNKNOWN)
            return
        reported = self.router.url.query_parameters.get("signale") == "oui"
        self.html = offer_page.written(found, now, f"{settings.address}/offres/{found.slug}", reported)
        self.title, self.problem = told.titled(found), ""


class Archives(rx.State):
    """The offers that are over."""

    html: str = ""

    @rx.event
    @door.policy("public")
    def look(self) -> None:
        """Read the page of the archives that the address says."""
        asked, now = urlencode(self.router.url.query_parameters), datetime.now(UTC)
        self.html = db.read(lambda session: archives.shown(session, asked, now))


class Latest(rx.State):
    """The latest offers, on the welcome page."""

    html: str = ""

    @rx.event
    @door.policy("public")
    def look(self) -> None:
        """Read them."""
        now = datetime.now(UTC)
        found = db.read(lambda session: catalogue.search(session, Query(sort="recent"), now))
        self.html = cards.listed(found.offers[:LATEST], now)
