"""What a game leaves: the map, the notebook, promised and given, votes that moved, the compass. Never a score, never a
ranking; shown on the big screen and on the page of the debrief."""

from typing import Any

import reflex as rx

from irdsu_app.coop import dressing, gauges
from irdsu_app.coop.cards import notebook
from irdsu_app.coop.guide import guide
from irdsu_app.coop.state import Table
from irdsu_app.coop.views import RoundSeen
from irdsu_app.design.typography import fr

el = rx.el


def rounds() -> Any:
    """The rounds that are over."""
    return Table.debrief["rounds"].to(list[RoundSeen])


def the_places() -> rx.Component:
    """The map of the end, with its states and the marks of the crews."""
    return dressing.the_map()


def notebook_whole() -> rx.Component:
    """Every trace, agreements on one side, named disagreements on the other."""
    return el.div(
        notebook(dressing.traces("agreement"), dressing.traces("disagreement")),  # pyright: ignore[reportArgumentType]
        rx.cond(
            Table.board["traces"].to(list).length() == 0,
            el.p(guide().phrases.no_trace, class_name="motto"),
        ),
        class_name="whole-notebook",
    )


def pledges_by_round() -> rx.Component:
    """Round by round, what was promised, what was given, and what was asked."""
    return el.div(
        el.ol(rx.foreach(rounds(), _pledged), class_name="pledged-rounds"),
        el.p(guide().phrases.not_who, class_name="motto"),
    )


def _pledged(record: Any) -> rx.Component:
    given = record["staked"].to(int) + record["bonus"].to(int)
    most = rx.Var(f"Math.max({record['promised']}, {given}, {record['threshold']}, 1)", _var_type=int).to(int)
    pledged: Any = {
        "promised": record["promised"],
        "given": given,
        "threshold": record["threshold"],
        "most": most,
        "reached": record["reached"].to(bool),
    }
    return el.li(
        el.h3("Tour ", record["number"], "\u00a0: ", record["title"]),
        el.p(record["action"], class_name="meta"),
        rx.cond(
            record["engaged"].to(bool),
            gauges.threshold(pledged),
            el.p(dressing.words(dressing.DECIDED, record["decision"].to(str)), class_name="verdict"),
        ),
        el.p(record["place"], "\u00a0: ", el.b(record["state"])),
    )


def changed_votes() -> rx.Component:
    """How many people changed their vote between the first and the second, and both votes of each round."""
    changed = Table.debrief["changed"].to(int)
    return el.div(
        el.p(
            el.b(changed),
            rx.cond(
                changed > 1,
                fr(" fois, quelqu’un a changé de vote entre le début et la fin d’un tour."),
                fr(" fois, quelqu’un a changé de vote entre le début et la fin d’un tour."),
            ),
            class_name="here",
        ),
        el.div(
            el.table(
                el.caption("Avant et après chaque tour", class_name="visually-hidden"),
                el.thead(
                    el.tr(
                        el.th("Tour", scope="col"),
                        el.th("Au début", scope="col"),
                        el.th("À la fin", scope="col"),
                        el.th("Ont changé", scope="col"),
                    )
                ),
                el.tbody(rx.foreach(rounds(), _changed)),
                class_name="changed-table",
            ),
            class_name="table-box",
        ),
    )


def _changed(record: Any) -> rx.Component:
    return el.tr(
        el.th(record["number"], ". ", record["title"], scope="row"),
        el.td(_tally(record["first"])),
        el.td(_tally(record["second"])),
        el.td(record["changed"], " sur ", record["voters"]),
    )


def _tally(tally: Any) -> rx.Component:
    return el.span(
        tally["coop"],
        " ",
        dressing.word("coop_said"),
        ", ",
        tally["no"],
        " ",
        dressing.word("not_said"),
        rx.cond(tally["passed"].to(int) > 0, el.span(", ", dressing.passing(tally["passed"].to(int)))),
    )


def two_compasses() -> rx.Component:
    """The group on the compass at the start and at the end, and the currents where opinions drew apart."""
    apart = Table.debrief["apart"].to(list[str])
    return el.div(
        gauges.compass(Table.debrief["compass_start"], Table.debrief["compass_end"], dressing.postures()),  # pyright: ignore[reportArgumentType]
        rx.cond(
            apart.length() > 0,
            el.p(
                el.b("Les avis se sont écartés\u00a0: "),
                apart.join(", "),
                fr(". Une minute d’échange ?"),
                class_name="apart",
            ),
        ),
    )
