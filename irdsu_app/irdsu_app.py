"""The front door: every address and the page it opens; the plain HTTP routes; what lives as long as the server."""

from collections.abc import Callable
from dataclasses import dataclass

import reflex as rx
from starlette.applications import Starlette

from irdsu_app import chores, db, desks, door, home, rounds, watched
from irdsu_app.access import routes as access_routes
from irdsu_app.brief import (
    current,
    desk,
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
from irdsu_app.brief.mine import Mine
from irdsu_app.brief.press import routes as press_routes
from irdsu_app.brief.state import Room
from irdsu_app.brief.version_state import OwnVersion
from irdsu_app.coop import (
    big_screen,
    debrief_page,
    deck_pages,
    deck_routes,
    home_page,
    host_page,
    keepsake,
    library,
    moving,
    observing,
    plan,
    seat,
    seat_place,
    walking,
)
from irdsu_app.coop import routes as coop_routes
from irdsu_app.coop.deck_state import DeckDesk
from irdsu_app.coop.house import hall
from irdsu_app.coop.state import Door as CoopDoor
from irdsu_app.coop.state import Table
from irdsu_app.cycles import (
    addresses,
    checkin_routes,
    clock,
    told,
    writing,
)
from irdsu_app.cycles.house import writing_house
from irdsu_app.design import layout, trouble
from irdsu_app.design.typography import fr
from irdsu_app.door import broken
from irdsu_app.jobs import addresses as jobs
from irdsu_app.jobs import told as offers
from irdsu_app.live import collector, hour, joining, screens
from irdsu_app.live import pages as live_pages
from irdsu_app.live.hub import hub
from irdsu_app.live.peers import peers
from irdsu_app.mail import post
from irdsu_app.upkeep import health, metrics, opening


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
    "/depliant/imprimer": (
        print_pages.printing,
        "Imprimer le dépliant – IR-DSU",
        "La feuille en PDF, A3 ou A2, en couleur ou en gris : comment l’imprimer recto verso et la plier.",
    ),
    "/depliant/presenter": (
        pages.start,
        "Présenter le dépliant – IR-DSU",
        "Ouvrez une présentation : un pupitre pour vous, un écran pour la salle, un code pour les téléphones.",
    ),
    "/depliant/adapter": (
        version_pages.start,
        "À s’approprier : votre version du dépliant – IR-DSU",
        "Dupliquez le dépliant, changez les textes, ajoutez vos chiffres avec leur année et leur source, partagez-le.",
    ),
    "/rejoindre": (
        live_pages.join,
        "Rejoindre – IR-DSU",
        "Entrez le code affiché sur l’écran de la salle pour suivre une présentation depuis votre téléphone.",
    ),
}
"""The prerendered pages of the products: content, title, description."""
# The game to be read: its cards, its rules, its guide.
STILL |= {
    "/coop/cartes": (
        library.cards,
        "Les cartes de COOP ou pas COOP – IR-DSU",
        "Douze lieux, seize personnages, trente situations, quatorze événements : tout le jeu, à lire et à choisir.",
    ),
    "/coop/regles": (
        library.rules,
        "Les règles de COOP ou pas COOP en une page – IR-DSU",
        "Voter, débattre, transformer, s’engager, laisser trace : un tour de jeu en cinq temps, à lire ou à imprimer.",
    ),
    "/coop/guide": (
        library.hosting,
        "Guide d’animation de COOP ou pas COOP – IR-DSU",
        "Préparer une partie, ouvrir, tenir le temps, débloquer, conclure : ce que dit qui anime, et quand.",
    ),
}
# The game: understand it, create a game, join one.
STILL |= {
    "/coop": (
        home_page.home,
        "COOP ou pas COOP, un jeu pour débattre à plusieurs – IR-DSU",
        "Un jeu en ligne de 2 à 30 personnes, 45 à 90 minutes, sur ce que coopérer demande. Personne n’y gagne.",
    ),
}
# The decks one writes.
STILL |= {
    "/coop/jeux": (
        deck_pages.shelf,
        "Mes jeux – IR-DSU",
        "Dupliquer COOP ou pas COOP, changer le quartier, les personnages, les situations, jouer avec, le partager.",
    ),
}
LOADS = {
    "/coop/jeux": deck_pages.Shelf.look,
    "/coop": CoopDoor.look,
    "/depliant/presenter": Mine.load,
    "/depliant/adapter": version_pages.Arrival.look,
    "/rejoindre": live_pages.Arrival.look,
}
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
VERSIONS = {
    "/depliant/adapter/[key]": Live(
        version_pages.edit, "Ma version du dépliant – IR-DSU", "Modifier sa version du dépliant, là où elle se lit."
    ),
    "/depliant/version/[key]": Live(
        version_pages.read, "Le dépliant, version locale – IR-DSU", "Une version locale du dépliant, à déplier."
    ),
    "/depliant/version/[key]/texte": Live(
        version_pages.text_version,
        "Le dépliant, version locale en texte – IR-DSU",
        "Une version locale du dépliant, panneau après panneau.",
    ),
}
GAMES = {
    "/coop/[code]": Live(
        seat.seat, "COOP ou pas COOP : ma place – IR-DSU", "Votre place dans la partie, sur votre téléphone."
    ),
    "/coop/[code]/plateau": Live(
        big_screen.plateau, "COOP ou pas COOP : le plateau – IR-DSU", "La carte du quartier, pour le vidéoprojecteur."
    ),
    "/coop/[code]/animer": Live(
        host_page.lead, "COOP ou pas COOP : animer – IR-DSU", "Tirer, donner la parole, tenir le temps."
    ),
    "/coop/[code]/observer": Live(
        observing.observe, "COOP ou pas COOP : observer – IR-DSU", "Voter et écrire des conditions, sans énergie."
    ),
    "/coop/[code]/bilan": Live(
        debrief_page.debrief, "COOP ou pas COOP : le bilan – IR-DSU", "La carte, le carnet, promis et versé."
    ),
}
"""The screens of a game: a seat, what the room looks at, whoever leads, those who observe, everybody at the end."""
WALKS = {
    "/coop/[code]/revoir": Live(
        walking.walk, "COOP ou pas COOP : revoir la partie – IR-DSU", "La partie finie, temps après temps."
    ),
}
DECKS = {
    "/coop/jeux/[key]": Live(
        deck_pages.desk, "Un jeu à soi – IR-DSU", "Écrire son jeu carte par carte, ou lire celui que l’on partage."
    ),
}
PLACE = {
    "/coop/[code]/place/[key]": Live(
        moving.sit, "Ma place sur cet appareil – IR-DSU", "Retrouver sa place dans une partie."
    ),
}
DOORS = {"brief": "/presentation/{code}", "coop": "/coop/{code}"}
"""Where the code of a room leads, for each kind of room."""
INDEXED = ("/", *STILL, "/mentions-legales", "/donnees-personnelles", "/accessibilite")
"""What search engines may show."""
STYLES = ("tokens", "app", "office", "diagrams", "diagrams-recto", "fold", "brief", "press")


