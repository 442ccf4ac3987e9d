"""A deck of one's own: duplicated, changed card by card, undone. Pure. Section 16.

Nothing typed is lost: a change made from an older text does not replace the newer one, it is put aside with it. A deck
being written may be incomplete; only one that passes the same check as ours is played, shared or printed.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

from irdsu_app.coop import deck as decks
from irdsu_app.coop.blanks import BLANKS, MOST, NAMES, PREFIX, Kind, blank
from irdsu_app.coop.deck import Deck
from irdsu_app.coop.round import Refused
from irdsu_app.coop.wording import plain
from irdsu_app.design.typography import fr

UNDONE, ASIDES, EASY_LENGTH, NAME_LENGTH, AUTHORS_LENGTH = 60, 60, 900, 80, 200
Value = str | int | tuple[str, ...]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Card(_Frozen):
    """A card being written: its code in the deck, what is on it, its easy-to-read version."""

    id: str
    on: dict[str, Value] = {}
    easy: str = ""
    rest: dict[str, Any] = {}


class Aside(_Frozen):
    """A text that met a newer one: kept beside it until somebody chooses."""

    number: int
    kind: Kind
    card: str
    name: str
    text: str


class Past(_Frozen):
    """A card before a change, and its rank among its kind; nothing when it was not there.

    When the whole deck changed at once, `version` is the number of the version kept just before (versioning.py).
    """

    kind: Kind
    card: str
    rank: int
    before: Card | None
    version: int = 0


class OwnDeck(_Frozen):
    """A deck being written; `rest` is what one does not change."""

    name: str
    cards: dict[Kind, tuple[Card, ...]]
    rest: dict[str, Any] = {}
    past: tuple[Past, ...] = ()
    asides: tuple[Aside, ...] = ()
    asided: int = 0
    authors: str = ""

    def card(self, kind: Kind, card: str) -> Card:
        """Find a card; raises Refused when it is no longer there."""
        for each in self.cards.get(kind, ()):
            if each.id == card:
                return each
        raise Refused("Cette carte n’est plus dans le jeu : quelqu’un l’a retirée. Annulez pour la retrouver.")


_LISTS: tuple[Kind, ...] = ("triggers", "places", "characters", "situations", "events", "postures", "currents")


def duplicate(deck: Deck, name: str) -> OwnDeck:
    """A deck of one's own that says the same as another."""
    tree = deck.model_dump(mode="json", exclude={"easy"})
    cards: dict[Kind, tuple[Card, ...]] = {
        "territory": (_card("territory", {"id": "territory", **tree.pop("territory")}),),
        "words": (_card("words", {"id": "words", **tree.pop("words")}),),
    }
    for kind in _LISTS:
        cards[kind] = tuple(_card(kind, each) for each in tree.pop(kind))
    easier: dict[Kind, tuple[Card, ...]] = {
        kind: tuple(_easier(deck, kind, each) for each in some) for kind, some in cards.items()
    }
    return OwnDeck(name=_named(name), cards=easier, rest=tree)


def _easier(deck: Deck, kind: Kind, card: Card) -> Card:
    return card.model_copy(update={"easy": deck.easy_of(kind, card.id)[:EASY_LENGTH]})


def _card(kind: Kind, tree: dict[str, Any]) -> Card:
    names = {each.name for each in BLANKS[kind]}
    on = {name: tuple(value) if isinstance(value, list) else value for name, value in tree.items() if name in names}
    rest = {name: value for name, value in tree.items() if name not in names and name != "id"}
    return Card(id=str(tree["id"]), on=on, rest=rest)


def _named(name: str) -> str:
    words = plain(name)
    if not words or len(words) > NAME_LENGTH:
        raise Refused(f"Donnez un nom à votre jeu, en {NAME_LENGTH} signes au plus.")
    return words


def rename(own: OwnDeck, name: str, base: str | None = None) -> OwnDeck:
    """Name the deck; `base` is the name it had when the new one was typed. Raises Refused if another came meanwhile."""
    words = _named(name)
    if base is not None and plain(base) not in (own.name, words) and own.name != words:
        raise Refused(f"Ce jeu vient d’être nommé « {own.name} » : gardez ce nom, ou écrivez le vôtre de nouveau.")
    return own.model_copy(update={"name": words})


def sign(own: OwnDeck, authors: str) -> OwnDeck:
    """Say who wrote the deck, or nobody; raises Refused when it is too long."""
    words = plain(authors)
    if len(words) > AUTHORS_LENGTH:
        raise Refused(f"Les noms comptent {len(words)} signes : {AUTHORS_LENGTH} au plus.")
    return own.model_copy(update={"authors": words})


def write(own: OwnDeck, kind: Kind, card: str, name: str, typed: str, base: str) -> OwnDeck:
    """Write a text on a card; `base` is the text it was written from. Raises Refused when it is too long.

    If somebody wrote meanwhile, theirs stays and this one is put aside. An empty text is kept: the check will say it.
    """
    found, text = own.card(kind, card), plain(typed)
    try:
        longest = EASY_LENGTH if name == "easy" else blank(kind, name).longest
    except KeyError:
        raise Refused("Cette ligne n’est pas sur la carte. Rechargez la page.") from None
    if not longest:
        raise Refused("Cette ligne se choisit dans une liste.")
    if len(text) > longest:
        raise Refused(
            f"Ce texte compte {len(text)} signes, la carte en tient {longest}. Rien n’est perdu : raccourcissez-le."
        )
    now = found.easy if name == "easy" else str(found.on.get(name, ""))
    if fr(text) == fr(now):
        return own
    if fr(plain(base)) != fr(now):
        return _aside(own, kind, card, name, text)
    change = {"easy": text} if name == "easy" else {"on": {**found.on, name: text}}
    return _with(own, kind, found.model_copy(update=change))


