"""What somebody writes of an offer, screen after screen: read, completed, and what is still missing. Pure.

What is typed is kept as it is typed (a date that is none stays there to be corrected); the offer is made of it.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict

from irdsu_app.design import typed
from irdsu_app.design.typography import MONTHS, fr
from irdsu_app.jobs import links
from irdsu_app.jobs.lists import CONTRACTS, KINDS, PROFESSIONS
from irdsu_app.jobs.offer import Offer
from irdsu_app.jobs.places import DEPARTMENT_NAMES, region_of

LINE, TEXT = 200, 4_000
"""Most characters of a line, of a text."""
USUAL = 30
"""Days until the deadline that is proposed."""
LONGEST = 183
"""Days until the farthest deadline: six months."""


class Fields(BaseModel):
    """What is written, under the names of `offer.Offer`; `missions` has one a line, `deadline` is as it was typed.

    `open_ended`: until somebody is found. `sheet_file` is the number of the attached PDF.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    organisation: str = ""
    organisation_kind: str = ""
    presentation: str = ""
    title: str = ""
    profession: str = ""
    contract: str = ""
    contract_detail: str = ""
    working_time: str = "Temps plein"
    missions: str = ""
    place: str = ""
    department: str = ""
    pay: str = ""
    starts: str = ""
    context: str = ""
    profile: str = ""
    status_grade: str = ""
    attached_to: str = ""
    travel: str = ""
    telework: str = ""
    positions: int = 1
    open_to_contract: bool = False
    first_job: bool = False
    deadline: str = ""
    open_ended: bool = False
    documents: str = "CV et lettre de motivation"
    apply_email: str = ""
    apply_url: str = ""
    contact_function: str = "Service du recrutement"
    contact_name: str = ""
    contact_email: str = ""
    sheet_url: str = ""
    sheet_file: str = ""


SCREENS: tuple[tuple[str, ...], ...] = (
    ("organisation", "organisation_kind", "presentation"),
    (
        "title", "contract", "contract_detail", "missions", "place", "department", "working_time", "pay", "profession",
        "starts", "context", "profile", "status_grade", "attached_to", "travel", "telework", "positions",
        "open_to_contract", "first_job",
    ),
    (
        "deadline", "open_ended", "apply_email", "apply_url", "documents", "contact_function", "contact_name",
        "contact_email", "sheet_url", "sheet_file",
    ),
)  # fmt: skip
"""The fields of the first three screens; the fourth reads them again."""
NAMES: Mapping[str, str] = {
    "organisation": "Nom de la structure", "organisation_kind": "Type de structure",
    "presentation": "Présentation de la structure", "title": "Intitulé du poste", "profession": "Métier",
    "contract": "Type de contrat", "contract_detail": "Durée et dates du contrat",
    "working_time": "Temps de travail", "missions": "Missions", "place": "Lieu", "department": "Département",
    "pay": "Rémunération", "starts": "Prise de poste", "context": "Contexte du poste", "profile": "Profil",
    "status_grade": "Statut ou catégorie", "attached_to": "Rattachement", "travel": "Déplacements",
    "telework": "Télétravail", "positions": "Nombre de postes", "open_to_contract": "Ouvert aux contractuels",
    "first_job": "Premier emploi bienvenu", "deadline": "Date limite de candidature",
    "open_ended": "Jusqu’au recrutement", "documents": "Pièces à fournir", "apply_email": "Postuler par courriel",
    "apply_url": "Postuler en ligne", "contact_function": "Fonction du contact", "contact_name": "Nom du contact",
    "contact_email": "Courriel du contact", "sheet_url": "Lien vers la fiche de poste",
    "sheet_file": "Fiche de poste (PDF)",
}  # fmt: skip
"""How each field is called."""
TEXTS = frozenset(("presentation", "missions", "context", "profile"))
FLAGS = frozenset(("open_to_contract", "first_job", "open_ended"))
LISTED = {"organisation_kind": KINDS, "contract": CONTRACTS, "profession": PROFESSIONS, "department": DEPARTMENT_NAMES}
_KINDS = (
    ("centre-de-ressources", r"\bcentre de ressources?\b"),
    ("bailleur-social", r"\b(?:habitat|hlm|oph|bailleur|immobiliere?|logement social)\b"),
    ("intercommunalite", r"\b(?:agglo|agglomeration|communaute (?:de|d|urbaine)|metropole|intercommunal\w*)\b"),
    ("departement", r"\b(?:conseil departemental|departement d\w*)\b"),
    ("region", r"\b(?:conseil regional|region)\b"),
    ("etat", r"\b(?:prefecture|sous prefecture|ministere|dreets|ddets|anct|drac|rectorat)\b"),
    ("etablissement-public", r"\b(?:ccas|cias|caisse des ecoles|gip|etablissement public|universite)\b"),
    ("commune", r"\b(?:ville d|ville de|commune d|commune de|mairie)\b"),
    ("association", r"\b(?:associations?|asso|centre social|mjc|federation|ligue|collectif|missions? locales?)\b"),
    ("entreprise", r"\b(?:sas|sarl|scop|scic|sasu|entreprise|cabinet)\b"),
)


