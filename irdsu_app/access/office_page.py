"""The frame of every page of the organisers' office, and its home: sign in, the desks, one's visits."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from irdsu_app.access import passkey_screen, roles
from irdsu_app.access.office import HERE, Office
from irdsu_app.design import elements, layout
from irdsu_app.design.typography import fr

el = rx.el


@dataclass(frozen=True)
class Desk:
    """A desk that the home of the office opens, for those who answer for its product."""

    role: str
    title: str
    text: str
    address: str


SHARED = (
    Desk(HERE, "Courriels", "Ce qui attend, ce qui est parti, ce qui a été refusé et pourquoi.", "/bureau/courriers"),
    Desk("all", "Équipe", "Qui entre au bureau, et pour quoi.", "/bureau/equipe"),
    Desk("all", "Journal", "Ce que l’équipe a fait, et quand.", "/bureau/journal"),
)


def page(title: str, *content: rx.Component, role: str = HERE) -> rx.Component:
    """A page of the office: its content only for a visit that holds, with this role when one is named.

    Its `on_load` must begin with `Office.enter`.
    """
    back = el.p(el.a(fr("Retour au bureau"), href="/bureau"), class_name="office-back")
    return layout.page(el.h1(fr(title)), opened(*([] if title == HOME else [back]), *content, role=role))


def opened(*content: rx.Component, role: str = HERE) -> rx.Component:
    """The content once the visit and its role are known; what to do otherwise."""
    return rx.cond(
        Office.holds.contains(role),
        el.div(*content, class_name="fill"),
        rx.cond(
            Office.entered > 0,
            rx.cond(Office.holds.contains(HERE), _not_yours(role), _closed()),
            el.p("Le bureau s’ouvre…", class_name="meta opening", role="status"),
        ),
    )


def _closed() -> rx.Component:
    return el.div(
        el.h2("Réservé aux organisateurs"),
        rx.cond(Office.notice != "", el.p(Office.notice, role="alert", class_name="notice alert")),
        el.p(fr("Pour entrer, demandez un lien : il arrive par courriel.")),
        el.p(
            elements.button_link("Se connecter", "/connexion"),
            elements.button_link("Revenir à l’accueil", "/", second=True),
            class_name="button-row",
        ),
        class_name="missing",
    )


def _not_yours(role: str) -> rx.Component:
    name = roles.WORDS.get(role, role)
    return el.div(
        el.h2("Cette page n’est pas dans vos rôles"),
        el.p(fr(f"Elle demande le rôle « {name} ». Demandez-le à qui tient l’équipe.")),
        el.p(elements.button_link("Retour au bureau", "/bureau"), class_name="button-row"),
        class_name="missing",
    )


def leave(class_name: str = "button second") -> rx.Component:
    """The button that ends the visit."""
    return elements.post_form(el.button("Sortir", type="submit", class_name=class_name), action="/bureau/sortir")


def sign_in() -> rx.Component:
    """Ask for a link by mail: one field, and the same answer whoever asks."""
    return layout.page(
        el.h1("Connexion"),
        el.p(
            fr("Pour l’équipe qui anime les outils de l’IR-DSU. Le reste du site se lit sans compte."),
            class_name="lead",
        ),
        rx.cond(Office.sent != "", el.p(Office.sent, role="status", class_name="notice success")),
        rx.cond(Office.notice != "", el.p(Office.notice, role="alert", class_name="notice alert")),
        rx.cond(
            Office.holds.contains(HERE),
            el.p(elements.button_link("Ouvrir le bureau", "/bureau"), class_name="button-row"),
            el.div(
                elements.post_form(
                    elements.field(
                        "Votre adresse électronique",
                        "email",
                        kind="email",
                        hint="Un lien vous arrive, sans mot de passe.",
                    ),
                    elements.button("Recevoir un lien"),
                    action="/connexion",
                ),
                passkey_screen.enter(),
            ),
        ),
        el.p(
            fr("Nous gardons votre adresse tant que vous êtes dans l’équipe. "),
            el.a(fr("Données personnelles"), href="/donnees-personnelles"),
            class_name="meta",
        ),
    )


def come_in() -> rx.Component:
    """The page of a one-time link: opening it uses nothing, its button does."""
    return layout.page(
        el.h1("Le bureau de l’IR-DSU"),
        el.p(fr("Ce lien ouvre le bureau à la personne qui l’a demandé."), class_name="lead"),
        el.p(fr("Il sert une seule fois ; votre visite dure douze heures dans ce navigateur.")),
        elements.post_form(elements.button("Entrer"), action="?"),
    )


HOME = "Le bureau"


def home(desks: Sequence[Desk]) -> rx.Component:
    """What this organiser may open, and where they are signed in."""
    return page(
        HOME,
        el.p(Office.greeting, class_name="lead"),
        el.p(Office.said, role="status", class_name="meta"),
        el.section(
            el.h2("Ouvrir", id="ouvrir"),
            el.ul(*[_desk(each) for each in (*desks, *SHARED)], class_name="office-desks"),
            aria_labelledby="ouvrir",
        ),
        el.section(
            el.h2("Mes visites", id="visites"),
            el.p(
                fr("Une visite pour chaque navigateur d’où vous entrez. Elle se ferme seule au bout de douze heures.")
            ),
            el.ul(rx.foreach(Office.visits, _visit), class_name="plain-list"),
            el.div(
                rx.cond(
                    Office.visits.length() > 1,
                    elements.button("Fermer toutes les autres", second=True, on_click=Office.close_others),
                ),
                leave(),
                class_name="button-row",
            ),
            aria_labelledby="visites",
        ),
        passkey_screen.mine(Office.keys),
    )


def _desk(desk: Desk) -> rx.Component:
    return rx.cond(
        Office.holds.contains(desk.role),
        el.li(
            el.a(fr(desk.title), href=desk.address), el.p(fr(desk.text), class_name="meta"), class_name="office-desk"
        ),
    )


def _visit(visit: Any) -> rx.Component:
    return el.li(
        el.div(
            el.strong(visit["browser"]),
            el.p("Entrée le ", visit["since"], ", vue le ", visit["seen"], class_name="meta"),
        ),
        rx.cond(
            visit["here"] != "",
            elements.tag("Ce navigateur"),
            el.button(
                "Fermer cette visite",
                elements.visually_hidden(rx.Var.create(" : ") + visit["browser"]),
                type="button",
                on_click=Office.close(visit["id"]),
                class_name="button second",
            ),
        ),
        class_name="office-row",
    )
