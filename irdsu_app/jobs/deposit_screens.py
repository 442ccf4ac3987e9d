"""The four screens where one posts an offer, as HTML: the organisation, the post, how to answer, read again. Pure.

Each screen is a form that the browser itself can send; with scripts it is also kept as one types (assets/deposit.jsx).
"""

import json
from datetime import datetime
from html import escape

from irdsu_app.design.markup import Markup, el, text
from irdsu_app.jobs import deposit_fields as ask
from irdsu_app.jobs import deposit_reading, fields
from irdsu_app.jobs.deposit_fields import Asked, Shown
from irdsu_app.jobs.deposit_frame import TITLES, Seen, own, refused, steps
from irdsu_app.jobs.fields import SCREENS

_PDF = "Un fichier PDF de 5 Mo au plus. Il est public, comme l’offre."


def screen(seen: Seen, number: int, now: datetime) -> Markup:
    """A screen, 1 to 4."""
    body = deposit_reading.read_again(seen, now) if number == 4 else _form(seen, number)
    # The file has its form: two cannot be one inside the other.
    file = _sheet(seen) if number == 3 else ""
    return el("div", steps(seen, number), refused(seen), body, file, own(seen), class_="deposit", data_ecran=number)


def _form(seen: Seen, number: int) -> Markup:
    on, back = number + 1, number - 1
    buttons = [
        el("button", "Continuer", type="submit", name="vers", value=on, class_="button"),
        el("button", "Revenir", type="submit", name="vers", value=back, class_="button second") if back else "",
    ]
    return el(
        "form",
        el("h2", text(TITLES[number - 1]), id="ecran", tabindex="-1"),
        el("p", text(_LEADS[number - 1]), class_="lead"),
        f'<input type="hidden" name="ecran" value="{number}">',
        f'<input type="hidden" name="base" value="{escape(_marks(seen, number))}">',
        *_PARTS[number - 1](seen.shown),
        el("div", *buttons, class_="button-row"),
        el("p", text("Enregistré au fur et à mesure." if seen.key else ""), class_="meta job-kept", role="status"),
        method="post",
        action=seen.base,
        class_="job-form",
        data_depot=str(seen.posting.id) if seen.key else "neuf",
        novalidate=True,
    )


def _marks(seen: Seen, number: int) -> str:
    return json.dumps(fields.marks(seen.posting.written, SCREENS[number - 1]))


_LEADS = (
    "Quatre écrans, sans compte. Ce que vous écrivez est gardé au fur et à mesure : arrêtez-vous, revenez.",
    "L’essentiel d’abord ; le reste est facultatif, mais répond à des questions que l’on vous posera.",
    "Comment vous joindre, et jusqu’à quand. Ces coordonnées sont publiques.",
)


def _organisation(seen: Shown) -> list[Markup]:
    return [
        ask.shown(
            Asked("organisation", needed=True, complete="organization", hint="Son nom, tel qu’on le connaît."), seen
        ),
        ask.shown(Asked("organisation_kind", "list", none="D’après son nom"), seen),
        ask.shown(
            Asked("presentation", "text", needed=True, hint="Ce qu’elle fait, pour qui, où : deux ou trois phrases."),
            seen,
        ),
    ]


def _post(seen: Shown) -> list[Markup]:
    first = (
        Asked("title", needed=True, hint="Au féminin et au masculin : « Chargée ou chargé de mission »."),
        Asked("contract", "radio", needed=True, hint="Un poste de fonctionnaire est un emploi permanent, non un CDI."),
        Asked("contract_detail", hint="« 11 mois, jusqu’au 31 mai 2027 », « catégorie A, ouvert aux contractuels »."),
        Asked("missions", "text", needed=True, rows=6, hint="Une par ligne."),
        Asked("place", needed=True, hint="« 59100 Roubaix » : le code postal donne le département."),
        Asked("department", "list", none="D’après le lieu"),
        Asked("working_time", needed=True, suggested=("Temps plein", "Temps complet", "Temps partiel, 80 %")),
        Asked(
            "pay",
            hint="Une fourchette brute : « 2 100 € à 2 400 € brut par mois ». Les offres qui la disent sont plus lues.",
        ),
    )
    more = (
        Asked("profession", "list", none="Choisir"),
        Asked("starts", hint="« Dès que possible », « 1er mars 2027 »."),
        Asked("profile", "text", hint="Ce qu’il faut savoir faire ; jamais qui l’on est."),
        Asked("context", "text"),
        Asked("status_grade", hint="« Cadre », « Catégorie B »."),
        Asked("attached_to", hint="« Direction de la cohésion sociale »."),
        Asked("travel"),
        Asked(
            "telework", hint="« 1 jour par semaine », « Non ».", suggested=("Non", "Occasionnel", "1 jour par semaine")
        ),
        Asked("positions", "number"),
        Asked("open_to_contract", "check"),
        Asked("first_job", "check"),
    )
    said = any(each.name in seen.wrong or any(f.field == each.name for f in seen.findings) for each in more)
    unfolded = el(
        "details",
        el("summary", text("Plus de détails (facultatif)"), id="details"),
        *[ask.shown(each, seen) for each in more],
        class_="job-fold job-more",
        id="plis-details",
        open=said or any(getattr(seen.written, each.name) not in ("", False, 1) for each in more),
    )
    return [*(ask.shown(each, seen) for each in first), unfolded]


def _answering(seen: Shown) -> list[Markup]:
    asked = (
        Asked("deadline", "date", needed=True, hint="Dans six mois au plus ; vous pourrez prolonger."),
        Asked("open_ended", "check", hint="Sans date : chaque mois, nous demanderons si l’offre tient toujours."),
        Asked(
            "apply_email",
            "email",
            needed=True,
            hint="Où envoyer sa candidature : l’adresse d’un service plutôt que la vôtre.",
        ),
        Asked("apply_url", "url", hint="Ou l’adresse entière d’une page, pas un lien raccourci."),
        Asked("documents"),
        Asked("contact_function", needed=True, hint="À qui poser une question : une fonction suffit."),
        Asked("contact_name", hint="Effacé six mois après la fin de l’offre."),
        Asked("contact_email", "email"),
        Asked("sheet_url", "url", hint="Ou joignez le PDF, plus bas."),
    )
    return [ask.shown(each, seen) for each in asked]


_PARTS = (_organisation, _post, _answering)


def _sheet(seen: Seen) -> Markup:
    """The PDF that goes with the offer."""
    if not seen.key:
        return ""
    held = el(
        "p", el("a", text(seen.sheet), href=f"{seen.base}/fiche-de-poste.pdf", download=True), text(" est jointe.")
    )
    remove = el(
        "button", text("Retirer ce fichier"), type="submit", name="retirer", value="oui", class_="button second"
    )
    field_ = (
        '<input type="file" id="fichier" name="fichier" accept="application/pdf,.pdf"'
        ' aria-describedby="fichier-hint sheet_file-said">'
    )
    return el(
        "form",
        el("h2", text("Fiche de poste (facultatif)"), id="fiche"),
        f'<input type="hidden" name="lien" value="{escape(seen.key)}">',
        held + el("p", remove) if seen.sheet else "",
        el(
            "div",
            el("label", text("Remplacer par un autre PDF" if seen.sheet else "Joindre un PDF"), for_="fichier"),
            el("p", text(_PDF), id="fichier-hint", class_="hint"),
            field_,
            ask.said("sheet_file", seen.shown),
            class_="field",
        ),
        el("button", text("Joindre le fichier"), type="submit", class_="button second"),
        method="post",
        action="/offres/fiche",
        enctype="multipart/form-data",
        class_="job-file",
    )
