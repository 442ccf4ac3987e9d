"""What somebody asks for, read from the form: every field in order, or the sentence to show beside each that is not.

Nothing here knows the database nor the clock; `offered` says which meetings may be asked for, and in which pools.
"""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Literal
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict

from irdsu_app.content.departments import department
from irdsu_app.design import typed
from irdsu_app.design.typed import Wrong
from irdsu_app.design.typography import fr

Pool = Literal["room", "remote"]
How = Literal["rest", "all"]
Offered = Mapping[str, tuple[Pool, ...]]
"""The meetings that may be asked for, by code, each with its pools."""

NAME, LINE, TEXT = 80, 160, 600
"""Most characters of a name, of a line, of a text."""
MEETING, QUESTION, MODE = "seance-", "question-", "mode-"
"""What comes before the code of a meeting in the name of a field."""
YES = "oui"
_LINK = re.compile(r"https?:|www\.|\.(?:com|ru|net)/", re.IGNORECASE)
_COMMON = (
    "gmail.com", "orange.fr", "wanadoo.fr", "hotmail.com", "hotmail.fr", "outlook.com", "outlook.fr", "yahoo.fr",
    "yahoo.com", "free.fr", "laposte.net", "sfr.fr", "live.fr", "icloud.com", "proton.me", "protonmail.com",
)  # fmt: skip
_FLEETING = (
    "yopmail", "mailinator", "jetable", "guerrillamail", "10minutemail", "tempmail", "temp-mail", "trashmail",
    "sharklasers", "getnada", "maildrop", "throwaway", "dispostable", "mohmal", "emailondeck", "spamgourmet",
)  # fmt: skip


class Form(BaseModel):
    """What somebody asks for, in order; `choices` gives the pool of each meeting, `questions` may be empty."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    first_name: str
    last_name: str
    email: str
    organisation: str = ""
    function: str = ""
    department: str = ""
    access_needs: str = ""
    member: bool = False
    questions: dict[str, str] = {}
    choices: dict[str, Pool] = {}
    how: How = "rest"


class Mistakes(Exception):
    """What is to be corrected; `fields` gives the sentence of each field, in the order of the form."""

    def __init__(self, fields: dict[str, str]) -> None:
        """Keep the sentences, with their French spaces."""
        self.fields = {name: fr(sentence) for name, sentence in fields.items()}
        super().__init__(" ".join(self.fields.values()))


def line(given: str, most: int = LINE) -> str:
    """A text on one line; raises Wrong."""
    return typed.line(given, most)


def text(given: str, most: int = TEXT) -> str:
    """A text of a few lines; raises Wrong."""
    return typed.text(given, most)


def email(given: str) -> str:
    """The address of whoever asks; raises Wrong."""
    return typed.email(
        given,
        "Indiquez votre courriel : nous y envoyons le lien qui confirme.",
        "Une seule adresse, s’il vous plaît : chaque personne s’inscrit pour elle-même.",
    )


def name(written: str, which: str) -> str:
    """Somebody's first or last name; `which` is « prénom » or « nom »."""
    given = line(written, NAME)
    if not given:
        raise Wrong(f"Indiquez votre {which}.")
    if not any(each.isalpha() for each in given) or _LINK.search(given) or "@" in given:
        raise Wrong(f"Ce {which} ne se lit pas comme un {which} : des lettres suffisent.")
    return given


def doubt(address: str) -> str:
    """What makes an address that could exist look mistaken or short-lived; nothing when nothing does."""
    before, _, after = address.partition("@")
    if any(each in after for each in _FLEETING):
        return fr(
            "Cette adresse semble jetable : les rappels et le lien pour gérer vos inscriptions s’y perdraient. "
            "Si elle est la bonne, envoyez de nouveau."
        )
    near = get_close_matches(after, _COMMON, 1, 0.85)
    if near and after not in _COMMON:
        return fr(f"Vouliez-vous écrire {before}@{near[0]} ? Si l’adresse est juste, envoyez de nouveau.")
    return ""


def read(given: Mapping[str, str], offered: Offered) -> Form:
    """The form in order; raises Mistakes with a sentence for every field that is not."""
    person, wrong = _person(given)
    choices, missing = _choices(given, offered)
    questions, long = _questions(given, choices)
    how = given.get("comment", "rest")
    if wrong | missing | long or how not in ("rest", "all"):
        raise Mistakes(missing | long | wrong or {"comment": "Choisissez ce que nous faisons s’il manque une place."})
    return Form(**person, questions=questions, choices=choices, how="all" if how == "all" else "rest")


def details(given: Mapping[str, str], address: str) -> Form:
    """What a person known by this address changes of what they said of themselves; raises Mistakes."""
    person, wrong = _person(given, address)
    if wrong:
        raise Mistakes(wrong)
    return Form(**person)


def _person(given: Mapping[str, str], address: str = "") -> tuple[dict, dict[str, str]]:
    """Who somebody is; `address` is the one they already confirmed."""
    readers = {
        "prenom": ("first_name", lambda given: name(given, "prénom")),
        "nom": ("last_name", lambda given: name(given, "nom")),
        "courriel": ("email", lambda given: address or email(given)),
        "structure": ("organisation", line),
        "fonction": ("function", line),
        "departement": ("department", _department),
        "besoins": ("access_needs", text),
    }
    person, wrong = {"member": given.get("adherent") == YES}, {}
    for field, (kept, reader) in readers.items():
        try:
            person[kept] = reader(given.get(field, ""))
        except Wrong as refusal:
            wrong[field] = str(refusal)
    return person, wrong


def _department(written: str) -> str:
    if not (given := line(written)):
        raise Wrong("Indiquez votre département : son numéro ou son nom. Pour l’étranger : « Hors de France ».")
    if not (found := department(given)):
        raise Wrong(
            "Ce département ne se trouve pas dans la liste : son numéro ou son nom suffit, « 69 » ou « Rhône »."
        )
    return found


def _choices(given: Mapping[str, str], offered: Offered) -> tuple[dict[str, Pool], dict[str, str]]:
    """The meetings asked for with their pools: all of them for the whole cycle, those ticked « à la carte »."""
    whole = given.get("parcours") == "tout"
    ticked = [key.removeprefix(MEETING) for key, value in given.items() if key.startswith(MEETING) and value]
    asked = list(offered) if whole else ticked
    if not asked:
        return {}, {"parcours": "Choisissez au moins une séance, ou tout le cycle."}
    choices: dict[str, Pool] = {}
    wrong: dict[str, str] = {}
    for code in asked:
        pools, mode = offered.get(code, ()), given.get(MODE + code, "")
        if not pools:
            wrong[MEETING + code] = "Cette séance n’accepte plus d’inscription : décochez-la pour continuer."
        elif len(pools) == 1:
            choices[code] = pools[0]
        elif mode in pools:
            choices[code] = "room" if mode == "room" else "remote"
        else:
            wrong[MODE + code] = "Dites si vous viendrez en salle ou à distance."
    return choices, wrong


def _questions(given: Mapping[str, str], choices: Mapping[str, Pool]) -> tuple[dict[str, str], dict[str, str]]:
    questions, wrong = {}, {}
    for code in choices:
        try:
            if said := text(given.get(QUESTION + code, "")):
                questions[code] = said
        except Wrong as refusal:
            wrong[QUESTION + code] = str(refusal)
    return questions, wrong


def demand_of(drawn: UUID, form: Form) -> UUID:
    """The number of a demand: the same browser asking for the same thing asks once, whatever the tab or the click."""
    return uuid5(drawn, form.model_dump_json())
