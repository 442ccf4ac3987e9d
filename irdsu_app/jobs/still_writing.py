"""The letter that asks whether an offer is still open: three answers, each a link that opens one button. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from irdsu_app.design import days, lettering
from irdsu_app.design.lettering import Paragraph
from irdsu_app.design.typography import fr
from irdsu_app.jobs.writing import House
from irdsu_app.mail.letter import Writer, Written

PATH = "/offres/ouverte"
WHY = "Vous recevez ce courriel parce que vous avez déposé cette offre d’emploi sur le site de l’IR-DSU."
NO_DAY = "Sans réponse, elle quittera les offres quatorze jours après notre question ; un « oui » l’y remettra."
ANSWERS = (
    ("oui", "Oui, elle est toujours ouverte"),
    ("pourvue", "Elle est pourvue"),
    ("prolonger", "Prolonger, ou changer la date limite"),
)


def writer(house: House) -> Writer:
    """Make what writes these letters."""

    def write(kind: str, data: Mapping[str, Any]) -> Written:
        link = house.personal(UUID(str(data["posting"])), int(data["version"]))
        held = kind == "jobs.still_held"
        offer = f"« {data['title']} » ({data['organisation']})"
        name = f"Hors de vue : « {data['title']} »" if held else f"Toujours ouverte ? « {data['title']} »"
        subject = " ".join(fr(f"Rappel. {name}" if data["again"] else name).split())
        lead = _held(offer) if held else _lead(offer, str(data["deadline"]))
        ways = [
            Paragraph(fr(words), address=f"{house.address}{PATH}/{link}?reponse={word}")
            for word, words in (ANSWERS[:2] if held else ANSWERS)
        ]
        manage = Paragraph(fr("Gérer cette offre"), address=f"{house.address}/offres/gerer/{link}", small=True)
        whole = [Paragraph("Bonjour,"), *(Paragraph(fr(each)) for each in lead), *ways, manage]
        whole += [Paragraph(house.name, small=True), Paragraph(fr(WHY), small=True)]
        return Written(subject, lettering.plain(whole), lettering.dressed(subject, whole))

    return write


def _lead(offer: str, deadline: str) -> tuple[str, ...]:
    if deadline:
        day = days.said(date.fromisoformat(deadline))
        return (
            f"La date limite de votre offre {offer} approche : le {day}. Est-elle toujours ouverte ?",
            "Sans réponse, rien à faire : elle quitte les offres d’elle-même le lendemain de cette date, à minuit.",
        )
    return f"Votre offre {offer} est en ligne depuis un mois, sans date limite. Est-elle toujours ouverte ?", NO_DAY


def _held(offer: str) -> tuple[str, ...]:
    return (
        f"Sans nouvelles de vous, votre offre {offer} n’est plus affichée : elle attend l’équipe.",
        "Si elle est toujours ouverte, dites-le : elle revient aussitôt, telle qu’elle était.",
    )
