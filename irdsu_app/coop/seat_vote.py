"""To stand somewhere, in secret: the compass, the two votes, the currents. What is chosen may change until the end."""

from typing import Any

import reflex as rx

from irdsu_app.coop import dressing
from irdsu_app.coop.game import CONDITION_LENGTH
from irdsu_app.coop.guide import guide
from irdsu_app.coop.outbox import play, typed
from irdsu_app.coop.playing import card, gesture, me, option, options, pace, plays, refused, writing, written
from irdsu_app.design.typography import fr

el = rx.el
STANCES = (
    ("coop", dressing.word("coop"), "coop"),
    ("not", dressing.word("not_coop"), "pas-coop"),
    ("pass", "Je passe", "passe"),
)
CURRENTS = ("confiance", "pouvoir", "lien")


def answered(what: str, done: str = "Vous avez répondu.") -> rx.Component:
    """How many have answered, and that one has; never who, never what."""
    return el.p(
        el.span(what, "\u00a0: ", el.b(pace["answered"]), " sur ", el.b(pace["expected"])),
        el.span(done, class_name="visually-hidden") if done else rx.fragment(),
        class_name="received",
    )


def compass(mine: rx.Var[int], *, again: bool = False) -> rx.Component:
    """Five postures, from « je » to « nous »; one's own is seen by nobody."""
    asked = "Pendant cette partie, le plus souvent : où étiez-vous ?" if again else "Dans mon travail, le plus souvent…"
    return el.div(
        el.p(fr(asked), class_name="asked") if again else rx.fragment(),
        options(
            "La boussole des postures",
            *[
                option(
                    posture["name"],
                    play("posture", n=number),
                    chosen=mine == number,
                    first=(mine == 0) & (number == 1),
                    kind="posture",
                    more=(
                        el.span(posture["gesture"], class_name="posture-gesture"),
                        el.span(fr("Sa force : "), posture["strength"], class_name="meta"),
                        el.span(fr("Son angle mort : "), posture["blind_spot"], class_name="meta"),
                    ),
                )
                for number, posture in enumerate(dressing.postures(), 1)
            ],
            kind="rows",
        ),
        refused("posture"),
        el.p(guide().phrases.compass, class_name="motto"),
        el.p(
            fr("Personne ne verra la vôtre : seule la répartition du groupe sera montrée, à la fin."), class_name="meta"
        ),
    )


def stances(do: str, mine: rx.Var[str], label: str, **more: Any) -> rx.Component:
    """COOP, not COOP, or pass."""
    return options(
        label,
        *[
            option(
                words,
                play(do, stance=stance, **more),
                chosen=mine == stance,
                first=(mine == "") & (stance == "coop"),
                kind=stance,
                mark=mark,
            )
            for stance, words, mark in STANCES
        ],
        kind="stances",
    )


def proposed() -> rx.Component:
    """The action as it stands now."""
    return el.p(
        el.span(card["place_name"], class_name="label"),
        el.span(card["action"], class_name="action-words"),
        class_name="action",
    )


def first_vote() -> rx.Component:
    """The first vote, and « À condition que… »."""
    few = pace["few"] & plays
    return el.div(
        proposed(),
        rx.cond(few, el.p(guide().phrases.few_voters, class_name="notice", role="note")),
        stances("vote", me["stance"], "Votre vote", condition=typed("condition")),
        refused("vote"),
        writing(
            "condition",
            "À condition que…",
            CONDITION_LENGTH,
            hint="Facultatif, et sans votre nom : les conditions sont mélangées avant d’être montrées.",
            value=me["condition"],
        ),
        rx.cond(
            me["stance"] != "",
            gesture(
                "Ajouter ma condition", play("vote", condition=typed("condition"), stance=me["stance"]), second=True
            ),
            el.p(fr("Elle part avec votre vote."), class_name="meta"),
        ),
        rx.cond(
            plays,
            answered("Votes reçus", ""),
            el.p(fr("Votre vote est compté à part, avec ceux des personnes en observation."), class_name="meta"),
        ),
        rx.cond(me["stance"] != "", el.p(fr("Vous pouvez changer jusqu’à la fin du temps."), class_name="meta")),
    )


def second_vote() -> rx.Component:
    """The second vote: what we have just done."""
    return el.section(
        el.h3(dressing.guided(guide().phrases.stance_again)),
        stances("judge", me["judged"], "Votre deuxième vote"),
        refused("judge"),
        class_name="step",
    )


def condition() -> rx.Component:
    """A condition noted while listening: it joins the others when the debate ends."""
    return el.div(
        writing(
            "condition",
            "À condition que…",
            CONDITION_LENGTH,
            hint="Elle rejoint les autres à la fin du débat, sans votre nom.",
            value=me["condition"],
        ),
        gesture("Noter cette condition", play("condition", text=typed("condition")), second=True),
        refused("condition"),
        rx.cond(written["condition"] != "", el.p("Condition notée.", class_name="meta", role="status")),
    )


def feelings(*only: str) -> rx.Component:
    """The three currents: a little more, the same, a little less; those said early are not asked again."""
    return el.div(
        *[_current(name) for name in only or CURRENTS],
        refused("feel"),
        class_name="feelings",
    )


def _current(name: str) -> rx.Component:
    current = dressing.current_told(name)
    words = current["name"].to(str)
    felt = me["felt"].to(dict[str, int])
    said = felt.contains(name)
    return el.section(
        el.h3(words),
        el.p(current["question"], class_name="meta"),
        options(
            words,
            *[
                option(
                    label,
                    play("feel", current=name, value=value),
                    chosen=said & (felt[name] == value),
                    first=~said & (value == 0),
                    kind="feeling",
                    more=(el.span(figure, class_name="figure", aria_hidden="true"),),
                )
                for value, label, figure in ((1, "Un peu plus", "+1"), (0, "Pareil", "0"), (-1, "Un peu moins", "−1"))
            ],
            kind="three",
        ),
        class_name="step",
    )


def estimate() -> rx.Component:
    """Trust, said before the debate (event E02)."""
    return el.div(feelings("confiance"), answered("Réponses reçues", ""))
