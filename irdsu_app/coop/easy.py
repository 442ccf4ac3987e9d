"""The easy-to-read version of a card, where the deck has one: by choice on a phone, by the host on the wall.

Les Lisières has none yet: nothing of this shows in a game played with it.
"""

import reflex as rx

from irdsu_app.coop.outbox import play
from irdsu_app.coop.state import Table
from irdsu_app.coop.telling import among

el = rx.el
_SITUATION = Table.card["easy"].to(str)


class EasyText(rx.Component):
    """The easy version in place of the card's words, and the button that turns it on or off (assets/easy.jsx)."""

    library = rx.asset("easy.jsx").importable_path
    tag = "EasyText"

    text: rx.Var[str]


class EasyWords(rx.Component):
    """The easy version alone, a sentence a line (assets/easy.jsx)."""

    library = rx.asset("easy.jsx").importable_path
    tag = "EasyWords"

    text: rx.Var[str]


def easy_text(text: str | rx.Var[str]) -> rx.Component:
    """On a phone: nothing when the card has no easy version. What is chosen is kept in the browser, for every card."""
    return EasyText.create(text=text)


def on_plateau() -> rx.Component:
    """On the big screen, while the situation is read and voted, when whoever leads wishes it."""
    shows = Table.pace["easy"].to(bool) & (_SITUATION != "") & among("discover", "stance")
    return rx.cond(shows, EasyWords.create(text=_SITUATION))


def choice() -> rx.Component:
    """For whoever leads: show it on the big screen, or no more; nothing when the card has no easy version."""
    on = Table.pace["easy"].to(bool)
    return rx.cond(
        _SITUATION != "",
        el.button(
            "Facile à lire sur le grand écran",
            type="button",
            on_click=play("easy", on=~on),
            class_name="gesture",
            custom_attrs={"aria-pressed": rx.cond(on, "true", "false")},
        ),
    )
