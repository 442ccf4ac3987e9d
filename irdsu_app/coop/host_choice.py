"""Draw the situation of the round, or choose it: by place, theme, weight, or among those the trigger suggests."""

from typing import Any

import reflex as rx
from reflex.experimental import ClientStateVar

from irdsu_app.coop import dressing
from irdsu_app.coop.cards import situation_card
from irdsu_app.coop.deck import LEVELS
from irdsu_app.coop.outbox import play
from irdsu_app.coop.setting import SituationTold
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


def _select(label: str, kept: Any, every: str, values: rx.Var[list[str]]) -> rx.Component:
    name = f"filtre-{label.lower()}"
    return el.div(
        el.label(label, html_for=name),
        el.select(
            el.option(every, value=""),
            rx.foreach(values, lambda value: el.option(value, value=value)),
            id=name,
            on_change=kept.set_value,
            value=kept.value,
        ),
        class_name="field",
    )


def _filters() -> rx.Component:
    themes, places = (dressing.library[each].to(list[str]) for each in ("themes", "places"))
    return el.div(
        _select("Lieu", place, "Tous les lieux", places),
        _select("Thème", theme, "Tous les thèmes", themes),
        _select("Niveau", level, "Tous les niveaux", rx.Var.create(list(LEVELS)).to(list[str])),
        el.label(
            el.input(type="checkbox", checked=suggested.value, on_change=suggested.set_value),
            el.span("Celles que suggère le déclencheur"),
            class_name="check",
        ),
        class_name="filters",
    )


def _list() -> rx.Component:
    every, played = dressing.library["situations"], Table.hosting["played"].to(list[str])
    kept = rx.Var(
        f"({every}).filter((s) => !({played}).includes(s.id) && (!{place.value} || s.place === {place.value}) && "
        f"(!{theme.value} || s.theme === {theme.value}) && (!{level.value} || s.level === {level.value}) && "
        f"(!{suggested.value} || {_suggested()}.includes(s.id)))",
        _var_type=list[SituationTold],
    ).to(list[SituationTold])
    return el.div(
        el.p(kept.length(), rx.cond(kept.length() > 1, " situations", " situation"), role="status", class_name="meta"),
        el.ul(rx.foreach(kept, _choice), class_name="choices-list"),
    )


def _suggested() -> rx.vars.ArrayVar[list[str]]:
    """The situations that go with what started the year."""
    by_trigger = dressing.library["suggested"].to(dict[str, list[str]])
    return rx.Var(f"(({by_trigger})[{Table.pace['trigger']}] ?? [])", _var_type=list[str]).to(list[str])


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
                rx.cond(_suggested().contains(found["id"]), " · suggérée", ""),
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
