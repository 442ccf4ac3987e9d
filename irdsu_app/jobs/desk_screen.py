"""An offer as a moderator reads it, as HTML: what it says, what the law says of it, what is likely the same."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from irdsu_app.design import days
from irdsu_app.design.hours import moment
from irdsu_app.design.markup import Markup, el, text
from irdsu_app.design.typography import fr
from irdsu_app.jobs import fields, offer_page, saying
from irdsu_app.jobs.checks import Finding
from irdsu_app.jobs.deciding import REASONS
from irdsu_app.jobs.desk_reading import Past, Seen
from irdsu_app.jobs.fields import NAMES, Fields
from irdsu_app.jobs.posting_rows import ACTS
from irdsu_app.jobs.twins import Twin

BY = {"poster": "la personne qui l’a déposée", "moderator": "l’équipe", "clock": "le site"}
KINDS = {
    "discriminating": "Critère interdit", "employer": "Employeur", "pay": "Rémunération", "paid": "Payante",
    "title": "Intitulé", "deadline": "Date limite", "link": "Lien", "contact": "Contact", "language": "Langue",
}  # fmt: skip


def sheet(seen: Seen, now: datetime) -> Markup:
    """What the offer will say, as it will be read."""
    return el("div", *offer_page.body(seen.line.offer, now), class_="told-offer jobdesk-sheet")


def helps(seen: Seen) -> Markup:
    """Beside it: reports, the word of the poster, what the law says, what is likely the same, what changes."""
    posting = seen.line.posting
    note = el("blockquote", text(posting.note)) if posting.note else ""
    parts = (
        ("Signalée", _reports(seen)),
        ("Mot de la personne qui l’a déposée", note),
        ("Fiche de poste jointe", _file(seen)),
        ("Ce que dit la loi", _findings(seen.findings)),
        ("Peut-être un doublon", _twins(seen.likely)),
        ("Ce qui change", _changes(posting.public, posting.written)),
    )
    return "".join(el("section", el("h2", text(title)), body) for title, body in parts if body)


def _file(seen: Seen) -> Markup:
    if not seen.line.posting.written.sheet_file:
        return ""
    address = f"/bureau/offres/{seen.line.id}/fiche-de-poste.pdf"
    return el("p", el("a", text("Ouvrir le PDF"), href=address, download=True), class_="jobdesk-from")


def _reports(seen: Seen) -> Markup:
    items = [
        el(
            "li",
            el("b", text(offer_page.REASONS.get(each.reason, each.reason))),
            text(f" : « {each.words} »") if each.words else "",
            el("span", text(f" ({moment(each.created_at)})"), class_="meta"),
        )
        for each in seen.reports
    ]
    return el("ul", *items, class_="jobdesk-notes") if items else ""


def _findings(found: Sequence[Finding]) -> Markup:
    if not found:
        return el("p", text("Rien à signaler : les contrôles automatiques n’ont rien trouvé."), class_="meta")
    items = [
        el(
            "li",
            el("p", _tag(each), _where(each)),
            el("p", text(f"« {each.excerpt} »"), class_="jobdesk-excerpt") if each.excerpt else "",
            el("p", text(each.sentence)),
        )
        for each in sorted(found, key=lambda each: not each.blocking)
    ]
    return el("ul", *items, class_="jobdesk-notes")


def _where(each: Finding) -> Markup:
    """The field it is about, unless the tag has just said the same word."""
    name = NAMES.get(each.field, each.field)
    return "" if name == KINDS.get(each.kind) and not each.blocking else el("b", text(name))


def _tag(each: Finding) -> Markup:
    kind, tone = KINDS.get(each.kind, each.kind), "off" if each.blocking else "few"
    said = f"{kind} : contraire à la loi" if each.blocking else kind
    return el("span", text(said), class_=f"desk-tag {tone}") + " "


def _twins(likely: Sequence[tuple[Twin, UUID | None]]) -> Markup:
    items = [_twin(each, number) for each, number in likely]
    return el("ul", *items, class_="jobdesk-notes") if items else ""


def _twin(each: Twin, number: UUID | None) -> Markup:
    other = each.offer
    name = text(f"{other.title}, {other.organisation}")
    where = f"/bureau/offres/{number}" if number else f"/offres/{other.slug}"
    differences = [el("li", text(said)) for said in each.differences]
    said = el("ul", *differences) if differences else el("p", text("Rien ne diffère."))
    return el("li", el("p", el("a", name, href=where)), el("p", text("Ce qui diffère :"), class_="meta"), said)


def _changes(public: Fields | None, written: Fields) -> Markup:
    """The texts that are not those online, side by side."""
    those = fields.changed(public, written) if public else ()
    rows = [
        el("div", el("dt", text(NAMES[each])), el("dd", *_pair(getattr(public, each), getattr(written, each))))
        for each in those
    ]
    return el("dl", *rows, class_="jobdesk-changes") if rows else ""


def _pair(before: object, after: object) -> Iterator[Markup]:
    yield el("p", el("span", text("En ligne : "), class_="meta"), el("del", text(_said(before))))
    yield el("p", el("span", text("Proposé : "), class_="meta"), el("ins", text(_said(after))))


def _said(value: object) -> str:
    return ("oui" if value else "non") if isinstance(value, bool) else str(value) or "(vide)"


def history(past: Sequence[Past]) -> Markup:
    """What was done, by whom, when."""
    return el("ol", *[_past(each) for each in past], class_="jobdesk-history")


def _past(each: Past) -> Markup:
    event = each.event
    said = [REASONS.get(event.reason, ""), f"« {event.words} »" if event.words else ""]
    aside = [el("li", text(f"{NAMES.get(name, name)} : {_said(value)}")) for name, value in (event.texts or {}).items()]
    return el(
        "li",
        el("b", text(ACTS.get(event.act, event.act))),
        text(f" par {each.name or BY.get(event.by, event.by)}, le {moment(event.at)}"),
        *[el("p", text(one)) for one in said if one],
        el("ul", *aside) if aside else "",
    )


def summary(seen: Seen) -> str:
    """The offer in one line, under its title."""
    offer = seen.line.offer
    until = f"jusqu’au {days.said(offer.deadline)}" if offer.deadline else saying.UNTIL_FOUND.lower()
    said = (offer.organisation, saying.place(offer), saying.terms(offer), until)
    return fr(" · ".join(each for each in said if each))
