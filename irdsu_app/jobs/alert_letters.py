"""The letters of the alerts: confirm one, hear once a week of what is new. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from irdsu_app.design import days, lettering
from irdsu_app.design.lettering import Paragraph
from irdsu_app.design.typography import fr
from irdsu_app.jobs import alerts, saying
from irdsu_app.jobs.offer import Offer
from irdsu_app.mail.letter import Written

LONGEST = 60
"""Offers of one search told in one letter; beyond, the search itself is shown."""
WHY = f"Vous recevez ce courriel, {alerts.SAID_WHEN}, parce que vous suivez ces recherches sur le site de l’IR-DSU."
NOT_YOU = "Si vous n’avez rien demandé, ignorez ce message : sans confirmation, votre adresse est effacée."


@dataclass(frozen=True)
class Group:
    """What is new in one search: how it is said, where it is, its offers."""

    said: str
    address: str
    offers: Sequence[Offer]


def asked(said: str, link: str) -> Written:
    """Confirm an alert; `said` is its search in words, `link` the personal link."""
    return _letter(
        "Confirmez votre alerte : nouvelles offres de l’IR-DSU",
        Paragraph(fr(f"Vous demandez à recevoir les nouvelles offres de cette recherche : {said}.")),
        Paragraph(fr("Confirmer dans les 48 heures, par « Oui, recevoir ces offres »"), address=link),
        Paragraph(fr(f"Ensuite : un courriel par semaine, {alerts.SAID_WHEN}, seulement s’il y a du nouveau.")),
        Paragraph(fr(NOT_YOU), small=True),
    )


def known(said: str, link: str) -> Written:
    """Say that this search is followed already."""
    return _letter(
        "Vous suivez déjà cette recherche",
        Paragraph(fr(f"Vous recevez déjà les nouvelles offres de cette recherche : {said}. Il n’y a rien à faire.")),
        Paragraph(fr("Voir mes alertes, les changer ou les arrêter"), address=link),
    )


def full(link: str) -> Written:
    """Say that there are alerts enough."""
    words = (
        f"Vous suivez déjà {alerts.MOST} recherches, le plus que l’on puisse. Arrêtez-en une pour en suivre une autre."
    )
    ways = Paragraph(fr("Voir mes alertes"), address=link)
    return _letter("Vous avez déjà toutes vos alertes", Paragraph(fr(words)), ways)


def week(groups: Sequence[Group], link: str, site: str, now: datetime) -> Written:
    """What is new in each search; `link` is the personal link, `site` the address of the house."""
    total = sum(len(each.offers) for each in groups)
    count = "1 nouvelle offre" if total == 1 else f"{total} nouvelles offres"
    return _letter(
        f"{count} pour vous",
        Paragraph(fr(f"{count} depuis le dernier courriel.")),
        *(_told(each, site, now) for each in groups),
        Paragraph(fr("Voir, changer, mettre en pause mes alertes"), address=link, small=True),
        Paragraph(fr("Ne plus rien recevoir"), address=f"{link}/arreter", small=True),
        Paragraph(fr(WHY), small=True),
        unsubscribe=f"{link}/arreter",
    )


def _told(group: Group, site: str, now: datetime) -> Paragraph:
    items = [_said(each, site, now) for each in group.offers[:LONGEST]]
    more = len(group.offers) - LONGEST
    items += [fr(f"Et {more} de plus.\n") + group.address] if more > 0 else []
    return Paragraph(fr(f"{group.said} :"), tuple(items))


def _said(offer: Offer, site: str, now: datetime) -> str:
    """« Titre », who, where, how, until when, and its address."""
    name = f"[Démonstration] {offer.title}" if offer.demonstration else offer.title
    until = f"candidater jusqu’au {days.said(offer.deadline)}" if offer.deadline else "jusqu’au recrutement"
    left = saying.left(offer, now)
    said = (
        offer.organisation,
        saying.place(offer),
        saying.terms(offer),
        offer.pay,
        f"{until}, {left}" if left else until,
    )
    return fr(f"{name}\n{' · '.join(each for each in said if each)}") + f"\n{site}/offres/{offer.slug}"


def _letter(subject: str, *paragraphs: Paragraph, unsubscribe: str = "") -> Written:
    whole = [Paragraph("Bonjour,"), *paragraphs, Paragraph("L’IR-DSU", small=True)]
    said = fr(subject)
    return Written(said, lettering.plain(whole), lettering.dressed(said, whole), unsubscribe=unsubscribe)
