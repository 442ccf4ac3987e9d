"""What whoever leads says and does now: the sentence to say, what helps when it sticks, and the gestures of time."""

from typing import Any

import reflex as rx

from irdsu_app.coop import dressing, timing
from irdsu_app.coop.guide import guide
from irdsu_app.coop.outbox import play
from irdsu_app.coop.setting import EventTold
from irdsu_app.coop.state import Table
from irdsu_app.coop.sure import sure
from irdsu_app.coop.telling import among, answered, expected, in_round, number, paused, phase, rounds, told
from irdsu_app.coop.views import EventSeen
from irdsu_app.design.typography import fr

el = rx.el
_STEPS = guide().phases
NEXT = {
    "lobby": "Commencer : la boussole",
    "compass": "Les personnages",
    "characters": "Le premier tour",
    "discover": "B. Se placer",
    "stance": "C. Dévoiler",
    "reveal": "D. Débattre",
    "estimate": "D. Débattre",
    "debate": "E. Transformer",
    "transform": "F. S’engager, ou G. Laisser trace si l’on renonce",
    "bonus": "F. La promesse, sans le coup de pouce",
    "promise": "F. La mise secrète",
    "revise": "F. La mise secrète",
    "stake": "F. Le dévoilement",
    "outcome": "G. Laisser trace",
    "glasses": "Le tour suivant",
    "debrief": "La clôture",
    "closing": "Clore la partie",
}
"""What comes after each phase; after `trace` it depends on the rounds left."""
_MOMENTS = {
    "discover": "début de tour",
    "reveal": "avant le débat",
    "debate": "pendant le débat",
    "transform": "avant la transformation",
    "bonus": "avant l’engagement",
    "promise": "avant l’engagement",
    "trace": "fin de tour",
}
"""The moment whose events may be played in each phase; `timing.moments` decides."""


def now() -> rx.Component:
    """What to say, how many have answered, what to do when it sticks, the event that waits."""
    return el.section(
        el.h2(told("title")),
        el.p(told("say"), class_name="to-say"),
        rx.cond(
            expected > 0, el.p(_answers(), "\u00a0: ", el.b(answered), " sur ", el.b(expected), class_name="received")
        ),
        el.p(el.b("À l’écran\u00a0: "), told("plateau"), class_name="meta"),
        rx.match(phase, *[(name, _stuck(step.stuck)) for name, step in _STEPS.items() if step.stuck], rx.fragment()),
        _event(),
        class_name="host-now",
        aria_label="Maintenant",
    )


def _answers() -> rx.Component | rx.Var:
    return rx.match(
        phase,
        ("stance", "Votes reçus"),
        ("trace", "Deuxièmes votes reçus"),
        ("promise", "Promesses reçues"),
        ("stake", "Mises reçues"),
        ("transform", "Avis donnés"),
        ("closing", "Engagements écrits"),
        "Réponses reçues",
    )


def _stuck(advice: tuple[str, ...]) -> rx.Component:
    return el.details(
        el.summary("Quand ça coince"), el.ul(*[el.li(each) for each in advice], class_name="advice"), class_name="stuck"
    )


def _next_words() -> rx.Var[str]:
    after_round = rx.cond(
        number >= rounds,
        "Le bilan",
        rx.cond(
            (rounds == timing.ROUNDS[90]) & (number == timing.GLASSES_AFTER), "Changer de lunettes", "Le tour suivant"
        ),
    )
    known = rx.Var.create({name: fr(words) for name, words in NEXT.items()})[phase].to(str)
    return rx.cond(phase == "trace", after_round, known).to(str)


def gestures() -> rx.Component:
    """Next, with what comes; back; a minute more; pause."""
    return el.div(
        rx.cond(
            phase == "lobby",
            el.button(
                "Commencer la partie",
                type="button",
                on_click=play("start"),
                class_name="button next",
                custom_attrs={"data-keys": "n"},
            ),
            rx.cond(among("closing", "closed"), rx.fragment(), _next()),
        ),
        rx.cond(
            among("lobby", "closed"),
            rx.fragment(),
            el.div(
                rx.cond(
                    Table.pace["total"].to(float) > 0,
                    el.button(
                        "Une minute de plus",
                        type="button",
                        on_click=play("minute"),
                        disabled=Table.pace["extended"].to(bool),
                        class_name="button second",
                        custom_attrs={"data-keys": "+ ="},
                    ),
                ),
                rx.cond(
                    paused,
                    el.button(
                        "Reprendre",
                        type="button",
                        on_click=play("resume"),
                        class_name="button",
                        custom_attrs={"data-keys": "p"},
                    ),
                    rx.cond(
                        Table.pace["status"].to(str) == "En cours",
                        el.button(
                            "Mettre en pause",
                            type="button",
                            on_click=play("pause"),
                            class_name="button second",
                            custom_attrs={"data-keys": "p"},
                        ),
                    ),
                ),
                rx.cond(Table.hosting["may_go_back"].to(bool), _back()),
                class_name="time-gestures",
            ),
        ),
        rx.cond(among("closing"), _close(main=True)),
        class_name="host-gestures",
    )


