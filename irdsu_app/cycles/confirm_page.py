"""The page of a confirmation link: one button, then what one got."""

from typing import Any

import reflex as rx

from irdsu_app.cycles import frames
from irdsu_app.cycles.confirm_state import Confirming
from irdsu_app.design import elements, layout
from irdsu_app.design.typography import fr

el = rx.el


def confirming() -> rx.Component:
    """Confirm, then see one's places and ranks."""
    return layout.page(
        frames.styles(),
        rx.cond(Confirming.demonstration, frames.demo()),
        el.h1("Confirmer mon inscription"),
        rx.cond(
            Confirming.ready,
            rx.cond(
                Confirming.problem != "",
                _too_late(),
                rx.cond(Confirming.manage != "", _done(), _button()),
            ),
            el.p(fr(frames.OPENING), role="status"),
        ),
    )


def _button() -> rx.Component:
    return el.section(
        el.p(el.b("Bonjour ", Confirming.name), ",", class_name="lead"),
        el.p(
            fr("Encore un geste pour « "),
            Confirming.cycle,
            fr(" » : votre place est prise au moment où vous appuyez, dans l’ordre d’arrivée."),
        ),
        rx.cond(Confirming.refusal != "", el.p(Confirming.refusal, role="alert", class_name="notice alert")),
        el.p(
            rx.cond(
                Confirming.may_take_rest,
                elements.button("Prendre ce qui reste, et la liste d’attente", on_click=Confirming.take_rest),
                elements.button("Confirmer mon inscription", on_click=Confirming.confirm),
            ),
            class_name="button-row",
        ),
        class_name="letter plain",
    )


def _done() -> rx.Component:
    return el.section(
        el.h2(fr("C’est fait")),
        el.ul(rx.foreach(Confirming.got, _got), class_name="got"),
        el.p(
            fr(
                "Un courriel part pour chaque séance, avec le fichier agenda quand votre place est réservée. "
                "Votre lien personnel ouvre la page ci-dessous : gardez-le, il remplace un compte."
            )
        ),
        el.p(el.a("Gérer mes inscriptions", href=Confirming.manage, class_name="button"), class_name="button-row"),
        frames.Refocus.create(at=Confirming.acted, to="fait"),
        id="fait",
        tab_index=-1,
        class_name="letter plain",
        role="status",
    )


def _got(each: Any) -> rx.Component:
    return el.li(el.b(each["title"]), el.br(), frames.seat(each["said"], each["tone"]))


def _too_late() -> rx.Component:
    return el.div(
        el.p(Confirming.problem, role="alert", class_name="lead"),
        el.p(
            rx.cond(
                Confirming.slug_of != "",
                el.a("Revenir au formulaire", href=f"/cycles/{Confirming.slug_of}/inscription", class_name="button"),
                el.a("Voir les cycles", href="/cycles", class_name="button"),
            ),
            class_name="button-row",
        ),
    )
