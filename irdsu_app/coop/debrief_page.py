"""The debrief, to be read by all at the end and for thirty days, and printed. Never a score, never a ranking."""

import reflex as rx

from irdsu_app.coop import dressing, gauges, remains
from irdsu_app.coop.board import legend, places_list
from irdsu_app.coop.cards import readings
from irdsu_app.coop.frames import missing, page
from irdsu_app.coop.guide import guide
from irdsu_app.coop.state import Table
from irdsu_app.coop.telling import announcement, code, unless_erased
from irdsu_app.design import elements
from irdsu_app.design.typography import fr

el = rx.el


def debrief() -> rx.Component:
    """The whole debrief, one part below the other."""
    return page(
        el.div(on_unmount=Table.leave),
        rx.cond(
            (Table.problem != "") & (Table.entered == 0),
            missing(),
            unless_erased(rx.cond(Table.debrief["open"].to(bool), _whole(), _not_yet())),
        ),
    )


def _not_yet() -> rx.Component:
    return el.div(
        el.h1("Le bilan"),
        el.p(
            rx.cond(Table.entered > 0, fr("Le bilan s’ouvrira ici à la fin des tours."), fr("Ouverture du bilan…")),
            role="status",
            class_name="lead",
        ),
        el.p(
            el.a("Retourner dans la partie", href="/coop/" + Table.code, class_name="button second"),
            class_name="button-row",
        ),
    )


def _whole() -> rx.Component:
    prints = rx.Var("() => window.print()", _var_type=rx.EventChain)
    return el.div(
        el.h1("Le bilan"),
        el.p(
            fr("COOP ou pas COOP, partie "),
            el.strong(code(), class_name="code"),
            fr(" : ce que le groupe a su dire. On n’a ni gagné ni perdu."),
            class_name="lead",
        ),
        el.p(
            el.button("Imprimer le bilan", type="button", on_click=prints, class_name="button"),
            el.a("Revoir la partie", href="/coop/" + Table.code + "/revoir", class_name="button second"),
            el.a("Retourner dans la partie", href="/coop/" + Table.code, class_name="button second"),
            class_name="button-row",
        ),
        _kept(),
        announcement(),
        el.section(
            el.h2(dressing.map_title()),
            remains.the_places(),
            places_list(dressing.places(), dressing.tokens(), told=dressing.told_places()),
            el.details(el.summary("Ce que veut dire chaque état"), legend(dressing.told_states())),
            class_name="part-map",
        ),
        el.section(el.h2("Le carnet des traces"), remains.notebook_whole()),
        el.section(el.h2("Promis et versé, tour par tour"), remains.pledges_by_round()),
        el.section(el.h2("Les votes qui ont bougé"), remains.changed_votes()),
        el.section(el.h2("La boussole, avant et après"), remains.two_compasses(), class_name="part-compass"),
        _currents(),
        _readings(),
        _commitments(),
        _questions(),
        el.p(
            fr(
                "Aucun nom n’est écrit ici. La salle s’efface au bout de trente jours, et ce bilan avec elle : "
                "téléchargez-le ou imprimez-le si vous voulez le garder."
            ),
            class_name="meta",
        ),
        rx.cond(Table.hosting["leads"].to(bool), _erase()),
        class_name="debrief-page",
    )


def _kept() -> rx.Component:
    here = "/coop/" + Table.code
    return el.section(
        el.h2(fr("Télécharger le carnet")),
        el.ul(
            *[
                el.li(el.a(fr(words), href=here + f"/{name}", custom_attrs={"download": ""}), " ", fr(what))
                for name, words, what in (
                    ("carnet.pdf", "Le carnet en PDF", "à imprimer ou à envoyer sous 48 heures"),
                    ("carnet.txt", "Le carnet en texte", "à coller dans un message"),
                    ("carte.png", "La carte en image", "pour un compte rendu"),
                    ("repartitions.csv", "Les répartitions", "en CSV, pour un tableur, sans aucun nom"),
                )
            ],
            class_name="kept",
        ),
        class_name="part-kept",
    )


def _erase() -> rx.Component:
    return el.section(
        el.h2(fr("Effacer la partie")),
        el.details(
            el.summary(fr("Effacer tout de suite")),
            el.p(
                fr(
                    "La salle, le carnet et le bilan sont effacés pour tout le monde, sans retour possible. "
                    "Téléchargez d’abord ce que le groupe veut garder."
                )
            ),
            elements.post_form(
                el.button(fr("Effacer la partie"), type="submit", class_name="button danger"),
                action="/coop/" + Table.code + "/effacer",
            ),
        ),
        class_name="part-erase",
    )


def _currents() -> rx.Component:
    return el.section(
        el.h2("Les trois courants"),
        el.div(*[gauges.current(each) for each in dressing.currents()], class_name="currents"),  # pyright: ignore[reportArgumentType]
    )


def _readings() -> rx.Component:
    return el.section(
        el.h2("Deux lectures de chaque situation"),
        el.p(fr("Aucune n’est la bonne."), class_name="meta"),
        rx.foreach(
            remains.rounds(),
            lambda record: el.div(el.h3(record["title"]), readings(record), class_name="read-round"),
        ),
    )


def _commitments() -> rx.Component:
    said = Table.debrief["commitments"].to(list[str])
    return rx.cond(
        said.length() > 0,
        el.section(
            el.h2("Les engagements"),
            el.ul(rx.foreach(said, lambda text: el.li(text)), class_name="commitments"),
            el.p(fr("Demandez dans un mois ce qu’ils sont devenus ; ne le demandez qu’une fois."), class_name="meta"),
        ),
    )


def _questions() -> rx.Component:
    said = guide().debrief
    return el.section(
        el.h2(said.title),
        *[
            el.div(el.h3(m.name), el.p(m.lead), *([el.ul(*[el.li(q) for q in m.questions])] if m.questions else []))
            for m in said.moments
        ],
        class_name="part-questions",
    )
