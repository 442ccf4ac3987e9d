"""What is measured without ever being scored: votes, promise and stake, currents, compass. Values or Vars alike."""

from collections.abc import Callable, Sequence

import reflex as rx

from irdsu_app.coop import deck as decks
from irdsu_app.coop import setting
from irdsu_app.coop.deck import Posture
from irdsu_app.coop.faces import WIDEST, CurrentSeen, Outcome, Votes
from irdsu_app.coop.guide import guide
from irdsu_app.coop.look import Level, sign, title
from irdsu_app.coop.setting import PostureTold

el = rx.el
Words = str | rx.Var[str]


def _size(name: str, value: object) -> dict[str, object]:
    """A CSS variable set on an element."""
    return {"style": rx.Var.create({f"--{name}": value})}


def votes(tally: Votes, *, yes: Words = "COOP", no: Words = "Pas COOP") -> rx.Component:
    """What was voted, revealed at once: two shapes, their words, their numbers, and who passed, counted apart."""
    return el.dl(
        _pile("coop", yes, tally["coop"], "coop"),
        _pile("pas-coop", no, tally["no"], "not"),
        el.div(el.dt(sign("passe"), "Je passe"), el.dd(tally["passed"]), class_name="pile passed"),
        class_name="votes",
    )


def _pile(shape: str, words: Words, count: int, kind: str) -> rx.Component:
    bar = el.span(class_name="bar", aria_hidden="true")
    return el.div(
        el.dt(sign(shape, wide=True), words),
        el.dd(count, bar),
        class_name=f"pile {kind}",
        custom_attrs=_size("n", count),
    )


def received(answered: int, expected: int, what: str = "Votes reçus") -> rx.Component:
    """How many have answered: a count, never a trend."""
    return el.p(what, "\u00a0: ", el.b(answered), " sur ", el.b(expected), class_name="received", role="status")


def threshold(outcome: Outcome) -> rx.Component:
    """Promised, given, and the threshold across both: two numbers, and whether it is reached."""
    most = rx.Var.create(outcome["most"]).to(int)
    scale = rx.cond(most > 0, most, 1)
    said = guide().phrases
    return el.div(
        el.dl(
            _measure("Promis", outcome["promised"], "promised"),
            _measure("Versé", outcome["given"], "given"),
            _measure("Seuil", outcome["threshold"], "post"),
            class_name="measures",
            custom_attrs=_size("most", scale),
        ),
        el.p(rx.cond(outcome["reached"], said.reached, said.missed), class_name="verdict"),
        class_name="threshold",
        custom_attrs={"data-reached": rx.cond(outcome["reached"], "true", "false")},
    )


def _measure(words: str, count: int, kind: str) -> rx.Component:
    return el.div(
        el.dt(words),
        el.dd(el.b(count), el.span(class_name="bar", aria_hidden="true")),
        class_name=f"measure {kind}",
        custom_attrs=_size("n", count),
    )


def current(seen: CurrentSeen, level: Level = 3) -> rx.Component:
    """A current: a line from −6 to +6, its point, its halo, and the same in words."""
    at = {"style": rx.Var.create({"--at": seen["point"], "--halo": seen["halo"]})}
    return el.div(
        el.div(title(seen["name"], level), el.p(seen["words"], class_name="words"), class_name="current-head"),
        el.div(
            el.span(class_name="halo"),
            el.span(class_name="point"),
            class_name="line",
            aria_hidden="true",
            custom_attrs=at,
        ),
        el.p(seen["question"], class_name="meta"),
        class_name="current",
    )


def currents(seen: list[CurrentSeen], level: Level = 3) -> rx.Component:
    """The three currents, never added up."""
    scale = el.p(el.span(f"−{WIDEST}"), el.span("0"), el.span(f"+{WIDEST}"), class_name="scale", aria_hidden="true")
    each = rx.foreach(rx.Var.create(seen).to(list[CurrentSeen]), lambda one: current(one, level))  # pyright: ignore[reportArgumentType]
    return el.div(each, scale, class_name="currents")


def compass(
    before: list[int], after: list[int] | None = None, postures: Sequence[PostureTold] | None = None
) -> rx.Component:
    """The compass of the group: five postures on an arc, a dot a person; hollow at the start, full at the end."""
    known = setting.told(decks.base())["postures"] if postures is None else postures
    start, end = (None if c is None else rx.Var.create(c).to(list[int]) for c in (before, after))
    stations = [_station(i, posture, start, end) for i, posture in enumerate(known)]
    key = el.p(
        el.span(el.i(class_name="dot before"), "au début", class_name="key"),
        el.span(el.i(class_name="dot after"), "à la fin", class_name="key"),
        class_name="compass-key",
        aria_hidden="true",
    )
    arc = el.svg(
        el.svg.path(d="M10 84Q50 -46 90 84"),
        view_box="0 0 100 100",
        class_name="arc",
        custom_attrs={"preserveAspectRatio": "none", "aria-hidden": "true"},
    )
    return el.div(
        el.div(arc, el.ol(*stations), class_name="compass-arc"),
        *([key] if after is not None else []),
        el.p(el.span("je"), el.span("nous"), class_name="compass-ends", aria_hidden="true"),
        class_name="compass",
    )


def _station(
    rank: int, posture: PostureTold, start: rx.vars.ArrayVar[list[int]] | None, end: rx.vars.ArrayVar[list[int]] | None
) -> rx.Component:
    counts = [(kind, each[rank]) for kind, each in (("before", start), ("after", end)) if each is not None]
    stacks = [_stack(kind, count) for kind, count in counts]
    words = [el.span("avant " if kind == "before" else "après ", count, class_name=kind) for kind, count in counts]
    told = words if len(counts) == 2 else [el.span(counts[0][1])]
    return el.li(
        el.span(*stacks, class_name="stacks", aria_hidden="true"),
        el.span(posture["id"], class_name="knob", aria_hidden="true"),
        el.span(posture["name"], class_name="posture-name"),
        el.span(*told, class_name="posture-count"),
    )


def _stack(kind: str, count: rx.vars.NumberVar) -> rx.Component:
    return el.span(rx.foreach(rx.Var.range(count), lambda _: el.i(class_name=f"dot {kind}")), class_name="stack")


def posture_choice(mine: int, on_pick: Callable[[int], rx.event.EventType[()]]) -> rx.Component:
    """Five positions to choose from; `mine` is one's own (0: none yet), `on_pick` is given a posture's number."""
    return el.ol(*[_posture(posture, mine, on_pick) for posture in decks.base().postures], class_name="postures")


def _posture(posture: Posture, mine: int, on_pick: Callable[[int], rx.event.EventType[()]]) -> rx.Component:
    chosen = rx.cond(rx.Var.create(mine).to(int) == posture.id, "true", "false")
    return el.li(
        el.button(
            el.span(posture.id, class_name="knob", aria_hidden="true"),
            el.span(
                el.b(posture.name),
                el.span(posture.gesture, class_name="gesture-words"),
                el.span("Sa force\u00a0: ", posture.strength, class_name="more"),
                el.span("Son angle mort\u00a0: ", posture.blind_spot, class_name="more"),
                class_name="posture-words",
            ),
            type="button",
            on_click=on_pick(posture.id),
            custom_attrs={"aria-pressed": chosen},
        )
    )
