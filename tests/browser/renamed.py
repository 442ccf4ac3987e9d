"""Decks of one's own for the journeys: one whose every name is another, one whose every name is as long as may be."""

from playwright.sync_api import Page

from irdsu_app.coop import authoring, deck
from irdsu_app.coop.authoring import OwnDeck
from irdsu_app.coop.blanks import BLANKS, Kind

BASE = deck.base()
RENAMED: tuple[tuple[Kind, str, str, str, str], ...] = (
    ("territory", "territory", "name", BASE.territory.name, "Le Vallon"),
    ("places", "L7", "name", BASE.place("L7").name, "Le Phare"),
    ("characters", "P1", "name", BASE.character("P1").name, "Zoé Kermadec"),
    ("postures", "1", "name", BASE.postures[0].name, "Je pilote"),
    ("currents", "confiance", "name", BASE.currents[0].name, "Élan"),
    ("triggers", "galerie", "name", BASE.triggers[0].name, "Le marché s’en va"),
    ("events", "E02", "title", BASE.event("E02").title, "Le tract"),
    ("events", "E02", "text", BASE.event("E02").text, "Un tract anonyme est dans toutes les boîtes."),
    ("events", "E02", "effect", BASE.event("E02").effect, "Un courant est estimé tout de suite, avant le débat."),
    ("events", "E04", "title", BASE.event("E04").title, "Grand froid"),
    ("words", "words", "coop", BASE.words.coop, "On y va"),
    ("words", "words", "not_coop", BASE.words.not_coop, "Pas comme ça"),
)
OURS = [before for kind, _, _, before, _ in RENAMED if kind not in ("words", "currents")]


def renamed(own: OwnDeck) -> OwnDeck:
    """The deck with all these names, and without the name of our neighbourhood in any of its cards."""
    for kind, card, name, before, after in RENAMED:
        own = authoring.write(own, kind, card, name, after, before)
    for kind, blanks in BLANKS.items():
        for card in own.cards[kind]:
            for blank in blanks:
                said = str(card.on.get(blank.name, ""))
                if "Lisières" in said and blank.longest:
                    own = authoring.write(own, kind, card.id, blank.name, said.replace("Lisières", "Vallons"), said)
    return own


def ours_nowhere(*pages: Page) -> None:
    """None of these pages says a word of our own deck, not even in what is hidden or only heard."""
    for page in pages:
        said = page.content()
        assert "Lisières" not in said, page.url
        assert [each for each in OURS if each in said] == [], page.url


def longest(own: OwnDeck) -> OwnDeck:
    """The deck with the longest words its cards hold, on what is seen from afar, and seven places."""
    lines: tuple[tuple[Kind, str, str, str], ...] = (
        ("territory", "territory", "name", "Le quartier des Trois-Fontaines-sur-la-Colline et ses abords"),
        ("places", "L7", "name", "La Grande Tour des Quatre-Vents du Nord"),
        ("characters", "P1", "name", "Marie-Antoinette de La Rochefoucauld-Mir"),
        ("postures", "1", "name", "Je décide sans demander l’avis des autres"[:40]),
        ("postures", "4", "name", "Nous construisons la suite tous ensemble"),
        ("currents", "confiance", "name", "La confiance que l’on se fait désormais"),
        ("triggers", "galerie", "name", "Le grand marché couvert s’en va pour toujours, et après ?"),
        ("words", "words", "coop", "Oui, et dès cette année"),
        ("words", "words", "not_coop", "Non, surtout pas ainsi !"),
    )
    for kind, card, name, text in lines:
        own = authoring.write(own, kind, card, name, text, str(own.card(kind, card).on[name]))
    for place in ("L2", "L3", "L5", "L8", "L10"):
        for card in own.cards["situations"]:
            if card.on["place"] == place:
                own = authoring.choose(own, "situations", card.id, "place", "L7")
        own = authoring.remove(own, "places", place)
    return own
