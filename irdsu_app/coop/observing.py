"""The page of those who observe: both votes, counted apart, and conditions; no energy, no character."""

import reflex as rx

from irdsu_app.coop import big_moments, big_pledges, dressing
from irdsu_app.coop.cards import situation_card
from irdsu_app.coop.frames import frame, missing
from irdsu_app.coop.game import CONDITION_LENGTH
from irdsu_app.coop.guide import guide
from irdsu_app.coop.look import sign
from irdsu_app.coop.outbox import outbox, play, typed
from irdsu_app.coop.state import Table
from irdsu_app.coop.telling import announcement, countdown, in_round, line, paused, phase, round_words, told
from irdsu_app.design import elements
from irdsu_app.design.typography import fr

el = rx.el


def observe() -> rx.Component:
    """The page; without a seat, the form that gives one."""
    return frame(
        rx.cond(
            (Table.problem != "") & (Table.entered == 0),
            el.main(missing(), id="contenu", tab_index=-1),
            rx.cond(Table.seated, _seat(), _door()),
        ),
        el.div(on_unmount=Table.leave),
    )


def _door() -> rx.Component:
    return el.main(
        el.h1("Observer la partie"),
        el.p(fr("Vous voterez, à part, et vous pourrez écrire des conditions. Vous ne portez pas de personnage.")),
        rx.cond(Table.problem != "", el.p(Table.problem, role="alert", class_name="notice alert")),
        elements.post_form(
            elements.field("Prénom ou pseudonyme", "nom"),
            el.input(type="hidden", name="role", value="observer"),
            el.button("Entrer", type="submit", class_name="button"),
            action="/coop/" + Table.code + "/entrer",
        ),
        el.p(
            el.a("Plutôt jouer", href="/coop/" + Table.code, class_name="button second"),
            class_name="button-row",
        ),
        id="contenu",
        tab_index=-1,
        class_name="missing",
    )


def _seat() -> rx.Component:
    return el.div(
        el.header(
            el.a("IR-DSU", href="/", class_name="brand"),
            el.h1("Observer", class_name="bar-title"),
            el.div(round_words(), el.h2(told("title"), class_name="phase-tag"), class_name="where-we-are"),
            countdown(),
            outbox(),
            class_name="host-bar",
        ),
        el.main(
            rx.cond(paused, el.p("La partie est en pause.", class_name="notice")),
            el.div(
                rx.match(
                    phase,
                    ("stance", _vote("vote", guide().phrases.stance_first, Table.mine["stance"])),
                    ("trace", _vote("judge", guide().phrases.stance_again, Table.mine["judged"])),
                    ("reveal", el.div(big_moments.reveal(), _condition())),
                    ("debate", el.div(big_moments.debate(), _condition())),
                    ("transform", big_moments.transform()),
                    ("outcome", big_pledges.outcome()),
                    ("debrief", _to_debrief()),
                    ("closing", _to_debrief()),
                    ("closed", _to_debrief()),
                    el.p(told("plateau"), class_name="lead"),
                ),
                id="moment",
                tab_index=-1,
            ),
            rx.cond(
                in_round & (Table.card["situation"].to(str) != ""),
                situation_card(dressing.situation(), action=Table.card["action"].to(str)),  # pyright: ignore[reportArgumentType]
            ),
            id="contenu",
            tab_index=-1,
            class_name="observer-main",
        ),
        announcement(),
        class_name="observer",
    )


def _vote(do: str, question: str, mine: rx.Var) -> rx.Component:
    choices = (
        ("coop", dressing.word("coop"), "coop"),
        ("not", dressing.word("not_coop"), "pas-coop"),
        ("pass", "Je passe", "passe"),
    )
    return el.section(
        el.p(dressing.guided(question), class_name="question"),
        el.div(
            *[
                el.button(
                    sign(shape, wide=True),
                    words,
                    type="button",
                    on_click=play(do, stance=stance),
                    custom_attrs={"aria-pressed": rx.cond(mine == stance, "true", "false")},
                    class_name=f"stance {stance}",
                )
                for stance, words, shape in choices
            ],
            role="group",
            aria_label="Votre vote",
            class_name="stance-row",
        ),
        el.p(fr("Votre vote est compté à part, avec ceux des personnes en observation."), class_name="meta"),
    )


def _condition() -> rx.Component:
    return el.section(
        line("condition-observer", "À condition que…", CONDITION_LENGTH, hint="Anonyme, mélangée aux autres."),
        el.button(
            "Ajouter ma condition",
            type="button",
            on_click=play("condition", text=typed("condition-observer"), clears=("condition-observer",)),
            class_name="button second",
        ),
    )


def _to_debrief() -> rx.Component:
    return el.div(
        el.p(told("plateau"), class_name="lead"),
        el.p(
            el.a("Lire le bilan", href="/coop/" + Table.code + "/bilan", class_name="button"),
            class_name="button-row",
        ),
    )
