"""What keeps an offer from being sent: what is missing, and what cannot be read. Pure.

The law has its own checks (`checks.py`); here is only what nobody could answer to.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from irdsu_app.design import days, typed
from irdsu_app.design.typography import fr
from irdsu_app.jobs import fields, links
from irdsu_app.jobs.fields import LONGEST, SCREENS, Fields

_ASKED = {
    "organisation": "Écrivez le nom de la structure qui recrute.",
    "presentation": "Présentez la structure en une phrase ou deux : ce qu’elle fait, pour qui, où.",
    "title": "Écrivez l’intitulé du poste.",
    "contract": "Choisissez le type de contrat.",
    "missions": "Écrivez les missions, une par ligne.",
    "place": "Écrivez le lieu de travail : « 59100 Roubaix », par exemple.",
    "working_time": "Écrivez le temps de travail : « Temps plein », « Temps partiel, 80 % »…",
    "contact_function": "Écrivez la fonction de la personne à qui poser une question.",
}
NO_EMAIL = "Écrivez une adresse : nous y envoyons le lien qui confirme, puis chaque nouvelle de l’offre."
ONE_EMAIL = "Une seule adresse, s’il vous plaît : c’est elle qui tient l’offre."


def problems(given: Fields, today: date, names: Iterable[str] = tuple(Fields.model_fields)) -> dict[str, str]:
    """The sentence of each of these fields that is missing or cannot be read, in the order of the screens."""
    wrong = dict(_all(given, today))
    asked = set(names)
    order = [name for screen in SCREENS for name in screen]
    return {name: fr(wrong[name]) for name in order if name in wrong and name in asked}


def screen_of(field: str) -> int:
    """The screen where a field is, 1 to 3; 4 for what is asked at the end."""
    return next((number for number, names in enumerate(SCREENS, 1) if field in names), 4)


def email(said: str) -> str:
    """The address of whoever posts; raises typed.Wrong."""
    return typed.email(said, NO_EMAIL, ONE_EMAIL)


def _all(given: Fields, today: date) -> Iterator[tuple[str, str]]:
    yield from ((name, sentence) for name, sentence in _ASKED.items() if not getattr(given, name).strip())
    if given.organisation and not fields.kind(given):
        yield "organisation_kind", "Choisissez le type de la structure : son nom ne le dit pas."
    if given.place and not fields.department(given):
        yield "department", "Choisissez le département : le lieu ne le dit pas."
    if not given.open_ended and (wrong := day(given, today)):
        yield "deadline", wrong
    yield from _answering(given)


def day(given: Fields, today: date) -> str:
    """What is wrong with the deadline; nothing when nothing is."""
    if not given.deadline.strip():
        return "Écrivez la date limite, ou cochez « Jusqu’au recrutement »."
    then = fields.deadline(given)
    if then is None:
        return f"« {given.deadline} » ne se lit pas comme une date. Exemple : 31/01/{today.year + 1}."
    if then < today:
        return f"Le {days.said(then)} est déjà passé : choisissez un jour à venir, ou cochez « Jusqu’au recrutement »."
    if (then - today).days > LONGEST:
        return (
            f"Le {days.said(then)} est dans plus de six mois : choisissez plus tôt, vous pourrez prolonger, "
            "ou cochez « Jusqu’au recrutement »."
        )
    return ""


def _answering(given: Fields) -> Iterator[tuple[str, str]]:
    if not given.apply_email and not given.apply_url:
        yield "apply_email", "Dites comment postuler : une adresse de courriel ou une page en ligne."
    addresses: Mapping[str, str] = {"apply_email": given.apply_email, "contact_email": given.contact_email}
    for name, address in addresses.items():
        if address and not links.mail(address):
            yield name, f"« {address} » n’est pas une adresse de courriel. Exemple : recrutement@ville.fr"
    for name in ("apply_url", "sheet_url"):
        address = fields.web(getattr(given, name))
        if address and not links.web(address):
            yield name, "Cette adresse ne s’ouvre pas : copiez celle de la page, qui commence par https://"
