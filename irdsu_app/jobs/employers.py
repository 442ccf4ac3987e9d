"""Whether two names are those of one employer, and two places one place. Pure.

« Ville de X », « Mairie de X » and « Commune de X » are one; « CCAS de X » is another. Legal forms say nothing, and an
acronym is the initials of a name, or stands beside it in brackets.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from irdsu_app.jobs.places import DEPARTMENT_NAMES
from irdsu_app.jobs.stemming import folded, stem

NEAR = 90
"""How alike, out of 100, two long names are that differ by a mistake."""
_FORMS = re.compile(
    r"\b(?:association|asso|assoc|loi (?:de )?1901|sas|sasu|sarl|sa|sci|scic|scop|sem|eurl|gip|fictive?s?|groupe"
    r"|societe|imaginaire|(?:bailleur|organisme) fictif|demonstration)\b"
)
_KINDS = tuple(
    (re.compile(rf"\b(?:{words})\b"), f" {name} ")
    for name, words in (
        ("ccas", r"centre communal d'? ?action sociale"),
        ("cias", r"centre intercommunal d'? ?action sociale"),
        ("caf", r"caisse d'? ?allocations? familiales?"),
        ("cpam", r"caisse primaire d'? ?assurance maladie"),
        ("mjc", r"maison des jeunes et de la culture"),
        ("mission-locale", r"mission locale|ml"),
        ("oph", r"office public de l'? ?habitat|opac|oph|office public d'? ?hlm"),
        ("centre-social", r"centre social et culturel|centre socio-?culturel|centre social|csc"),
        ("regie", r"regies? de quartiers?"),
        ("commune", r"ville|mairie|commune|municipalite"),
        ("departement", r"conseil departemental|conseil general|departement"),
        ("region", r"conseil regional|region"),
        ("agglo", r"communaute d'? ?agglomeration|agglomeration|agglo|ca"),
        ("cc", r"communaute de communes|comcom|cc"),
        ("cu", r"communaute urbaine"),
    )
)
_SIGLE = re.compile(r"\(([a-z][a-z0-9. ]{2,9})\)")
_WORD = re.compile(r"[a-z0-9-]+")
_SMALL = frozenset(["le", "la", "les", "l", "de", "du", "des", "d", "et", "a", "au", "aux", "en", "pour", "sur"])
_WEAK = frozenset(("cu", "oph", "france", "francaise", "siege", "cedex"))
_BEGINNINGS = "habitat mediation solidarite social association maison federation logement"
_COMMON = frozenset(map(stem, _BEGINNINGS.split()))
"""Words that many names begin with."""
_SAINT = re.compile(r"\bst(e?)\b")


_SERVICES = "metropole prefecture mediatheque ecole college lycee crip plie pimms syndicat service"
_SORTS = frozenset(stem(part) for part in re.findall(r"[a-z]+", " ".join((_SERVICES, *(name for _, name in _KINDS)))))
"""Words that make another employer of a name."""
_NUMBERS = {folded(name): number for number, name in DEPARTMENT_NAMES.items()}


class Employer(NamedTuple):
    """The words that name an employer, and its acronyms."""

    words: frozenset[str]
    sigles: frozenset[str]


@lru_cache(maxsize=32_768)
def employer(name: str) -> Employer:
    """Read the name of an employer."""
    text = re.sub(r"(?<=\b[a-z])\.(?=[a-z]\b|\W|$)", "", folded(name[:300]))
    sigles = {each.replace(".", "").strip() for each in _SIGLE.findall(text)}
    spoken = [word for word in _WORD.findall(_SIGLE.sub(" ", text).replace("-", " ")) if len(word) > 1]
    initials = {"".join(word[0] for word in spoken if word not in _SMALL or small) for small in (False, True)}
    text = _departments().sub(lambda named: _NUMBERS[named[0]], _FORMS.sub(" ", _SIGLE.sub(" ", text)))
    for pattern, name_of_kind in _KINDS:
        text = pattern.sub(name_of_kind, text)
    words = frozenset(_plain_words(text))
    if len(words) == 1:
        sigles |= words
    return Employer(words, frozenset(stem(each) for each in sigles | initials if len(each) >= 3))


@lru_cache(maxsize=65_536)
def same_employer(one: str, other: str) -> bool:
    """Whether these are two ways to name one employer."""
    a, b = employer(one), employer(other)
    if not a.words or not b.words:
        return False
    if not (a.words ^ b.words) - _WEAK and a.words & b.words:
        return True
    if _is_shorter(a, b) or _is_shorter(b, a):
        return True
    if _is_sigle(a, b) or _is_sigle(b, a):
        return True
    left, right = sorted(a.words - b.words), sorted(b.words - a.words)
    return len(left) == len(right) and all(_mistaken(*pair) for pair in zip(left, right, strict=True))


@lru_cache(maxsize=65_536)
def same_place(one: str, other: str) -> bool:
    """Whether these may be one place; a place that is not said may be any."""
    a, b = (frozenset(_plain_words(re.sub(r"\([^)]*\)|\d+\w*", " ", folded(each[:200])))) for each in (one, other))
    if not a or not b or a & b:
        return not a or not b or bool(a <= b or b <= a)
    return fuzz.ratio(" ".join(sorted(a)), " ".join(sorted(b))) >= NEAR


def _plain_words(text: str) -> list[str]:
    text = _SAINT.sub(r"saint\1", text)
    return [stem(word) for word in re.findall(r"[a-z0-9]+", text) if word not in _SMALL]


@cache
def _departments() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, _NUMBERS), key=len, reverse=True))})\b")


def _is_shorter(one: Employer, other: Employer) -> bool:
    """Whether one is the beginning of the other’s name, or the name of a town that goes without saying."""
    more = other.words - one.words
    if not one.words < other.words or one.words & _SORTS:
        return False
    if more == {stem("commune")}:
        return True
    says = one.words - _COMMON
    return any(len(word) >= 5 for word in says) and not more & _SORTS and not any(map(str.isdigit, more))


def _is_sigle(one: Employer, other: Employer) -> bool:
    """Whether one is only known by an acronym, which is that of the other; a number beside it may be left out."""
    numbers = frozenset(each for each in one.words if each.isdigit())
    theirs = frozenset(each for each in other.words if each.isdigit())
    letters = one.words - numbers
    return len(letters) == 1 and letters <= other.sigles and (not theirs or numbers == theirs)


def _mistaken(one: str, other: str) -> bool:
    """Whether one long word is another, a letter mistaken."""
    return min(len(one), len(other)) >= 7 and fuzz.ratio(one, other) >= NEAR and not (one + other).isdigit()
