"""A second device at the desk: the key that its holder shows, and where one types it."""

import reflex as rx

from irdsu_app.brief.state import Desk, Room
from irdsu_app.design import elements
from irdsu_app.design.typography import fr
from irdsu_app.live.pages import refused

el = rx.el


def second_desk() -> rx.Component:
    """How to open the desk on a second device, with a key."""
    return el.details(
        el.summary("Télécommande et second pupitre"),
        el.p(fr("Sur l’autre appareil, ouvrez cette présentation avec son code, puis « Pupitre », et entrez la clé.")),
        el.p(el.code(rx.State.router.url.origin, "/presentation/", Room.code, "/pupitre")),
        el.button("Afficher une nouvelle clé", type="button", on_click=Desk.new_key, class_name="gesture"),
        rx.cond(Desk.key != "", el.p("Clé du pupitre : ", el.strong(Desk.key, class_name="code"), role="status")),
    )


def ask_key() -> rx.Component:
    """What is shown to whoever comes to the desk without its key."""
    return el.div(
        el.h2("Prendre le pupitre"),
        el.p(fr("La personne qui présente peut afficher une clé, dans « Télécommande et second pupitre ».")),
        refused(),
        elements.post_form(
            elements.field("Clé du pupitre", "cle", kind="code"),
            el.button("Entrer", type="submit", class_name="button"),
            action="/presentation/" + Room.code + "/pupitre",
        ),
        el.p(el.a("Suivre la présentation", href="/presentation/" + Room.code)),
        class_name="missing",
    )
