"""The blanks of a card: what one writes on each kind of card of a deck, in the order of the adaptation kit. Pure.

Section 16 of the game's text; lengths are those that the printed card holds.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

Kind = Literal["territory", "triggers", "places", "characters", "situations", "events", "postures", "currents", "words"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Pick = Literal["", "place", "level", "moment", "state", "characters", "situations", "number"]
"""What a blank is filled with when it is not free text; two of them take several."""


class Blank(NamedTuple):
    """One thing to write on a card: its name in the document, its label, its longest length in characters."""

    name: str
    label: str
    longest: int = 0
    pick: Pick = ""


BLANKS: dict[Kind, tuple[Blank, ...]] = {
    "territory": (
        Blank("name", "Le nom du quartier", 60),
        Blank("town", "La ville", 80),
        Blank("agglomeration", "L’agglomération", 80),
        Blank("people", "Qui y habite", 200),
        Blank("hook", "La phrase d’accroche", 600),
    ),
    "triggers": (
        Blank("name", "Le déclencheur", 60),
        Blank("summary", "En deux phrases", 300),
        Blank("suggested", "Les situations qui vont avec", pick="situations"),
    ),
    "places": (
        Blank("name", "Le lieu", 40),
        Blank("line", "Un usage, un manque, quelqu’un qui y tient", 180),
        Blank("state", "Son état au départ", pick="state"),
        Blank("x", "Sa place en largeur, de 0 à 12", pick="number"),
        Blank("y", "Sa place en hauteur, de 0 à 8", pick="number"),
    ),
    "characters": (
        Blank("name", "Prénom et nom", 40),
        Blank("role", "Je suis…", 120),
        Blank("wants", "Je veux…", 180),
        Blank("believes", "Je crois que…", 180),
        Blank("power", "Mon pouvoir, c’est…", 180),
        Blank("first_words", "Je dis d’abord…", 180),
        Blank("share", "Ma part", 140),
        Blank("hidden", "Ce qu’on ne voit pas, c’est…", 220),
    ),
    "situations": (
        Blank("title", "Le titre", 60),
        Blank("place", "Lieu", pick="place"),
        Blank("theme", "Le thème", 40),
        Blank("level", "Ce qu’elle demande", pick="level"),
        Blank("concerned", "Personnages concernés", pick="characters"),
        Blank("scene", "Ce qui se passe (deux phrases)", 420),
        Blank("action", "L’action proposée (une phrase, un verbe)", 160),
        Blank("coop", "On peut y lire de la COOP", 240),
        Blank("not_coop", "On peut y lire du pas COOP", 240),
        Blank("prompt", "Pour relancer", 180),
    ),
    "events": (
        Blank("title", "Le titre", 60),
        Blank("text", "Le fait", 300),
        Blank("effect", "La conséquence sur la règle, jamais une punition", 300),
        Blank("moment", "Son moment", pick="moment"),
    ),
    "postures": (
        Blank("name", "La posture", 40),
        Blank("gesture", "Le geste", 140),
        Blank("strength", "Sa force", 140),
        Blank("blind_spot", "Son angle mort", 140),
    ),
    "currents": (Blank("name", "Le courant", 40), Blank("question", "La question", 180)),
    "words": (Blank("coop", "Le premier bouton", 24), Blank("not_coop", "Le deuxième bouton", 24)),
}
PREFIX: dict[Kind, str] = {"places": "L", "characters": "P", "situations": "S", "events": "E", "triggers": "D"}
"""The letter of a new card's code: the kinds one may add to."""
NAMES: dict[Kind, str] = {
    "territory": "Le territoire",
    "triggers": "Les déclencheurs",
    "places": "Les lieux",
    "characters": "Les personnages",
    "situations": "Les situations",
    "events": "Les événements",
    "postures": "La boussole",
    "currents": "Les courants",
    "words": "Les deux boutons",
}
MOST: dict[Kind, int] = {"places": 12, "characters": 32, "situations": 300, "events": 60, "triggers": 12}
"""Cards of a kind a deck may hold."""


def blank(kind: Kind, name: str) -> Blank:
    """Find a blank; raises KeyError."""
    for each in BLANKS[kind]:
        if each.name == name:
            return each
    raise KeyError(name)
