"""The pages of decks: « Mes jeux », the desk where one is written, the same deck read by its link."""

from typing import TypedDict

import reflex as rx
from reflex_base.utils.imports import ImportVar
from reflex_base.vars import VarData

from irdsu_app import db, door
from irdsu_app.coop import deck_register, deck_view, look
from irdsu_app.coop.deck_routes import TOO_LARGE
from irdsu_app.coop.deck_state import DeckDesk
from irdsu_app.coop.yaml_deck import LARGEST
from irdsu_app.design import days, elements, layout
from irdsu_app.design.typography import fr

el = rx.el
NOTICES = {
    "lien": "Ce lien n’ouvre aucun jeu : il est incomplet, ou le jeu a été effacé. Recopiez-le en entier.",
    "trop": "Trop d’essais depuis cet endroit. Attendez quelques minutes, puis réessayez.",
}
ERASED = "Le jeu est effacé, avec ses deux liens et sa page publique. Les parties commencées continuent."
KEPT = (
    "Un jeu est gardé ici sous deux liens secrets, sans compte et sans votre nom. Un jeu que personne ne modifie "
    "pendant deux ans est effacé ; publié, il reste. Qui a le lien pour modifier peut l’effacer à tout moment."
)
_SHEET = rx.Var(
    "deskStyles",
    _var_data=VarData(imports={"$/public/coop-desk.css?url": [ImportVar(tag="deskStyles", is_default=True)]}),
)


class Published(TypedDict):
    """A published deck, in the list."""

    address: str
    name: str
    since: str


class Shelf(rx.State):
    """What the page « Mes jeux » shows besides what this browser knows."""

    notice: str = ""
    published: rx.Field[list[Published]] = rx.field(default_factory=list)
    read: bool = False

    @rx.event
    @door.policy("public")
    def look(self) -> None:
        """Read the published decks, and in the address what happened."""
        asked = self.router.url.query_parameters
        self.notice = fr(ERASED if asked.get("efface") else NOTICES.get(asked.get("refus", ""), ""))
        self.published = [
            Published(address=f"/coop/jeu/{slug}", name=fr(name), since=f"publié le {days.said(since.date())}")
            for slug, name, since in db.read(deck_register.published)
        ]
        self.read = True


class MyDecks(rx.Component):
    """The decks this browser has opened (assets/deckshelf.jsx)."""

    library = rx.asset("deckshelf.jsx").importable_path
    tag = "MyDecks"


class ImportDeck(rx.Component):
    """Bring a deck as a YAML file (assets/deckshelf.jsx)."""

    library = rx.asset("deckshelf.jsx").importable_path
    tag = "ImportDeck"

    most: rx.Var[int]
    too_large: rx.Var[str]


class Desk(rx.Component):
    """The deck being written (assets/deckdesk.jsx)."""

    library = rx.asset("deckdesk.jsx").importable_path
    tag = "DeckDesk"

    deck: rx.Var[dict]
    versions: rx.Var[list]
    most: rx.Var[int]
    too_large: rx.Var[str]
    fixed: rx.Var[dict]
    answers: rx.Var[dict]
    said: rx.Var[str]
    added: rx.Var[str]
    entered: rx.Var[float]
    until: rx.Var[str]
    link: rx.Var[str]
    reading: rx.Var[str]
    editing_address: rx.Var[str]
    reading_address: rx.Var[str]

    on_write: rx.EventHandler[lambda kind, card, name, text, base: [kind, card, name, text, base]]
    on_choose: rx.EventHandler[lambda kind, card, name, values: [kind, card, name, values]]
    on_stand: rx.EventHandler[lambda card, x, y: [card, x, y]]
    on_add: rx.EventHandler[lambda kind: [kind]]
    on_remove: rx.EventHandler[lambda kind, card: [kind, card]]
    on_keep: rx.EventHandler[lambda number, kept: [number, kept]]
    on_undo: rx.EventHandler[lambda revision: [revision]]
    on_keep_version: rx.EventHandler[lambda name, by: [name, by]]
    on_restore: rx.EventHandler[lambda number: [number]]
    on_drop_version: rx.EventHandler[lambda number: [number]]
    on_rename: rx.EventHandler[lambda name, base: [name, base]]
    on_publish: rx.EventHandler[lambda answered, authors, revision: [answered, authors, revision]]
    on_unpublish: rx.EventHandler[rx.event.no_args_event_spec]
    on_erase: rx.EventHandler[rx.event.no_args_event_spec]


class DeckRead(rx.Component):
    """A deck written by the server, put in the page (assets/deckshelf.jsx)."""

    library = rx.asset("deckshelf.jsx").importable_path
    tag = "DeckRead"

    address: rx.Var[str]
    revision: rx.Var[int]
    link: rx.Var[str]
    name: rx.Var[str]


def _page(*content: rx.Component) -> rx.Component:
    sheet = el.link(rel="stylesheet", href=_SHEET, custom_attrs={"precedence": "coop-desk"})
    return layout.page(look.styles(), sheet, *content)


def _copy(words: str, wanted: str | rx.Var[str], *, second: bool = False) -> rx.Component:
    return elements.post_form(
        el.input(type="hidden", name="jeu", value=wanted, read_only=True),
        elements.button(words, second=second),
        action="/coop/jeux",
    )