def choose(own: OwnDeck, kind: Kind, card: str, name: str, value: Value) -> OwnDeck:
    """Choose what is not typed: a place, a level, a moment, a state, people; raises Refused for what is not there."""
    found = own.card(kind, card)
    try:
        pick = blank(kind, name).pick
    except KeyError:
        pick = ""
    known: dict[str, set[str]] = {
        "place": {each.id for each in own.cards["places"]},
        "characters": {each.id for each in own.cards["characters"]},
        "situations": {each.id for each in own.cards["situations"]},
        "level": set(decks.LEVELS),
        "moment": set(decks.MOMENTS),
        "state": set(decks.STATES),
    }
    several = pick in ("characters", "situations")
    wanted = set(value) if several and isinstance(value, tuple) else {str(value)}
    if pick == "number":
        most = decks.COLUMNS if name == "x" else decks.ROWS
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
            raise Refused(f"Choisissez un nombre de 0 à {most}.")
    elif pick not in known or not wanted <= known[pick] or several != isinstance(value, tuple):
        raise Refused("Ce choix n’est pas possible ici. Rechargez la page.")
    return own if found.on.get(name) == value else _with(own, kind, _put(found, name, value))


def picked(kind: Kind, name: str, values: list[str]) -> Value:
    """What was chosen, in the type the card wants; the rules refuse what is not there."""
    try:
        pick = blank(kind, name).pick
    except KeyError:
        pick = ""
    if pick in ("characters", "situations"):
        return tuple(dict.fromkeys(values))[:40]
    first = values[0] if values else ""
    return int(first) if pick == "number" and first.isdecimal() and len(first) < 4 else first


def add(own: OwnDeck, kind: Kind) -> tuple[OwnDeck, str]:
    """Add an empty card and give its code; raises Refused when the deck holds enough of them."""
    if kind not in PREFIX:
        raise Refused("On n’ajoute pas de carte ici : changez les mots de celles qui y sont.")
    cards = own.cards[kind]
    if len(cards) >= MOST[kind]:
        raise Refused(f"{NAMES[kind]} : {MOST[kind]} au plus.")
    taken = {each.id for each in cards}
    drawn = (f"{PREFIX[kind]}{n:02}" for n in range(len(cards) + 1, 1000))
    code = next(each for each in drawn if each not in taken)
    return _kept(own, kind, code, (*cards, Card(id=code))), code


def remove(own: OwnDeck, kind: Kind, card: str) -> OwnDeck:
    """Take a card out; undoing brings it back."""
    if kind not in PREFIX:
        raise Refused("Cette carte reste dans le jeu : changez ses mots.")
    own.card(kind, card)
    return _kept(own, kind, card, tuple(each for each in own.cards[kind] if each.id != card))


def undo(own: OwnDeck) -> OwnDeck:
    """Undo the last change; raises Refused when there is none."""
    if not own.past:
        raise Refused("Il n’y a plus rien à annuler.")
    last = own.past[-1]
    if last.version:
        raise Refused("Cette annulation rend le jeu entier : retrouvez-la dans « Versions ».")
    cards = [each for each in own.cards[last.kind] if each.id != last.card]
    if last.before is not None:
        cards.insert(last.rank, last.before)
    return own.model_copy(update={"cards": {**own.cards, last.kind: tuple(cards)}, "past": own.past[:-1]})


def take_aside(own: OwnDeck, number: int) -> OwnDeck:
    """Put the text kept aside in the place of the other, which undoing brings back."""
    aside = next((each for each in own.asides if each.number == number), None)
    if aside is None:
        return own
    found, own = own.card(aside.kind, aside.card), drop_aside(own, number)
    change = {"easy": aside.text} if aside.name == "easy" else {"on": {**found.on, aside.name: aside.text}}
    return _with(own, aside.kind, found.model_copy(update=change))


def drop_aside(own: OwnDeck, number: int) -> OwnDeck:
    """Forget a text kept aside."""
    return own.model_copy(update={"asides": tuple(each for each in own.asides if each.number != number)})


def _aside(own: OwnDeck, kind: Kind, card: str, name: str, text: str) -> OwnDeck:
    if any((a.kind, a.card, a.name, a.text) == (kind, card, name, text) for a in own.asides):
        return own
    if len(own.asides) >= ASIDES:
        raise Refused("Trop de textes sont de côté : choisissez entre eux avant de continuer.")
    aside = Aside(number=own.asided + 1, kind=kind, card=card, name=name, text=text)
    return own.model_copy(update={"asides": (*own.asides, aside), "asided": aside.number})


def _put(card: Card, name: str, value: Value) -> Card:
    return card.model_copy(update={"on": {**card.on, name: value}})


def _with(own: OwnDeck, kind: Kind, card: Card) -> OwnDeck:
    cards = tuple(card if each.id == card.id else each for each in own.cards[kind])
    return _kept(own, kind, card.id, cards)


def _kept(own: OwnDeck, kind: Kind, card: str, cards: tuple[Card, ...]) -> OwnDeck:
    """The deck with these cards, and how to come back; a deck that changes is not the one that was published."""
    held = own.cards[kind]
    rank = next((n for n, each in enumerate(held) if each.id == card), len(held))
    before = held[rank] if rank < len(held) else None
    past = (*own.past, Past(kind=kind, card=card, rank=rank, before=before))[-UNDONE:]
    return own.model_copy(update={"cards": {**own.cards, kind: cards}, "past": past})
