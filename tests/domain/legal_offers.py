"""The written lists of whole offers, lawful or not, each made into what `checks.check` reads; for tests and bench.

An item has `fields` as people name them on paper, `broken` (the rules it breaks, none when it is lawful) and `why`.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from irdsu_app.jobs.checks import Finding, check

HERE = Path(__file__).parent / "legal" / "offers"
TODAY = date(2026, 11, 26)
LISTS = ("a", "b", "c")
_SAME = ("title", "organisation", "presentation", "context", "profile", "working_time", "place", "pay", "deadline")
_KINDS = {
    "association": "association", "bailleur": "bailleur-social", "commune": "commune", "EPCI": "intercommunalite",
    "département": "departement", "région": "region", "État": "etat", "GIP": "etablissement-public",
    "établissement public": "etablissement-public", "SCIC": "entreprise", "entreprise": "entreprise",
}  # fmt: skip
_CONTRACTS = (
    ("alternance", r"apprenti|alternance|professionnalisation"),
    ("stage", r"\bstage"),
    ("volontariat", r"service civique|volontariat|bénévol"),
    ("emploi-permanent", r"emploi permanent"),
    ("contrat-de-projet", r"contrat de projet"),
    ("mise-a-disposition", r"mise à disposition"),
    ("cdi", r"\bcdi\b"),
    ("cdd", r"\bcdd|contractuel|vacation|\bcui\b|convention adulte"),
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/[^\s,;)]+", re.IGNORECASE)
_GROUNDS = {
    "âge": "age", "sexe": "sex family", "origine": "origin language", "nationalité": "origin", "patronyme": "origin",
    "situation de famille": "family sex", "grossesse": "family sex health", "santé": "health", "handicap": "health",
    "religion": "religion appearance", "opinions politiques": "opinion", "activité syndicale": "union",
    "mandat électif": "opinion", "apparence physique": "appearance", "lieu de résidence": "residence",
    "domiciliation bancaire": "money", "vulnérabilité économique": "money", "mœurs": "orientation",
    "orientation sexuelle": "orientation", "identité de genre": "orientation sex", "langue": "language origin",
    "caractéristiques génétiques": "health", "perte d’autonomie": "health", "vie privée": "private money",
}  # fmt: skip
_OTHERS = {
    "rémunération": "pay", "employeur absent": "employer", "intitulé": "title", "date limite passée": "deadline",
    "date limite trop lointaine": "deadline", "date limite": "deadline", "payante": "paid",
    "faux indépendant": "status",
    "contrat mal nommé": "contract", "lien de candidature": "link", "contact absent": "contact",
    "missions absentes": "missions", "langue étrangère": "language", "contact": "contact",
}  # fmt: skip


class Item(NamedTuple):
    """An offer of a list, ready to be checked; `broken` are the rules it breaks, () when it is lawful."""

    name: str
    offer: dict[str, Any]
    broken: tuple[str, ...]

    @property
    def found(self) -> tuple[Finding, ...]:
        """What the checks say of it."""
        return check(self.offer, TODAY)

    @property
    def caught(self) -> bool:
        """Whether one of its rules, at least, is what the checks say is broken."""
        return any(_right(rule, each) for rule in self.broken for each in self.found)


@cache
def items(name: str) -> tuple[Item, ...]:
    """The items of a list."""
    listed = yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8"))
    return tuple(Item(each["id"], offer(each["fields"]), tuple(each["broken"])) for each in listed)


def offer(said: Mapping[str, str]) -> dict[str, Any]:
    """The offer of an item, under the names of `offer.Offer`."""
    given = {name: said[name] for name in _SAME if name in said}
    contract = said.get("contract", "")
    lines = (each.strip(" -•–") for each in said.get("missions", "").splitlines())
    return given | _answered(said) | {
        "organisation_kind": _KINDS.get(said.get("organisation_type", ""), "autre"),
        "missions": tuple(each for each in lines if each),
        "contract": next((word for word, told in _CONTRACTS if re.search(told, contract, re.IGNORECASE)), ""),
        "contract_detail": contract,
        "starts": said.get("start", ""),
        "telework": said.get("telework", ""),
        "attached_to": said.get("reports_to", ""),
        "contact_function": said.get("contact", ""),
    }  # fmt: skip


def _answered(said: Mapping[str, str]) -> dict[str, str]:
    """How to answer, as it is asked apart: a mail box, a page, what to send."""
    text = said.get("apply", "")
    mail, link = _MAIL.search(text), _LINK.search(_MAIL.sub(" ", text))
    contact = _MAIL.search(said.get("contact", ""))
    return {
        "apply_email": mail[0].rstrip(".") if mail else "",
        "apply_url": link[0].rstrip(".,;") if link else "",
        "contact_email": contact[0] if contact else "",
        "documents": text,
    }


def _right(rule: str, found: Finding) -> bool:
    """Whether a finding is of this rule."""
    if rule == "intitulé" and found.field == "title":
        return True
    grounds = _GROUNDS.get(rule, "").split()
    return found.ground in grounds if grounds else found.kind in _OTHERS[rule].split()
