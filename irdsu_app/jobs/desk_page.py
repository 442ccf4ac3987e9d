"""The desk of the offers: what waits to be read, then each offer, decided of in a key."""

from typing import Any

import reflex as rx

from irdsu_app.design import elements
from irdsu_app.design.typography import fr
from irdsu_app.jobs import desk_edit
from irdsu_app.jobs import desk_frame as frame
from irdsu_app.jobs.deciding import REASONS
from irdsu_app.jobs.desk_state import OfferDesk, OffersDesk
from irdsu_app.jobs.submission import LONGEST

el = rx.el
here = OfferDesk.offer
EVERY = 4_000
"""Milliseconds between two looks at what others do."""
OFFICE, OFFERS = ("Le bureau", "/bureau"), ("Les offres", "/bureau/offres")


def offers() -> rx.Component:
    """What waits, and everything else."""
    return frame.page(
        frame.way(OFFICE),
        frame.Watch.create(value="", every=EVERY, on_change=OffersDesk.refresh),
        frame.Shortcuts.create(),
        el.h1("Les offres"),
        el.p(_count(OffersDesk.waiting), role="status", class_name="lead"),
        el.p(OffersDesk.said, role="status", class_name="desk-status"),
        el.p(OffersDesk.refusal, role="alert", class_name="error"),
        el.div(
            rx.cond(
                OffersDesk.first != "",
                frame.link("Relire la première", "l", f"/bureau/offres/{OffersDesk.first}"),
            ),
            elements.button("Déposer une offre de l’équipe", second=True, on_click=OffersDesk.start),
            elements.button_link("Les chiffres", "/bureau/offres/chiffres", second=True),
            class_name="button-row",
        ),
        el.nav(
            el.ul(rx.foreach(OffersDesk.views, _view), class_name="jobdesk-views"), aria_label="Les offres, par état"
        ),
        el.form(
            elements.field("Intitulé, structure ou lieu", "mots", required=False),
            elements.button("Chercher", second=True),
            on_submit=OffersDesk.search,
            class_name="office-search",
            role="search",
        ),
        rx.cond(
            OffersDesk.rows.length() > 0,
            el.ol(rx.foreach(OffersDesk.rows, _row), class_name="desk-list"),
            elements.empty("Aucune offre ici."),
        ),
    )


def _count(waiting: Any) -> Any:
    return rx.match(
        waiting,
        (0, fr("Rien n’attend d’être relu.")),
        (1, fr("Une offre attend d’être relue.")),
        rx.Var.create(waiting).to_string() + fr(" offres attendent d’être relues."),
    )


def _view(each: Any) -> rx.Component:
    return el.li(
        el.a(
            each["said"],
            href=f"/bureau/offres?vue={each['word']}",
            class_name="desk-chip",
            custom_attrs={"aria-current": rx.cond(each["here"] != "", "page", "false")},
        )
    )


def _row(each: Any) -> rx.Component:
    return el.li(
        el.div(
            el.h2(el.a(each["title"], href=f"/bureau/offres/{each['id']}")),
            el.p(each["who"]),
            el.p(each["when"], class_name="meta"),
        ),
        el.div(_tags(each), class_name="desk-tags"),
        key=each["id"],
        class_name="desk-card",
    )


def _tags(each: Any) -> rx.Component:
    return rx.fragment(
        frame.tag(each["reports"], "off"),
        frame.tag(each["stage"]),
        frame.tag(each["change"], "few"),
        frame.tag(each["silent"], "few"),
        frame.tag(each["note"], "free"),
        frame.tag(each["own"]),
    )


def offer() -> rx.Component:
    """One offer, and what is decided of it."""
    return frame.page(
        frame.way(OFFICE, OFFERS),
        frame.Watch.create(value="", every=EVERY, on_change=OfferDesk.refresh),
        rx.cond(OfferDesk.keys, frame.Shortcuts.create()),
        el.p(OfferDesk.said, role="status", class_name="desk-status"),
        rx.cond(
            here["id"],
            frame.Here.create(
                _head(),
                _news(),
                _acts(),
                el.div(
                    el.section(
                        el.h2("L’offre", id="texte"), frame.Laid.create(html=OfferDesk.sheet, title=""),
                        aria_labelledby="texte",
                    ),
                    el.aside(frame.Laid.create(html=OfferDesk.helps, title=""), aria_label="Pour décider"),
                    class_name="jobdesk-two",
                ),
                desk_edit.editing(),
                el.details(
                    el.summary(el.h2("Historique")),
                    frame.Laid.create(html=OfferDesk.history, title=""),
                    class_name="desk-words",
                ),
                key=here["id"],
                address=f"/bureau/offres/{here['id']}",
            ),
            rx.cond(
                OfferDesk.problem != "",
                el.div(
                    el.h1(fr("Cette offre ne s’ouvre pas")),
                    el.p(OfferDesk.problem, role="alert", class_name="lead"),
                ),
            ),
        ),
    )  # fmt: skip


