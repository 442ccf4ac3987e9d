"""The page of the question « Toujours ouverte ? »: its answers are buttons, and work without scripts. Pure."""

from datetime import datetime, timedelta

from irdsu_app.design.markup import Markup, el, text
from irdsu_app.jobs import fields, saying
from irdsu_app.jobs.fields import Fields
from irdsu_app.jobs.offer import today
from irdsu_app.jobs.still_writing import ANSWERS, PATH

TITLE = "Cette offre est-elle toujours ouverte ?"
DONE = {
    "oui": "Merci, c’est noté : l’offre reste en ligne.",
    "pourvue": "Merci, c’est noté : l’offre est marquée comme pourvue.",
    "prolonger": "Merci, c’est noté : la nouvelle date limite est affichée.",
}


def asked(link: str, written: Fields, answer: str, said: str, refusal: str, now: datetime) -> Markup:
    """The three answers, that of the letter first; `said` and `refusal` are what the last one gave."""
    order = sorted(ANSWERS, key=lambda each: each[0] != answer)
    until = fields.deadline(written)
    day = saying.day(until) if until and not written.open_ended else saying.UNTIL_FOUND.lower()
    return "".join(
        (
            el("h1", text(TITLE)),
            el("p", text(said), role="status", class_="notice success") if said else "",
            el("p", text(refusal), role="alert", class_="notice alert") if refusal else "",
            el("p", el("b", text(written.title)), text(f" · {written.organisation} · {day}"), class_="lead"),
            "" if said else "".join(_answer(link, *each, not n, now) for n, each in enumerate(order)),
            el("p", el("a", text("Gérer cette offre"), href=f"/offres/gerer/{link}"), class_="alert-way"),
        )
    )


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
