"""An offer as HTML: everything is in the page, on screen, on paper, with or without scripts. Pure."""

from datetime import datetime

from irdsu_app.design import days
from irdsu_app.design.markup import Markup, el, text
from irdsu_app.jobs import cards, links, saying
from irdsu_app.jobs.offer import Offer, contact_name, is_open

REASONS = {
    "trompeuse": "Elle est trompeuse ou payante",
    "discriminatoire": "Elle me semble discriminatoire",
    "perimee": "Le poste est déjà pourvu",
    "erreur": "Il y a une erreur",
    "autre": "Autre chose",
}
"""Why somebody reports an offer."""
LONGEST = 600
THANKS = "Merci. Votre signalement est enregistré ; il sera lu par l’équipe."


def written(offer: Offer, now: datetime, address: str, reported: bool = False) -> Markup:
    """The offer; `address` is its whole address, printed with it; `reported`: somebody has just reported it."""
    over = saying.over(offer, now)
    return "".join(
        (
            el("p", text(saying.DEMONSTRATION), class_="demo", role="note") if offer.demonstration else "",
            el("p", el("a", "Les offres", href="/offres"), class_="job-back"),
            el("p", text(THANKS), role="status", class_="notice success", id="signale") if reported else "",
            el("p", text(over), class_="notice alert job-over", role="note") if over else "",
            _body(offer, now, f"/offres/{offer.slug}/fiche-de-poste.pdf" if is_open(offer, now) else ""),
            el("p", text("Adresse de cette offre : "), text(address), class_="on-paper"),
            _report(offer),
        )
    )


def preview(offer: Offer, now: datetime, sheet: str) -> Markup:
    """The offer before it is online, word for word, under the titles of another page; `sheet`: where its PDF is."""
    body = _body(offer, now, sheet)
    for level, lower in (("h2", "h5"), ("h1", "h4")):
        body = body.replace(f"<{level}>", f"<{lower}>").replace(f"</{level}>", f"</{lower}>")
    return body


def _body(offer: Offer, now: datetime, sheet: str) -> Markup:
    """All of it; `sheet` is where its PDF is, "" when nobody may have it any more."""
    return "".join(
        (
            el("h1", text(offer.title)),
            el("p", el("b", text(offer.organisation)), text(f" · {saying.place(offer)}"), class_="lead"),
            cards.tags(offer, now),
            el("div", el("div", *body(offer, now), class_="told-offer"), _aside(offer, now, sheet), class_="job-sheet"),
        )
    )


def body(offer: Offer, now: datetime) -> list[Markup]:
    """The texts of an offer, section after section."""
    missions = el("ul", *[el("li", text(each)) for each in offer.missions], class_="job-aims") if offer.missions else ""
    parts = (
        ("La structure", _paragraphs(offer.presentation)),
        ("Le contexte", _paragraphs(offer.context)),
        ("Les missions", missions),
        ("Le profil", _paragraphs(offer.profile)),
        ("Démarche pour la candidature", _facts(offer) + _how(offer, now)),
        ("Contact", _contact(offer, now)),
    )
    return [el("section", el("h2", text(title)), body) for title, body in parts if body]


def _paragraphs(words: str) -> Markup:
    return "".join(el("p", text(each)) for each in words.splitlines() if each.strip())


def _facts(offer: Offer) -> Markup:
    return el(
        "dl",
        *[el("div", el("dt", text(name)), el("dd", text(said))) for name, said in saying.facts(offer)],
        class_="job-facts",
    )


def _how(offer: Offer, now: datetime) -> Markup:
    """How to answer, written out so that paper says it too; nothing once it is over."""
    if not is_open(offer, now):
        return ""
    address, page = links.mail(offer.apply_email or offer.apply_url), links.web(offer.apply_url)
    ways = [
        text("par courriel à ") + el("a", text(address), href=links.letter(offer, address)) if address else "",
        text("en ligne sur ") + _outside(page, page) if page else "",
    ]
    said = " ou ".join(each for each in ways if each)
    return el("p", text("Répondre "), said, ".", class_="job-how") if said else ""


