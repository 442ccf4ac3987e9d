"""Where the game is, in words and in time: the phase, what is left of it, what is announced. For any screen."""

from collections.abc import Mapping

import reflex as rx

from irdsu_app.coop import dressing
from irdsu_app.coop.game import IN_ROUND
from irdsu_app.coop.guide import guide
from irdsu_app.coop.outbox import deadline, draft
from irdsu_app.coop.setting import GUIDED
from irdsu_app.coop.state import Table
from irdsu_app.coop.views import TallySeen
from irdsu_app.design import elements
from irdsu_app.design.typography import fr

el = rx.el
_STEPS = guide().phases
phase = Table.pace["phase"].to(str)
number, rounds = Table.pace["round"].to(int), Table.pace["rounds"].to(int)
answered, expected = Table.pace["answered"].to(int), Table.pace["expected"].to(int)
paused = Table.pace["status"].to(str) == "En pause"
discreet = Table.pace["discreet"].to(bool)


def code() -> rx.vars.StringVar:
    """The code of the room, as it is written on the wall."""
    return rx.Var.create(Table.code).to(str).upper()


def among(*phases: str) -> rx.vars.BooleanVar:
    """Whether the game is in one of these phases."""
    return rx.Var.create(list(phases)).to(list[str]).contains(phase)


def told(part: str) -> rx.vars.StringVar:
    """A part of the guide for the present phase: its title, its plateau line, what the host says."""
    return by_phase({name: getattr(step, part) for name, step in _STEPS.items()})


def by_phase(lines: Mapping[str, str]) -> rx.vars.StringVar:
    """The line of the present phase, with the words of the deck that is played."""
    line = rx.Var.create(dict(lines))[phase].to(str)
    return dressing.guided(line) if any(words in each for each in lines.values() for words in GUIDED) else line


in_round = among(*sorted(IN_ROUND))


def round_words() -> rx.Component:
    """« Tour 2 sur 3 », while a round is played."""
    return rx.cond(in_round, el.span("Tour ", number, " sur ", rounds, class_name="round-words"))


def timekeeper() -> rx.Component:
    """Who keeps the time of this round, when nobody leads."""
    name = Table.pace["keeper"].to(str)
    return rx.cond(name != "", el.p(fr("Tient le temps à ce tour : "), el.b(name), class_name="meta timekeeper"))


def unless_erased(*content: rx.Component | rx.Var) -> rx.Component:
    """A screen's content, and in its place one sentence once the game has been erased under it."""
    return rx.cond(
        Table.pace["status"].to(str) == "Effacée",
        el.div(
            el.p(
                el.b(fr("Cette partie a été effacée")),
                " ",
                fr("par la personne qui anime, avec tout ce qui y a été dit. Cet écran n’en garde rien."),
            ),
            el.p(el.a("Revenir au jeu", href="/coop", class_name="button"), class_name="button-row"),
            role="alert",
            class_name="notice alert erased",
        ),
        rx.fragment(*content),
    )


def countdown() -> rx.Component:
    """The time of the phase, in figures and as a bar that empties; nothing when it is not timed."""
    return rx.cond(
        Table.pace["total"].to(float) > 0,
        el.div(
            el.p(
                elements.visually_hidden("Temps restant\u00a0: "),
                el.span(class_name="time-left", custom_attrs=deadline()),
                role="timer",
                custom_attrs={"aria-live": "off"},
            ),
            el.progress(aria_label="Temps restant", custom_attrs=deadline(progress=True)),
            class_name="countdown",
            custom_attrs={"data-paused": rx.cond(paused, "true", "false")},
        ),
    )


def site() -> rx.Var[str]:
    """The address of the site as one types it."""
    return rx.Var(f"({rx.State.router.url.origin}).replace(/^https?:\\/\\//, '')", _var_type=str)


def line(name: str, label: str, longest: int, *, hint: str = "") -> rx.Component:
    """Something one writes, at most `longest` characters, kept by the browser until it is sent."""
    described = {"aria-describedby": f"{name}-hint"} if hint else {}
    return el.div(
        el.label(fr(label), html_for=name),
        *([el.p(fr(hint), id=f"{name}-hint", class_name="hint")] if hint else []),
        el.textarea(id=name, rows="2", max_length=longest, custom_attrs={**draft(name), **described}),
        class_name="field",
    )


def announcement(line: str = "plateau") -> rx.Component:
    """What assistive technologies say at each phase: one polite region a page."""
    first, talk = Table.talk["first"].to(TallySeen), Table.talk
    coop, no = dressing.word("coop_said"), dressing.word("not_said")
    passed = dressing.passing(first["passed"].to(int))
    votes = rx.Var(
        f"`${{{first['coop']}}} ${{{coop}}}, ${{{first['no']}}} ${{{no}}}, ${{{passed}}}.`",
        _var_type=str,
    ).to(str)
    given = talk["staked"].to(int) + talk["bonus"].to(int)
    pledges = rx.Var(
        f"`Promis ${{{talk['promised']}}}, versé ${{{given}}}, seuil ${{{talk['threshold']}}}.`", _var_type=str
    ).to(str)
    round_ = rx.cond(in_round, "Tour " + number.to(str) + " sur " + rounds.to(str) + ".\u00a0", "").to(str)
    more = rx.match(phase, ("reveal", votes), ("outcome", pledges), "").to(str)  # pyright: ignore[reportAttributeAccessIssue]
    stopped = rx.cond(paused, fr("La partie est en pause. "), "").to(str)
    return el.output(
        stopped + round_ + told("title") + ". " + told(line) + " " + more,
        class_name="visually-hidden",
        custom_attrs={"aria-live": "polite"},
    )


def count(what: str) -> rx.Component:
    """How many have answered: a count, never a trend; not announced at each arrival."""
    return el.p(what, "\u00a0: ", el.b(answered), " sur ", el.b(expected), class_name="received")
