"""A deck as it was: come back to, come back from, compared with the deck of today. Pure.

Coming back is a change like another: the deck of just before is a version too, and undoing brings it back.
"""

from __future__ import annotations

from irdsu_app.coop.authoring import UNDONE, Card, OwnDeck, Past
from irdsu_app.coop.blanks import KINDS, NAMES, Kind
from irdsu_app.coop.round import Refused
from irdsu_app.coop.wording import plain

NAME_LENGTH, BY_LENGTH = 60, 40
"""Signs of the name of a version, and of whoever keeps it."""
_HEADS = ("name", "title")


def still(own: OwnDeck) -> OwnDeck:
    """What a version keeps: the cards and the names, neither what could be undone then nor what was put aside."""
    return own.model_copy(update={"past": (), "asides": ()})


def become(own: OwnDeck, then: OwnDeck, before: int) -> OwnDeck:
    """The deck with the cards of another; `before` is the number of the version that holds those it had.

    Its name, its authors and the texts put aside stay: nobody meant to change them.
    """
    mark = Past(kind="territory", card="", rank=0, before=None, version=before)
    past = (*own.past, mark)[-UNDONE:]
    return own.model_copy(update={"cards": then.cards, "rest": then.rest, "past": past})


def undone(own: OwnDeck, then: OwnDeck) -> OwnDeck:
    """Undo `become`: the cards of the version it kept."""
    return own.model_copy(update={"cards": then.cards, "rest": then.rest, "past": own.past[:-1]})


def last(own: OwnDeck) -> int:
    """The version that undoing would bring back; 0 when undoing is about one card, or there is nothing to undo."""
    return own.past[-1].version if own.past else 0


def without(own: OwnDeck, gone: frozenset[int]) -> OwnDeck:
    """The deck once these versions are gone: what they alone could undo, and what came before, is undone no more."""
    held = [n for n, each in enumerate(own.past) if each.version in gone]
    return own.model_copy(update={"past": own.past[held[-1] + 1 :]}) if held else own


def named(name: str, by: str) -> tuple[str, str]:
    """The name of a version and who keeps it, both optional; raises Refused for one too long."""
    name, by = plain(name), plain(by)
    for words, most, what in ((name, NAME_LENGTH, "Le nom de la version"), (by, BY_LENGTH, "Le prénom")):
        if len(words) > most:
            raise Refused(f"{what} compte {len(words)} signes : {most} au plus.")
    return name, by


def differences(then: OwnDeck, now: OwnDeck) -> list[tuple[str, str]]:
    """The cards that coming back to `then` would change, each with what would become of it."""
    found: list[tuple[str, str]] = []
    for kind in KINDS:
        old, new = ({card.id: card for card in own.cards.get(kind, ())} for own in (then, now))
        codes = (*old, *(each for each in new if each not in old))
        found += [
            (_title(kind, new.get(code) or old[code]), what)
            for code in codes
            if (what := _becomes(old.get(code), new.get(code)))
        ]
        order = [code for code in old if code in new] != [code for code in new if code in old]
        found += [(NAMES[kind], "dans un autre ordre")] if order else []
    return found


def _becomes(then: Card | None, now: Card | None) -> str:
    if then == now:
        return ""
    if then is None:
        return "serait retirée"
    return "reviendrait" if now is None else "retrouverait ses mots d’alors"


def _title(kind: Kind, card: Card) -> str:
    written = next((str(card.on[each]) for each in _HEADS if card.on.get(each)), "")
    return written or ("Les deux boutons" if kind == "words" else f"{NAMES[kind]}, carte sans titre")