def _contact(offer: Offer, now: datetime) -> Markup:
    """Who to ask: a name only while one can answer."""
    name, address = contact_name(offer, now), links.mail(offer.contact_email) if is_open(offer, now) else ""
    said = ", ".join(each for each in (name, offer.contact_function) if each)
    link = el("p", el("a", text(address), href=f"mailto:{address}")) if address else ""
    return (el("p", text(said)) if said else "") + link


def _aside(offer: Offer, now: datetime, sheet: str) -> Markup:
    return el("aside", _deadline(offer, now), *_acts(offer, now, sheet), class_="acts", aria_label="Répondre et garder")


def _deadline(offer: Offer, now: datetime) -> Markup:
    if offer.deadline is None:
        return el("p", saying.UNTIL_FOUND, class_="closes")
    left = el("span", saying.left(offer, now), class_="left") if saying.left(offer, now) else ""
    return el("p", "Date limite ", el("b", days.said(offer.deadline)), " ", left, class_="closes")


def _acts(offer: Offer, now: datetime, file: str) -> list[Markup]:
    found: list[Markup] = []
    sheet = links.web(offer.sheet_url)
    if is_open(offer, now):
        if address := links.mail(offer.apply_email or offer.apply_url):
            found.append(el("a", "Postuler par courriel", href=links.letter(offer, address), class_="button"))
        if page := links.web(offer.apply_url):
            found.append(_outside("Postuler en ligne", page, "button" if not found else "button second"))
        if sheet:
            found.append(_outside("Voir la fiche de poste", sheet, "button second"))
        if offer.deadline:
            agenda = f"/offres/{offer.slug}.ics" if offer.slug else None
            found.append(el("a", text("Ajouter la date limite à mon agenda"), href=agenda, class_="button second"))
    elif sheet:
        found.append(_outside("Voir la fiche de poste", sheet, "button second"))
    if offer.sheet_file and file:
        words = text("Télécharger la fiche de poste (PDF)")
        found.append(el("a", words, href=file, class_="button second", download=True, data_file=True))
    for act, words in (("copy", "Copier l’adresse"), ("share", "Partager"), ("print", "Imprimer")):
        found.append(el("button", words, type="button", class_="button second", data_act=act, hidden=True))
    found.append(el("p", "", role="status", class_="act-said"))
    return found


def _outside(words: str, address: str, class_: str = "") -> Markup:
    return el(
        "a", text(words), href=address, class_=class_ or None, rel="noopener noreferrer nofollow", target="_blank"
    )


def _report(offer: Offer) -> Markup:
    choices = [
        el(
            "label",
            f'<input type="radio" name="motif" value="{word}" required>',
            el("span", text(shown)),
            class_="job-choice",
        )
        for word, shown in REASONS.items()
    ]
    area = f'<textarea id="precision" name="precision" rows="3" maxlength="{LONGEST}"></textarea>'
    return el(
        "details",
        el("summary", "Signaler cette offre", id="signaler"),
        el(
            "form",
            el("fieldset", el("legend", text("Qu’est-ce qui ne va pas ?")), *choices),
            el("div", el("label", text("Précision, si vous voulez"), for_="precision"), area, class_="field"),
            el("p", text("Sans nom ni adresse : rien d’autre n’est gardé."), class_="hint"),
            el("button", "Envoyer le signalement", type="submit", class_="button second"),
            method="post",
            action=f"/offres/{offer.slug}/signaler",
        ),
        class_="job-fold report",
        id="plis-signaler",
    )


def in_feed(offer: Offer) -> Markup:
    """The offer in a feed reader: its text and its conditions, nobody's name."""
    notice = el("p", el("strong", text(saying.DEMONSTRATION))) if offer.demonstration else ""
    missions = el("ul", *[el("li", text(each)) for each in offer.missions]) if offer.missions else ""
    known = el("ul", *[el("li", text(f"{name} : {said}")) for name, said in saying.facts(offer)])
    texts = _paragraphs(offer.presentation) + _paragraphs(offer.context) + missions + _paragraphs(offer.profile)
    return notice + texts + known
