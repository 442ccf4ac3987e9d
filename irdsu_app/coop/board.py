"""The board: the map with what lives on it, its list for phones and for those who listen, tokens, states."""

from collections.abc import Callable

import reflex as rx

from irdsu_app.coop import deck as decks
from irdsu_app.coop import map as maps
from irdsu_app.coop.deck import Deck, Place
from irdsu_app.coop.faces import SIGNS, PlaceSeen, Token
from irdsu_app.coop.ground import HIGH, PICTURE, WIDE, Spot
from irdsu_app.coop.look import sign
from irdsu_app.design.typography import fr

el = rx.el
Pick = Callable[[str], rx.event.EventType[()]]
"""What touching a place does: given its code, an event."""


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


def legend(deck: Deck | None = None) -> rx.Component:
    """The states a place can be in: symbol, word, meaning."""
    states = (deck or decks.base()).states
    return el.ul(
        *[el.li(state_word(each.name), el.span(each.meaning, class_name="meaning")) for each in states],
        class_name="state-legend",
    )


def the_map(
    places: dict[str, PlaceSeen],
    crews: dict[str, Token],
    *,
    deck: Deck | None = None,
    on_pick: Pick | None = None,
) -> rx.Component:
    """The map: `places` (by code) and `crews` (their tokens, by crew) are values or Vars; `on_pick` touches a place."""
    deck = deck or decks.base()
    spots = {spot.id: spot for spot in maps.placed(deck)}
    return el.div(
        el.div(
            el.div(custom_attrs={"dangerouslySetInnerHTML": {"__html": maps.drawing(deck)}}, class_name="map-ground"),
            el.ul(
                *[_spot(place, spots[place.id], places[place.id], crews, on_pick) for place in deck.places],
                class_name="map-spots",
                aria_label=fr(f"Les lieux : {deck.territory.name}"),
            ),
            class_name="map-sheet",
        ),
        class_name="coop-map",
    )


def _spot(place: Place, spot: Spot, seen: PlaceSeen, crews: dict[str, Token], on_pick: Pick | None) -> rx.Component:
    inside = (
        el.span(f"{place.name}\u00a0: ", class_name="visually-hidden"),
        state_word(seen["state"]),
        rx.cond(seen["lit"], el.span(sign("lieu"), el.span("Lieu du tour", class_name="word"), class_name="map-here")),
        _marks(seen["marks"], crews),
    )
    at = {
        "--x": f"{spot.left / WIDE:.2%}",
        "--y": f"{spot.top / HIGH:.2%}",
        "--w": f"{spot.wide / WIDE:.2%}",
        "--h": f"{spot.high / HIGH:.2%}",
        "--floor": f"{PICTURE / spot.high:.2%}",
    }
    touched = (
        el.button(*inside, type="button", on_click=on_pick(place.id), class_name="map-touch")
        if on_pick
        else el.div(*inside, class_name="map-touch")
    )
    lit = rx.cond(seen["lit"], "true", "false")
    return el.li(touched, class_name="map-spot", custom_attrs={"style": at, "data-lit": lit})


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
    deck: Deck | None = None,
    history: dict[str, list[str]] | None = None,
    on_pick: Pick | None = None,
) -> rx.Component:
    """The same places as a list: name, state, marks, one line; `history` gives what happened there, by place."""
    deck = deck or decks.base()
    return el.ul(
        *[_row(place, places[place.id], crews, history, on_pick) for place in deck.places], class_name="places-list"
    )


def _row(
    place: Place,
    seen: PlaceSeen,
    crews: dict[str, Token],
    history: dict[str, list[str]] | None,
    on_pick: Pick | None,
) -> rx.Component:
    past = () if history is None else (_history(rx.Var.create(history)[place.id].to(list[str])),)
    name = el.span(place.name, class_name="place-name")
    named = el.button(name, type="button", on_click=on_pick(place.id)) if on_pick else name
    return el.li(
        el.div(
            named,
            rx.cond(seen["lit"], el.span("Lieu du tour", class_name="tag waiting")),
            state_word(seen["state"]),
            class_name="place-head",
        ),
        el.p(place.line, class_name="place-line"),
        _marks(seen["marks"], crews),
        *past,
        custom_attrs={"data-lit": rx.cond(seen["lit"], "true", "false")},
    )


def _history(past: rx.vars.ArrayVar[list[str]]) -> rx.Component:
    return rx.cond(
        past.length() > 0,
        el.details(el.summary("Ce qui s’y est passé"), el.ul(rx.foreach(past, lambda line: el.li(line)))),
    )
