"""The front door: every address and the page it opens; the plain HTTP routes; what lives as long as the server."""

from collections.abc import Callable
from dataclasses import dataclass

import reflex as rx
from starlette.applications import Starlette

from irdsu_app import db, door, home
from irdsu_app.brief import (
    current,
    desk,
    edition_desk,
    edition_routes,
    pages,
    print_pages,
    room_pages,
    routes,
    souvenir,
    takeaway,
    version_pages,
    version_routes,
)
from irdsu_app.brief.edition_state import EditionDesk
from irdsu_app.brief.mine import Mine
from irdsu_app.brief.press import routes as press_routes
from irdsu_app.brief.state import Room
from irdsu_app.brief.version_state import OwnVersion
