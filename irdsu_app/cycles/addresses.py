"""The addresses of the cycles: the page each opens, what it reads first, what it says in the HTML itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from irdsu_app.cycles import (
    account_routes,
    calendar_routes,
    confirm_page,
    day_routes,
    desk_routes,
    form_page,
    own_page,
    public_pages,
    shelf_pages,
    survey_routes,
    told,
)
from irdsu_app.cycles.asking_state import Asking
from irdsu_app.cycles.confirm_state import Confirming
from irdsu_app.cycles.own_after_state import FollowUp
from irdsu_app.cycles.own_state import Mine
from irdsu_app.cycles.presence_state import Presence
from irdsu_app.cycles.state import Coming, CycleRoom, Shelf


@dataclass(frozen=True)
class Opened:
    """A page, what browsers say of it until it says it itself, and what it reads when it opens."""

    content: Callable[[], rx.Component]
    title: str
    description: str
    load: Any


PUBLIC = {
    "/cycles": Opened(shelf_pages.shelf, *told.SHELF, Shelf.look),
    "/cycles/[slug]": Opened(
        public_pages.cycle, "Le cycle – IR-DSU", "Un cycle de rencontres : dates, programme, places.", CycleRoom.enter
    ),
    "/cycles/[slug]/seances/[code]": Opened(
        public_pages.meeting,
        "Une séance du cycle – IR-DSU",
        "Une séance : date, programme, places.",
        CycleRoom.enter_meeting,
    ),
    "/cycles/[slug]/inscription": Opened(
        form_page.form,
        "S’inscrire au cycle – IR-DSU",
        "Choisir ses séances, s’inscrire.",
        [Asking.begin, CycleRoom.enter],
    ),
}
TOLD = {
    "/cycles": told.shelf,
    "/cycles/{slug}": told.cycle,
    "/cycles/{slug}/seances/{code}": told.meeting,
    "/cycles/{slug}/inscription": told.asking,
}
"""What the public ones say before their scripts run."""
OWN = {
    "/inscription/confirmer/[lien]": Opened(
        confirm_page.confirming, "Confirmer mon inscription – IR-DSU", "Un lien valable 48 heures.", Confirming.look
    ),
    "/inscription/[key]": Opened(
        own_page.own,
        "Mes inscriptions – IR-DSU",
        "Vos séances, votre rang, votre agenda, vos données.",
        [Mine.enter, FollowUp.enter, Presence.enter],
    ),
}
"""Those of a secret link: never indexed."""
BLOCKS, WELCOME = (shelf_pages.coming,), Coming.look
"""What the welcome page shows of the cycles, and what it reads for that."""
ROUTES = (
    *calendar_routes.routes,
    *survey_routes.routes,
    *account_routes.routes,
    *day_routes.routes,
    *desk_routes.routes,
)
"""What is no page of the app: files, and pages written by the server."""
