"""What the desk of a deck is sent: what each card lacks, what the kit asks, the map as it is being made."""

import json

import pytest

from irdsu_app.coop import authoring, deck, deck_paper, deck_view
from tests.shelved import S04, incomplete


def test_what_is_sent_to_the_desk_says_what_lacks_what_is_asked_and_never_a_link():
    own = incomplete(authoring.duplicate(deck.base(), "Chez nous"))
    own = authoring.write(own, "situations", "S04", "scene", "Le CCAS de Marseille ferme.", S04.scene)
    own = authoring.write(own, "situations", "S04", "easy", "Le CCAS ferme.", "")
    seen = deck_view.view(own, 3, "", False)
    card = next(each for each in seen["cards"]["situations"] if each["id"] == "S04")
    assert any("Marseille" in said for said in card["asks"])
    assert any("CCAS" in said for said in card["hard"])
    assert [problem["card"] for problem in seen["problems"]] == ["S31"]
    assert json.loads(json.dumps(seen))["revision"] == 3


def test_the_map_of_a_deck_follows_its_places_even_unfinished():
    own, code = authoring.add(authoring.remove(authoring.duplicate(deck.base(), "x"), "places", "L1"), "places")
    drawn = deck_paper.plan(own)
    assert f'data-place="{code}"' in drawn
    assert 'data-place="L1"' not in drawn
    before, moved = deck_view.view(own, 1, "", False), authoring.choose(own, "places", "L2", "x", 11)
    assert deck_view.view(moved, 2, "", False)["plan"] != before["plan"]


def test_a_name_typed_while_another_came_is_refused_and_says_it():
    own = authoring.rename(authoring.duplicate(deck.base(), "Chez nous"), "Le Talus", "Chez nous")
    with pytest.raises(authoring.Refused, match="Le Talus"):
        authoring.rename(own, "La Dalle", "Chez nous")
    assert authoring.rename(own, "La Dalle", "Le Talus").name == "La Dalle"


def test_authors_are_a_line():
    with pytest.raises(authoring.Refused, match="200"):
        authoring.sign(authoring.duplicate(deck.base(), "x"), "a" * 201)