def _next() -> rx.Component:
    return el.button(
        el.span("Passer au temps suivant", class_name="next-words"),
        el.span("Ensuite\u00a0: ", _next_words(), class_name="next-what"),
        type="button",
        on_click=play("next"),
        class_name="button next",
        custom_attrs={"data-keys": "n espace pagedown"},
    )


def _back() -> rx.Component:
    return sure(
        "revenir",
        "Revenir d’un temps",
        "Revenir d’un temps\u202f?",
        fr(
            "Le temps en cours recommence avant. Un vote déjà dévoilé ne se recache pas ; une promesse ou un vote pas "
            "encore dévoilés sont à refaire."
        ),
        "Revenir d’un temps",
        play("back"),
    )


def ends() -> rx.Component:
    """What ends the rounds, or the game: apart from the gestures of every minute."""
    return rx.fragment(
        rx.cond(
            in_round | among("characters", "compass", "glasses"),
            sure(
                "au-bilan",
                "Passer au bilan",
                "Passer au bilan\u202f?",
                fr("Le tour en cours s’arrête là. Gardez dix minutes pour le bilan : c’est là que le jeu travaille."),
                "Passer au bilan",
                play("to_debrief"),
            ),
        ),
        rx.cond(~among("lobby", "closing", "closed"), _close()),
    )


def _close(*, main: bool = False) -> rx.Component:
    return sure(
        "clore-enfin" if main else "clore",
        "Clore la partie",
        "Clore la partie\u202f?",
        fr(
            "Plus rien ne pourra être écrit. On ne garde que les répartitions et les totaux ; le bilan reste lisible "
            "trente jours."
        ),
        "Clore la partie",
        play("close"),
        main=main,
    )


def _event() -> rx.Component:
    waiting = Table.hosting["waiting_event"].to(str)
    here = rx.Var.create(_MOMENTS)[phase].to(str)
    return rx.cond(
        in_round,
        el.div(
            rx.cond(
                waiting != "",
                el.div(
                    el.p(el.b("Un événement attend\u00a0: "), waiting, "."),
                    el.div(
                        rx.cond(
                            waiting == here,
                            el.button(
                                "Jouer l’événement", type="button", on_click=play("event"), class_name="button second"
                            ),
                        ),
                        el.button(
                            "Ranger l’événement",
                            type="button",
                            on_click=play("skip_event"),
                            class_name="button second",
                        ),
                        class_name="button-row",
                    ),
                    class_name="waiting-event",
                ),
            ),
            rx.foreach(
                Table.card["events"].to(list[EventSeen]),
                lambda event: el.div(
                    el.p(el.b("Événement\u00a0: ", event["title"])),
                    el.p(event["text"]),
                    el.p(el.b(event["effect"])),
                    class_name="played-event",
                ),
            ),
            rx.match(
                phase,
                *[(name, _choose_event(moment)) for name, moment in _MOMENTS.items() if name != "bonus"],
                rx.fragment(),
            ),
            class_name="host-events",
        ),
    )


def _choose_event(moment: str) -> rx.Component:
    every, played = dressing.library["events"], Table.card["events"].to(list[EventSeen])
    left = rx.Var(
        f"({every}).filter((e) => e.moment === {rx.Var.create(moment)} && "
        f"!({played}).some((each) => each.id === e.id))",
        _var_type=list[EventTold],
    ).to(list[EventTold])

    def row(event: Any) -> rx.Component:
        return el.li(
            el.div(el.b(event["title"]), el.p(event["effect"], class_name="meta")),
            el.button(
                "Jouer",
                el.span(" « ", event["title"], " »", class_name="visually-hidden"),
                type="button",
                on_click=play("event", event=event["id"]),
                class_name="button second",
            ),
        )

    return el.details(el.summary("Jouer un événement choisi"), el.ul(rx.foreach(left, row), class_name="choices-list"))
