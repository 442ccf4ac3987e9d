"""The pages of whoever posts: what their address shows, written as HTML by the server; acts are plain forms."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import reflex as rx

from irdsu_app import db, door
from irdsu_app.jobs import deposit_view
from irdsu_app.jobs.deposit_view import View


class Deposit(rx.State):
    """A page; `turn` changes each time it is read."""

    html: str = ""
    title: str = ""
    turn: int = 0
    where: str = ""
    """The address it was read for."""
    if TYPE_CHECKING:
        key: str
        lien: str

    @rx.event
    @door.policy("public")
    def begin(self) -> None:
        """Show an offer nobody has written."""
        self._show(deposit_view.begin(datetime.now(UTC)))

    @rx.event
    @door.policy("public")
    def own(self) -> None:
        """Show what the personal link of the address opens."""
        key, asked, now = str(self.key), self._asked(), datetime.now(UTC)
        self._show(db.read(lambda session: deposit_view.own(session, key, asked, now)))

    @rx.event
    @door.policy("public")
    def lost(self) -> None:
        """Show how to have a link again."""
        self._show(deposit_view.lost(self._asked()))

    @rx.event
    @door.policy("public")
    def proof(self) -> None:
        """Show what the confirmation link of the address is about."""
        link = str(self.lien)
        self._show(db.read(lambda session: deposit_view.proof(session, link)))

    def _asked(self) -> dict[str, str]:
        return {name: str(value) for name, value in self.router.url.query_parameters.items()}

    def _show(self, view: View) -> None:
        self.html, self.title, self.turn = view.html, view.title, self.turn + 1
        self.where = str(self.router.url)
