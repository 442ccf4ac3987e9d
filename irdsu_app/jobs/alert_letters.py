"""The letters of the alerts: confirm one, hear once a week of what is new. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from irdsu_app.design.markup import Markup, el, text
from irdsu_app.design.typography import fr
from irdsu_app.jobs import alerts, saying
from irdsu_app.jobs.offer import Offer
from irdsu_app.mail.letter import Written

_BODY = "margin:0;padding:24px 16px;background:#ffffff;color:#1c2a2b;font:16px/1.55 Arial,Helvetica,sans-serif"
_LINK, _SMALL = "color:#12514c", "font-size:14px;color:#4a5859"
LONGEST = 60
"""Offers told in one letter; beyond, the search itself is shown."""
FOOT = f"Vous recevez ce courriel, {alerts.SAID_WHEN}, parce que vous suivez ces recherches sur le site de l’IR-DSU."
TITLE = "Les nouvelles offres de l’IR-DSU"


@dataclass(frozen=True)
class Group:
    """What is new in one search: how it is said, where it is, its offers."""

    said: str
    address: str
    offers: Sequence[Offer]


def asked(said: str, link: str) -> Written:
    """Confirm an alert; `said` is its search in words, `link` the personal link."""
    return _plain(
        "Confirmez votre alerte : nouvelles offres de l’IR-DSU",
        "Bonjour,",
        f"Vous demandez à recevoir les nouvelles offres de cette recherche : {said}.",
        f"Ouvrez ce lien dans les 48 heures, puis choisissez « Oui, recevoir ces offres » :\n{link}",
        f"Vous recevrez alors un courriel par semaine, {alerts.SAID_WHEN}, seulement s’il y a du nouveau.",
        "Si vous n’avez rien demandé, ignorez ce message : sans confirmation, votre adresse est effacée.",
    )


def known(said: str, link: str) -> Written:
    """Say that this search is followed already."""
    return _plain(
        "Vous suivez déjà cette recherche",
        "Bonjour,",
        f"Vous recevez déjà les nouvelles offres de cette recherche : {said}. Il n’y a rien à faire.",
        f"Pour voir vos alertes, les changer ou les arrêter :\n{link}",
    )


def full(link: str) -> Written:
    """Say that there are alerts enough."""
    return _plain(
        "Vous avez déjà toutes vos alertes",
        "Bonjour,",
        f"Vous suivez déjà {alerts.MOST} recherches, le plus que l’on puisse. Arrêtez-en une pour en suivre une autre :"
        f"\n{link}",
    )


def week(groups: Sequence[Group], link: str, site: str, now: datetime) -> Written:
    """What is new in each search; `link` is the personal link, `site` the address of the house."""
    total = sum(len(each.offers) for each in groups)
    count = "1 nouvelle offre" if total == 1 else f"{total} nouvelles offres"
    subject = f"{count} pour vous" if total else "Les nouvelles offres sont déjà closes"
    lead = f"{count} depuis le dernier courriel :" if total else "Ce qui est paru cette semaine est déjà clos."
    parts = [f"{fr(lead)}\n"]
    for each in groups:
        more = len(each.offers) - LONGEST
        parts.append(fr(f"— {each.said}") + f"\n{each.address}\n")
        parts += [_said(offer, site, now) for offer in each.offers[:LONGEST]]
        parts += [fr(f"Et {more} de plus, à l’adresse ci-dessus.\n")] if more > 0 else []
    parts += [fr(FOOT), *(f"{fr(f'{words} :')}\n{to}" for to, words in _ways(link))]
    html = _html(groups, lead, link, site, now)
    return Written(fr(subject), "\n".join(("Bonjour,\n", *parts)) + "\n", html, unsubscribe=f"{link}/arreter")


def _ways(link: str) -> tuple[tuple[str, str], ...]:
    return (link, "Voir, changer, mettre en pause mes alertes"), (f"{link}/arreter", "Ne plus rien recevoir")


def _said(offer: Offer, site: str, now: datetime) -> str:
    name = f"[Démonstration] {offer.title}" if offer.demonstration else offer.title
    return fr(f"{name}\n{_facts(offer, now)}") + f"\n{site}/offres/{offer.slug}\n"


def _facts(offer: Offer, now: datetime) -> str:
    left = saying.left(offer, now)
    until = f"candidater jusqu’au {saying.day(offer.deadline)}" if offer.deadline else "jusqu’au recrutement"
    until = f"{until}, {left}" if left else until
    said = (offer.organisation, saying.place(offer), saying.terms(offer), offer.pay, until)
    return " · ".join(each for each in said if each)


def _html(groups: Sequence[Group], lead: str, link: str, site: str, now: datetime) -> Markup:
    body = [el("p", text("Bonjour,")), el("p", text(lead))]
    for each in groups:
        body.append(el("h2", el("a", text(each.said), href=each.address, style=_LINK), style="font-size:18px"))
        body.append(el("ul", *[_item(offer, site, now) for offer in each.offers[:LONGEST]]))
    body.append(el("p", text(FOOT), style=_SMALL))
    body += [el("p", el("a", text(words), href=to, style=_LINK), style=_SMALL) for to, words in _ways(link)]
    head = f'<meta charset="utf-8"><title>{text(TITLE)}</title>'
    return f'<!DOCTYPE html><html lang="fr"><head>{head}</head>{el("body", *body, style=_BODY)}</html>'


def _item(offer: Offer, site: str, now: datetime) -> Markup:
    name = f"[Démonstration] {offer.title}" if offer.demonstration else offer.title
    title = el("a", text(name), href=f"{site}/offres/{offer.slug}", style=f"{_LINK};font-weight:bold")
    return el("li", title, "<br>", text(_facts(offer, now)), style="margin-bottom:12px")


def _plain(subject: str, *paragraphs: str) -> Written:
    return Written(fr(subject), "\n\n".join([*map(_set, paragraphs), "L’IR-DSU"]) + "\n")


def _set(paragraph: str) -> str:
    """French typography, but in addresses."""
    words, line, address = paragraph.partition("\n")
    return fr(words) + line + address
