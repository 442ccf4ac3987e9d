"""The card of the round on the phone: the situation, the empty chair, the events, what the vote revealed."""

import reflex as rx

from irdsu_app.coop import dressing
from irdsu_app.coop.easy import easy_text
from irdsu_app.coop.look import sign
from irdsu_app.coop.playing import card, each, pace, talk
from irdsu_app.design.typography import fr

el = rx.el


def situation() -> rx.Component:
    """The card of the round, whole."""
    return rx.cond(
        card["situation"] != "",
        el.article(
            el.p(
                sign("lieu"),
                el.span(card["place_name"]),
                el.span(card["theme"], class_name="theme"),
                class_name="card-place",
            ),
            el.h3(card["title"]),
            el.p(card["scene"], class_name="scene"),
            easy_text(card["easy"]),
            el.p(
                el.span("L’action proposée", class_name="label"),
                el.span(card["action"], class_name="action-words"),
                class_name="action",
            ),
            el.p("Niveau demandé\u00a0: ", el.b(card["level"]), class_name="weight"),
            el.p(fr("Particulièrement concernés : "), card["concerned"].join(", "), class_name="meta"),
            class_name="coop-card situation",
        ),
        el.p(
            rx.cond(
                pace["hosted"],
                fr("La personne qui anime choisit une situation. Regardez la carte : où cela se passera-t-il ?"),
                fr("Une situation va être tirée. Regardez la carte : où cela se passera-t-il ?"),
            ),
            class_name="wait",
        ),
    )


def chair() -> rx.Component:
    """Who is on the empty chair, and the sentence it has received."""
    return rx.cond(
        card["chair"] != "",
        el.p(
            sign("chaise"),
            el.span("La chaise vide\u00a0: ", el.b(card["chair"])),
            rx.cond(talk["chair_said"] != "", el.q(talk["chair_said"])),
            class_name="chair",
        ),
    )


def events() -> rx.Component:
    """The events of the round: what they change first, the card behind."""
    return each(
        card["events"],
        lambda event: el.article(
            el.p(sign("evenement"), el.span("Événement\u00a0: ", el.b(event["title"])), class_name="event-title"),
            el.p(event["effect"]),
            el.details(el.summary("Lire la carte"), el.p(event["text"], class_name="scene"), easy_text(event["easy"])),
            class_name="event-note",
        ),
    )


def revealed() -> rx.Component:
    """The numbers at once, who speaks first, the conditions without their authors."""
    first = talk["first"]
    return el.div(
        rx.cond(
            first["known"],
            el.dl(
                *[
                    el.div(el.dt(sign(mark, wide=True), words), el.dd(first[key]), class_name=f"tally {kind}")
                    for key, words, mark, kind in (
                        ("coop", dressing.word("coop"), "coop", "coop"),
                        ("no", dressing.word("not_coop"), "pas-coop", "not"),
                        ("passed", "Je passe", "passe", "pass"),
                    )
                ],
                class_name="tallies",
            ),
        ),
        rx.cond(
            talk["observers"]["known"],
            el.p(
                fr("En observation, comptées à part : "),
                talk["observers"]["coop"],
                " ",
                dressing.word("coop_said"),
                ", ",
                talk["observers"]["no"],
                " ",
                dressing.word("not_said"),
                ", ",
                talk["observers"]["passed"],
                " je passe.",
                class_name="meta",
            ),
        ),
        rx.match(
            talk["camp"],
            ("coop", el.p(dressing.first_to_speak("coop_said"), class_name="asked")),
            ("not", el.p(dressing.first_to_speak("not_said"), class_name="asked")),
            rx.fragment(),
        ),
        conditions(),
    )


def conditions() -> rx.Component:
    """The conditions, mixed."""
    return rx.cond(
        talk["conditions"].length() > 0,
        el.section(
            el.h3("À condition que…"),
            el.ul(each(talk["conditions"], lambda text: el.li(text)), class_name="said-list"),
        ),
    )
