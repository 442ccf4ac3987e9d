"""The situation on the phone, what was revealed, and the debate: ask to speak, write, listen, lend a voice."""

import reflex as rx
from reflex_base.vars import VarData

from irdsu_app.coop.game import TRACE_LENGTH
from irdsu_app.coop.look import sign
from irdsu_app.coop.outbox import play, typed
from irdsu_app.coop.playing import card, each, gesture, me, option, options, pace, plays, refused, talk, writing
from irdsu_app.coop.seat_vote import condition
from irdsu_app.design.typography import fr

el = rx.el
VOICES = (("character", "En personnage"), ("self", "En mon nom"))


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
            fr("La personne qui anime choisit une situation. Regardez la carte : où cela se passera-t-il ?"),
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
            el.details(el.summary("Lire la carte"), el.p(event["text"])),
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
                        ("coop", "COOP", "coop", "coop"),
                        ("no", "Pas COOP", "pas-coop", "not"),
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
                " COOP, ",
                talk["observers"]["no"],
                " pas COOP, ",
                talk["observers"]["passed"],
                " je passe.",
                class_name="meta",
            ),
        ),
        rx.match(
            talk["camp"],
            ("coop", el.p(fr("Les voix COOP parlent d’abord."), class_name="asked")),
            ("not", el.p(fr("Les voix pas COOP parlent d’abord."), class_name="asked")),
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


def debate() -> rx.Component:
    """To speak, to write, to listen."""
    return el.div(
        _floor(),
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
            el.h3("La chaise se remplit"),
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
