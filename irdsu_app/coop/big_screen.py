"""The big screen of the room: readable at eight metres, without a control. The map, and beside it what is happening."""

import reflex as rx

from irdsu_app.coop import big_debrief, big_moments, big_opening, big_pledges, dressing, easy
from irdsu_app.coop.board import crew_token
from irdsu_app.coop.frames import Fit, frame, missing
from irdsu_app.coop.outbox import outbox
from irdsu_app.coop.state import Table
from irdsu_app.coop.telling import (
    among,
    announcement,
    code,
    countdown,
    paused,
    phase,
    round_words,
    site,
    timekeeper,
    told,
    unless_erased,
)
from irdsu_app.design.typography import fr

el = rx.el


def plateau() -> rx.Component:
    """The page for the projector; dark whatever the theme of the browser."""
    return frame(
        el.main(
            rx.cond(
                (Table.problem != "") & (Table.entered == 0),
                missing(),
                el.div(
                    _header(),
                    unless_erased(body()),
                    announcement(),
                    _stopped(),
                    outbox(),
                    Fit.create(),
                    class_name="plateau",
                    custom_attrs={"data-phase": phase, "data-n": Table.pace["n"]},
                ),
            ),
            id="contenu",
            tab_index=-1,
            class_name="plateau-page dark",
            on_unmount=Table.leave,
        ),
    )


def _header() -> rx.Component:
    return el.header(
        el.h1("COOP ou pas COOP"),
        el.div(round_words(), el.h2(told("title"), class_name="phase-tag"), class_name="where-we-are"),
        timekeeper(),
        countdown(),
        rx.cond(phase != "lobby", _join_small()),
        class_name="plateau-bar",
    )


def _join_small() -> rx.Component:
    return el.div(
        el.p(el.span(site(), "/rejoindre"), el.strong(code(), class_name="code")),
        el.img(src="/r/" + Table.code + ".svg", alt="", class_name="qr"),
        class_name="join-small",
    )


def body() -> rx.Component | rx.Var:
    """What the moment shows, without the bar above it."""
    return rx.match(
        phase,
        ("lobby", _lobby()),
        ("compass", big_opening.compass()),
        ("characters", big_opening.characters()),
        ("glasses", big_opening.characters()),
        ("debrief", big_debrief.debrief()),
        ("closing", big_debrief.closing()),
        ("closed", big_debrief.closed()),
        _round(),
    )


def _lobby() -> rx.Component:
    here = Table.people["here"].to(int)
    return el.div(
        el.img(src="/r/" + Table.code + ".svg", alt="", class_name="qr giant"),
        el.div(
            el.h2(fr("Entrez dans la partie")),
            el.p(fr("Visez le QR avec votre téléphone, ou allez sur"), class_name="how"),
            el.p(site(), "/rejoindre", class_name="address"),
            el.p("Code", class_name="how"),
            el.p(code(), class_name="code giant"),
            el.p(
                el.b(here),
                rx.cond(here > 1, " personnes présentes", " personne présente"),
                class_name="here",
            ),
            el.p(
                rx.cond(Table.pace["locked"].to(bool), fr("La salle est fermée à clé."), dressing.territory()),
                class_name="meta",
            ),
        ),
        class_name="plateau-lobby",
    )


def board() -> rx.Component:
    """The map with the crews: at its foot, or gathered around the place of the round."""
    lit = dressing.place_told(Table.card["place"].to(str))["at"]
    crews = dressing.crews()
    return el.div(
        dressing.the_map(),
        el.ul(
            rx.foreach(
                crews,
                lambda crew, rank: el.li(
                    crew_token(crew["token"]),
                    custom_attrs={"style": rx.Var.create({"--i": rank})},
                ),
            ),
            class_name="crews-moving",
            aria_hidden="true",
            custom_attrs={
                "style": rx.Var(f"({{...(({lit}) ?? {{}}), '--n': ({crews}).length}})", _var_type=dict),
                "data-lit": rx.cond(Table.card["place"].to(str) != "", "true", "false"),
                "data-many": rx.cond(crews.length() > 8, "true", "false"),
            },
        ),
        class_name="plateau-map",
    )


def _round() -> rx.Component:
    return el.div(
        el.div(
            rx.cond(big_moments.many_conditions, big_moments.wall(), board()),
            big_opening.strip(),
            class_name="plateau-left",
        ),
        el.div(
            big_opening.drawn_card(),
            easy.on_plateau(),
            rx.match(
                phase,
                ("discover", big_opening.discover()),
                ("stance", big_moments.stance()),
                ("reveal", big_moments.reveal()),
                ("estimate", big_moments.estimate()),
                ("debate", big_moments.debate()),
                ("transform", big_moments.transform()),
                ("bonus", big_pledges.bonus()),
                ("outcome", big_pledges.outcome()),
                ("trace", big_pledges.trace()),
                big_pledges.pledges(),
            ),
            class_name="plateau-right",
            custom_attrs={"data-phase": phase, "data-fit": "true"},
        ),
        class_name="plateau-round",
    )


def _stopped() -> rx.Component:
    unled = ~Table.pace["led"].to(bool) & Table.pace["hosted"].to(bool) & ~among("closed", "lobby")
    return rx.cond(
        paused,
        el.div(
            el.p("Pause", class_name="pause-word"),
            rx.cond(
                unled,
                el.p(
                    fr("La partie attend la personne qui anime. Avec le code d’animation, on peut reprendre la main.")
                ),
                el.p(fr("Le temps est arrêté : rien de ce que vous avez écrit n’est perdu.")),
            ),
            class_name="pause",
        ),
    )
