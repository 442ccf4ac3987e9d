"""Draw the situation of the round, or choose it: by place, theme, weight, or among those the trigger suggests."""

from typing import Any

import reflex as rx
from reflex.experimental import ClientStateVar

from irdsu_app.coop import dressing
from irdsu_app.coop.cards import situation_card
from irdsu_app.coop.deck import LEVELS
from irdsu_app.coop.dressing import DECK
from irdsu_app.coop.outbox import play
from irdsu_app.coop.own_views import SituationChoice
from irdsu_app.coop.state import Table
from irdsu_app.design.typography import fr

el = rx.el
place = ClientStateVar.create("situation_place", default="")
theme = ClientStateVar.create("situation_theme", default="")
level = ClientStateVar.create("situation_level", default="")
suggested = ClientStateVar.create("situation_suggested", default=False)


def discover() -> rx.Component:
    """The card on the table, the button that draws, the list to choose from."""
    drawn = Table.card["situation"].to(str) != ""
    return el.section(
        el.h2("La situation"),
        rx.cond(
            drawn,
            situation_card(dressing.situation()),  # pyright: ignore[reportArgumentType]
            el.p(fr("Aucune situation n’est encore sur la table."), class_name="meta"),
        ),
        el.button(
            rx.cond(drawn, "Tirer une autre situation", "Tirer une situation"),
            type="button",
            on_click=play("draw"),
            class_name=rx.cond(drawn, "button second", "button"),
            custom_attrs={"data-keys": "t"},
        ),
        el.details(el.summary("Choisir une situation"), _filters(), _list(), class_name="choosing"),
        class_name="host-choice",
    )


def _select(label: str, kept: Any, every: str, values: list[str]) -> rx.Component:
    name = f"filtre-{label.lower()}"
    return el.div(
        el.label(label, html_for=name),
        el.select(
            el.option(every, value=""),
            *[el.option(value, value=value) for value in values],
            id=name,
            on_change=kept.set_value,
            value=kept.value,
        ),
        class_name="field",
    )


def _filters() -> rx.Component:
    themes = sorted({each.theme for each in DECK.situations})
    places = [each.name for each in DECK.places if any(s.place == each.id for s in DECK.situations)]
    return el.div(
        _select("Lieu", place, "Tous les lieux", places),
        _select("Thème", theme, "Tous les thèmes", themes),
        _select("Niveau", level, "Tous les niveaux", list(LEVELS)),
        el.label(
            el.input(type="checkbox", checked=suggested.value, on_change=suggested.set_value),
            el.span("Celles que suggère le déclencheur"),
            class_name="check",
        ),
        class_name="filters",
    )


def _list() -> rx.Component:
    every = Table.hosting["situations"].to(list[SituationChoice])
    kept = rx.Var(
        f"({every}).filter((s) => (!{place.value} || s.place === {place.value}) && (!{theme.value} || s.theme === "
        f"{theme.value}) && (!{level.value} || s.level === {level.value}) && (!{suggested.value} || s.suggested))",
        _var_type=list[SituationChoice],
    ).to(list[SituationChoice])
    return el.div(
        el.p(kept.length(), rx.cond(kept.length() > 1, " situations", " situation"), role="status", class_name="meta"),
        el.ul(rx.foreach(kept, _choice), class_name="choices-list"),
    )


def _choice(found: Any) -> rx.Component:
    return el.li(
        el.div(
            el.b(found["title"]),
            el.p(
                found["place"],
                " · ",
                found["theme"],
                " · ",
                found["level"],
                rx.cond(found["suggested"], " · suggérée", ""),
                class_name="meta",
            ),
        ),
        el.button(
            "Choisir",
            el.span(" « ", found["title"], " »", class_name="visually-hidden"),
            type="button",
            on_click=play("choose", situation=found["id"]),
            class_name="button second",
        ),
    )
