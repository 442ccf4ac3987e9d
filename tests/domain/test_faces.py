"""What travels to the screens: never a hidden side, no reading before its time, words that say what figures say."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irdsu_app.coop import deck, faces
from irdsu_app.coop.deck import LEVELS

DECK = deck.base()


@pytest.mark.parametrize("person", DECK.characters, ids=lambda person: person.id)
def test_the_open_side_of_a_character_never_says_what_is_hidden(person):
    told = json.dumps(faces.character(DECK, person.id), ensure_ascii=False)
    assert person.hidden not in told
    assert person.wants in told
    assert person.first_words in told


def test_readings_stay_out_until_they_may_be_shown():
    before, after = faces.situation(DECK, "S04"), faces.situation(DECK, "S04", readings=True)
    assert (before["coop"], before["not_coop"]) == ("", "")
    assert after["coop"] == DECK.situation("S04").coop
    assert before["place"] == "La Tour 9"
    assert before["concerned"] == ["Yanis Delorme", "Philippe Rouvière", "Bruno Keller"]


def test_a_level_says_what_it_asks_of_each_crew():
    assert [faces.asks(level).replace("\xa0", " ") for level in LEVELS] == [
        "0,5 énergie par équipage",
        "1 énergie par équipage",
        "1,5 énergie par équipage",
        "2 énergies par équipage",
    ]


def test_two_tokens_are_never_the_same_without_their_letters():
    tokens = [faces.token(DECK, each.id) for each in DECK.characters]
    assert len({(each["tone"], each["form"]) for each in tokens}) == len(tokens)
    assert len({each["initials"] for each in tokens}) == len(tokens)


def test_every_state_has_its_symbol():
    assert set(faces.SIGNS) == set(deck.STATES)
    assert len(set(faces.SIGNS.values())) == len(deck.STATES)


def test_a_current_is_told_in_words():
    said = {
        at: faces.wave_words(*at).replace("\u202f", " ")
        for at in ((1.5, 0.7), (-2.25, 0.2), (0, 0), (-0.04, 0), (6, 0.5))
    }
    assert said == {
        (1.5, 0.7): "+1,5 ; les avis s’écartent",
        (-2.25, 0.2): "−2,2 ; quelques avis opposés",
        (0, 0): "0 ; personne ne s’oppose",
        (-0.04, 0): "0 ; personne ne s’oppose",
        (6, 0.5): "+6 ; les avis s’écartent",
    }


@given(st.floats(-100, 100), st.floats(-1, 3))
def test_a_current_stays_on_its_line(point: float, halo: float):
    seen = faces.current("Lien", "?", point, halo)
    assert -faces.WIDEST <= seen["point"] <= faces.WIDEST
    assert 0 <= seen["halo"] <= 1


@pytest.mark.parametrize("find", [faces.token, faces.character, faces.situation, faces.event])
def test_an_unknown_card_is_not_shown(find):
    with pytest.raises(KeyError):
        find(DECK, "Z9")
