"""A game walked through again: what the room saw at each phase, and without its names once it is discreet. Pure.

A room may become discreet long after a step was kept: each step also keeps how a discreet room would have seen it.
"""

import json
from collections.abc import Mapping
from typing import Any

from irdsu_app.coop import seen
from irdsu_app.coop.deck import Deck
from irdsu_app.coop.game import Game

NAMED = ("pace", "people", "talk")
"""The parts of what a room sees that say names."""
VEILED = "veiled"
"""Where a step keeps these parts without names."""


def told(game: Game, deck: Deck) -> str:
    """Write what the whole room can see now. Of promises only the total is kept (section 18): not who promised what."""
    shown = _seen(game, deck)
    if not game.options.discreet:
        options = game.options.model_copy(update={"discreet": True})
        hidden = _seen(game.model_copy(update={"options": options}), deck)
        shown[VEILED] = {name: hidden[name] for name in NAMED}
    return json.dumps(shown, ensure_ascii=False, separators=(",", ":"))


def read(text: str, discreet: bool, blanks: Mapping[str, Any]) -> dict[str, Any]:
    """Read a step back as a room sees it that is discreet now, or not; `blanks` are the parts as empty as can be."""
    shown = json.loads(text)
    veiled = shown.pop(VEILED, None)
    if discreet and not shown["pace"].get("discreet"):
        shown |= veiled or {name: blanks[name] for name in ("people", "talk")}
        shown["pace"] |= {"discreet": True, **({} if veiled else {"keeper": ""})}
    shown["pace"] = {**blanks["pace"], **shown["pace"], "deadline": 0, "left": 0, "total": 0}
    return shown


def _seen(game: Game, deck: Deck) -> dict[str, Any]:
    shown = seen.public(game, deck)
    crews = [{**crew, "promised": -1, "why": ""} for crew in shown["people"]["crews"]]
    return {**shown, "people": {**shown["people"], "crews": crews}}
