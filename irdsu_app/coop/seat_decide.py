"""Keep, transform, give up: what is proposed, the sentence written by several, objections, hands. And the bonus."""

import reflex as rx

from irdsu_app.coop.deck import LEVELS
from irdsu_app.coop.game import ACTION_LENGTH, CONDITION_LENGTH, TRACE_LENGTH
from irdsu_app.coop.guide import guide
from irdsu_app.coop.outbox import play, shared_sentence, typed
from irdsu_app.coop.playing import From, card, each, gesture, me, option, options, plays, refused, talk, writing
from irdsu_app.coop.seat_vote import answered
from irdsu_app.design.typography import fr

el = rx.el
CHOICES = {
    "keep": ("Garder", "L’action, telle qu’elle est proposée."),
    "transform": ("Transformer", "La réécrire en une phrase, à plusieurs."),
    "give_up": ("Renoncer", "Ne pas la mener. C’est parfois sage."),
    "suspend": ("Suspendre", "S’arrêter pour en parler."),
}
NAMES = rx.Var.create({key: words for key, (words, _) in CHOICES.items()})


def decide() -> rx.Component:
    """What the group does with the action."""
    return el.div(
        el.p(
            el.span("L’action proposée", class_name="label"),
            el.span(card["first_action"], class_name="action-words"),
            class_name="action",
        ),
        rx.cond(
            plays,
            el.div(
                el.h3("Que proposez-vous au groupe ?"),
                options("Proposer", *[_choice(key) for key in CHOICES], kind="rows"),
                refused("propose"),
                class_name="step",
            ),
        ),
        rx.cond(
            talk["proposal"] != "",
            el.div(
                el.p(
                    el.b(NAMES[talk["proposal"]].to(str)),
                    rx.cond(talk["proposed_by"] != "", el.span(fr(", proposé par "), talk["proposed_by"])),
                    ".",
                    class_name="asked",
                    role="status",
                ),
                rx.cond(talk["proposal"] == "transform", _sentence()),
                rx.cond(plays, el.div(_consent(), _hands())),
                _objections(),
            ),
            el.p(
                fr("Rien n’est proposé pour l’instant. La première personne qui propose lance la discussion."),
                class_name="wait",
            ),
        ),
    )


def _choice(key: str) -> rx.Component:
    words, line = CHOICES[key]
    return rx.cond(
        talk["choices"].contains(key),
        option(
            words,
            play("propose", choice=key),
            chosen=talk["proposal"] == key,
            first=(talk["proposal"] == "") & (key == "keep"),
            kind="rank",
            more=(el.span(line, class_name="meta"),),
            said="Proposé au groupe",
        ),
    )


def _sentence() -> rx.Component:
    return el.section(
        rx.cond(
            talk["draft"] != "",
            el.p(el.span("La phrase du groupe", class_name="label"), el.span(talk["draft"], class_name="action-words")),
        ),
        rx.cond(
            plays,
            el.div(
                writing(
                    "phrase",
                    "Notre phrase",
                    ACTION_LENGTH,
                    rows=3,
                    value=talk["draft"],
                    hint="Une seule phrase, à plusieurs : vos changements s’ajoutent à ceux des autres.",
                    attrs=shared_sentence(),
                ),
                refused("sentence"),
                el.h4("Ce qu’elle demande"),
                options(
                    "Niveau demandé",
                    *[
                        option(
                            level.capitalize(),
                            play("level", level=level),
                            chosen=talk["level"] == level,
                            first=False,
                            kind="level",
                            said="Choisi",
                        )
                        for level in LEVELS
                    ],
                    kind="two",
                ),
                refused("level"),
            ),
        ),
        class_name="step",
    )


def _consent() -> rx.Component:
    return el.section(
        el.h3("Objection ?"),
        el.p(guide().phrases.objection, class_name="meta"),
        options(
            "Objection ?",
            option(
                "Pas d’objection",
                play("consent"),
                chosen=me["consents"],
                first=~me["consents"] & ~me["objects"],
                kind="coop",
            ),
            option("Objection", play("object", text=typed("objection")), chosen=me["objects"], first=False, kind="not"),
            kind="two",
        ),
        refused("consent", "object"),
        writing(
            "objection",
            "Votre raison, en quelques mots",
            CONDITION_LENGTH,
            hint="Facultatif. Elle part avec « Objection ».",
        ),
        rx.cond(
            me["objects"],
            gesture("Préciser mon objection", play("object", text=typed("objection")), second=True),
        ),
        answered("Réponses reçues", ""),
        class_name="step",
    )


def _objections() -> rx.Component:
    return rx.cond(
        talk["objections"].length() > 0,
        el.section(
            el.h3("Objections"),
            el.ul(each(talk["objections"], lambda text: el.li(text)), class_name="said-list"),
        ),
    )


def _raised(key: str) -> rx.Component:
    return el.span(talk["hands"].to(dict[str, int])[key], fr(" à main levée"), class_name="meta")


def _hands() -> rx.Component:
    return rx.cond(
        talk["objections"].length() > 0,
        el.section(
            el.h3("À main levée"),
            el.p(
                fr("Si une objection demeure au bout d’une minute, on vote à main levée, devant tout le monde."),
                class_name="meta",
            ),
            From.create(
                options(
                    "Vote à main levée",
                    *[
                        rx.cond(
                            talk["choices"].contains(key),
                            option(
                                words,
                                play("hand", choice=key),
                                chosen=me["hand"] == key,
                                first=(me["hand"] == "") & (key == "keep"),
                                kind="rank",
                                more=(_raised(key),),
                            ),
                        )
                        for key, (words, _) in CHOICES.items()
                    ],
                    kind="rows",
                ),
                at=talk["hands_at"].to(float),
                before="Les mains se lèvent dans",
            ),
            refused("hand"),
            class_name="step",
        ),
    )


def bonus() -> rx.Component:
    """Four common energies, if their use is said in time (event E06); whoever leads writes it down."""
    return el.div(
        el.p(
            fr("Quatre énergies communes de plus, si le groupe dit à temps à quoi elles servent."), class_name="asked"
        ),
        rx.cond(
            talk["bonus_use"] != "",
            el.p(el.span("Elles servent à", class_name="label"), talk["bonus_use"], role="status"),
            rx.cond(
                me["leads"],
                el.div(
                    writing("usage", "À quoi servent-elles ?", TRACE_LENGTH),
                    gesture("Noter leur usage", play("bonus", use=typed("usage"), clears=("usage",))),
                    refused("bonus"),
                ),
                el.p(
                    fr("Mettez-vous d’accord à voix haute : la personne qui anime note votre phrase."),
                    class_name="wait",
                ),
            ),
        ),
    )
