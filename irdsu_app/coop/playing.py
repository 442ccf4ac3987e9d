"""What the screens of a seat are made of: buttons that play, options, fields that lose nothing (assets/seat.jsx).

`me` is what the server says of this seat, and over it what has been done since: chosen at once, « Enregistré » later.
A gesture goes to the browser's outbox, never to an event of the server.
"""

from collections.abc import Callable, Sequence
from typing import Any

import reflex as rx
from reflex_base.utils.imports import ImportVar
from reflex_base.vars import VarData

from irdsu_app.coop.look import sign
from irdsu_app.coop.own_views import Own
from irdsu_app.coop.state import Table
from irdsu_app.design.typography import fr

el = rx.el
Words = str | rx.Var[str]
_LIFE = rx.asset("seat.jsx").importable_path

pace: Any = Table.pace
card: Any = Table.card
talk: Any = Table.talk
people: Any = Table.people
board: Any = Table.board
"""The parts of the table, whose keys are those of views.py: Reflex does not tell pyright what is behind them."""


def _hooked(name: str, call: str, *needs: Any) -> Any:
    """A value that a hook of assets/seat.jsx gives to each component that shows it."""
    hook = call[: call.index("(")]
    brought = VarData(imports={_LIFE: [ImportVar(tag=hook)]}, hooks={f"const {name} = {call}": None})
    return rx.Var(name, _var_data=VarData.merge(*(need._get_all_var_data() for need in needs), brought))


me: Any = _hooked("seatMine", f"useMine({Table.mine!s}, {Table.pace!s})", Table.mine, Table.pace).to(Own)
"""What is known of this seat, and over it what was done since."""
written: Any = Table.mine.to(Own)
"""What the server says of this seat and nothing else: what is said to be done is in the database."""
refusal: Any = _hooked("seatRefusal", "useRefusal()").to(dict)
"""The last refusal, and the gesture it answers; no gesture when its moment is over."""
plays: Any = (me["kind"] == "player") & ~me["waits"]
"""Whether this seat has a crew at this round."""


def refused(*gestures: str) -> rx.Component:
    """Why one of these gestures was refused, beside it; the outbox says it aloud."""
    said, about = refusal["said"].to(str), refusal["do"].to(str)
    mine = rx.Var.create(list(gestures)).contains(about) & (said != "")
    return rx.cond(mine, el.p(said, class_name="refused"))


def gesture(words: Words | rx.Component, does: rx.Var, *, second: bool = False, **more: Any) -> rx.Component:
    """A button that plays."""
    kind = "button second" if second else "button"
    return el.button(words, type="button", on_click=does, class_name=kind, **more)


def writing(
    name: str,
    label: str,
    longest: int,
    *,
    hint: str = "",
    rows: int = 2,
    value: Any = "",
    attrs: dict[str, object] | None = None,
) -> rx.Component:
    """A field of at most `longest` characters, whose text is kept, one a round, until it is sent."""
    return Writing.create(
        id=name,
        draft="" if attrs else f"{name}-" + pace["round"].to(str),
        label=fr(label),
        hint=fr(hint),
        longest=longest,
        rows=rows,
        value=value,
        attrs=attrs or {},
    )


def option(
    words: Words | rx.Component,
    does: rx.Var,
    *,
    chosen: Any,
    first: Any,
    kind: str = "",
    mark: str = "",
    more: Sequence[rx.Component] = (),
    said: str = "Votre choix",
) -> rx.Component:
    """One of several: arrows walk, Space or a finger choose. `first`: the one the Tab key comes to when none is."""
    picked = rx.Var.create(chosen).to(bool)
    return el.button(
        *([sign(mark, wide=True)] if mark else []),
        el.span(words, class_name="option-words"),
        *more,
        rx.cond(picked, el.span(said, class_name="picked")),
        type="button",
        role="radio",
        on_click=does,
        tab_index=rx.cond(picked | first, 0, -1),
        custom_attrs={"aria-checked": rx.cond(picked, "true", "false")},
        class_name=f"option {kind}",
    )


def options(label: Words, *each: rx.Component, kind: str = "") -> rx.Component:
    """Several options, of which one is chosen."""
    return el.div(
        *each,
        role="radiogroup",
        aria_label=fr(label) if isinstance(label, str) else label,
        class_name=f"options {kind}",
    )


def ask(name: str, words: str, title: str, *content: rx.Component, second: bool = True) -> rx.Component:
    """A button and the dialog it opens, closed by « Fermer » or Escape."""
    opens = rx.Var(f'() => document.getElementById("{name}").showModal()', _var_type=rx.EventChain)
    closes = rx.Var(f'() => document.getElementById("{name}").close()', _var_type=rx.EventChain)
    return rx.fragment(
        el.button(fr(words), type="button", on_click=opens, class_name="button second" if second else "button"),
        el.dialog(
            el.h2(fr(title), id=f"{name}-title"),
            *content,
            el.button("Fermer", type="button", on_click=closes, class_name="button second close"),
            id=name,
            class_name="dialog",
            custom_attrs={"aria-labelledby": f"{name}-title"},
        ),
    )


def each(values: Any, shown: Callable[..., rx.Component]) -> rx.Component:
    """`rx.foreach`, said shorter."""
    return rx.foreach(values, shown)


class Writing(rx.Component):
    """A field that loses nothing (assets/seat.jsx)."""

    library = _LIFE
    tag = "Writing"

    draft: rx.Var[str]
    label: rx.Var[str]
    hint: rx.Var[str]
    longest: rx.Var[int]
    rows: rx.Var[int]
    value: rx.Var[str]
    attrs: rx.Var[dict]


class From(rx.Component):
    """What is shown from an hour of the server on (assets/seat.jsx); `before` says how long there is to wait."""

    library = _LIFE
    tag = "From"

    at: rx.Var[float]
    before: rx.Var[str]


class TimeInWords(rx.Component):
    """The time left, in words (assets/seat.jsx)."""

    library = _LIFE
    tag = "TimeInWords"

    deadline: rx.Var[float]
    left: rx.Var[float]


class SeatLife(rx.Component):
    """What keeps the seat alive and says each moment (assets/seat.jsx)."""

    library = _LIFE
    tag = "SeatLife"

    code: rx.Var[str]
    pace: rx.Var[dict]
    mine: rx.Var[dict]
    talk: rx.Var[dict]
    phrases: rx.Var[dict]
    tokens: rx.Var[dict]
    words: rx.Var[dict]
    guided: rx.Var[list]
    entered: rx.Var[float]


class DoorKey(rx.Component):
    """A key drawn by the page, so that two taps at the door are one person (assets/seat.jsx)."""

    library = _LIFE
    tag = "DoorKey"


class PersonalLink(rx.Component):
    """The link that moves one's seat to another phone, and its QR (assets/seat.jsx)."""

    library = _LIFE
    tag = "PersonalLink"

    link: rx.Var[str]
