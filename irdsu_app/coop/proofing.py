"""Reading a deck of one's own before it is played or shared: what is missing, and the kit's checks said as questions.

Pure. Section 16 (the kit) and 20 (mistakes to avoid) of the game's text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from irdsu_app.coop import deck as decks
from irdsu_app.coop.authoring import Card, OwnDeck, Value
from irdsu_app.coop.blanks import BLANKS, Kind
from irdsu_app.coop.deck import Deck, Malformed
from irdsu_app.design.typography import fr


def playable(own: OwnDeck) -> Deck:
    """The deck, checked by the same model as ours; raises Malformed, whose message says where and what."""
    easy = [
        {"kind": kind, "card": card, "text": text}
        for kind, texts in easy_texts(own).items()
        for card, text in texts.items()
    ]
    tree: dict[str, Any] = {**own.rest, "id": "own", "easy": easy}
    for kind, cards in own.cards.items():
        made = [{"id": each.id, **each.rest, **each.on} for each in cards]
        if kind in ("territory", "words"):
            tree[kind] = {name: value for name, value in made[0].items() if name != "id"}
        else:
            tree[kind] = [{**each, "id": int(each["id"])} for each in made] if kind == "postures" else made
    tree["dealing"] = _dealing(own)
    return decks.read(tree)


def easy_texts(own: OwnDeck) -> dict[str, dict[str, str]]:
    """The easy-to-read versions of a deck, by kind and code."""
    found = {kind: {card.id: card.easy for card in cards if card.easy} for kind, cards in own.cards.items()}
    return {str(kind): texts for kind, texts in found.items() if texts}


def _dealing(own: OwnDeck) -> list[str]:
    """The advised order, without those who left, with those who came last."""
    here = [each.id for each in own.cards["characters"]]
    kept = [each for each in own.rest.get("dealing", ()) if each in here]
    return [*kept, *(each for each in here if each not in kept)]


ACRONYM = re.compile(r"\b[A-ZÀ-Ý]{2,}\b")
EASY_WORDS = 12


def problems(own: OwnDeck) -> list[tuple[Kind, str, str]]:
    """What keeps the deck from being played: the kind, the card and the sentence; the whole check comes last."""
    found: list[tuple[Kind, str, str]] = []
    for kind, cards in own.cards.items():
        for card in cards:
            missing = [
                each.label for each in BLANKS[kind] if _empty(card.on.get(each.name, "")) and each.name not in _MAY
            ]
            if missing:
                found.append((kind, card.id, fr(f"Il manque : {', '.join(f'« {label} »' for label in missing)}.")))
    if not found:
        try:
            playable(own)
        except Malformed as wrong:
            found.append(("territory", "", str(wrong)))
    return found


_MAY = frozenset(("suggested", "concerned"))


def _empty(value: Value) -> bool:
    return value in ("", ())


def easy_problems(text: str) -> list[str]:
    """What makes an easy-to-read text harder: sentences over twelve words, acronyms (section 16, 6)."""
    said = []
    for sentence in filter(None, (each.strip() for each in re.split(r"[.!?…]+", text))):
        count = sum(1 for word in sentence.split() if any(c.isalnum() for c in word))
        if count > EASY_WORDS:
            said.append(fr(f"« {sentence[:40]}… » compte {count} mots : {EASY_WORDS} au plus."))
    said += [fr(f"« {each} » est un sigle : écrivez-le en entier.") for each in dict.fromkeys(ACRONYM.findall(text))]
    return [each for each in said if "COOP" not in each]


class Query(NamedTuple):
    """A question the kit asks about a card; nothing forbids to answer « yes, on purpose »."""

    kind: Kind
    card: str
    said: str


AVOIDED = ("usager", "public cible", "publics cibles", "bénéficiaire")
"""Words that do not name the people of a neighbourhood (section 20)."""
TOWNS = (
    "Paris", "Marseille", "Lyon", "Toulouse", "Nice", "Nantes", "Montpellier", "Strasbourg", "Bordeaux", "Lille",
    "Rennes", "Toulon", "Reims", "Saint-Étienne", "Le Havre", "Dijon", "Grenoble", "Angers", "Villeurbanne",
    "Saint-Denis", "Nîmes", "Clermont-Ferrand", "Aix-en-Provence", "Le Mans", "Brest", "Tours", "Amiens", "Limoges",
    "Annecy", "Perpignan", "Boulogne-Billancourt", "Metz", "Besançon", "Orléans", "Rouen", "Mulhouse", "Argenteuil",
    "Montreuil", "Caen", "Nancy", "Roubaix", "Tourcoing", "Nanterre", "Vitry-sur-Seine", "Avignon", "Créteil",
    "Poitiers", "Dunkerque", "Vaulx-en-Velin", "Vénissieux", "Trappes", "Sarcelles", "Clichy-sous-Bois",
)  # fmt: skip
"""Towns that one may write by habit: the largest communes (Insee, populations légales 2021) and a few more."""
_TOWN = re.compile(rf"\b(?:{'|'.join(re.escape(town) for town in TOWNS)})\b")
UNEVEN = 0.45
"""A reading shorter than this share of the other may tip the card."""


def queries(own: OwnDeck) -> list[Query]:
    """The checks of the kit, card by card, as questions."""
    asked: list[Query] = []
    for kind, cards in own.cards.items():
        for card in cards:
            text = " ".join(str(value) for value in card.on.values() if isinstance(value, str))
            asked += [Query(kind, card.id, _set(said)) for said in (*_words(text), *_of_kind(kind, card))]
    return asked


_set = lru_cache(maxsize=1024)(fr)


@lru_cache(maxsize=2048)  # a card is read again at each change of another
def _words(text: str) -> tuple[str, ...]:
    towns = list(dict.fromkeys(_TOWN.findall(text)))
    avoided = [word for word in AVOIDED if word in text.lower()]
    signs = [each for each in dict.fromkeys(ACRONYM.findall(text)) if each != "COOP"]
    return (
        *(f"« {town} » : est-ce un vrai nom ? À deux rues près, on joue sa propre défense." for town in towns),
        *(f"« {word} » : comment ces personnes se nomment-elles elles-mêmes ?" for word in avoided),
        *(f"« {sign} » : tout le monde à la table saura-t-il le lire ?" for sign in signs),
    )


def _of_kind(kind: Kind, card: Card) -> list[str]:
    on = card.on
    if kind == "situations":
        one, other = len(str(on.get("coop", ""))), len(str(on.get("not_coop", "")))
        uneven = 0 < min(one, other) < UNEVEN * max(one, other)
        asked = ["Faites-la lire à trois personnes : répondent-elles toutes pareil ? Alors, récrivez-la."]
        return asked + (["Une lecture est bien plus courte que l’autre : la carte penche-t-elle ?"] if uneven else [])
    if kind == "characters":
        return ["Peut-on aimer ce personnage et lui en vouloir dans la même minute ?"]
    if kind == "places":
        return ["Ce lieu a-t-il un usage, un manque et quelqu’un qui y tient ?"]
    return ["Est-ce un fait et une conséquence, jamais une punition ?"] if kind == "events" else []


CHECKLIST = (
    ("names", "Aucun vrai nom de lieu ni de personne."),
    ("data", "Aucune donnée personnelle : personne ne peut se reconnaître contre son gré."),
    ("readers", "Trois personnes au moins l’ont lue, dont une qui n’est pas du métier."),
    ("rights", "Les textes sont de nous, ou leurs auteurs sont d’accord, et nous les publions sous CC BY-SA 4.0."),
)
"""What is answered before publishing (section 16, 8)."""


def may_publish(own: OwnDeck, answered: frozenset[str]) -> str:
    """Why a deck may not be published yet, or nothing."""
    if wrong := problems(own):
        return wrong[0][2]
    left = [said for name, said in CHECKLIST if name not in answered]
    return fr(f"Il reste à vérifier : {left[0]}") if left else ""
