"""The code of a room: five characters that can be read on a wall, said aloud and typed on a phone."""

import unicodedata
from random import Random

from irdsu_app.design.typography import fr

LENGTH = 5
ALPHABET = "CFHJKLMPRWXY34679"
"""Nothing that looks like something else (0/O, 1/I, 5/S, 2/Z, 8/B, Q, U/V) or rhymes with it (B/D/G/P/T/V, M/N).
Nor a vowel: a code never spells a word."""

_LOOK_ALIKES = frozenset("O0I15S2Z8B")
_SEPARATORS = frozenset(" -_.·–—")


class UnknownCode(Exception):
    """What was typed cannot be a code; the message is the sentence to show."""


def draw(random_source: Random) -> str:
    """Draw a code from a source of randomness."""
    return "".join(random_source.choice(ALPHABET) for _ in range(LENGTH))


def read(typed: str) -> str:
    """Give the code a person typed, in any case and with any spaces or dashes, or say what is wrong with it."""
    # A long text cannot be a code: cutting it first keeps the cost of nonsense constant.
    plain = unicodedata.normalize("NFKC", typed[:100]).upper()
    code = "".join(sign for sign in plain if sign not in _SEPARATORS and not sign.isspace())
    if not code:
        raise UnknownCode(fr("Tapez le code de cinq caractères affiché à l'écran."))
    if _LOOK_ALIKES & set(code):
        raise UnknownCode(
            fr("Un code n'a jamais de O ni de 0, de I ni de 1, de S ni de 5, de Z ni de 2, de B ni de 8 : relisez-le.")
        )
    if len(code) != LENGTH:
        raise UnknownCode(fr("Un code compte exactement cinq caractères : relisez celui qui est affiché à l'écran."))
    if not set(code) <= set(ALPHABET):
        raise UnknownCode(fr("Ce code n'existe pas : relisez celui qui est affiché à l'écran."))
    return code
