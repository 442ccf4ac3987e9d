"""The board: the map with what lives on it, its list for phones and for those who listen, tokens, states."""

from collections.abc import Callable, Sequence
from typing import Any

import reflex as rx

from irdsu_app.coop import deck as decks
from irdsu_app.coop import map as maps
from irdsu_app.coop import setting
from irdsu_app.coop.faces import SIGNS, PlaceSeen, Token
from irdsu_app.coop.look import sign
from irdsu_app.coop.setting import PlaceTold, StateTold

el = rx.el
Pick = Callable[[str], rx.event.EventType[()]]
"""What touching a place does: given its code, an event."""
Places = Sequence[PlaceTold] | rx.vars.ArrayVar[list[PlaceTold]]
States = Sequence[StateTold] | rx.vars.ArrayVar[list[StateTold]]


class Ground(rx.Component):
    """The ground of a map drawn by the server (assets/ground.jsx)."""

    library = rx.asset("ground.jsx").importable_path
    tag = "Ground"

    src: rx.Var[str]


def _each(values: Any, shown: Callable[[Any], rx.Component]) -> list[rx.Component]:
    """One component for each value: known now, or in the browser."""
    return [rx.foreach(values, shown)] if isinstance(values, rx.Var) else [shown(value) for value in values]


def crew_token(token: Token) -> rx.Component:
    """A crew's token: initials in a form and a tone of its own; its name for those who listen."""
    return el.span(
        el.span(token["initials"], aria_hidden="true"),
        el.span(token["name"], class_name="visually-hidden"),
        class_name="crew-token",
        custom_attrs={"data-tone": token["tone"], "data-form": token["form"], "title": token["name"]},
    )


def state_sign(state: str) -> rx.Component:
    """The symbol of a state, never alone: its word is written beside."""
    slug = SIGNS[state] if isinstance(state, str) else rx.Var.create(SIGNS)[state].to(str)
    return sign(slug)


def state_word(state: str) -> rx.Component:
    """A state: its symbol and its word."""
    slug = SIGNS[state] if isinstance(state, str) else rx.Var.create(SIGNS)[state].to(str)
    return el.span(
        state_sign(state), el.span(state, class_name="word"), class_name="state", custom_attrs={"data-state": slug}
    )


def legend(states: States | None = None) -> rx.Component:
    """The states a place can be in: symbol, word, meaning; ours unless told."""
    known = setting.told(decks.base())["states"] if states is None else states
    return el.ul(
        *_each(known, lambda each: el.li(state_word(each["name"]), el.span(each["meaning"], class_name="meaning"))),
        class_name="state-legend",
    )


def our_ground() -> rx.Component:
    """The ground of our own map, which is in the page."""
    drawn = maps.drawing(decks.base())
    return el.div(custom_attrs={"dangerouslySetInnerHTML": {"__html": drawn}}, class_name="map-ground")


def the_map(
    places: dict[str, PlaceSeen],
    crews: dict[str, Token],
    *,
    told: Places | None = None,
    ground: rx.Component | None = None,
    name: Any = None,
    on_pick: Pick | None = None,
) -> rx.Component:
    """The map: `places` (by code) and `crews` (their tokens, by crew) are values or Vars; `on_pick` touches a place.

    Ours, unless its places are `told`, with the `ground` they stand on and the `name` of the territory.
    """
    known = setting.places(decks.base()) if told is None else told
    return el.div(
        el.div(
            our_ground() if ground is None else ground,
            el.ul(
                *_each(known, lambda place: _spot(place, places[place["id"]], crews, on_pick)),
                class_name="map-spots",
                aria_label=rx.Var.create("Les lieux\u00a0: ").to(str)
                + (decks.base().territory.name if name is None else name),
            ),
            class_name="map-sheet",
        ),
        class_name="coop-map",
    )


def _spot(place: PlaceTold, seen: PlaceSeen, crews: dict[str, Token], on_pick: Pick | None) -> rx.Component:
    inside = (
        el.span(place["name"], "\u00a0: ", class_name="visually-hidden"),
        state_word(seen["state"]),
        rx.cond(seen["lit"], el.span(sign("lieu"), el.span("Lieu du tour", class_name="word"), class_name="map-here")),
        _marks(seen["marks"], crews),
    )
    touched = (
        el.button(*inside, type="button", on_click=on_pick(place["id"]), class_name="map-touch")
        if on_pick
        else el.div(*inside, class_name="map-touch")
    )
    lit = rx.cond(seen["lit"], "true", "false")
    return el.li(touched, class_name="map-spot", custom_attrs={"style": place["at"], "data-lit": lit})


def _marks(marks: list[str], crews: dict[str, Token]) -> rx.Component:
    """The tokens of the crews that marked a place."""
    return el.span(
        rx.foreach(rx.Var.create(marks).to(list[str]), lambda crew: crew_token(rx.Var.create(crews)[crew].to(Token))),  # pyright: ignore[reportArgumentType]
        class_name="map-marks",
    )


def places_list(
    places: dict[str, PlaceSeen],
    crews: dict[str, Token],
    *,
    told: Places | None = None,
    history: dict[str, list[str]] | None = None,
    on_pick: Pick | None = None,
) -> rx.Component:
    """The same places as a list: name, state, marks, one line; `history` gives what happened there, by place."""
    known = setting.places(decks.base()) if told is None else told
    return el.ul(
        *_each(known, lambda place: _row(place, places[place["id"]], crews, history, on_pick)), class_name="places-list"
    )


def _row(
    place: PlaceTold,
    seen: PlaceSeen,
    crews: dict[str, Token],
    history: dict[str, list[str]] | None,
    on_pick: Pick | None,
) -> rx.Component:
    past = () if history is None else (_history(rx.Var.create(history)[place["id"]].to(list[str])),)
    name = el.span(place["name"], class_name="place-name")
    named = el.button(name, type="button", on_click=on_pick(place["id"])) if on_pick else name
    return el.li(
        el.div(
            named,
            rx.cond(seen["lit"], el.span("Lieu du tour", class_name="tag waiting")),
            state_word(seen["state"]),
            class_name="place-head",
        ),
        el.p(place["line"], class_name="place-line"),
        _marks(seen["marks"], crews),
        *past,
        custom_attrs={"data-lit": rx.cond(seen["lit"], "true", "false")},
    )


def _history(past: rx.vars.ArrayVar[list[str]]) -> rx.Component:
    return rx.cond(
        past.length() > 0,
        el.details(el.summary("Ce qui s’y est passé"), el.ul(rx.foreach(past, lambda line: el.li(line)))),
    )
