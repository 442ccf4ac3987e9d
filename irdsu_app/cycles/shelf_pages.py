"""All the cycles on one page, and the next meeting on the welcome page."""

from typing import Any

import reflex as rx

from irdsu_app.cycles import frames
from irdsu_app.cycles.shown import DEMONSTRATION
from irdsu_app.cycles.state import Coming, Shelf
from irdsu_app.design import layout
from irdsu_app.design.typography import fr

el = rx.el


def shelf() -> rx.Component:
    """All the cycles."""
    return layout.page(
        frames.styles(),
        frames.Arrived.create(ready=Shelf.ready, title=""),
        el.h1("Les cycles"),
        el.p(
            fr("Des rendez-vous pour observer, évaluer, apprendre entre pairs. Gratuit, sans compte."),
            class_name="lead",
        ),
        el.p(Shelf.said, role="status", class_name=rx.cond(Shelf.said != "", "notice success", "quiet")),
        rx.cond(
            Shelf.ready,
            rx.cond(
                Shelf.cycles.length() > 0,
                el.ul(rx.foreach(Shelf.cycles, _shelved), class_name="shelf"),
                el.div(el.p(fr("Aucun cycle n’est ouvert en ce moment.")), class_name="empty"),
            ),
            el.p(fr(frames.OPENING), role="status"),
        ),
    )


def coming() -> rx.Component:
    """The next meeting, for the welcome page: its place is kept while it is read."""
    seen: Any = Coming.meeting
    return el.section(
        frames.styles(),
        el.h2("Prochaine séance", id="prochaine"),
        el.div(
            rx.cond(
                seen["code"] != "",
                rx.fragment(
                    frames.day(seen["day"], seen["month"]),
                    el.div(
                        el.h3(el.a(seen["title"], href=seen["address"])),
                        el.p(el.b(seen["when"]), " · ", seen["mode"], class_name="at"),
                        el.p(frames.seat(Coming.said, Coming.tone)),
                        rx.cond(Coming.demonstration, el.p(fr(DEMONSTRATION), class_name="meta")),
                    ),
                ),
                el.p(el.a("Voir les cycles", href="/cycles")),
            ),
            class_name="next-meeting",
        ),
        aria_labelledby="prochaine",
    )


def _shelved(cycle: Any) -> rx.Component:
    return el.li(
        el.div(
            el.div(
                rx.cond(cycle["demonstration"], el.p(cycle["notice"], class_name="tag waiting")),
                el.h2(el.a(cycle["title"], href=cycle["address"])),
                el.p(cycle["hook"]),
                el.p(cycle["said"], class_name="meta"),
            ),
            el.p(el.a("Voir le cycle", href=cycle["address"], class_name="button")),
            class_name="card",
        )
    )
