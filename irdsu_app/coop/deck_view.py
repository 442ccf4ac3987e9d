"""What the desk of a deck shows to those who write it: every card with what it lacks and what the kit asks. Pure."""

import hashlib
from typing import Any

from irdsu_app.coop import authoring, proofing
from irdsu_app.coop.authoring import Card, OwnDeck
from irdsu_app.coop.blanks import BLANKS, KINDS, MOST, NAMES, PREFIX, Kind
from irdsu_app.coop.deck import LEVELS, MOMENTS, STATES
from irdsu_app.coop.faces import FORMS, SIGNS, TONES, asks
from irdsu_app.design.typography import fr

NOTHING: dict[str, Any] = {"cards": {}, "asides": [], "problems": [], "undo": False, "revision": -1, "slug": ""}
ERASED: dict[str, Any] = {**NOTHING, "erased": True}
HEADS = ("name", "title")


def title(card: Card, kind: Kind) -> str:
    """What a card is called in the library."""
    written = next((str(card.on[each]) for each in HEADS if card.on.get(each)), "")
    return fr(written) or ("Les deux boutons" if kind == "words" else "Carte sans titre")


def view(own: OwnDeck, revision: int, slug: str, behind: bool) -> dict[str, Any]:
    """What those who write are sent; `behind`: what is published is not what is written."""
    wrong, asked = proofing.problems(own), proofing.queries(own)
    missing = {(kind, card): said for kind, card, said in wrong}
    queries: dict[tuple[str, str], list[str]] = {}
    for query in asked:
        queries.setdefault((query.kind, query.card), []).append(query.said)

    def shown(kind: Kind, card: Card) -> dict[str, Any]:
        key = (kind, card.id)
        return {
            "id": card.id,
            "title": title(card, kind),
            "on": card.on,
            "easy": card.easy,
            "lacks": missing.get(key, ""),
            "asks": queries.get(key, []),
            "hard": proofing.easy_problems(card.easy) if card.easy else [],
        }

    return {
        "name": own.name,
        "authors": own.authors,
        "cards": {kind: [shown(kind, card) for card in own.cards[kind]] for kind in KINDS},
        "problems": [
            {"kind": kind, "card": card, "said": said, "title": _titled(own, kind, card)} for kind, card, said in wrong
        ],
        "asides": [
            {**each.model_dump(), "label": _label(each.kind, each.name), "title": _titled(own, each.kind, each.card)}
            for each in own.asides
        ],
        "undo": bool(own.past),
        "revision": revision,
        "slug": slug,
        "behind": behind,
        "plan": _plan(own),
    }


def _titled(own: OwnDeck, kind: Kind, card: str) -> str:
    return next((title(each, kind) for each in own.cards[kind] if each.id == card), card or NAMES[kind])


def _label(kind: Kind, name: str) -> str:
    return next((each.label for each in BLANKS[kind] if each.name == name), "Version facile à lire")


def _plan(own: OwnDeck) -> str:
    """A mark that changes when the map does."""
    told = [(card.id, *(card.on.get(each) for each in ("name", "x", "y", "state"))) for card in own.cards["places"]]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:12]


FIXED: dict[str, Any] = {
    "kinds": [
        {
            "kind": kind,
            "name": NAMES[kind],
            "most": MOST.get(kind, 0),
            "adds": kind in PREFIX,
            "blanks": [
                {"name": each.name, "label": fr(each.label), "longest": each.longest, "pick": each.pick}
                for each in BLANKS[kind]
            ],
        }
        for kind in KINDS
    ],
    "levels": [{"value": level, "said": fr(f"{level} : {asks(level)}")} for level in LEVELS],
    "moments": list(MOMENTS),
    "states": list(STATES),
    "signs": dict(SIGNS),
    "tones": list(TONES),
    "forms": list(FORMS),
    "easy": authoring.EASY_LENGTH,
    "checklist": [{"name": name, "said": fr(said)} for name, said in proofing.CHECKLIST],
}
"""What never changes: the blanks of each kind, the choices, the list answered before publishing."""
