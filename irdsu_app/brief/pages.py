"""The dépliant read alone: the sheet that unfolds, its text version, and the page that opens a presentation."""

import reflex as rx
from reflex_components_core.el.elements.inline import A

from irdsu_app.brief import bars
from irdsu_app.brief.mine import Mine, OwnTalk
from irdsu_app.brief.panels import brief
from irdsu_app.brief.presenting import DURATIONS
from irdsu_app.brief.screen import announcement, stage
from irdsu_app.brief.takeaway import ADDRESS
from irdsu_app.design import elements, layout
from irdsu_app.design.typography import fr
from irdsu_app.live.pages import refused

el = rx.el


def slot() -> rx.Component:
    """The hole that `printing.py` fills when the site is built."""
    return el.div(
        class_name="slot",
        custom_attrs={"suppressHydrationWarning": True, "dangerouslySetInnerHTML": {"__html": ""}},
    )


def read() -> rx.Component:
    """The sheet, to be unfolded at one's own pace."""
    return layout.stage(
        bars.above(
            brief().title,
            bars.links(
                "Le dépliant",
                el.a("Version texte", href="/depliant/texte"),
                el.a("Présenter", href="/depliant/presenter"),
            ),
        ),
        el.main(stage(role="alone"), announcement(), id="contenu", tab_index=-1, class_name="fill"),
        bars.below(),
    )


def text_version() -> rx.Component:
    """The same words, diagrams, tables and glossary, one after the other."""
    return layout.page(
        el.h1(fr(brief().title)),
        el.p(
            fr("La feuille en version texte : les douze panneaux, leurs schémas, leurs chiffres et le glossaire."),
            class_name="lead",
        ),
        el.p(
            el.a("Voir la feuille se déplier", href="/depliant", class_name="button"),
            el.a("Imprimer la feuille", href="/depliant/imprimer", class_name="button second"),
            class_name="button-row",
        ),
        slot(),
    )


def _durations() -> rx.Component:
    choices = [
        el.label(
            el.input(type="radio", name="minutes", value=str(m), default_checked=m == 30),
            el.span(f"{m}\u00a0minutes"),
            class_name="choice",
        )
        for m in DURATIONS
    ]
    return el.fieldset(el.legend("Durée prévue"), *choices, class_name="choices")


def start() -> rx.Component:
    """Open a presentation, or go back to one's own."""
    return layout.page(
        el.h1("Présenter le dépliant"),
        el.p(
            fr("Un pupitre pour vous, un écran pour la salle, un code pour les téléphones. Rien à installer."),
            class_name="lead",
        ),
        refused(),
        elements.post_form(
            _durations(),
            el.button("Ouvrir une présentation", type="submit", class_name="button"),
            action="/depliant/presenter",
        ),
        rx.cond(
            Mine.talks.length() > 0,
            el.section(
                el.h2("Mes présentations"),
                el.ul(rx.foreach(Mine.talks, _own_talk), class_name="plain-list"),
            ),
        ),
        el.section(
            el.h2(fr("Une salle sans Wi-Fi ?")),
            el.p(
                fr(
                    "Emportez la feuille dans un seul fichier, sur une clé USB : elle se déplie dans n’importe quel "
                    "navigateur, sans réseau."
                )
            ),
            el.ul(
                el.li(A.create("Télécharger la feuille", href=ADDRESS)),
                el.li(A.create("Télécharger la feuille avec mes notes", href=f"{ADDRESS}?notes=oui")),
            ),
        ),
        el.section(
            el.h2("Comment cela se passe"),
            el.ol(
                el.li(fr("Vous ouvrez une présentation : le pupitre s’affiche, avec un code de cinq caractères.")),
                el.li(fr("Vous ouvrez l’écran de la salle dans une seconde fenêtre, sur le vidéoprojecteur.")),
                el.li(fr("Les personnes présentes suivent sur leur téléphone avec le code ou le QR.")),
                el.li(fr("Vous avancez avec les flèches, la barre d’espace, une télécommande ou votre doigt.")),
            ),
        ),
    )


def _own_talk(talk: OwnTalk) -> rx.Component:
    return el.li(
        el.a("Reprendre le pupitre " + talk["code"], href="/presentation/" + talk["code"] + "/pupitre"),
        el.span(", ouverte le " + talk["opened"], class_name="meta"),
    )
