"""The map of a finished game as a picture, to put in a report: each place with its state in words, and its marks."""

from datetime import date
from pathlib import Path

from irdsu_app.coop import debrief
from irdsu_app.coop import map as maps
from irdsu_app.coop.deck import Deck
from irdsu_app.coop.game import Game
from irdsu_app.coop.ground import HIGH, LINE, WIDE
from irdsu_app.coop.guide import guide
from irdsu_app.coop.kit import map_svg
from irdsu_app.coop.notebook import NOT_YET
from irdsu_app.coop.round import Refused
from irdsu_app.design import days, press
from irdsu_app.design.typography import fr, several

TEMPLATE = (Path(__file__).parent / "final_map.typ").read_bytes()


def map_png(game: Game, deck: Deck, today: date) -> bytes:
    """Draw the map once the debrief is open; raises Refused before. Takes about 0.2 s: call it in a thread."""
    if game.phase not in debrief.OPEN:
        raise Refused(NOT_YET)
    marks: dict[str, int] = {}
    for crew in game.crews.values():
        for mark in crew.marks:
            marks[mark.place] = marks.get(mark.place, 0) + 1
    spots = [
        {
            "x": spot.x,
            "y": spot.floor + LINE * len(spot.lines) + 12,
            "state": game.places[spot.id].state,
            "changed": game.places[spot.id].round > 0,
            "marks": _marks(marks.get(spot.id, 0)),
        }
        for spot in maps.placed(deck)
    ]
    sheet = {
        "title": deck.territory.name,
        "subtitle": fr(f"COOP ou pas COOP, {days.said(today)}"),
        "wide": WIDE,
        "high": HIGH,
        "map": map_svg(deck),
        "spots": spots,
        "credits": guide().credits,
    }
    return press.png(TEMPLATE, sheet)


def _marks(count: int) -> str:
    return "" if not count else several(count, "marque").replace(" ", "\u00a0")
