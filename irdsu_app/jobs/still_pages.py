"""The page of the question « Toujours ouverte ? »: its answers are buttons, and work without scripts. Pure.

An offer that is not online any more is not asked about: the page says what became of it, and what may still be done.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from irdsu_app.design import days
from irdsu_app.design.markup import Markup, el, text
from irdsu_app.jobs import fields, saying
from irdsu_app.jobs.fields import Fields
from irdsu_app.jobs.offer import today
from irdsu_app.jobs.still_open import Standing
from irdsu_app.jobs.still_writing import ANSWERS, PATH

TITLE = "Cette offre est-elle toujours ouverte ?"
OVER = "Cette offre n’est plus en ligne"
CLOSED = "Ce lien ne s’ouvre pas"
NEVER = "Cette offre n’est pas encore en ligne"
DONE: Mapping[str, tuple[str, Standing]] = {
    "oui": ("Merci, c’est noté : l’offre reste en ligne.", "online"),
    "pourvue": ("Merci, c’est noté : l’offre est marquée comme pourvue.", "filled"),
    "prolonger": ("Merci, c’est noté : la nouvelle date limite est affichée.", "online"),
}
"""What an answer gives, by its word, and where the offer then stands."""
BECAME: Mapping[Standing, str] = {
    "expired": "Sa date limite est passée : elle n’est plus parmi les offres. Prolongez-la pour qu’elle y revienne.",
    "held": "Sans nouvelles de vous, elle n’est plus affichée. Un « oui » la remet aussitôt, telle qu’elle était.",
    "filled": "Elle est pourvue. Une erreur ? Remettez-la en ligne par « Gérer cette offre ».",
    "withdrawn": "Elle a été retirée. Une copie permet de la déposer de nouveau, par « Gérer cette offre ».",
    "refused": "L’équipe ne la publie pas : « Gérer cette offre » en dit le motif.",
    "read": "L’équipe la relit avant de la remettre en ligne. Vous recevrez un courriel.",
    "new": "« Gérer cette offre » dit ce qui reste à faire.",
}
"""What became of an offer that is not online."""
_OFFERED: Mapping[Standing, tuple[str, ...]] = {
    "online": ("oui", "pourvue", "prolonger"),
    "expired": ("prolonger", "pourvue"),
    "held": ("oui", "pourvue"),
}


def titled(where: Standing) -> str:
    """The title of the page."""
    return TITLE if where in ("online", "held") else NEVER if where == "new" else OVER


def shown(
    link: str, written: Fields, where: Standing, answer: str, done: str, refusal: str, now: datetime
) -> Markup:  # fmt: skip
    """What may be answered, first what the letter was told (`answer`); `done` is the word of the last answer."""
    said, then = DONE.get(done, ("", ""))
    said = said if then == where else ""
    became = "" if said else BECAME.get(where, "")
    until = fields.deadline(written)
    day = days.said(until) if until and not written.open_ended else saying.UNTIL_FOUND.lower()
    order = sorted((each for each in ANSWERS if each[0] in _OFFERED.get(where, ())), key=lambda each: each[0] != answer)
    return "".join(
        (
            el("h1", text(OVER if said and then == "filled" else titled(where))),
            el("p", text(said), role="status", class_="notice success") if said else "",
            el("p", text(refusal), role="alert", class_="notice alert") if refusal else "",
            el("p", el("b", text(written.title)), text(f" · {written.organisation} · {day}"), class_="lead"),
            el("p", text(became)) if became else "",
            "" if said else "".join(_answer(link, *each, not n, now) for n, each in enumerate(order)),
            el("p", el("a", text("Gérer cette offre"), href=f"/offres/gerer/{link}"), class_="alert-way"),
        )
    )


def nothing(why: str) -> Markup:
    """What a link that opens nothing says, and where another is sent."""
    way = el("p", el("a", text("Recevoir de nouveau mon lien"), href="/offres/gerer", class_="button"))
    return el("h1", text(CLOSED)) + el("p", text(why), role="alert", class_="lead") + way


def _answer(link: str, word: str, words: str, main: bool, now: datetime) -> Markup:
    look = "button" if main else "button second"
    hidden = f'<input type="hidden" name="reponse" value="{word}">'
    return el(
        "form",
        hidden,
        _day(now) if word == "prolonger" else "",
        el("button", text("Prolonger" if word == "prolonger" else words), type="submit", class_=look),
        method="post",
        action=f"{PATH}/{link}",
        class_="still-answer",
    )


def _day(now: datetime) -> Markup:
    first, last = today(now), today(now) + timedelta(days=fields.LONGEST)
    usual = today(now) + timedelta(days=fields.USUAL)
    field = f'<input type="date" id="date" name="date" min="{first}" max="{last}" value="{usual}" required>'
    return el("div", el("label", text("Nouvelle date limite"), for_="date"), field, class_="field")
