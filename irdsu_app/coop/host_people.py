"""The people, for whoever leads: the queue of speech, who is there, who leads too, a seat to free."""

from typing import Any

import reflex as rx

from irdsu_app.coop import dressing
from irdsu_app.coop.outbox import play
from irdsu_app.coop.state import Table
from irdsu_app.coop.sure import sure
from irdsu_app.coop.telling import phase
from irdsu_app.coop.views import PersonSeen, SpeechSeen
from irdsu_app.design.typography import fr

el = rx.el
talk = Table.talk


def floor() -> rx.Component:
    """The queue of speech, while there is a debate."""
    speaking, queue = talk["floor"].to(list[SpeechSeen]), talk["queue"].to(list[SpeechSeen])
    return rx.cond(
        (phase == "debate") | (phase == "reveal"),
        el.section(
            el.h2("La parole"),
            rx.foreach(
                speaking,
                lambda speech: el.div(
                    el.p(el.b(speech["name"]), ", ", _voice(speech)),
                    el.button(
                        "Terminer la prise de parole",
                        type="button",
                        on_click=play("end_floor"),
                        class_name="button second",
                    ),
                    class_name="speaking-now",
                ),
            ),
            rx.cond(
                queue.length() > 0,
                el.ol(rx.foreach(queue, _waiting), class_name="queue"),
                el.p(fr("Personne n’attend la parole."), class_name="meta"),
            ),
            el.p(
                fr("Qui n’a pas encore parlé : "),
                el.b(Table.hosting["unheard"]),
                class_name="received",
            ),
            class_name="host-floor",
        ),
    )


def _voice(speech: Any) -> rx.Var[str]:
    return dressing.words(dressing.VOICES, speech["voice"].to(str))


def _waiting(speech: Any) -> rx.Component:
    return el.li(
        el.span(el.b(speech["name"]), ", ", _voice(speech)),
        rx.cond(
            phase == "debate",
            el.button(
                "Donner la parole",
                el.span(" à ", speech["name"], class_name="visually-hidden"),
                type="button",
                on_click=play("give_floor", person=speech["person"]),
                class_name="button second",
            ),
        ),
    )


def people() -> rx.Component:
    """Who is there, who is to reconnect; what may be done for each."""
    here = Table.hosting["people"].to(list[PersonSeen])
    return el.section(
        el.h2("Les personnes (", Table.people["here"].to(str), ")"),
        rx.cond(
            here.length() > 1,
            rx.fragment(),
            el.p(fr("Personne n’est encore entré : partagez le code ou le QR."), class_name="meta"),
        ),
        el.ul(rx.foreach(here, _person), class_name="people-list"),
        class_name="host-people",
    )


def _person(person: Any) -> rx.Component:
    them = person["id"].to(str)
    myself = them == Table.mine["id"].to(str)
    return el.li(
        el.details(
            el.summary(
                el.span(person["name"], class_name="person-name"),
                rx.cond(person["leads"].to(bool), el.span("anime", class_name="tag")),
                el.span(person["state"], class_name="person-state", custom_attrs={"data-state": person["state"]}),
            ),
            rx.cond(person["characters"] != "", el.p(person["characters"], class_name="meta")),
            el.div(
                rx.cond(
                    phase == "debate",
                    el.button(
                        "Donner la parole",
                        el.span(" à ", person["name"], class_name="visually-hidden"),
                        type="button",
                        on_click=play("give_floor", person=them),
                        class_name="button second",
                    ),
                ),
                el.button(
                    rx.cond(person["leads"].to(bool), "Retirer l’animation", "Confier aussi l’animation"),
                    el.span(" à ", person["name"], class_name="visually-hidden"),
                    type="button",
                    on_click=play("lead", person=them, on=~person["leads"].to(bool)),
                    class_name="button second",
                ),
                rx.cond(
                    myself,
                    rx.fragment(),
                    sure(
                        "retirer-" + them,
                        "Libérer la place",
                        "Libérer la place\u202f?",
                        fr(
                            "Cette personne quitte la partie et ne peut plus y revenir. Rien n’est annoncé à l’écran ; "
                            "ce que son équipage a fait reste."
                        ),
                        "Libérer la place",
                        play("kick", person=them),
                        spoken=" de " + person["name"].to(str),
                    ),
                ),
                class_name="button-row",
            ),
        ),
    )
