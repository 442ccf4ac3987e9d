"""The cards of the offers, as they are listed everywhere: what, who, where, until when. Pure."""

from collections.abc import Iterable
from datetime import datetime

from irdsu_app.design import days
from irdsu_app.design.markup import Markup, el, text
from irdsu_app.jobs import saying
from irdsu_app.jobs.offer import LAST_DAY, NEW, Offer, Status, ended_as, labels, status_shown

_TONES = {NEW: "new", LAST_DAY: "last", Status.SOON.value: "soon", Status.FILLED.value: "job-over"}
_TONES[Status.EXPIRED.value] = "job-over"


def listed(offers: Iterable[Offer], now: datetime, level: str = "h3") -> Markup:
    """A list of cards; `level` is that of their titles."""
    return el("ol", *[_card(each, now, level) for each in offers], class_="job-offers")


def tags(offer: Offer, now: datetime) -> Markup:
    """The labels of an offer; nothing when it has none."""
    said = [el("li", text(each), class_=_TONES.get(each, "job-calm")) for each in labels(offer, now)]
    if offer.demonstration:
        said.append(el("li", "Démonstration", class_="demonstration"))
    return el("ul", *said, class_="labels", aria_label="Étiquettes") if said else ""


def _card(offer: Offer, now: datetime, level: str) -> Markup:
    link = el("a", text(offer.title), href=f"/offres/{offer.slug}", id=f"vers-{offer.slug}")
    known = [each for each in (saying.place(offer), saying.terms(offer), offer.pay) if each]
    return el(
        "li",
        el(
            "div",
            el(level, link, class_="offer-title"),
            el("p", text(offer.organisation), class_="organisation"),
            el("p", *[el("span", text(each)) for each in known], class_="terms"),
            tags(offer, now),
        ),
        _until(offer, now),
        class_="job-offer",
    )


def _until(offer: Offer, now: datetime) -> Markup:
    if offer.deadline is None:
        return el("p", saying.UNTIL_FOUND, class_="until")
    if ended_as(offer, now):
        return el("p", "Date limite ", el("b", days.said(offer.deadline)), class_="until past")
    urgent = "until urgent" if status_shown(offer, now) is Status.SOON else "until"
    left = el("span", saying.left(offer, now), class_="left")
    return el("p", text("Candidater jusqu’au "), el("b", days.said(offer.deadline)), " ", left, class_=urgent)
