"""What the big screen shows before the vote: the compass, the crews, the currents under the map, the card."""

from typing import Any

import reflex as rx

from irdsu_app.coop import dressing, gauges
from irdsu_app.coop.big_moments import big_count, empty_chair, instruction
from irdsu_app.coop.board import crew_token
from irdsu_app.coop.cards import situation_card
from irdsu_app.coop.guide import guide
from irdsu_app.coop.look import sign
from irdsu_app.coop.state import Table
from irdsu_app.coop.telling import number, phase, told
from irdsu_app.coop.views import EventSeen

el = rx.el
card = Table.card


def compass() -> rx.Component:
    """Five postures, from « je » to « nous »; only how many have answered."""
    postures = [
        el.li(
            el.span(p["id"], class_name="knob", aria_hidden="true"),
            el.h3(p["name"]),
            el.p(p["gesture"]),
            el.p(el.b("Sa force\u00a0: "), p["strength"], class_name="meta"),
            el.p(el.b("Son angle mort\u00a0: "), p["blind_spot"], class_name="meta"),
        )
        for p in dressing.postures()
    ]
    return el.div(
        el.div(el.p(told("plateau"), class_name="instruction"), big_count("réponses reçues"), class_name="whole-head"),
        el.ol(*postures, class_name="five-postures"),
        class_name="plateau-whole",
        custom_attrs={"data-fit": "true"},
    )


def characters() -> rx.Component:
    """The crews: who is carried, and by whom unless the room is discreet."""
    return el.div(
        instruction(),
        el.ul(
            rx.foreach(
                dressing.crews(),
                lambda crew: el.li(
                    crew_token(crew["token"]),
                    el.div(
                        el.h3(crew["name"]),
                        el.p(crew["role"]),
                        rx.cond(crew["people"] != "", el.p(crew["people"], class_name="played-by")),
                    ),
                ),
            ),
            class_name="crew-list",
            custom_attrs={"data-many": rx.cond(dressing.crews().length() > 8, "true", "false")},
        ),
        class_name="plateau-whole",
        custom_attrs={"data-fit": "true"},
    )


def strip() -> rx.Component:
    """Under the map: the three currents, and what the notebook holds."""
    return el.div(
        *[
            el.div(
                gauges.current({**c, "words": c["figure"]}),  # pyright: ignore[reportArgumentType]
                rx.cond(c["apart"], el.p(guide().phrases.spread, class_name="apart")),
                class_name="one-current",
            )
            for c in dressing.currents()
        ],
        el.ul(
            _held("accord", "accord", "agreement"), _held("desaccord", "désaccord", "disagreement"), class_name="held"
        ),
        class_name="strip",
    )


def _held(shape: str, word: str, kind: str) -> rx.Component:
    many = dressing.traces(kind).length()
    return el.li(sign(shape), el.b(many), el.span(" ", word, rx.cond(many > 1, "s", "")), class_name=f"held-{shape}")


def drawn_card() -> rx.Component:
    """The situation: it turns over when it is drawn; once read, only its title and the action stay."""
    drawn = card["situation"].to(str) != ""
    return el.div(
        rx.cond(
            drawn,
            el.div(
                situation_card(dressing.situation(), action=card["action"].to(str)),  # pyright: ignore[reportArgumentType]
                class_name="turned",
                key=card["situation"].to(str),
            ),
            el.div(
                el.p("Tour ", number),
                el.p("Une situation va être tirée", class_name="face-down-words"),
                class_name="face-down",
            ),
        ),
        rx.foreach(card["events"].to(list[EventSeen]), _event),
        class_name="drawn",
        custom_attrs={"data-read": rx.cond(phase == "discover", "false", "true")},
    )


def _event(event: Any) -> rx.Component:
    return el.article(
        el.p(sign("evenement"), el.span("Événement"), class_name="card-place"),
        el.h3(event["title"]),
        rx.cond(phase == "discover", el.p(event["text"], class_name="scene")),
        el.p(event["effect"], class_name="action"),
        class_name="coop-card event",
        key=event["id"],
    )


def discover() -> rx.Component:
    """Somebody reads; who is missing."""
    return el.div(empty_chair(), instruction(), class_name="moment")
