"""The front door: every address and the page it opens; the plain HTTP routes; what lives as long as the server."""

from collections.abc import Callable
from dataclasses import dataclass

import reflex as rx
from starlette.applications import Starlette

from irdsu_app import db, door, home
from irdsu_app.brief import desk, pages, room_pages, routes, souvenir, takeaway
from irdsu_app.brief.mine import Mine
from irdsu_app.brief.state import Room
from irdsu_app.design import layout
from irdsu_app.design.typography import fr
from irdsu_app.live import collector, keeper
from irdsu_app.live import pages as live_pages
from irdsu_app.live.hub import hub


@dataclass(frozen=True)
class Live:
    """A page of a room: its address is not known when the site is built."""

    content: Callable[[], rx.Component]
    title: str
    description: str


STILL = {
    "/depliant": (
        pages.read,
        "Le dépliant : la Politique de cohésion de la Ville – IR-DSU",
        "Une feuille recto verso à déplier : le cadre, les enjeux et les contours de la politique de la ville.",
    ),
    "/depliant/texte": (
        pages.text_version,
        "Le dépliant en version texte – IR-DSU",
        "Les douze panneaux de la Politique de cohésion de la Ville : textes, schémas, tableaux, sources et glossaire.",
    ),
    "/depliant/presenter": (
        pages.start,
        "Présenter le dépliant – IR-DSU",
        "Ouvrez une présentation : un pupitre pour vous, un écran pour la salle, un code pour les téléphones.",
    ),
    "/rejoindre": (
        live_pages.join,
        "Rejoindre – IR-DSU",
        "Entrez le code affiché sur l’écran de la salle pour suivre une présentation depuis votre téléphone.",
    ),
}
"""The prerendered pages of the products: content, title, description."""
LOADS = {"/depliant/presenter": Mine.load, "/rejoindre": live_pages.Arrival.look}
ROOMS = {
    "/presentation/[code]": Live(
        room_pages.follow, "Suivre la présentation – IR-DSU", "La feuille se déplie avec la personne qui présente."
    ),
    "/presentation/[code]/ecran": Live(
        room_pages.screen, "Écran de la salle – IR-DSU", "La feuille, pour le vidéoprojecteur."
    ),
    "/presentation/[code]/pupitre": Live(
        desk.desk, "Pupitre – IR-DSU", "Notes, temps, questions reçues : le pupitre de la personne qui présente."
    ),
}
INDEXED = ("/", *STILL, "/mentions-legales", "/donnees-personnelles", "/accessibilite")
"""What search engines may show."""


app = rx.App(
    stylesheets=["/tokens.css", "/app.css", "/diagrams.css", "/diagrams-recto.css", "/fold.css", "/brief.css"],
    head_components=[*layout.head(), rx.el.script(src="/offline.js", defer=True)],
    html_lang="fr",
    toaster=None,
    app_wraps={(55, "ErrorBoundary"): layout.boundary, (5, "Overlay"): layout.connection},
    api_transformer=[
        Starlette(routes=[*routes.routes, *takeaway.routes, *souvenir.routes, door.health, door.sitemap(INDEXED)]),
        door.pages(
            {p.replace("[", "{").replace("]", "}"): door.Page(fr(r.title), fr(r.description)) for p, r in ROOMS.items()}
        ),
        door.ring,
    ],
)

for address, at in home.pages().items():
    app.add_page(at.content, route=address, title=at.title, description=at.description)
for address, (content, title, description) in STILL.items():
    app.add_page(content, route=address, title=fr(title), description=fr(description), on_load=LOADS.get(address))
for address, room in ROOMS.items():
    app.add_page(
        room.content,
        route=address,
        title=fr(room.title),
        description=fr(room.description),
        on_load=[Room.enter, live_pages.Arrival.look],
    )

hub.bind(app)
door.guard(app)
app.register_lifespan_task(collector.calm)
app.register_lifespan_task(keeper.tidy)
db.upgrade()
