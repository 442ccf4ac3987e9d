"""The page of the person who leads: on a laptop or a phone, what to say and do now, and everything within reach."""

import reflex as rx

from irdsu_app.coop import host_guide, host_now, host_people, host_room, host_round
from irdsu_app.coop.frames import Shortcuts, frame, missing
from irdsu_app.coop.outbox import outbox
from irdsu_app.coop.state import Table
from irdsu_app.coop.telling import among, announcement, code, countdown, phase, round_words, told
from irdsu_app.design import elements
from irdsu_app.design.typography import fr

el = rx.el


def lead() -> rx.Component:
    """The page; without the lead, it asks for the code that gives it."""
    leads = Table.hosting["leads"].to(bool)
    return frame(
        rx.cond(
            (Table.problem != "") & (Table.entered == 0),
            el.main(missing(), id="contenu", tab_index=-1),
            rx.cond(leads, _desk(), rx.cond(Table.entered > 0, _ask_code(), _opening())),
        ),
        el.div(on_unmount=Table.leave),
    )


def _opening() -> rx.Component:
    return el.main(
        el.h1("Animer la partie"), el.p("Ouverture de la partie…"), id="contenu", tab_index=-1, class_name="missing"
    )


def _desk() -> rx.Component:
    return el.div(
        el.header(
            el.a("IR-DSU", href="/", class_name="brand"),
            el.h1("Animer la partie", class_name="bar-title"),
            el.p("Code ", el.strong(code(), class_name="code"), class_name="bar-code"),
            host_guide.opener(),
            class_name="host-bar",
        ),
        el.main(
            el.div(
                host_now.now(),
                el.div(
                    rx.cond(phase == "lobby", host_room.lobby(), host_round.round_()),
                    id="moment",
                    tab_index=-1,
                    class_name="host-middle",
                ),
                el.div(host_people.floor(), host_people.people(), host_room.room(), class_name="host-side"),
                class_name="host-columns",
            ),
            id="contenu",
            tab_index=-1,
        ),
        _bar(),
        host_guide.drawer(),
        announcement("say"),
        Shortcuts.create(),
        class_name="host",
        custom_attrs={"data-phase": phase, "data-n": Table.pace["n"]},
    )


def _bar() -> rx.Component:
    return el.footer(
        el.div(
            el.p(round_words(), el.span(told("title"), class_name="phase-tag"), class_name="where-we-are"),
            outbox(),
            countdown(),
            class_name="host-where",
        ),
        host_now.gestures(),
        rx.cond(among("closed"), el.a("Voir le bilan", href="/coop/" + Table.code + "/bilan", class_name="button")),
        class_name="host-controls",
    )


def _ask_code() -> rx.Component:
    return el.main(
        el.h1("Prendre l’animation"),
        el.p(
            fr(
                "La personne qui anime peut afficher un code d’animation, dans « La salle », « Confier l’animation ». "
                "Personne ne perd la main : on anime à plusieurs."
            )
        ),
        rx.cond(Table.problem != "", el.p(Table.problem, role="alert", class_name="notice alert")),
        elements.post_form(
            elements.field(
                "Code d’animation", "code", kind="code", hint="Dix lettres ou chiffres, avec ou sans tiret."
            ),
            el.button("Prendre l’animation", type="submit", class_name="button"),
            action="/coop/" + Table.code + "/animer",
        ),
        el.p(
            el.a("Entrer dans la partie", href="/coop/" + Table.code, class_name="button second"),
            class_name="button-row",
        ),
        id="contenu",
        tab_index=-1,
        class_name="missing",
    )
