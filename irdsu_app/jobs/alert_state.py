"""What the pages of the alerts hold: the HTML that the server wrote for this address."""

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import reflex as rx

from irdsu_app import door
from irdsu_app.design.typography import fr
from irdsu_app.jobs import alert_pages, alert_told
from irdsu_app.jobs.alert_register import Refused


class Alerts(rx.State):
    """A page of the alerts."""

    html: str = ""
    title: str = ""
    if TYPE_CHECKING:
        lien: str

    @rx.event
    @door.policy("public")
    def ask(self) -> None:
        """Show the form for the search of the address."""
        self.html, self.title = alert_told.asking(self._asked()), fr(alert_told.ASK[0])

    @rx.event
    @door.policy("public")
    def enter(self) -> None:
        """Show what the link of the address opens."""
        self.title = fr(alert_told.MINE[0])
        try:
            door.count("manage", self.router.session.client_ip)
            self.html = alert_told.mine(str(self.lien), self._asked())
        except (Refused, door.TooMany) as refusal:
            self.html = alert_pages.nothing(str(refusal))

    @rx.event
    @door.policy("public")
    def leave(self) -> None:
        """Show the page that stops everything."""
        self.title = fr(alert_told.STOP[0])
        try:
            door.count("manage", self.router.session.client_ip)
            self.html = alert_told.stopping(str(self.lien))
        except (Refused, door.TooMany) as refusal:
            self.html = alert_pages.nothing(str(refusal))

    def _asked(self) -> str:
        return urlencode(self.router.url.query_parameters)
