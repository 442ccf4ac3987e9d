"""What the big screen shows once the group has decided: promises, stakes as totals, the threshold, the notebook."""

import reflex as rx

from irdsu_app.coop import dressing
from irdsu_app.coop.big_moments import big_count, instruction
from irdsu_app.coop.board import crew_token
from irdsu_app.coop.cards import readings
from irdsu_app.coop.gauges import threshold
from irdsu_app.coop.guide import guide
from irdsu_app.coop.look import sign
from irdsu_app.coop.state import Table
from irdsu_app.coop.telling import among, count, discreet, number, phase
from irdsu_app.design.typography import fr

el = rx.el
card, talk = Table.card, Table.talk
PHRASES = guide().phrases


def bonus() -> rx.Component:
    """Four common energies, if the group says in time what they are for."""
    return el.div(instruction(), el.p("+\u202f4", class_name="bonus-figure"), class_name="moment")


def pledges() -> rx.Component:
    """Promises, then secret stakes: a count; promises once they are all revealed, by character unless discreet."""
    promised = talk["promised"].to(int)
    return el.div(
        instruction(),
        rx.cond(
            among("promise", "stake", "revise"),
            big_count(rx.cond(phase == "stake", "mises reçues", "promesses reçues")),  # pyright: ignore[reportArgumentType]
        ),
        rx.cond(promised >= 0, _promises()),
        class_name="moment",
    )


def _promises() -> rx.Component:
    return el.section(
        el.h3("Promis\u00a0: ", talk["promised"], ", seuil\u00a0: ", talk["threshold"]),
        rx.cond(
            discreet,
            el.p(fr("Mode discret : le total seulement."), class_name="meta"),
            el.ul(
                rx.foreach(
                    dressing.crews(),
                    lambda crew: el.li(
                        crew_token(crew["token"]),
                        el.span(crew["name"], class_name="who"),
                        rx.cond(
                            crew["exempt"],
                            el.span("se repose"),
                            rx.cond(crew["promised"] >= 0, el.b(crew["promised"])),
                        ),
                        rx.cond(crew["why"] != "", el.q(crew["why"])),
                    ),
                ),
                class_name="promises",
                custom_attrs={"data-many": rx.cond(dressing.crews().length() > 6, "true", "false")},
            ),
        ),
    )


def outcome() -> rx.Component:
    """Promised, given, threshold; nobody looks for who."""
    return el.div(
        threshold(dressing.outcome()),  # pyright: ignore[reportArgumentType]
        rx.cond(
            talk["bonus"].to(int) > 0,
            el.p("Dont ", talk["bonus"], fr(" énergies communes : "), talk["bonus_use"], class_name="meta"),
        ),
        el.p(PHRASES.not_who, class_name="motto"),
        rx.cond(card["coop"].to(str) != "", readings(dressing.situation())),  # pyright: ignore[reportArgumentType]
        class_name="moment",
    )


def trace() -> rx.Component:
    """The second vote, and the notebook as it is written."""
    return el.div(
        el.p(dressing.guided(PHRASES.stance_again), class_name="question"),
        count("Votes reçus"),
        rx.cond(
            talk["reopened"].to(str) != "",
            el.p(fr("On revient une minute sur : "), el.q(talk["reopened"]), class_name="instruction"),
        ),
        el.div(
            _column("accord", PHRASES.agreement, "agreement"),
            _column("desaccord", PHRASES.disagreement, "disagreement"),
            class_name="two-columns",
        ),
        rx.cond(talk["tension"].to(bool), el.p(fr("Le groupe met le lieu en tension."), class_name="meta")),
        class_name="moment",
    )


def _column(shape: str, heading: str, kind: str) -> rx.Component:
    written = dressing.traces(kind, number)
    return el.section(
        el.h3(sign(shape), heading),
        el.ul(rx.foreach(written, lambda trace: el.li(trace["text"])), class_name="traces"),
        class_name=f"trace-column {shape}",
    )