def folded(words: str) -> str:
    """Some words without accents, capitals nor signs, one space between two."""
    bare = unicodedata.normalize("NFKD", words.casefold())
    return " ".join(
        re.sub(r"[^0-9a-z]+", " ", "".join(each for each in bare if not unicodedata.combining(each))).split()
    )


def fresh(today: date) -> Fields:
    """An offer nobody has written yet, with what can be proposed."""
    return Fields(deadline=(today + timedelta(days=USUAL)).isoformat())


def read(given: Mapping[str, str], screen: int) -> tuple[dict[str, Any], dict[str, str]]:
    """What a screen (1 to 3) says, and the sentence of each field that cannot even be kept."""
    kept: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name in SCREENS[screen - 1]:
        if name == "sheet_file" or (name not in given and name not in FLAGS):
            continue
        try:
            kept[name] = _read(name, given.get(name, ""))
        except typed.Wrong as sentence:
            wrong[name] = fr(str(sentence))
    return kept, wrong


def _read(name: str, said: str) -> Any:
    if name in FLAGS:
        return bool(said)
    if name == "positions":
        if not said.strip():
            return 1
        if not re.fullmatch(r"\s*\d{1,3}\s*", said) or not int(said):
            raise typed.Wrong("Écrivez un nombre de postes en chiffres : « 1 », « 2 »…")
        return int(said)
    if name in LISTED:
        return said if said in LISTED[name] else ""
    return typed.text(said, TEXT) if name in TEXTS else typed.line(said, LINE)


def mark(value: object) -> str:
    """A short mark of a value: two texts with the same mark are the same."""
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()[:12]


def marks(fields: Fields, names: Iterable[str] = tuple(Fields.model_fields)) -> dict[str, str]:
    """The marks of these fields, to know later which of them somebody else has changed meanwhile."""
    return {name: mark(getattr(fields, name)) for name in names}


def changed(before: Fields, after: Fields) -> tuple[str, ...]:
    """The names of the fields that are not the same."""
    return tuple(name for name in Fields.model_fields if getattr(before, name) != getattr(after, name))


def kind(fields: Fields) -> str:
    """The kind of the organisation, as it was chosen or as its name says it; "" when nothing tells."""
    name = folded(fields.organisation)
    return fields.organisation_kind or next((word for word, said in _KINDS if re.search(said, name)), "")


def department(fields: Fields) -> str:
    """The department, as it was chosen or as the place says it: « 59100 Roubaix », « Roubaix (59) », « Nord »."""
    return fields.department or _located(fields.place)[1]


def town(fields: Fields) -> str:
    """The place without the number of its department."""
    return _located(fields.place)[0]


