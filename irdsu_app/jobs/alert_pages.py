"""The pages of the alerts as HTML: ask for one, confirm, see, change, stop. They work without scripts. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from irdsu_app.design import days
from irdsu_app.design.markup import Markup, el, text
from irdsu_app.jobs import alerts, facets
from irdsu_app.jobs.offer import today
from irdsu_app.jobs.query import LONGEST, Query

PATH = "/offres/alerte"
TITLE, MINE, STOP = "Recevoir les nouvelles offres", "Mes alertes", "Ne plus recevoir les offres"
SENT = (
    "Un courriel vient de partir à cette adresse. Ouvrez le lien qu’il contient dans les 48 heures : "
    "sans cela rien ne vous sera envoyé, et votre adresse sera effacée."
)
PRIVACY = (
    "Votre adresse ne sert qu’à cela. Elle est effacée dès que vous ne suivez plus rien, "
    "et en un clic quand vous voulez."
)
WHEN = f"Un courriel par semaine, {alerts.SAID_WHEN}, seulement s’il y a du nouveau ; chaque offre une seule fois."
STANDING = {"asked": "À confirmer", "on": "Active", "paused": "En pause"}


@dataclass(frozen=True)
class Seen:
    """An alert as it is shown."""

    id: int
    query: Query
    status: str


def asking(query: Query, typed: str, said: str = "", refusal: str = "") -> Markup:
    """Ask for an alert on this search; `typed` is what was typed when it was read otherwise."""
    other = typed and typed != query.words
    return "".join(
        (
            el("p", el("a", "Revenir à la recherche", href=query.address()), class_="job-back"),
            el("h1", text(TITLE)),
            _notices(said, refusal),
            el("p", text(WHEN), class_="lead"),
            el("p", text("Votre recherche : "), el("b", text(alerts.said(query))), class_="alert-search"),
            el("p", text(f"Vous aviez écrit « {typed} »."), class_="meta") if other else "",
            "" if said else _form(query),
        )
    )


def _notices(said: str, refusal: str) -> Markup:
    done = el("p", text(said), role="status", class_="notice success", id="dit", tabindex="-1") if said else ""
    return done + (el("p", text(refusal), role="alert", class_="notice alert", id="refus") if refusal else "")


def _form(query: Query) -> Markup:
    field = (
        '<input type="email" id="courriel" name="courriel" required maxlength="254" autocomplete="email"'
        ' aria-describedby="courriel-aide">'
    )
    return el(
        "form",
        _hidden("recherche", alerts.packed(query)),
        el(
            "div",
            el("label", text("Votre adresse électronique"), for_="courriel"),
            el("p", text("Un lien à confirmer vous y attend aussitôt."), class_="hint", id="courriel-aide"),
            field,
            class_="field",
        ),
        el("p", text(PRIVACY), class_="meta"),
        el("button", text(TITLE), type="submit", class_="button"),
        method="post",
        action=PATH,
    )


def _hidden(name: str, value: str) -> Markup:
    return el("input", type="hidden", name=name, value=value).removesuffix("</input>")


def mine(link: str, those: Sequence[Seen], stopped: bool, now: datetime, said: str = "", refusal: str = "") -> Markup:
    """What somebody follows, with what they may do."""
    waiting = [each for each in those if each.status == "asked"]
    followed = [each for each in those if each.status != "asked"]
    return "".join(
        (
            el("p", el("a", "Les offres", href="/offres"), class_="job-back"),
            el("h1", text(MINE)),
            _notices(said, refusal),
            _stopped(link) if stopped else "",
            *(_waiting(link, each) for each in waiting),
            el("ul", *[_alert(link, each) for each in followed], class_="alert-list") if followed else "",
            el("p", text(_next(now)), class_="meta") if followed and not stopped else "",
            "" if those else el("p", text("Vous ne suivez aucune recherche."), class_="lead"),
            _end(link, bool(followed) and not stopped),
        )
    )


def _next(now: datetime) -> str:
    return f"Prochain courriel le mardi {days.said(today(alerts.next_round(now)))}, s’il y a du nouveau."


def _act(link: str, act: str, words: str, number: int = 0, about: str = "", main: bool = False) -> Markup:
    """A button that is a form of its own."""
    hidden = el("span", text(f" : {about}"), class_="visually-hidden") if about else ""
    return el(
        "form",
        _hidden("geste", act),
        _hidden("alerte", str(number)) if number else "",
        el("button", text(words), hidden, type="submit", class_="button" if main else "button second"),
        method="post",
        action=f"{PATH}/{link}",
        class_="alert-act",
    )


def _stopped(link: str) -> Markup:
    words = "Vous ne recevez plus rien. Vos alertes s’effacent d’elles-mêmes trente jours après ; si c’est une erreur :"
    return el("div", el("p", text(words)), _act(link, "recommencer", "Recevoir de nouveau"), class_="notice info")


def _waiting(link: str, each: Seen) -> Markup:
    said = alerts.said(each.query)
    return el(
        "section",
        el("h2", text("Encore un geste")),
        el("p", text("Recevoir les nouvelles offres de cette recherche : "), el("b", text(said))),
        el("p", text(WHEN), class_="meta"),
        _act(link, "confirmer", "Oui, recevoir ces offres", each.id, main=True),
        class_="letter plain",
    )


def _alert(link: str, each: Seen) -> Markup:
    said = alerts.said(each.query)
    hidden = el("span", text(f" : {said}"), class_="visually-hidden")
    turn = ("pause", "Mettre en pause") if each.status == "on" else ("reprendre", "Reprendre")
    return el(
        "li",
        el("h2", text(said)),
        el("p", STANDING[each.status], class_="tag" if each.status == "on" else "tag waiting"),
        el(
            "div",
            el("a", text("Voir les offres"), hidden, href=each.query.address(), class_="button second"),
            _act(link, *turn, each.id, said),
            el("a", "Changer", hidden, href=f"{PATH}/{link}?changer={each.id}", class_="button second"),
            _act(link, "supprimer", "Arrêter", each.id, said),
            class_="button-row",
        ),
    )


def _end(link: str, may_stop: bool) -> Markup:
    stop = _act(link, "arreter", "Ne plus rien recevoir") if may_stop else ""
    words = "Votre adresse, vos alertes et les courriels que nous vous avons écrits à leur sujet : tout disparaît."
    return el(
        "div",
        stop,
        el(
            "details",
            el("summary", text("Tout effacer"), id="effacer"),
            el("p", text(words)),
            _act(link, "effacer", "Effacer mon adresse et mes alertes"),
            class_="job-fold",
            id="plis-effacer",
        ),
        class_="alert-end",
    )


def changing(link: str, each: Seen, refusal: str = "") -> Markup:
    """Change what an alert looks for: words, and every choice there is."""
    query = each.query
    words = el("input", id="mots", name="mots", maxlength=str(LONGEST), value=query.words).removesuffix("</input>")
    return "".join(
        (
            el("p", el("a", text(MINE), href=f"{PATH}/{link}"), class_="job-back"),
            el("h1", text("Changer cette alerte")),
            _notices("", refusal),
            el(
                "form",
                _hidden("geste", "changer"),
                _hidden("alerte", str(each.id)),
                el("div", el("label", text("Mots cherchés"), for_="mots"), words, class_="field"),
                el("div", facets.offered(query), class_="job-choices alert-choices"),
                el("button", "Enregistrer", type="submit", class_="button"),
                method="post",
                action=f"{PATH}/{link}",
            ),
        )
    )


def stopping(link: str) -> Markup:
    """Stop everything: opening the page does nothing, its button does."""
    return "".join(
        (
            el("h1", text(STOP)),
            el("p", text("Un clic, et plus aucune nouvelle offre ne vous est envoyée."), class_="lead"),
            el(
                "form",
                el("button", text("Ne plus rien recevoir"), type="submit", class_="button"),
                method="post",
                action=f"{PATH}/{link}/arreter",
            ),
            el("p", el("a", text("Plutôt voir et changer mes alertes"), href=f"{PATH}/{link}"), class_="alert-way"),
        )
    )


def nothing(why: str) -> Markup:
    """What a link that opens nothing says."""
    return "".join(
        (
            el("h1", text(MINE)),
            el("p", text(why), role="alert", class_="lead"),
            el("p", el("a", "Voir les offres", href="/offres", class_="button"), class_="button-row"),
        )
    )
