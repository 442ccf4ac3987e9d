"""Moves read from untrusted JSON, and the sentence written by several."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irdsu_app.coop import moves
from irdsu_app.coop.round import Refused
from irdsu_app.coop.sentence import merge

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@given(JSON | st.fixed_dictionaries({"do": st.sampled_from(sorted(moves.BY_NAME))}, optional={"at": JSON, "n": JSON}))
def test_whatever_comes_in_is_read_or_refused_in_french(data):
    try:
        move = moves.read(data)
    except Refused as refusal:
        assert str(refusal).endswith(".")
    else:
        assert move.do in moves.BY_NAME


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"do": "stake", "at": 1, "crew": "c1", "n": 7}, "n’existe pas"),
        ({"do": "stake", "at": 1, "crew": "c1", "n": True}, "n’existe pas"),
        ({"do": "vote", "at": 1, "stance": "coop", "who": "p2"}, "n’existe pas"),
        ({"do": "condition", "at": 1, "text": "x" * 100_000}, "beaucoup trop long"),
        ({"do": "condition", "at": 1, "text": "x" * 141}, "141 signes ; 140 au plus"),
        ({"do": "condition", "at": 1, "text": " \u200b\n "}, "quelques mots"),
        ({"do": "choose", "at": 1, "situation": "S04'; DROP"}, "n’existe pas"),
    ],
)
def test_bad_moves_get_a_clear_sentence(data, said):
    with pytest.raises(Refused, match=said):
        moves.read(data)


def test_markup_is_only_text_and_invisible_characters_go():
    move = moves.read({"do": "condition", "at": 1, "text": "<b>ou\u202ei</b>\r\n \x00 demain"})
    assert move.model_dump()["text"] == "<b>oui</b> demain"


words = st.lists(st.sampled_from(["la", "clé", "du", "local", "reste", "ouverte", "le", "soir"]), max_size=10)


@given(words, st.integers(0, 10), st.integers(0, 10))
def test_two_people_who_insert_both_keep_their_words(base, here, there):
    mine, theirs = list(base), list(base)
    mine.insert(min(here, len(base)), "DEMAIN")
    theirs.insert(min(there, len(base)), "ENSEMBLE")
    merged = merge(" ".join(base), " ".join(mine), " ".join(theirs)).split()
    assert sorted(merged) == sorted([*base, "DEMAIN", "ENSEMBLE"])


@given(words, words)
def test_alone_an_edit_is_taken_as_it_is(base, mine):
    assert merge(" ".join(base), " ".join(mine), " ".join(base)) == " ".join(mine)
    assert merge(" ".join(base), " ".join(base), " ".join(mine)) == " ".join(mine)
    assert merge(" ".join(base), " ".join(mine), " ".join(mine)) == " ".join(mine)


@given(words, words, words)
def test_no_new_word_is_ever_lost(base, mine, theirs):
    mine, theirs = [w.upper() for w in mine], [w.title() + "2" for w in theirs]
    merged = merge(" ".join(base), " ".join(mine), " ".join(theirs))
    assert set(merged.split()) >= set(mine) | set(theirs)


def test_both_changes_of_a_sentence():
    base = "Remettre la clé pour deux mois"
    assert merge(base, "Remettre deux clés pour deux mois", "Remettre la clé pour trois mois") == (
        "Remettre deux clés pour trois mois"
    )
