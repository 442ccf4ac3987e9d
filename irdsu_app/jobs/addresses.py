"""The addresses of the offers: the page each opens, what it reads first, what it says in the HTML itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from irdsu_app.jobs import (
    alert_routes,
    alert_told,
    deposit_pages,
    deposit_routes,
    deposit_told,
    feed_routes,
    figures_desk,
    pages,
    sheet_routes,
    sheets,
    still_routes,
    told,
    writing,
)
from irdsu_app.jobs.alert_state import Alerts
from irdsu_app.jobs.deposit_state import Deposit
from irdsu_app.jobs.house import house
from irdsu_app.jobs.letters import PREFIX
from irdsu_app.jobs.state import Archives, Board, Latest, Sheet


@dataclass(frozen=True)
class Opened:
    """A page, what browsers say of it until it says it itself, and what it reads when it opens."""

    content: Callable[[], rx.Component]
    title: str
    description: str
    load: Any


ROUTES = [*feed_routes.routes, *deposit_routes.routes, *sheet_routes.routes, *alert_routes.routes]
ROUTES += [*still_routes.routes, *figures_desk.routes]
"""Their plain HTTP doors."""
UPLOAD = (deposit_routes.UPLOAD, sheets.LARGEST + 20_000, sheets.TOO_LARGE)
"""Where a file comes in, how large the request may be, what is said beyond."""
LETTERS = {PREFIX: writing.writer(house())}
"""Who writes their letters."""
PUBLIC = {
    "/offres": Opened(pages.board, *told.BOARD, Board.look),
    "/offres/archives": Opened(pages.over, *told.ARCHIVES, Archives.look),
    "/offres/deposer": Opened(deposit_pages.page, *deposit_told.NEW, Deposit.begin),
    "/offres/gerer": Opened(deposit_pages.page, *deposit_told.OWN, Deposit.lost),
    "/offres/gerer/[key]": Opened(deposit_pages.page, *deposit_told.OWN, Deposit.own),
    "/offres/confirmer/[lien]": Opened(deposit_pages.page, *deposit_told.PROOF, Deposit.proof),
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
    "/offres/deposer": deposit_told.begin,
    "/offres/gerer": deposit_told.lost,
    "/offres/gerer/{key}": deposit_told.own,
    "/offres/confirmer/{lien}": deposit_told.proof,
    "/offres/alerte": alert_told.ask,
    "/offres/alerte/{lien}": alert_told.own,
    "/offres/alerte/{lien}/arreter": alert_told.stop,
    "/offres/ouverte/{key}": still_routes.tell,
    "/offres/{slug}": told.offer,
}
"""What they say before their scripts run; the first that fits answers, so `{slug}` comes last."""
INDEXED = ("/offres", deposit_routes.NEW)
"""What search engines may show, besides the offers."""
BLOCK, WELCOME = pages.latest, Latest.look
"""What the welcome page shows of the offers, and what it reads for that."""
