"""What the screens where one posts an offer have in common, as HTML: the steps, a refusal, how to go on later. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from irdsu_app.design import days
from irdsu_app.design.markup import Markup, el, text
from irdsu_app.jobs import fields, saying
from irdsu_app.jobs.deposit_fields import Shown
from irdsu_app.jobs.submission import Posting

TITLES = ("La structure", "Le poste", "La candidature", "La relecture")
NEW = "/offres/deposer"


@dataclass(frozen=True)
class Twin:
    """An offer that is likely the same, and what differs."""

    title: str
    organisation: str
    address: str
    differences: Sequence[str]


@dataclass(frozen=True)
class Seen:
    """What is shown of a posting on its screens; `key` is its personal link, "" when it does not exist yet."""

    posting: Posting
    key: str
    shown: Shown
    twins: Sequence[Twin] = ()
    sheet: str = ""
    refusal: str = ""
    email: str = ""

    @property
    def base(self) -> str:
        """Where its forms are sent."""
        return f"/offres/gerer/{self.key}" if self.key else NEW


def steps(seen: Seen, number: int) -> Markup:
    """Where one is, and the screens already reached."""
    items = []
    for at, title in enumerate(TITLES, 1):
        reached = seen.key and at <= max(seen.posting.screen + 1, number) and at != number
        words = el("span", str(at), class_="n", aria_hidden="true") + text(title)
        inside = el("a", words, href=f"{seen.base}?ecran={at}") if reached else el("span", words)
        items.append(el("li", inside, aria_current="step" if at == number else None))
    return (
        el("p", el("a", "Les offres", href="/offres"), class_="job-back")
        + el("h1", text("Déposer une offre" if not seen.posting.public else "Modifier l’offre"))
        + el("ol", *items, class_="job-steps", aria_label="Étapes")
    )


def refused(seen: Seen) -> Markup:
    """Why what was asked is refused; always there, so that it is announced."""
    said = "notice alert job-refusal" if seen.refusal else "job-refusal"
    return el("div", text(seen.refusal), role="alert", id="refus", tabindex="-1", class_=said)


def own(seen: Seen) -> Markup:
    """How to go on elsewhere."""
    if not seen.key:
        return ""
    how = "Revenez ici dans ce navigateur, ou ouvrez votre lien personnel ailleurs. Gardez-le pour vous :"
    address = f"{seen.base}?ecran={max(1, seen.posting.screen)}"
    return el(
        "details",
        el("summary", text("Continuer plus tard, ou sur un autre appareil"), id="plus-tard"),
        el("p", text(how)),
        el("p", el("a", text("Le lien personnel de cette offre"), href=address, class_="job-link")),
        el("p", el("a", text("Déposer une autre offre"), href=f"{NEW}?neuve=oui", class_="job-link")),
        class_="job-fold job-own",
        id="plis-lien",
    )


def until(seen: Seen) -> str:
    """Until when one may answer what is online: « jusqu’au 12 mars 2027 », « jusqu’au recrutement »."""
    then = last_day(seen)
    return f"jusqu’au {days.said(then)}" if then else saying.UNTIL_FOUND[0].lower() + saying.UNTIL_FOUND[1:]


def last_day(seen: Seen) -> date | None:
    """The last day of what is online; None when it has none."""
    public = seen.posting.public
    return fields.deadline(public) if public and not public.open_ended else None
