"""The last screen where one posts an offer, as HTML: what is missing, the law, its twins, the preview. Pure."""

from collections.abc import Iterable
from datetime import datetime
from html import escape

from irdsu_app.design import typed
from irdsu_app.design.markup import Markup, el, text
from irdsu_app.jobs import deposit_fields as ask
from irdsu_app.jobs import fields, links, missing, offer_page
from irdsu_app.jobs.deposit_frame import TITLES, Seen
from irdsu_app.jobs.fields import NAMES
from irdsu_app.jobs.submission import LONGEST


def read_again(seen: Seen, now: datetime) -> Markup:
    """All that is to be read before sending, and sending."""
    shown = seen.shown
    stops = [each for each in shown.findings if each.blocking and each.field not in shown.wrong]
    advice = [each for each in shown.findings if not each.blocking]
    return el(
        "div",
        el("h2", text(TITLES[3]), id="ecran", tabindex="-1"),
        _listed("Il manque encore", shown.wrong.items(), seen, "notice alert"),
        _listed("À corriger : la loi ne le permet pas", [(e.field, e.sentence) for e in stops], seen, "notice alert"),
        _listed("Conseils", [(each.field, each.sentence) for each in advice], seen, "notice"),
        _twins(seen),
        el("h3", text("Voici l’offre telle qu’elle sera lue"), id="apercu"),
        el(
            "div",
            offer_page.preview(fields.offer_of(seen.posting.written, now), now, f"{seen.base}/fiche-de-poste.pdf"),
            class_="job-preview",
            role="region",
            aria_labelledby="apercu",
            tabindex="0",
        ),
        _sending(seen, bool(stops), bool(shown.wrong)),
        class_="job-reading",
    )


def _listed(title: str, said: Iterable[tuple[str, str]], seen: Seen, class_: str) -> Markup:
    items = [
        el(
            "li",
            el("a", text(NAMES.get(name, name)), href=f"{seen.base}?ecran={missing.screen_of(name)}#{name}"),
            text(f" : {sentence}"),
        )
        for name, sentence in said
    ]
    if not items:
        return ""
    return el("div", el("h3", text(title)), el("ul", *items), class_=f"{class_} job-list")


def _twins(seen: Seen) -> Markup:
    if not seen.twins:
        return ""
    items = []
    for each in seen.twins:
        name = text(f"{each.title} – {each.organisation}")
        link = el("a", name, href=each.address, target="_blank", rel="noopener") if each.address else name
        differs = el("ul", *[el("li", text(one)) for one in each.differences])
        items.append(el("li", link, differs if each.differences else el("p", text("Les deux disent la même chose."))))
    several = "Ces offres ressemblent" if len(items) > 1 else "Cette offre ressemble"
    return el(
        "div",
        el("h3", text(f"{several} beaucoup à la vôtre")),
        el("p", text("Si c’est la même, inutile de l’envoyer : modifiez ou prolongez la première. Ce qui diffère :")),
        el("ul", *items),
        class_="notice job-list",
        id="jumelles",
    )


def _sending(seen: Seen, stopped: bool, lacking: bool) -> Markup:
    may = "" if stopped else el("span", text(" (facultatif)"), class_="job-may")
    area = f'<textarea id="note" name="note" rows="3" maxlength="{LONGEST}" aria-describedby="note-hint">'
    note = el(
        "div",
        el("label", text("Un mot à l’équipe"), may, for_="note"),
        el("p", text(_NOTE), id="note-hint", class_="hint"),
        f"{area}\n{escape(seen.posting.note)}</textarea>",
        class_="field",
    )
    more = note if stopped else el("details", el("summary", text("Dire un mot à l’équipe")), note, class_="job-fold")
    return el(
        "form",
        el("h3", text("Envoyer"), id="envoyer"),
        _address(seen),
        more,
        el("p", text(_NEXT), class_="hint"),
        el(
            "div",
            el("button", text("Envoyer à l’équipe"), type="submit", class_="button", disabled=lacking),
            el("a", "Revenir", href=f"{seen.base}?ecran=3", class_="button second"),
            class_="button-row",
        ),
        el("p", text("Complétez d’abord ce qui manque."), class_="hint") if lacking else "",
        method="post",
        action=f"{seen.base}/envoyer",
        class_="job-form job-send",
        data_depot=str(seen.posting.id),
        novalidate=True,
    )


_NOTE = "Si une formulation relevée est permise pour ce poste, dites pourquoi : l’équipe tranchera."
_NEXT = (
    "Une personne de l’équipe relit chaque offre avant de la publier. Rien n’est public avant. Votre adresse ne "
    "sert qu’à vous écrire au sujet de cette offre ; ce qui n’est pas envoyé est effacé au bout de trente jours."
)


def _address(seen: Seen) -> Markup:
    """Where to write to whoever posts: proved, it does not change."""
    if seen.posting.confirmed:
        return el("p", text(f"Nous vous écrirons à {typed.masked(seen.posting.email)}."))
    proposed = seen.email or seen.posting.email or links.mail(seen.posting.written.apply_email)
    hint = "Jamais publié. Un message y part pour vérifier que l’adresse est bien la vôtre."
    return el(
        "div",
        el("label", text("Votre courriel"), for_="email"),
        el("p", text(hint), id="email-hint", class_="hint"),
        '<input type="email" id="email" name="email" autocomplete="email" maxlength="254"'
        f' aria-describedby="email-hint email-said" value="{escape(proposed)}">',
        ask.said("email", seen.shown),
        class_="field",
    )
