"""Codes of rooms: whatever a person types is either the code on the wall or a sentence that helps."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irdsu_app.live.codes import ALPHABET, LENGTH, UnknownCode, draw, read

codes = st.builds(draw, st.integers().map(Random))
separators = st.text(" -_·\u00a0\u202f\t", max_size=3)


@given(codes)
def test_a_code_holds_five_signs_that_nobody_confuses(code):
    assert len(code) == LENGTH
    assert not set(code) & set("O0I15S2Z8BAEIOU")
    assert len(set(ALPHABET)) == len(ALPHABET)


@given(codes, st.lists(separators, min_size=6, max_size=6), st.lists(st.booleans(), min_size=5, max_size=5))
def test_case_spaces_and_dashes_do_not_matter(code, gaps, lowered):
    signs = [sign.lower() if low else sign for sign, low in zip(code, lowered, strict=True)]
    typed = gaps[0] + "".join(sign + gap for sign, gap in zip(signs, gaps[1:], strict=True))
    assert read(typed) == code


@given(st.text(max_size=300))
def test_any_text_is_a_code_or_a_sentence(typed):
    try:
        code = read(typed)
    except UnknownCode as refusal:
        assert str(refusal).endswith(".")
        assert "'" not in str(refusal)
    else:
        assert len(code) == LENGTH
        assert set(code) <= set(ALPHABET)


@given(codes, st.sampled_from("O0oI1iS5sZ2zB8b"), st.integers(0, 4))
def test_a_look_alike_is_named(code, sign, place):
    with pytest.raises(UnknownCode, match="jamais de O ni de 0"):
        read(code[:place] + sign + code[place + 1 :])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", "Tapez le code"), ("   ", "Tapez le code"), ("K7", "cinq caractères"), ("K7MPXX", "cinq caractères"),
     ("K7MP!", "n’existe pas"), ("K" * 1_000_000, "cinq caractères")],
)  # fmt: skip
def test_what_is_wrong_is_said(typed, sentence):
    with pytest.raises(UnknownCode, match=sentence):
        read(typed)


def test_wide_signs_of_another_keyboard_are_read():
    assert read("Ｋ７ＭＰＸ") == "K7MPX"
