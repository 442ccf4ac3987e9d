"""The middle of the page of whoever leads, once the game has begun: the card, what the room has said, the end."""

import reflex as rx

from irdsu_app.coop import big_debrief, big_moments, big_pledges, dressing, easy, host_choice
from irdsu_app.coop.board import crew_token
from irdsu_app.coop.cards import notebook, prompt, readings, situation_card
from irdsu_app.coop.faces import TraceSeen as Line
from irdsu_app.coop.game import IN_ROUND
from irdsu_app.coop.guide import guide
from irdsu_app.coop.outbox import play, typed
from irdsu_app.coop.state import Table
from irdsu_app.coop.telling import among, line, phase
from irdsu_app.coop.wording import COMMITMENT_LENGTH
from irdsu_app.design.typography import fr

el = rx.el
card, talk = Table.card, Table.talk
PHRASES = guide().phrases


def round_() -> rx.Component:
    """What goes with the phase."""
    return el.div(
        rx.match(
            phase,
            ("compass", _compass()),
            ("characters", _characters()),
            ("glasses", _characters()),
            ("discover", host_choice.discover()),
            ("stance", rx.cond(Table.pace["few"].to(bool), el.p(PHRASES.few_voters, class_name="notice"))),
            ("reveal", big_moments.reveal()),
            ("debate", _debate()),
            ("transform", big_moments.transform()),
            ("bonus", _bonus()),
            ("outcome", _outcome()),
            ("trace", _trace()),
            ("debrief", _debrief()),
            ("closing", _closing()),
            ("closed", el.p(fr("La partie est close. Son bilan reste lisible trente jours."), class_name="lead")),
            big_pledges.pledges(),
        ),
        rx.cond(among("discover", "stance"), easy.choice()),
        rx.cond(
            among(*sorted(IN_ROUND - {"discover"})),
            el.details(
                el.summary("Relire la situation"),
                situation_card(dressing.situation(), action=card["action"].to(str)),  # pyright: ignore[reportArgumentType]
                class_name="again",
            ),
        ),
        class_name="host-round",
    )


def _compass() -> rx.Component:
    return el.ol(
        *[el.li(el.b(p["name"]), el.span(p["gesture"], class_name="meta")) for p in dressing.postures()],
        class_name="host-postures",
    )


def _characters() -> rx.Component:
    return el.section(
        el.h2("Les équipages"),
        el.ul(
            rx.foreach(
                dressing.crews(),
                lambda crew: el.li(
                    crew_token(crew["token"]),
                    el.span(el.b(crew["name"]), rx.cond(crew["people"] != "", el.span(", ", crew["people"]))),
                ),
            ),
            class_name="crews-short",
        ),
        rx.cond(
            phase == "characters",
            el.button("Redistribuer les personnages", type="button", on_click=play("deal"), class_name="button second"),
        ),
    )


def _debate() -> rx.Component:
    return el.div(
        big_moments.debate(),
        rx.cond(card["prompt"].to(str) != "", prompt(dressing.situation())),  # pyright: ignore[reportArgumentType]
    )


def _bonus() -> rx.Component:
    return el.section(
        el.h2("Une minute d’énergies communes"),
        el.p(fr("Le groupe dit en une phrase à quoi servent les quatre énergies. Écrivez-la pour lui.")),
        line("coup-de-pouce", "À quoi servent-elles ?", 200),
        el.button(
            "Ajouter les énergies communes",
            type="button",
            on_click=play("bonus", use=typed("coup-de-pouce"), clears=("coup-de-pouce",)),
            class_name="button",
        ),
    )


def _outcome() -> rx.Component:
    return el.div(big_pledges.outcome(), _tension())


def _tension() -> rx.Component:
    tense = talk["tension"].to(bool)
    return el.button(
        rx.cond(tense, "Ne plus mettre le lieu en tension", "Mettre le lieu en tension"),
        type="button",
        on_click=play("tension", on=~tense),
        class_name="button second",
        custom_attrs={"aria-pressed": rx.cond(tense, "true", "false")},
    )


def _take_back(trace: Line) -> rx.Component:
    return el.button(
        "Retirer",
        el.span(" cette trace", class_name="visually-hidden"),
        type="button",
        on_click=play("unnote", id=trace["id"]),
        class_name="gesture small",
    )


def _notebook() -> rx.Component:
    return el.section(
        el.h2("Le carnet"),
        notebook(dressing.traces("agreement"), dressing.traces("disagreement"), _take_back),  # pyright: ignore[reportArgumentType]
    )


def _trace() -> rx.Component:
    return el.div(
        _notebook(),
        rx.cond(
            talk["reopener"].to(str) != "", el.p(talk["reopener"], fr(" choisit un désaccord à rouvrir une minute."))
        ),
        _tension(),
        el.details(
            el.summary("Les deux lectures"),
            readings(dressing.situation()),  # pyright: ignore[reportArgumentType]
        ),
    )


def _debrief() -> rx.Component:
    return el.div(
        el.section(
            el.h2("Ce que montre le grand écran"),
            big_debrief.remote(),
            el.p(
                fr(
                    "Ces boutons tournent tous les grands écrans de la salle. Les flèches du clavier d’un grand écran "
                    "le tournent aussi, lui seul."
                ),
                class_name="meta",
            ),
        ),
        el.section(
            el.h2(guide().debrief.title),
            *[
                el.details(
                    el.summary(m.name),
                    el.p(m.lead),
                    *([el.ul(*[el.li(q) for q in m.questions])] if m.questions else []),
                )
                for m in guide().debrief.moments
            ],
        ),
        el.p(
            el.a(
                "Ouvrir le bilan à lire et à imprimer",
                href="/coop/" + Table.code + "/bilan",
                target="_blank",
                class_name="button second",
            )
        ),
    )


def _closing() -> rx.Component:
    said = Table.debrief["commitments"].to(list[str])
    return el.section(
        el.h2("Les engagements"),
        el.p(guide().debrief.closing),
        rx.cond(
            said.length() > 0,
            el.ul(rx.foreach(said, lambda text: el.li(text)), class_name="commitments"),
            el.p(fr("Personne n’en a écrit pour l’instant, et c’est permis."), class_name="meta"),
        ),
        line("engagement", "Un engagement du groupe (facultatif)", COMMITMENT_LENGTH),
        el.button(
            "Noter l’engagement",
            type="button",
            on_click=play("commit", text=typed("engagement")),
            class_name="button second",
        ),
    )
