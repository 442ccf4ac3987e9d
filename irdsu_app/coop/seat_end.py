"""The edges of a game on the phone: the lobby, the characters, the glasses, the debrief, the commitment, the end."""

import reflex as rx

from irdsu_app.coop.guide import guide
from irdsu_app.coop.outbox import play, typed
from irdsu_app.coop.playing import board, card, each, gesture, me, pace, people, plays, refused, writing
from irdsu_app.coop.seat_card import hand, share
from irdsu_app.coop.seat_trace import note, notebook
from irdsu_app.coop.seat_vote import answered, compass
from irdsu_app.coop.state import Table
from irdsu_app.coop.wording import COMMITMENT_LENGTH
from irdsu_app.design.typography import fr

el = rx.el


def lobby() -> rx.Component:
    """Who is there, and what to expect."""
    return el.div(
        el.p(
            rx.cond(
                pace["hosted"],
                fr("La personne qui anime lancera la partie. Gardez cette page ouverte."),
                fr("Quand tout le monde est là, l’une ou l’un de vous lance la partie."),
            ),
            class_name="wait",
        ),
        el.h3("Dans la salle\u00a0: ", people["here"]),
        el.ul(
            each(
                people["people"],
                lambda p: el.li(
                    p["name"],
                    rx.cond(p["id"] == me["id"], el.span("vous", class_name="tag")),
                    rx.cond(p["state"] != "Présente", el.span(p["state"], class_name="meta")),
                    rx.cond(p["kind"] == "host", el.span("anime", class_name="meta")),
                ),
            ),
            class_name="people-list",
        ),
        el.p(el.a("Les règles en une page", href="/coop/regles", class_name="button second")),
    )


def opening_compass() -> rx.Component:
    """The compass of the beginning."""
    return rx.cond(plays, el.div(compass(me["posture_start"]), answered("Réponses reçues", "")), _follow())


def _follow() -> rx.Component:
    return el.p(fr("Les équipages répondent. Regardez le grand écran, ou attendez ici."), class_name="wait")


def characters() -> rx.Component:
    """One reads, then says one's first words."""
    return rx.cond(
        plays,
        el.div(
            hand(),
            el.p(guide().phrases.person, class_name="motto"),
        ),
        _follow(),
    )


def glasses() -> rx.Component:
    """The character of somebody else, secret included."""
    return rx.cond(
        plays,
        el.div(el.p("«\u202f", guide().phrases.turned, "\u202f»", class_name="asked"), hand()),
        _follow(),
    )


def debrief() -> rx.Component:
    """Four times of discussion; out of one's character; the compass again."""
    return el.div(
        el.p(
            el.a("Voir le bilan", href="/coop/" + Table.code + "/bilan", class_name="button"),
            class_name="button-row",
        ),
        el.section(
            el.h3(guide().debrief.title),
            *[
                el.details(
                    el.summary(f"{n}. {moment.name}"),
                    el.p(moment.lead),
                    *(
                        [el.ul(*[el.li(q) for q in moment.questions], class_name="said-list")]
                        if moment.questions
                        else []
                    ),
                    class_name="fold",
                    open=n == 1,
                )
                for n, moment in enumerate(guide().debrief.moments, 1)
            ],
        ),
        rx.cond(
            plays,
            el.div(
                el.section(
                    el.h3("Sortir du personnage"),
                    el.p(
                        fr("Votre vrai prénom, et « je rends mon personnage ». On peut révéler ce qu’on ne voyait pas.")
                    ),
                    hand(),
                    class_name="step",
                ),
                el.section(
                    el.h3("La boussole, de nouveau"),
                    compass(me["posture_end"], again=True),
                    answered("Réponses reçues", ""),
                    class_name="step",
                ),
            ),
        ),
        rx.cond(me["kind"] != "observer", note()),
        notebook(),
    )


def closing() -> rx.Component:
    """A modest commitment, or none."""
    return el.div(
        el.p(guide().debrief.closing),
        writing(
            "engagement",
            "D’ici au…, je / nous…",
            COMMITMENT_LENGTH,
            rows=3,
            hint="Facultatif. Montré à la salle sans votre nom, jamais envoyé à une hiérarchie.",
            value=me["commitment"],
        ),
        gesture("Écrire mon engagement", play("commit", text=typed("engagement"))),
        refused("commit"),
        rx.cond(
            me["commitment"] != "",
            el.p(el.span("Votre engagement", class_name="label"), me["commitment"], role="status", class_name="notice"),
        ),
    )


def closed() -> rx.Component:
    """What remains."""
    return el.div(
        el.p(fr("Merci. Ce que vous avez joué en personnage reste dans la partie."), class_name="asked"),
        el.p(el.a("Voir le bilan", href="/coop/" + Table.code + "/bilan", class_name="button")),
        el.p(
            fr("La salle et les prénoms s’effacent au bout de 30 jours, ou avant si qui anime le demande."),
            class_name="meta",
        ),
    )


def missed() -> rx.Component:
    """Three lines for whoever arrives in the middle of a round."""
    traces = board["traces"]
    last = rx.cond(traces.length() > 0, traces[traces.length() - 1]["text"], fr("Pas encore de trace."))
    decided = rx.match(
        card["decision"],
        ("keep", "L’action est gardée."),
        ("transform", "L’action est transformée."),
        ("give_up", "Le groupe a renoncé."),
        ("suspend", "L’action est suspendue."),
        "Le groupe n’a pas encore décidé.",
    )
    return rx.cond(
        me["waits"] & (card["situation"] != ""),
        el.section(
            el.h3("Ce que vous avez manqué"),
            el.ol(
                el.li(el.span("La situation", class_name="label"), card["title"], ", ", card["place_name"], "."),
                el.li(el.span("La décision", class_name="label"), decided),
                el.li(el.span("La dernière trace", class_name="label"), last),
            ),
            el.p(
                fr("Vous aurez un personnage au tour suivant. D’ici là, votez et écrivez des conditions."),
                class_name="meta",
            ),
            class_name="notice missed",
        ),
    )


def aside() -> rx.Component:
    """What may be looked at during a round."""
    return rx.cond(plays, share())