def shelf() -> rx.Component:
    """« Mes jeux »: ours, those of this browser, the published ones; bring one, open one."""
    return _page(
        el.h1("Mes jeux"),
        el.p(
            fr("Dupliquez un jeu, changez le quartier, les personnages, les situations, les mots. Puis jouez avec."),
            class_name="lead",
        ),
        rx.cond(Shelf.notice != "", el.p(Shelf.notice, role="status", class_name="notice")),
        el.section(
            el.h2("Le jeu de départ", id="depart"),
            el.div(
                el.h3("Les Lisières"),
                el.p(fr("12 lieux, 16 personnages, 30 situations, 14 événements. La version de base reste intacte.")),
                el.div(
                    _copy("Dupliquer ce jeu", ""),
                    el.a("Lire les cartes", href="/coop/cartes", class_name="button second"),
                    el.a("Imprimer (PDF)", href="/coop/jeux/lisieres/cartes.pdf", class_name="button second"),
                    class_name="button-row",
                ),
                class_name="deck-box",
            ),
            aria_labelledby="depart",
        ),
        el.section(
            el.h2("Dans ce navigateur", id="ici"),
            MyDecks.create(),
            aria_labelledby="ici",
        ),
        el.section(
            el.h2("Jeux publiés", id="publies"),
            rx.cond(
                Shelf.published.length() > 0,
                el.ul(rx.foreach(Shelf.published, _published), class_name="deck-list"),
                el.p(
                    rx.cond(
                        Shelf.read,
                        fr("Aucun jeu publié pour l’instant. Le vôtre peut être le premier."),
                        fr("La liste arrive…"),
                    ),
                    class_name="empty",
                ),
            ),
            aria_labelledby="publies",
        ),
        el.section(
            el.h2("Ouvrir ou importer", id="ouvrir"),
            el.div(_follow(), ImportDeck.create(most=LARGEST, too_large=fr(TOO_LARGE)), class_name="deck-doors"),
            aria_labelledby="ouvrir",
        ),
        el.p(fr(KEPT), class_name="meta"),
    )


def _published(deck: rx.vars.ObjectVar[Published]) -> rx.Component:
    return el.li(el.a(deck["name"], href=deck["address"].to(str)), el.span(deck["since"], class_name="meta"))


def _follow() -> rx.Component:
    return elements.post_form(
        elements.field("Un lien reçu", "lien", hint="Collez l’adresse entière, pour lire ou pour modifier."),
        elements.button("Ouvrir", second=True),
        action="/coop/jeux/ouvrir",
    )


def desk() -> rx.Component:
    """One's own deck: written with the link to change, read with the other."""
    return _page(
        rx.cond(
            DeckDesk.problem != "",
            _missing(),
            rx.cond(
                DeckDesk.ready,
                rx.cond(DeckDesk.link != "", _writing(), _reading()),
                rx.cond(
                    DeckDesk.erased,
                    el.div(el.h1("Jeu effacé"), el.p("Ce jeu vient d’être effacé.", role="alert")),
                    el.div(el.h1("Un jeu"), el.p("Le jeu s’ouvre…", role="status")),
                ),
            ),
        ),
        el.span(on_unmount=DeckDesk.leave, hidden=True),
    )


def _missing() -> rx.Component:
    return el.div(
        el.h1("Jeu introuvable"),
        el.p(DeckDesk.problem, role="alert", class_name="lead"),
        el.p(el.a("Revenir à mes jeux", href="/coop/jeux", class_name="button"), class_name="button-row"),
    )


def _writing() -> rx.Component:
    return Desk.create(
        deck=DeckDesk.deck,
        versions=DeckDesk.versions,
        most=LARGEST,
        too_large=fr(TOO_LARGE),
        fixed=rx.Var.create(deck_view.FIXED),
        answers=DeckDesk.answers,
        said=DeckDesk.said,
        added=DeckDesk.added,
        entered=DeckDesk.entered,
        until=DeckDesk.until,
        link=DeckDesk.link,
        reading=DeckDesk.reading,
        editing_address=DeckDesk.editing_address,
        reading_address=DeckDesk.reading_address,
        on_write=DeckDesk.write,
        on_choose=DeckDesk.choose,
        on_stand=DeckDesk.stand,
        on_add=DeckDesk.add,
        on_remove=DeckDesk.remove,
        on_keep=DeckDesk.keep,
        on_undo=DeckDesk.undo,
        on_keep_version=DeckDesk.keep_version,
        on_restore=DeckDesk.restore,
        on_drop_version=DeckDesk.drop_version,
        on_rename=DeckDesk.rename,
        on_publish=DeckDesk.publish,
        on_unpublish=DeckDesk.unpublish,
        on_erase=DeckDesk.erase,
    )


def _reading() -> rx.Component:
    return el.div(
        el.h1(DeckDesk.name),
        rx.cond(
            DeckDesk.erased,
            el.p(fr("Ce jeu vient d’être effacé : il n’est plus que sur votre écran."), role="alert"),
        ),
        el.p(
            fr("Un jeu à lire, partagé par son lien. Dupliquez-le pour le changer : le vôtre sera à part."),
            class_name="lead",
        ),
        el.div(
            _copy("Dupliquer ce jeu", DeckDesk.reading),
            el.a("Imprimer (PDF)", href="/coop/jeux/" + DeckDesk.reading + "/cartes.pdf", class_name="button second"),
            class_name="button-row",
        ),
        el.p(DeckDesk.until, class_name="meta"),
        DeckRead.create(
            address="/coop/jeux/" + DeckDesk.reading + "/lire.html",
            revision=DeckDesk.revision,
            link=DeckDesk.reading,
            name=DeckDesk.name,
        ),
    )