def _located(place: str) -> tuple[str, str]:
    if found := re.search(r"\b(\d[\dABab]\d{3})\b", place):
        return _without(place, found[0]), _of_postcode(found[1].upper())
    if found := re.search(r"[(,]\s*(\d{2,3}|2[ABab])\s*\)?\s*$", place):
        number = found[1].upper()
        return (place[: found.start()].strip(), number) if number in DEPARTMENT_NAMES else (place, "")
    named = {folded(name): number for number, name in DEPARTMENT_NAMES.items()}
    parts = [place, *re.split(r"[,()]", place)[1:]]
    return place, next((named[folded(each)] for each in parts if folded(each) in named), "")


def _of_postcode(code: str) -> str:
    if code.startswith("20"):
        return "2A" if code[2] in "01" else "2B"
    number = code[:3] if code[:2] in ("97", "98") else code[:2]
    return number if number in DEPARTMENT_NAMES else ""


def _without(place: str, code: str) -> str:
    return " ".join(re.sub(r"\(\s*\)", "", place.replace(code, " ")).split()).strip(" ,-")


def deadline(fields: Fields) -> date | None:
    """The deadline, written as 2027-01-31, 31/01/2027 or « 31 janvier 2027 »; None when it is none."""
    said = folded(fields.deadline)
    months = "|".join(map(folded, MONTHS))
    if found := re.search(rf"\b(\d{{1,2}})(?:er)? ({months}) (\d{{4}})\b", said):
        numbers = (int(found[3]), [folded(each) for each in MONTHS].index(found[2]) + 1, int(found[1]))
    elif found := re.fullmatch(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*", fields.deadline):
        numbers = (int(found[1]), int(found[2]), int(found[3]))
    elif found := re.fullmatch(r"\s*(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})\s*", fields.deadline):
        numbers = (int(found[3]), int(found[2]), int(found[1]))
    else:
        return None
    try:
        return date(*numbers)
    except ValueError:
        return None


def offer_of(fields: Fields, now: datetime, **known: Any) -> Offer:
    """The offer that these fields make, as it would be read online at this moment; `known` is what it already is."""
    said = fields.model_dump(exclude={"open_ended", "sheet_file", "missions", "deadline"})
    said |= {name: fr(said[name]) for name in said if isinstance(said[name], str) and name not in _AS_TYPED}
    said |= {
        "missions": tuple(fr(each) for each in _missions(fields.missions)),
        "organisation_kind": kind(fields),
        "place": fr(town(fields)),
        "department": department(fields),
        "region": region_of(department(fields)),
        "teleworkable": bool(fields.telework) and not re.match(r"(?:non|pas|aucun|sans)\b", folded(fields.telework)),
        "deadline": None if fields.open_ended else deadline(fields),
        "apply_url": web(fields.apply_url),
        "sheet_url": web(fields.sheet_url),
        "sheet_file": fields.sheet_file,
    }
    usual = {"id": 0, "slug": "", "status": "online", "published_at": now, "created_at": now, "changed_at": now}
    return Offer(**(said | usual | known))


_AS_TYPED = frozenset((*LISTED, "apply_email", "apply_url", "contact_email", "sheet_url"))


def web(said: str) -> str:
    """An address of the web, also when it was typed without its beginning."""
    bare = said.strip()
    return bare if not bare or "://" in bare or links.mail(bare) else f"https://{bare}"


def _missions(text: str) -> list[str]:
    """The missions, without the dashes one puts before each."""
    lines = (re.sub(r"^\s*(?:[-–—•*·▪●]|\d{1,2}[.)])\s*", "", line).strip() for line in text.splitlines())
    return [line for line in lines if line]


def of_offer(offer: Offer) -> Fields:
    """The fields that made an offer."""
    said = offer.model_dump(include=set(Fields.model_fields) - {"missions", "deadline"})
    said |= {"missions": "\n".join(offer.missions), "open_ended": offer.deadline is None}
    return Fields(**said, deadline=offer.deadline.isoformat() if offer.deadline else "")
