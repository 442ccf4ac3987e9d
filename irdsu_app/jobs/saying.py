"""An offer said in words: its days, its contract, its place, how long is left. Pure."""

from collections.abc import Iterator
from datetime import datetime

from irdsu_app.design import days
from irdsu_app.design.typography import fr
from irdsu_app.jobs.lists import CONTRACTS
from irdsu_app.jobs.offer import Offer, Status, days_left, ended_as
from irdsu_app.jobs.places import DEPARTMENT_NAMES, REGION_NAMES

UNTIL_FOUND = "Jusqu’au recrutement"
DEMONSTRATION = fr("Offre de démonstration : ne pas postuler")


def left(offer: Offer, now: datetime) -> str:
    """How long is left to answer: « dans 5 jours », « aujourd’hui » ; nothing once it is over or without a deadline."""
    remain = days_left(offer, now)
    if remain is None or ended_as(offer, now):
        return ""
    return "aujourd’hui" if remain == 0 else "demain" if remain == 1 else fr(f"dans {remain} jours")


def place(offer: Offer) -> str:
    """« Roubaix (59) », or the department itself."""
    name = DEPARTMENT_NAMES.get(offer.department, "")
    if not offer.department:
        return offer.place
    said = offer.place or name
    return f"{said}, {offer.department}" if said.endswith(")") else f"{said} ({offer.department})"


def whole_place(offer: Offer) -> str:
    """The place with its department and its region, each once."""
    department = DEPARTMENT_NAMES.get(offer.department, "")
    parts = [
        offer.place,
        f"{department} ({offer.department})" if department else "",
        REGION_NAMES.get(offer.region, ""),
    ]
    if department and offer.place == department:
        parts = parts[1:]
    if department == parts[-1]:
        parts = parts[:-1]
    return ", ".join(dict.fromkeys(each for each in parts if each))


def contract(offer: Offer) -> str:
    """The type of contract and its detail."""
    return _after(CONTRACTS.get(offer.contract, ""), offer.contract_detail)


def terms(offer: Offer) -> str:
    """The type of contract and the working time, for a card: « CDI, temps plein »."""
    return _after(CONTRACTS.get(offer.contract, ""), offer.working_time)


def _after(first: str, then: str) -> str:
    """Two pieces in one sentence: the second loses its capital, unless it begins with an acronym."""
    if first and then[1:2].islower():
        then = then[0].lower() + then[1:]
    return ", ".join(each for each in (first, then) if each)


def over(offer: Offer, now: datetime) -> str:
    """Why one can no longer answer, in a sentence; nothing while one can."""
    ended = ended_as(offer, now)
    if ended is Status.FILLED:
        return fr("Ce poste est pourvu : on ne peut plus y répondre.")
    if ended is Status.EXPIRED and offer.deadline:
        return fr(f"Cette offre est expirée depuis le {days.said(offer.deadline)} : on ne peut plus y répondre.")
    return ""


def summary(offer: Offer) -> str:
    """What the offer is, in one line, for search engines, shared links and feeds."""
    said = [offer.organisation, place(offer), CONTRACTS.get(offer.contract, ""), offer.working_time, offer.pay]
    closes = fr(f"Candidater jusqu’au {days.said(offer.deadline)}") if offer.deadline else UNTIL_FOUND
    return fr(" · ".join(each for each in (*said, closes) if each))


def facts(offer: Offer) -> Iterator[tuple[str, str]]:
    """What one must know before answering, name by name, without what is not said."""
    told = (
        ("Contrat", contract(offer)),
        ("Statut", offer.status_grade),
        ("Temps de travail", offer.working_time),
        ("Rémunération", offer.pay),
        ("Localisation", whole_place(offer)),
        ("Déplacements", offer.travel),
        ("Télétravail", offer.telework or ("Possible" if offer.teleworkable else "")),
        ("Prise de poste", offer.starts),
        ("Nombre de postes", str(offer.positions) if offer.positions > 1 else ""),
        ("Ouvert aux contractuels", "Oui" if offer.open_to_contract else ""),
        ("Rattachement", offer.attached_to),
        ("Date limite de candidature", days.said(offer.deadline) if offer.deadline else UNTIL_FOUND),
        ("Pièces à fournir", offer.documents),
    )
    return ((name, words) for name, words in told if words)
