"""One stem for all the forms of a French word: feminine and masculine, singular and plural. Pure.

A form is brought back to the masculine singular as far as its letters tell, so that « coordinatrices » and
« coordinateur » are one, and « coordination » another. What the letters do not tell is in `irregular.py`.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from irdsu_app.jobs.irregular import AIL, FEMININES, KEPT, PLURAL_X, PLURAL_X_ENDINGS, UNLIKE_EUR

_LIGATURES = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "’": "'", "ʼ": "'", "‘": "'", "´": "'"}
)
_ACCENTS = re.compile("[\u0300-\u036f]+")
_ENDINGS = (
    ("oresse", "eur"), ("eresse", "eur"), ("trice", "teur"), ("drice", "deur"),
    ("euse", "eur"), ("eure", "eur"), ("eux", "eur"), ("ive", "if"), ("ique", "ic"),
)  # fmt: skip
"""Endings of a feminine (or of « -eux », whose feminine is that of « -eur ») and what they become, longest first."""
_LONG = 6
"""Letters under which an irregular form is too near other words to be proposed."""
_ROOT = 2
"""Letters that must remain before an ending."""


def folded(text: str) -> str:
    """Small letters without accents nor ligatures; apostrophes are straight."""
    small = text.casefold().translate(_LIGATURES)
    return small if small.isascii() else _ACCENTS.sub("", unicodedata.normalize("NFKD", small)).casefold()


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The stem of a folded word; the stem of a stem need not be itself."""
    if len(word) < 3 or not word.isalpha():
        return word
    one = _without_double_e(_singular(FEMININES.get(word, word)))
    one = _singular(FEMININES.get(one, one))
    return one if one in KEPT else _masculine(one)


@lru_cache(maxsize=65_536)
def other_forms(word: str) -> tuple[str, ...]:
    """Forms of the same stem that somebody may type, however mistaken: « coordinateur » and « coordinatrice »."""
    one = stem(word)
    forms = (one, one.removesuffix("eur") + "rice") if one.endswith("teur") else ()
    return (*forms, *(form for form in _irregular_forms().get(one, ()) if len(form) > _LONG))


@cache
def _irregular_forms() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for form in FEMININES:
        found[stem(form)] = (*found.get(stem(form), ()), form)
    return found


def _without_double_e(word: str) -> str:
    """« chargée » as « chargé », before « privé » looks like the feminine of « prif »."""
    return word[:-1] if word.endswith("ee") and word not in KEPT else word


def _singular(word: str) -> str:
    if word in KEPT:
        return word
    if word in PLURAL_X or word.endswith(PLURAL_X_ENDINGS):
        return word[:-1]
    if word in AIL or word.endswith("travaux"):
        return word[:-3] + "ail"
    if word.endswith("aux"):
        return word[:-1] if word.endswith("eaux") else word[:-3] + "al"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _masculine(word: str) -> str:
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + _ROOT and word not in UNLIKE_EUR:
            return word[: -len(ending)] + instead
    root = word.rstrip("e")
    if root == word or len(root) < _ROOT:
        return word
    doubled = root[-2:] in ("ll", "nn", "tt", "ff", "gu") and len(root) > _ROOT
    of_s = root[-1] == "s" and root[-2] != "s" and len(root) > _ROOT + 1
    return root[:-1] if doubled or of_s else root
