"""Every place is drawn and can be touched on a phone; no name covers another, whatever the deck."""

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from irdsu_app.coop import deck, ground, map, sights
from irdsu_app.coop.deck import COLUMNS, ROWS, Deck, Place
from irdsu_app.coop.ground import HIGH, LINE, PICTURE, TARGET, WIDE, WORD, Spot

DECK = deck.base()
PHONE = 358
"""The width of the map on a phone of 390 px, its margins taken off."""


def touching(spots: tuple[Spot, ...]) -> list[tuple[str, str]]:
    return [(a.id, b.id) for a, b in combinations(spots, 2) if min(a.over(b)) > 0.02]


def test_every_place_is_drawn_with_its_name():
    drawn = ElementTree.fromstring(map.drawing(DECK).replace(' xmlns="http://www.w3.org/2000/svg"', ""))
    names = {
        " ".join(line.text or "" for line in each.iter("text") if line.get("class") == "map-name")
        for each in drawn.iter("g")
        if each.get("class") == "map-place"
    }
    assert names == {place.name for place in DECK.places}


def test_each_place_of_the_house_has_a_drawing_of_its_own_that_fits():
    assert set(sights.SIGHTS) == {place.id for place in DECK.places}
    assert len({sights.sight(place.id) for place in DECK.places}) == len(DECK.places)
    assert sights.sight("Z1") == sights.plain()
    for spot in map.placed(DECK):
        points = [(float(x), float(y)) for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", sights.sight(spot.id))]
        assert len(points) > 8
        assert all(abs(x) <= spot.wide / 2 + 4 and -PICTURE <= y <= 14 for x, y in points), spot.id


def test_a_finger_finds_every_place_on_a_phone():
    for spot in map.placed(DECK):
        assert min(spot.wide, spot.high) * PHONE / WIDE >= 44
        assert spot.left >= 0
        assert spot.left + spot.wide <= WIDE
        assert spot.top >= 0
        assert spot.top + spot.high <= HIGH


def test_no_spot_and_no_name_covers_another():
    assert touching(map.placed(DECK)) == []


def test_places_keep_their_order_on_the_ground():
    spots = {spot.id: spot for spot in map.placed(DECK)}
    for one, other in combinations(DECK.places, 2):
        if abs(one.x - other.x) > 2:
            assert (spots[one.id].x < spots[other.id].x) == (one.x < other.x)
        if abs(one.y - other.y) > 2:
            assert (spots[one.id].y < spots[other.id].y) == (one.y < other.y)


def test_the_drawing_is_light_and_holds_no_colour_of_its_own():
    drawn = map.drawing(DECK)
    assert len(drawn) < 36_000
    assert not re.search(r"#[0-9a-fA-F]{3}|style=|<script|href", drawn)
    assert 'aria-hidden="true"' in drawn


@pytest.mark.parametrize(
    ("name", "cut"),
    [
        ("La Tour 9", ("La Tour 9",)),
        ("L’École et le chemin des Acacias", ("L’École et", "le chemin", "des Acacias")),
        ("Le marché couvert de la place du Général", ("Le marché", "couvert de", "la place du…")),
    ],
)
def test_a_name_is_cut_into_short_lines(name: str, cut: tuple[str, ...]):
    assert ground.lines(name) == cut


NAMES = st.text(st.sampled_from("abcdeéèÀ’ "), min_size=1, max_size=80).map(str.strip).filter(bool)
PLACES = st.lists(st.tuples(st.integers(0, COLUMNS), st.integers(0, ROWS), NAMES), min_size=1, max_size=12)


@settings(deadline=None)  # the more crowded, the longer
@example([(0, 0, "abcdefghijklm " * 3)] * 12)
@given(PLACES)
def test_any_deck_finds_room_for_its_places(places: list[tuple[int, int, str]]):
    there = [
        Place(id=f"L{i}", name=name, x=x, y=y, state="Habité", line="Un lieu.")
        for i, (x, y, name) in enumerate(places, 1)
    ]
    spots = ground.spots(there)
    assert [spot.id for spot in spots] == [place.id for place in there]
    assert touching(spots) == []
    for spot in spots:
        assert spot.left >= -0.1
        assert spot.left + spot.wide <= WIDE + 0.1
        assert spot.top >= -0.1
        assert spot.top + spot.high <= HIGH + 0.1


@given(NAMES)
def test_any_name_holds_on_its_spot(name: str):
    cut = ground.lines(name)
    assert 1 <= len(cut) <= 3
    assert max(len(line) for line in cut) <= 13
    assert PICTURE + 3 * LINE + WORD <= HIGH / 3
    assert TARGET * PHONE / WIDE >= 44


def test_another_territory_is_drawn_too():
    raw = DECK.model_dump()
    raw["places"] = [{**place, "id": place["id"].replace("L", "M")} for place in raw["places"]]
    raw["situations"] = [{**card, "place": card["place"].replace("L", "M")} for card in raw["situations"]]
    drawn = map.drawing(Deck.model_validate(raw))
    assert drawn.count('class="map-place"') == 12
    assert sights.plain() in drawn
