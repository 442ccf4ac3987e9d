"""A figure as an organiser types it, and what it takes to be shown: scope, year, source, day of checking. Pure."""

import re
from datetime import date

from pydantic import BaseModel, ConfigDict, HttpUrl, TypeAdapter, ValidationError

from irdsu_app.brief.adapting import plain
from irdsu_app.brief.facts import Fact, Proof
from irdsu_app.brief.sheet import Refused

PROOFS: dict[Proof, str] = {
    "verified": "Lu dans sa source",
    "twice": "Lu dans deux sources",
    "secondary": "Cité par un autre",
    "memory": "De mémoire",
    "contradictory": "Les sources se contredisent",
}
_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNTED = re.compile(r"\d+(?:[ \u00a0\u202f]\d{3})*(?:,\d+)?")
_SCALES = {"millier": 1e3, "million": 1e6, "milliard": 1e9}
_URL = TypeAdapter(HttpUrl)


class Typed(BaseModel):
    """What an organiser typed of a figure, as it was typed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: str
    number: str = ""
    scope: str
    year: str
    source: str
    link: str = ""
    checked: str
    proof: str = "verified"


def one_line(typed: str) -> str:
    """What was typed, without markup, on one line."""
    return " ".join(plain(typed).split())


def read_fact(before: Fact, typed: Typed, today: date) -> Fact:
    """Read what was typed of a figure. Raises Refused with what is missing."""
    said = {each: one_line(getattr(typed, each)) for each in ("value", "scope", "year", "source", "link")}
    for each, missing in (
        ("value", "Écrivez la valeur affichée, avec son unité."),
        ("scope", "Un chiffre ne s’affiche pas sans son périmètre : quels quartiers, quelle carte ?"),
        ("year", "Un chiffre ne s’affiche pas sans son année : écrivez de quand il date."),
        ("source", "Un chiffre ne s’affiche pas sans sa source : écrivez qui l’a mesuré."),
    ):
        if not said[each]:
            raise Refused(missing)
        if len(said[each]) > 200:
            raise Refused(f"« {said[each][:40]}… » est trop long : 200 signes au plus.")
    if said["year"] != before.year and not _YEAR.search(said["year"]):
        raise Refused("Un chiffre ne s’affiche pas sans son année : écrivez-la en quatre chiffres, par exemple 2025.")
    if typed.proof not in PROOFS:
        raise Refused("Dites comment le chiffre a été vérifié.")
    number = _number(typed.number, said["value"])
    if number is None and before.number is not None:
        raise Refused("Écrivez le nombre : le schéma du panneau mesure avec lui.")
    changed = {**said, "number": number, "checked": _checked(typed.checked, today), "proof": typed.proof}
    changed["link"] = _link(said["link"])
    return Fact.model_validate({**dict(before), **changed})


def typed_of(fact: Fact) -> Typed:
    """A figure as its form shows it before anything is typed."""
    number = "" if fact.number is None else f"{fact.number:g}" if abs(fact.number) < 1e5 else f"{fact.number:.0f}"
    said = {each: getattr(fact, each) for each in ("value", "scope", "year", "source", "link", "proof")}
    return Typed(**said, number=number.replace(".", ","), checked=fact.checked.isoformat())


def agrees(value: str, number: float) -> bool:
    """Whether a number is the one that the displayed value says, in its unit or in full; words say what they want."""
    read = [float(re.sub(r"[ \u00a0\u202f]", "", each).replace(",", ".")) for each in _COUNTED.findall(value)]
    if not read:
        return True
    said = {read[0]} | {read[0] * scale for word, scale in _SCALES.items() if word in value}
    said |= {read[0] / read[1]} if len(read) > 1 and read[1] and " sur " in value else set()
    return any(abs(each - number) <= 0.001 * max(1.0, abs(each)) for each in said)


def _checked(typed: str, today: date) -> date:
    try:
        checked = date.fromisoformat(typed.strip())
    except ValueError:
        raise Refused("Dites quel jour le chiffre a été vérifié.") from None
    if checked > today:
        raise Refused("La date de vérification est dans le futur : écrivez le jour où vous avez lu la source.")
    return checked


def _link(typed: str) -> str:
    if not typed:
        return ""
    try:
        _URL.validate_python(typed)
    except ValidationError:
        typed = ""
    if not typed.startswith("https://"):
        raise Refused("Le lien doit être une adresse qui commence par https://. Sans lien, laissez le champ vide.")
    return typed


def _number(typed: str, value: str) -> float | None:
    bare = re.sub(r"\s", "", typed).replace(",", ".")
    if not bare:
        return None
    if not re.fullmatch(r"-?\d{1,15}(?:\.\d{1,6})?", bare):
        raise Refused("Le nombre s’écrit en chiffres, par exemple 18,3.")
    number = float(bare)
    if not agrees(value, number):
        raise Refused(f"Le nombre {typed.strip()} n’est pas celui de la valeur affichée, « {value} ».")
    if "%" in value and not 0 <= number <= 100:
        raise Refused("Une part est comprise entre 0 et 100 %.")
    return number
