"""A deck to print and play: every card to cut, the places, the map and the rules, as one tagged PDF. Section 19."""

from datetime import date
from math import ceil
from pathlib import Path
from typing import Any

from irdsu_app.coop import map as maps
from irdsu_app.coop import setting
from irdsu_app.coop.deck import LEVELS, Deck
from irdsu_app.coop.guide import guide
from irdsu_app.design import press
from irdsu_app.design.drawn import printed
from irdsu_app.design.typography import fr

TEMPLATE = (Path(__file__).parent / "kit.typ").read_bytes()
STYLED = ("tokens.css", "coop.css")
"""Where the map is styled."""
HOW = (
    "Imprimez les cartes sur du papier épais, recto verso, retournement sur le bord long, à 100 % (sans ajuster).",
    "Coupez le long des pointillés : quatre cartes par feuille.",
    "Au dos d’un personnage, ce qu’on ne voit pas : ne le montrez qu’à la personne qui le joue.",
    "Au dos d’une situation, les deux lectures : ne les lisez qu’après le débat.",
    "Des papiers de deux couleurs suffisent pour voter ; des jetons, pour promettre et pour verser sous la main.",
)


def map_svg(deck: Deck) -> str:
    """The map of a deck with its inks on it, for paper and pictures."""
    return printed(maps.drawing(deck), STYLED)


def kit_pdf(deck: Deck, name: str, today: date) -> bytes:
    """The whole deck as a PDF; takes one to five seconds: call it in a thread. Raises press.Unprintable."""
    return press.pdf(TEMPLATE, _sheet(deck, name), today)


def _sheet(deck: Deck, name: str) -> dict[str, Any]:
    said, places = guide(), ", ".join(place.name for place in deck.places)
    return {
        "title": fr(name),
        "subtitle": fr(f"{deck.territory.name}, {deck.territory.town}. Jeu à imprimer."),
        "territory": deck.territory.name,
        "hook": deck.territory.hook,
        "how": [fr(line) for line in HOW],
        "credits": said.credits,
        "words": {**deck.words.model_dump(), "person": said.phrases.person},
        "map": map_svg(deck),
        "map_alt": fr(f"Plan : {places}."),
        "rules": _in_words(said.rules.model_dump(), setting.said(deck)),
        "states": [state.model_dump() for state in deck.states],
        "currents": [current.model_dump() for current in deck.currents],
        "postures": [posture.model_dump() for posture in deck.postures],
        "characters": [character.model_dump() for character in deck.characters],
        "situations": [_situation(deck, each.id) for each in deck.situations],
        "events": [event.model_dump() for event in deck.events],
        "places": [place.model_dump() for place in deck.places],
    }


def _in_words(tree: Any, pairs: list[tuple[str, str]]) -> Any:
    """These texts of the guide, with the words that the deck says otherwise."""
    if isinstance(tree, str):
        return setting.guided(tree, pairs)
    if isinstance(tree, dict):
        return {name: _in_words(each, pairs) for name, each in tree.items()}
    return [_in_words(each, pairs) for each in tree]


def _situation(deck: Deck, code: str) -> dict[str, Any]:
    card = deck.situation(code)
    return {
        **card.model_dump(),
        "place": deck.place(card.place).name,
        "concerned": ", ".join(deck.character(each).name for each in card.concerned),
        "weight": ceil(LEVELS[card.level] * 2),
    }
