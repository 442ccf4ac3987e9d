"""The addresses of the offers: the page each opens, what it reads first, what it says in the HTML itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from irdsu_app.jobs import alert_routes, alert_told, feed_routes, figures_desk, pages, still_routes, told
from irdsu_app.jobs.alert_state import Alerts
from irdsu_app.jobs.state import Archives, Board, Latest, Sheet


@dataclass(frozen=True)
class Opened:
    """A page, what browsers say of it until it says it itself, and what it reads when it opens."""

    content: Callable[[], rx.Component]
    title: str
    description: str
    load: Any


ROUTES = [*feed_routes.routes, *alert_routes.routes, *still_routes.routes, *figures_desk.routes]
"""Their plain HTTP doors."""
PUBLIC = {
    "/offres": Opened(pages.board, *told.BOARD, Board.look),
    "/offres/archives": Opened(pages.over, *told.ARCHIVES, Archives.look),
    "/offres/alerte": Opened(pages.alerts, *alert_told.ASK, Alerts.ask),
    "/offres/alerte/[lien]": Opened(pages.alerts, *alert_told.MINE, Alerts.enter),
    "/offres/alerte/[lien]/arreter": Opened(pages.alerts, *alert_told.STOP, Alerts.leave),
    "/offres/ouverte/[key]": Opened(pages.still_open, *still_routes.NAMED, still_routes.StillOpen.enter),
    "/offres/[slug]": Opened(
        pages.offer, "Une offre d’emploi – IR-DSU", "Une offre : missions, profil, contrat, date limite.", Sheet.enter
    ),
}
TOLD = {
    "/offres": told.board,
    "/offres/archives": told.over,
    "/offres/alerte": alert_told.ask,
    "/offres/alerte/{lien}": alert_told.own,
    "/offres/alerte/{lien}/arreter": alert_told.stop,
    "/offres/ouverte/{key}": still_routes.tell,
    "/offres/{slug}": told.offer,
}
"""What they say before their scripts run; the first that fits answers, so `{slug}` comes last."""
BLOCK, WELCOME = pages.latest, Latest.look
"""What the welcome page shows of the offers, and what it reads for that."""
