"""The debate on the phone: ask to speak, write, listen, lend a voice."""

import reflex as rx
from reflex_base.vars import VarData

from irdsu_app.coop import dressing
from irdsu_app.coop.debating import CHAIR_COMES
from irdsu_app.coop.game import TRACE_LENGTH
from irdsu_app.coop.outbox import play, typed
from irdsu_app.coop.playing import From, card, each, gesture, me, option, options, pace, plays, refused, talk, writing
from irdsu_app.coop.seat_round import conditions
from irdsu_app.coop.seat_vote import condition
from irdsu_app.design.typography import fr

el = rx.el
VOICES = (("character", "En personnage"), ("self", "En mon nom"))


def debate() -> rx.Component:
    """To speak, to write, to listen."""
    return el.div(
        _floor(),
        _prompt(),
        rx.cond(
            plays,
            rx.cond(
                pace["written"],
                _written_debate(),
                rx.cond(me["listens"], _listening(), el.div(_ask(), _lend())),
            ),
            condition(),
        ),
        rx.cond(plays & ~pace["written"], _aside()),
        conditions(),
        _arguments(),
    )


def _prompt() -> rx.Component:
    """Without anybody to lead, what starts the debate again is shown half-way (section 15)."""
    half = (pace["deadline"].to(float) - pace["total"].to(float) / 2).to(float)
    return rx.cond(
        ~pace["hosted"] & (pace["deadline"] > 0),
        From.create(
            el.p(el.span("Pour relancer", class_name="label"), card["prompt"], class_name="notice", role="note"),
            at=half,
            before="",
        ),
    )


def _floor() -> rx.Component:
    floor = talk["floor"]
    voice = rx.match(floor[0]["voice"], ("character", "en personnage"), ("chair", "pour la chaise vide"), "en son nom")
    return rx.cond(
        floor.length() > 0,
        rx.cond(
            me["speaks"],
            el.div(
                el.p(fr("Vous avez la parole."), class_name="asked"),
                gesture("J’ai fini", play("finish_speaking")),
                refused("finish_speaking"),
                class_name="floor mine",
            ),
            el.p(el.b(floor[0]["name"]), " a la parole, ", voice, ".", class_name="floor"),
        ),
    )


def _ask() -> rx.Component:
    queue = talk["queue"]
    place = rx.Var(
        f"({queue!s}.findIndex((each) => each.person === {me['id']!s}) + 1)",
        _var_data=VarData.merge(queue._get_all_var_data(), me._get_all_var_data()),
    ).to(int)
    return rx.cond(
        me["speaks"],
        rx.fragment(),
        el.section(
            el.h3("Demander la parole"),
            options(
                "Demander la parole",
                *[
                    option(
                        words,
                        play("speak", voice=voice),
                        chosen=me["asked"] == voice,
                        first=(me["asked"] == "") & (voice == "character"),
                        kind="voice",
                    )
                    for voice, words in VOICES
                ],
                kind="two",
            ),
            refused("speak", "unspeak"),
            rx.cond(
                me["asked"] != "",
                el.div(
                    el.p(
                        rx.cond(
                            place > 1,
                            el.span(place - 1, fr(" avant vous dans la file.")),
                            rx.cond(
                                place == 1, fr("Vous êtes la prochaine personne à parler."), fr("Demande envoyée.")
                            ),
                        ),
                        role="status",
                    ),
                    gesture("Laisser ma place", play("unspeak"), second=True),
                ),
                el.p(
                    rx.cond(
                        queue.length() > 0,
                        el.span(queue.length(), " dans la file de parole."),
                        fr("Personne dans la file de parole."),
                    ),
                    class_name="meta",
                ),
            ),
            class_name="step",
        ),
    )


def _lend() -> rx.Component:
    return rx.cond(
        me["may_lend"] & ~me["speaks"],
        el.section(
            el.h3(dressing.event_title(CHAIR_COMES)),
            el.p(fr("Vous n’avez pas encore parlé : lui prêtez-vous votre voix une minute, sans interruption ?")),
            gesture("Prêter ma voix à la chaise", play("lend_voice"), second=True),
            refused("lend_voice"),
            class_name="step",
        ),
    )


def _listening() -> rx.Component:
    return el.div(
        el.p(fr("À ce tour, votre équipage est dans le cercle qui écoute. Notez une condition."), class_name="notice"),
        condition(),
    )


def _written_debate() -> rx.Component:
    reading = el.section(
        el.h3("À lire à voix haute"),
        rx.cond(
            me["to_read"].length() > 0,
            el.div(
                el.p(fr("Une autre personne a écrit ceci. Lisez-le à toute la salle.")),
                el.ul(each(me["to_read"], lambda text: el.li(text)), class_name="said-list"),
            ),
            el.p(fr("Rien à lire pour vous : écoutez.")),
        ),
        class_name="step",
    )
    return rx.cond(pace["reading"], reading, _argue("Votre argument"))


def _argue(title: str) -> rx.Component:
    return el.section(
        el.h3(title),
        writing("argument", "Ce que vous voulez dire", TRACE_LENGTH, rows=3),
        el.p(
            *[
                gesture(words, play("argue", text=typed("argument"), clears=("argument",), voice=voice), second=True)
                for voice, words in VOICES
            ],
            class_name="button-row",
        ),
        refused("argue"),
        class_name="step",
    )


def _aside() -> rx.Component:
    return el.div(
        el.details(el.summary("Argument écrit"), _argue("Argument écrit"), class_name="fold"),
        rx.cond(~me["listens"], el.details(el.summary("Noter une condition"), condition(), class_name="fold")),
        rx.cond(
            card["chair"] != "",
            el.details(
                el.summary(
                    "Une phrase pour la chaise vide",
                    rx.cond(talk["chair_said"] == "", el.span("attendue", class_name="tag waiting")),
                ),
                writing("chaise", "Que dirait cette personne ?", TRACE_LENGTH, value=talk["chair_said"]),
                gesture(
                    "Donner cette phrase à la chaise",
                    play("chair", text=typed("chaise"), clears=("chaise",)),
                    second=True,
                ),
                refused("chair"),
                class_name="fold",
            ),
        ),
    )


def _arguments() -> rx.Component:
    return rx.cond(
        talk["arguments"].length() > 0,
        el.section(
            el.h3("Arguments écrits"),
            el.ul(
                each(
                    talk["arguments"],
                    lambda a: el.li(
                        el.span(rx.cond(a["voice"] == "self", "En son nom", "En personnage"), class_name="meta"),
                        rx.cond(a["name"] != "", el.span(" · ", a["name"], class_name="meta")),
                        el.br(),
                        a["text"],
                    ),
                ),
                class_name="said-list",
            ),
        ),
    )
