"""The cards: a character that turns over, a situation, an event, the notebook. Values or Vars, the same way."""

from collections.abc import Callable

import reflex as rx
from reflex.experimental import ClientStateVar

from irdsu_app.coop.board import crew_token
from irdsu_app.coop.faces import CharacterCard, EventCard, SituationCard, TraceSeen
from irdsu_app.coop.guide import guide
from irdsu_app.coop.look import Level, sign, title

el = rx.el


def _lines(*pairs: tuple[str, str]) -> rx.Component:
    return el.dl(*[el.div(el.dt(name), el.dd(text)) for name, text in pairs], class_name="card-lines")


def _front(card: CharacterCard, level: Level) -> tuple[rx.Component, ...]:
    return (
        el.div(
            crew_token(card["token"]),
            el.div(title(card["name"], level), el.p(card["role"], class_name="role")),
            class_name="card-head",
        ),
        el.blockquote(el.p("«\u202f", card["first_words"], "\u202f»"), class_name="first-words"),
        _lines(
            ("Ce que je veux", card["wants"]),
            ("Ce que je crois", card["believes"]),
            ("Mon pouvoir", card["power"]),
            ("Ma part", card["share"]),
        ),
    )


def character_card(card: CharacterCard, *more: rx.Component, level: Level = 3) -> rx.Component:
    """The open side of a character, and what is put below it."""
    return el.article(*_front(card, level), *more, class_name="coop-card character")


def own_card(
    card: CharacterCard, hidden: str, *actions: rx.Component, name: str = "turned", level: Level = 3
) -> rx.Component:
    """One's own card, that turns over: `hidden` must come from the seat's own view. `name`: one a card on the page."""
    turned = ClientStateVar.create(name, default=False)
    return el.div(
        el.div(
            el.article(
                *_front(card, level), class_name="coop-card character side front", custom_attrs={"inert": turned.value}
            ),
            el.article(
                title("Ce qu’on ne voit pas", level),
                el.p(hidden, class_name="hidden-words"),
                el.p(guide().phrases.person, class_name="meta"),
                *actions,
                class_name="coop-card character side back",
                custom_attrs={"inert": ~turned.value.to(bool)},
            ),
            class_name="turning",
            custom_attrs={"data-turned": rx.cond(turned.value, "true", "false")},
        ),
        el.button(
            rx.cond(turned.value, "Revenir au personnage", "Retourner la carte"),
            type="button",
            on_click=turned.set_value(~turned.value.to(bool)),
            class_name="button second",
            custom_attrs={"aria-pressed": rx.cond(turned.value, "true", "false")},
        ),
        class_name="own-card",
    )


def weight(level: str, asks: str) -> rx.Component:
    """What a situation asks: a word, one to four dots, and the energies a crew."""
    dots = el.span(*[el.i() for _ in range(4)], class_name="dots", aria_hidden="true")
    return el.p(dots, el.b(level), el.span(asks), class_name="weight", custom_attrs={"data-level": level})


def situation_card(
    card: SituationCard, *more: rx.Component, action: str | None = None, level: Level = 3
) -> rx.Component:
    """A situation; `action` replaces the proposed one when the group has rewritten it. No reading is shown here."""
    return el.article(
        el.p(sign("lieu"), el.span(card["place"]), el.span(card["theme"], class_name="theme"), class_name="card-place"),
        title(card["title"], level),
        el.p(card["scene"], class_name="scene"),
        el.p(
            el.span("L’action proposée" if action is None else "L’action", class_name="label"),
            el.span(card["action"] if action is None else action, class_name="action-words"),
            class_name="action",
        ),
        el.p(
            el.span("Concerne", class_name="label"),
            rx.foreach(rx.Var.create(card["concerned"]).to(list[str]), lambda name: el.span(name, class_name="name")),
            class_name="concerned",
        ),
        weight(card["level"], card["asks"]),
        *more,
        class_name="coop-card situation",
    )


def empty_chair(name: str) -> rx.Component:
    """Who is missing at the table: a sentence must be said for them before the debate ends."""
    return el.p(sign("chaise"), el.span("La chaise vide", class_name="label"), el.b(name), class_name="empty-chair")


def readings(card: SituationCard) -> rx.Component:
    """The two readings, for after the debate: side by side, neither is right."""
    return el.div(
        el.p(el.span(sign("coop", wide=True), "On peut y lire de la COOP", class_name="label"), card["coop"]),
        el.p(el.span(sign("pas-coop", wide=True), "On peut y lire du pas COOP", class_name="label"), card["not_coop"]),
        class_name="readings",
    )


def prompt(card: SituationCard) -> rx.Component:
    """The question that starts the debate again."""
    return el.p(el.span("Pour relancer", class_name="label"), card["prompt"], class_name="prompt")


def event_card(card: EventCard, level: Level = 3) -> rx.Component:
    """An event: a fact, and what it changes in the round."""
    return el.article(
        el.p(
            sign("evenement"),
            el.span("Événement"),
            el.span(card["moment"], class_name="theme"),
            class_name="card-place",
        ),
        title(card["title"], level),
        el.p(card["text"], class_name="scene"),
        el.p(el.span("Ce que cela change", class_name="label"), card["effect"], class_name="action"),
        class_name="coop-card event",
    )


def notebook(
    agreements: list[TraceSeen],
    disagreements: list[TraceSeen],
    aside: Callable[[TraceSeen], rx.Component] | None = None,
    level: Level = 3,
) -> rx.Component:
    """The notebook of traces, two columns; `aside` adds something to each line (« Reprendre »)."""
    return el.div(
        _column("accord", "Nous sommes d’accord pour dire que…", agreements, aside, level),
        _column("desaccord", "Nous restons en désaccord sur…", disagreements, aside, level),
        class_name="notebook",
    )


def _column(
    kind: str,
    heading: str,
    traces: list[TraceSeen],
    aside: Callable[[TraceSeen], rx.Component] | None,
    level: Level,
) -> rx.Component:
    def line(trace: TraceSeen) -> rx.Component:
        more = () if aside is None else (aside(trace),)
        return el.li(el.span(trace["text"]), el.span("Tour ", trace["round"], class_name="meta"), *more)

    written = rx.Var.create(traces).to(list[TraceSeen])
    return el.section(
        el.div(sign(kind), title(heading, level), class_name="trace-head"),
        rx.cond(
            written.length() > 0,
            el.ul(rx.foreach(written, line), class_name="traces"),  # pyright: ignore[reportArgumentType]
            el.p("Rien d’écrit pour l’instant.", class_name="meta"),
        ),
        class_name=f"trace-column {kind}",
    )
