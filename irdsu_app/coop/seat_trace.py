"""To leave a trace: the second vote, the currents, the notebook, and what the events of the end of a round ask."""

from typing import Any

import reflex as rx

from irdsu_app.coop import dressing
from irdsu_app.coop.game import TRACE_LENGTH
from irdsu_app.coop.guide import guide
from irdsu_app.coop.look import sign
from irdsu_app.coop.outbox import play, typed
from irdsu_app.coop.playing import (
    board,
    card,
    each,
    gesture,
    me,
    option,
    options,
    pace,
    plays,
    refused,
    talk,
    writing,
)
from irdsu_app.coop.seat_vote import answered, feelings, second_vote
from irdsu_app.design.typography import fr

el = rx.el
ARTICLE, LETTER = "E11", "E13"
KINDS = (("agreement", "Noter un accord", "accord"), ("disagreement", "Noter un désaccord", "desaccord"))


def _event(name: str) -> rx.Var[bool]:
    events = card["events"]
    return rx.Var(f"{events!s}.some((event) => event.id === '{name}')", _var_data=events._get_all_var_data()).bool()


def trace() -> rx.Component:
    """The end of the round."""
    return el.div(
        _outcome_line(),
        second_vote(),
        rx.cond(plays, el.div(feelings(), answered("Deuxièmes votes reçus", ""))),
        rx.cond(plays | (me["kind"] == "host"), note()),
        rx.cond(plays & _event(ARTICLE), _forgotten()),
        rx.cond(me["reopens"], _reopen()),
        rx.cond(
            talk["reopened"] != "",
            el.p(el.span("On y revient une minute", class_name="label"), talk["reopened"], class_name="notice"),
        ),
        notebook(),
        _readings(),
    )


def _outcome_line() -> rx.Component:
    said = guide().phrases
    return rx.cond(
        talk["revealed"],
        el.p(
            "Promis ",
            el.b(talk["promised"]),
            ", versé ",
            el.b(talk["staked"]),
            ", seuil ",
            el.b(talk["threshold"]),
            ". ",
            rx.cond(talk["reached"], said.reached, said.missed),
        ),
        rx.cond(
            card["decision"] == "give_up",
            el.p(said.given_up),
            rx.cond(card["decision"] == "suspend", el.p(fr("L’action est suspendue, pour en parler."))),
        ),
    )


def note() -> rx.Component:
    """One sentence, an agreement or a disagreement."""
    return el.section(
        el.h3("Le carnet"),
        writing(
            "trace",
            "Une phrase, au moins",
            TRACE_LENGTH,
            hint="« Nous sommes d’accord pour dire que… » ou « Nous restons en désaccord sur… »",
        ),
        el.p(
            *[
                gesture(
                    el.span(sign(mark), words),
                    play("note", text=typed("trace"), clears=("trace",), kind=kind),
                    second=True,
                )
                for kind, words, mark in KINDS
            ],
            class_name="button-row",
        ),
        refused("note"),
        class_name="step",
    )


def notebook() -> rx.Component:
    """All the traces; one's own may be taken back."""
    return el.section(
        el.h3("Les traces"),
        rx.cond(
            board["traces"].length() > 0,
            el.ul(each(board["traces"], _trace), class_name="traces-list"),
            el.p(guide().phrases.no_trace, class_name="meta"),
        ),
        refused("unnote"),
    )


def _trace(written: Any) -> rx.Component:
    agreed = written["kind"] == "agreement"
    return el.li(
        rx.cond(agreed, sign("accord"), sign("desaccord")),
        el.span(
            el.span(rx.cond(agreed, "Accord", "Désaccord"), ", tour ", written["round"], class_name="meta"),
            el.br(),
            written["text"],
        ),
        rx.cond(
            me["traces"].contains(written["id"]),
            gesture(
                "Reprendre",
                play("unnote", id=written["id"]),
                second=True,
                custom_attrs={"aria-label": fr("Reprendre : ") + written["text"]},
            ),
        ),
    )


def _forgotten() -> rx.Component:
    return el.section(
        el.h3(dressing.event_title(ARTICLE)),
        writing("article", "Ce que l’article a oublié, en une phrase", TRACE_LENGTH),
        gesture(
            "Dire ce qui manque",
            play("argue", text=typed("article"), clears=("article",), voice="character"),
            second=True,
        ),
        refused("argue"),
        class_name="step",
    )


def _reopen() -> rx.Component:
    return el.section(
        el.h3(dressing.event_title(LETTER)),
        el.p(fr("Vous avez peu parlé à ce tour : choisissez un désaccord noté plus tôt. On y revient une minute.")),
        options(
            "Un désaccord à reprendre",
            each(
                board["traces"],
                lambda written: rx.cond(
                    (written["kind"] == "disagreement") & (written["round"] < pace["round"]),
                    option(
                        written["text"],
                        play("reopen", trace=written["id"]),
                        chosen=talk["reopened"] == written["text"],
                        first=True,
                        kind="rank",
                    ),
                ),
            ),
            kind="rows",
        ),
        refused("reopen"),
        class_name="step",
    )


def _readings() -> rx.Component:
    return rx.cond(
        card["coop"] != "",
        el.details(
            el.summary("Deux lectures de la carte"),
            el.p(el.span("On peut y lire de la COOP", class_name="label"), card["coop"]),
            el.p(el.span("On peut y lire du pas COOP", class_name="label"), card["not_coop"]),
            el.p(fr("Aucune n’est la bonne."), class_name="meta"),
            class_name="fold",
        ),
    )