def _head() -> rx.Component:
    return el.div(
        el.div(
            el.p(
                rx.cond(here["place"] != "", el.span(el.b(here["place"]), " · ")),
                _count(OfferDesk.waiting),
                role="status",
                class_name="meta",
            ),
            el.div(
                rx.cond(here["previous"] != "", frame.link("Précédente", "k", f"/bureau/offres/{here['previous']}")),
                rx.cond(here["next"] != "", frame.link("Suivante", "j", f"/bureau/offres/{here['next']}")),
                class_name="button-row",
            ),
            class_name="jobdesk-turning",
        ),
        el.h1(here["title"]),
        el.p(here["summary"], class_name="lead"),
        el.div(_tags(here), class_name="desk-tags"),
        el.p(
            rx.cond(here["when"] != "", el.span(here["when"])),
            rx.cond(
                here["email"] != "",
                el.span(fr("Déposée par "), el.a(here["email"], href=f"mailto:{here['email']}")),
            ),
            rx.cond(here["public"] != "", el.span(el.a("Voir la page publique", href=here["public"]))),
            class_name="meta jobdesk-from",
        ),
        rx.cond(
            (here["words"] != "") | (here["reason"] != ""),
            el.p(fr("Dit à la personne qui l’a déposée : "), here["reason"], " ", here["words"], class_name="notice"),
        ),
        class_name="desk-head",
    )  # fmt: skip


def _news() -> rx.Component:
    return rx.fragment(
        el.div(
            rx.cond(
                OfferDesk.news != "",
                el.div(
                    el.p(OfferDesk.news),
                    el.p(elements.button("Relire l’offre", second=True, on_click=OfferDesk.reread)),
                    class_name="notice alert",
                ),
            ),
            role="status",
        ),
        el.p(OfferDesk.refusal, role="alert", class_name=rx.cond(OfferDesk.refusal != "", "notice alert", "quiet")),
    )


def _acts() -> rx.Component:
    return el.section(
        el.h2("Décider", class_name="visually-hidden", id="decider"),
        rx.cond(
            here["blocking"] != "",
            el.p(fr("Une formulation semble contraire à la loi : voyez à côté du texte."), class_name="error"),
        ),
        el.div(
            rx.cond(here["may_publish"] != "", _does("Publier", "p", "publier", second=False)),
            rx.cond(here["may_correct"] != "", frame.opener("Demander une correction", "c", "correction")),
            rx.cond(here["may_refuse"] != "", frame.opener("Refuser", "r", "refus", danger=True)),
            rx.cond(here["reported"] != "", _does("Signalements lus, laisser en ligne", "g", "garder")),
            rx.cond(here["may_hide"] != "", _does("Mettre hors de vue et relire", "h", "cacher")),
            rx.cond(here["may_fill"] != "", _does("Marquer comme pourvue", "f", "pourvoir")),
            class_name="button-row desk-acts",
        ),
        _correction(),
        _refusal(),
        el.p(
            el.button(
                fr("Raccourcis d’une touche"),
                type="button",
                class_name="desk-chip",
                on_click=OfferDesk.turn_keys,
                custom_attrs={"aria-pressed": rx.cond(OfferDesk.keys, "true", "false")},
            ),
            el.span(fr(" Chaque bouton dit la sienne ; J et K : offre suivante, offre précédente.")),
            class_name="jobdesk-keys",
        ),
        aria_labelledby="decider",
    )


def _does(words: str, key: str, geste: str, second: bool = True) -> rx.Component:
    return frame.act(words, key, second=second, on_click=OfferDesk.does(geste))


def _form(geste: str, *content: rx.Component) -> rx.Component:
    return frame.DeskForm.create(
        el.input(type="hidden", name="geste", value=geste),
        *content,
        shelf=here["id"] + f"#{geste}",
        entered=OfferDesk.entered,
        seen=rx.Var.create({}),
        answer=OfferDesk.answers[geste],
        words=fr(frame.UNWRITTEN),
        on_save=OfferDesk.decide,
    )


def _words(name: str, label: str) -> rx.Component:
    return el.div(
        el.label(fr(label), html_for=name),
        el.textarea(id=name, name="mots", rows="5", max_length=LONGEST),
        class_name="field",
    )


def _correction() -> rx.Component:
    return elements.dialog(
        "correction",
        "Demander une correction",
        _form(
            "corriger",
            _words("correction-mots", "Ce qu’il faut corriger : la personne lira exactement ces mots"),
            el.p(OfferDesk.refusal, role="alert", class_name="error"),
            elements.button("Envoyer la demande"),
        ),
    )


def _refusal() -> rx.Component:
    choices = [
        el.label(el.input(type="radio", name="motif", value=word), el.span(fr(said)), class_name="office-tick")
        for word, said in REASONS.items()
    ]
    what = el.fieldset(
        el.legend("Refuser"),
        el.label(
            el.input(type="radio", name="quoi", value="modification", default_checked=True),
            el.span(fr("La modification : l’offre reste en ligne telle qu’elle était")),
            class_name="office-tick",
        ),
        el.label(
            el.input(type="radio", name="quoi", value="offre"),
            el.span(fr("L’offre entière : elle quitte les offres")),
            class_name="office-tick",
        ),
        class_name="office-ticks",
    )
    return elements.dialog(
        "refus",
        "Refuser",
        _form(
            "refuser",
            rx.cond(here["may_keep_text"] != "", what),
            el.fieldset(el.legend("Motif"), *choices, class_name="office-ticks"),
            _words("refus-mots", "Quelques mots de plus, si vous voulez"),
            el.p(OfferDesk.refusal, role="alert", class_name="error"),
            el.button("Refuser", type="submit", class_name="button desk-sure"),
        ),
    )