app = rx.App(
    stylesheets=[f"/{name}.css" for name in STYLES],
    head_components=[*layout.head(), rx.el.script(src="/offline.js", defer=True)],
    html_lang="fr",
    toaster=None,
    app_wraps={(55, "ErrorBoundary"): layout.boundary, (5, "Overlay"): layout.connection},
    api_transformer=[
        Starlette(
            exception_handlers={Exception: broken.page},
            routes=[
                *keepsake.routes,
                *deck_routes.routes,
                *coop_routes.routes,
                seat_place.route,
                plan.route,
                *routes.routes,
                *joining.routes(DOORS),
                hour.route,
                *version_routes.routes,
                *access_routes.routes,
                *addresses.ROUTES,
                *jobs.ROUTES,
                *edition_routes.routes,
                *press_routes.routes,
                *takeaway.routes,
                *souvenir.routes,
                *health.routes,
                metrics.route,
                door.sitemap((*INDEXED, "/cycles", *jobs.INDEXED), lambda: [*told.addresses(), *offers.addresses()]),
            ],
        ),
        door.pages(
            {
                p.replace("[", "{").replace("]", "}"): door.Page(fr(r.title), fr(r.description))
                for p, r in (ROOMS | VERSIONS | GAMES | WALKS | DECKS | PLACE | addresses.OWN | desks.PAGES).items()
            },
            fresh=current.fresh,
            told=addresses.TOLD | jobs.TOLD,
        ),
        # Before the pages: one of them would answer for « accueil ».
        Starlette(routes=checkin_routes.routes, exception_handlers={Exception: broken.page}),
        door.ring,
    ],
)

for address, at in home.pages((*addresses.BLOCKS, jobs.BLOCK)).items():
    load = [addresses.WELCOME, jobs.WELCOME] if address == "/" else None
    app.add_page(at.content, route=address, title=at.title, description=at.description, on_load=load)
for address, (content, title, description) in STILL.items():
    app.add_page(content, route=address, title=fr(title), description=fr(description), on_load=LOADS.get(address))
LIVE = (
    (ROOMS, [Room.enter, live_pages.Arrival.look]),
    (VERSIONS, OwnVersion.enter),
    (GAMES, Table.enter),
    (DECKS, DeckDesk.enter),
    (WALKS, Table.revisit),
    (PLACE, CoopDoor.look),
)
for those, load in LIVE:
    for address, page in those.items():
        app.add_page(page.content, route=address, title=fr(page.title), description=fr(page.description), on_load=load)

for address, page in (addresses.PUBLIC | addresses.OWN | jobs.PUBLIC | desks.PAGES).items():
    app.add_page(page.content, route=address, title=fr(page.title), description=fr(page.description), on_load=page.load)

hub.bind(app)
screens.bind(app)
door.guard(app, told=trouble.of, away=trouble.AWAY)
door.widen(deck_routes.IMPORT, deck_routes.LARGEST, deck_routes.TOO_LARGE)
door.widen(*jobs.UPLOAD)
post.bind({"cycles.": writing.writer(writing_house()), **jobs.LETTERS})
CALM = (db.watched, peers.keep, collector.calm)
for task in (*CALM, hall.open, clock.run, post.deliver, door.end_visits, door.forgetting(app)):
    app.register_lifespan_task(task)
app.register_lifespan_task(rounds.keep, chores=chores.HOURLY, every=rounds.HOUR)
app.register_lifespan_task(rounds.keep, chores=chores.MINUTELY, every=rounds.MINUTE)
watched.count()
opening.watch(app)
db.upgrade()
