"""The pieces of the game take what lives on the server as well as plain values; they say only what they are given."""

import re

import reflex as rx

from irdsu_app.coop import board, cards, deck, faces, gauges, library

DECK = deck.base()


class Pieces(rx.State):
    """What a room gives to its screens."""

    places: dict[str, faces.PlaceSeen] = {}
    crews: dict[str, faces.Token] = {}
    history: dict[str, list[str]] = {}
    card: faces.CharacterCard = faces.character(DECK, "P16")
    hidden: str = ""
    situation: faces.SituationCard = faces.situation(DECK, "S04")
    happens: faces.EventCard = faces.event(DECK, "E12")
    tally: faces.Votes = {"coop": 0, "no": 0, "passed": 0}
    outcome: faces.Outcome = {"promised": 0, "given": 0, "threshold": 1, "most": 3, "reached": False}
    flow: list[faces.CurrentSeen] = []
    start: list[int] = [0, 0, 0, 0, 0]
    end: list[int] = [0, 0, 0, 0, 0]
    mine: int = 0
    agreed: list[faces.TraceSeen] = []
    left: list[faces.TraceSeen] = []


def written(piece: rx.Component) -> str:
    """The JavaScript of a piece, its letters as one reads them."""
    return re.sub(r"\\+u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), str(piece.render()))


def everything() -> list[rx.Component]:
    return [
        board.the_map(Pieces.places, Pieces.crews, on_pick=lambda place: rx.console_log(place)),
        board.places_list(Pieces.places, Pieces.crews, history=Pieces.history),
        cards.character_card(Pieces.card),
        cards.own_card(Pieces.card, Pieces.hidden),
        cards.situation_card(Pieces.situation, cards.readings(Pieces.situation), cards.prompt(Pieces.situation)),
        cards.event_card(Pieces.happens),
        cards.empty_chair(Pieces.hidden),
        cards.notebook(Pieces.agreed, Pieces.left, lambda trace: rx.el.button("Reprendre", id=f"t{trace['id']}")),
        gauges.votes(Pieces.tally),
        gauges.received(Pieces.mine, 7),
        gauges.threshold(Pieces.outcome),
        gauges.currents(Pieces.flow),
        gauges.compass(Pieces.start, Pieces.end),
        gauges.posture_choice(Pieces.mine, lambda posture: rx.console_log(str(posture))),
    ]


def test_every_piece_is_driven_by_the_server():
    for piece in everything():
        assert "pieces" in written(piece)


def test_no_hidden_side_is_in_the_page_of_a_room():
    page = "".join(map(written, everything()))
    assert [each.id for each in DECK.characters if each.hidden in page] == []
    public = written(library.cards())
    assert [each.id for each in DECK.characters if each.hidden not in public] == []


def test_every_piece_takes_plain_values_too():
    places = {place.id: faces.PlaceSeen(state=place.state, marks=["c1"], lit=True) for place in DECK.places}
    crews = {"c1": faces.token(DECK, "P1")}
    drawn = written(board.the_map(places, crews)) + written(board.places_list(places, crews))
    assert all(place.name in drawn for place in DECK.places)
    assert "NF" in drawn
    assert "coop-signs.svg#tension" in drawn
    told = written(gauges.votes({"coop": 5, "no": 2, "passed": 1}))
    assert "Je passe" in told
    assert "5" in written(gauges.compass([5, 0, 0, 0, 0]))


def test_a_choice_is_given_to_whoever_asked():
    asked: list[object] = []

    def pick(which: object) -> rx.event.EventSpec:
        asked.append(which)
        return rx.console_log(str(which))

    board.the_map(Pieces.places, Pieces.crews, on_pick=pick)
    gauges.posture_choice(Pieces.mine, pick)
    assert asked == [*(place.id for place in DECK.places), 1, 2, 3, 4, 5]
