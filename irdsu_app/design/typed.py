"""What somebody types in a field, as it is kept, or the sentence that says what is wrong. Pure."""

import re
import unicodedata

from email_validator import EmailNotValidError, validate_email

EMAIL = 254
"""Most characters of an address."""
BLANK = re.compile(r"[\s\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]+")


class Wrong(ValueError):
    """One field is not in order; carries its sentence."""


def line(typed: str, most: int) -> str:
    """A text on one line: composed accents, single spaces, nothing invisible; raises Wrong when it is too long."""
    shown = "".join(each for each in unicodedata.normalize("NFC", BLANK.sub(" ", typed)) if each.isprintable())
    return _within(BLANK.sub(" ", shown).strip(), most)  # what was between two spaces may have been invisible


def text(typed: str, most: int) -> str:
    """A text of a few lines; raises Wrong when it is too long."""
    lines = [line(each, len(each)) for each in re.split(r"\r\n|\r|\n", typed)]
    return _within(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), most)


def _within(words: str, most: int) -> str:
    if len(words) > most:
        raise Wrong(f"C’est trop long : {len(words)} signes, pour {most} au plus.")
    return words


def email(typed: str, nothing: str, several: str) -> str:
    """An address as it is kept: lower case, nothing around it, its domain in plain letters; raises Wrong.

    `nothing` and `several` are what is said when there is none, or more than one.
    """
    given = unicodedata.normalize("NFC", typed).strip()
    if found := re.fullmatch(r"[^<>@]*<([^<>]+)>", given):  # pasted from a letter: « Marie <marie@ville.fr> »
        given = found[1]
    given = re.sub(r"^mailto:", "", given, flags=re.IGNORECASE)
    given = re.sub(rf"{BLANK.pattern}(?=[@.]|$)|(?<=[@.]){BLANK.pattern}|^{BLANK.pattern}", "", given).lower()
    if not given:
        raise Wrong(nothing)
    if given.count("@") > 1 or re.search(r"[;,]\s*\S+@", given):
        raise Wrong(several)
    _explain(given)
    try:
        read = validate_email(given[: EMAIL + 1], check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        raise Wrong("Cette adresse n’est pas complète ou pas juste. Exemple : prenom.nom@ville.fr") from None
    return (read.ascii_email or read.normalized).lower()


def _explain(given: str) -> None:
    """Say what is wrong with an address when it is something one can name."""
    if "@" not in given:
        raise Wrong("Il manque l’arobase (@). Exemple : prenom.nom@ville.fr")
    before, _, after = given.partition("@")
    if not before or not after:
        raise Wrong("Il manque ce qui vient avant ou après l’arobase. Exemple : prenom.nom@ville.fr")
    if BLANK.search(given):
        raise Wrong("Une adresse ne contient pas d’espace. Exemple : prenom.nom@ville.fr")
    if "," in given:
        raise Wrong(f"Une virgule s’est glissée dans l’adresse. Vouliez-vous écrire {given.replace(',', '.')} ?")
    if not before.isascii():
        bare = unicodedata.normalize("NFKD", before).encode("ascii", "ignore").decode()
        raise Wrong(f"Une adresse s’écrit sans accent avant l’arobase. Vouliez-vous écrire {bare}@{after} ?")
    if "." not in after:
        raise Wrong(f"Il manque la fin de l’adresse. Vouliez-vous écrire {before}@{after}.fr ?")


def masked(address: str) -> str:
    """An address that its owner recognises and that a neighbour cannot copy: « m•••e@ville.fr »."""
    before, _, after = address.partition("@")
    return f"{before[:1]}•••{before[-1:] if len(before) > 2 else ''}@{after}"
