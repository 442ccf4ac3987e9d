"""The pages of the game to be read: its cards, its rules in one page, the host's guide."""

from collections.abc import Callable
from typing import Any

import reflex as rx
from reflex_components_core.el.elements.inline import A

from irdsu_app.coop import deck as decks
from irdsu_app.coop import faces
from irdsu_app.coop.board import States, legend, places_list, the_map
from irdsu_app.coop.cards import character_card, event_card, prompt, readings, situation_card
from irdsu_app.coop.faces import PlaceSeen
from irdsu_app.coop.guide import Section, guide
from irdsu_app.coop.look import page

el = rx.el
Say = Callable[[str], str | rx.Var[str]]
"""Gives a sentence of the guide in the words of the deck that is played; as it is written, where none is."""


def _others(here: str) -> rx.Component:
    """From one page of the game to the others."""
    pages = (
        ("/coop/cartes", "Les cartes"),
        ("/coop/regles", "Les règles en une page"),
        ("/coop/guide", "Guide d’animation"),
        ("/coop/jeux", "Mes jeux"),
    )
    return el.p(
        *[el.a(words, href=address, class_name="button second") for address, words in pages if address != here],
        class_name="button-row",
    )


def _credits() -> rx.Component:
    return el.p(guide().credits, class_name="meta credits")


def cards() -> rx.Component:
    """The whole deck, open to all; what is hidden in a game is folded."""
    deck = decks.base()
    start: dict[str, PlaceSeen] = {place.id: PlaceSeen(state=place.state, marks=[], lit=False) for place in deck.places}
    contents = (
        ("lieux", "Les lieux"),
        ("personnages", "Les personnages"),
        ("situations", "Les situations"),
        ("evenements", "Les événements"),
    )
    return page(
        el.h1("Les cartes"),
        el.p(deck.territory.hook, class_name="lead"),
        el.nav(
            el.ul(*[el.li(A.create(words, href=f"#{name}")) for name, words in contents], class_name="jump-list"),
            aria_label="Les cartes",
        ),
        el.section(
            el.h2("Les lieux", id="lieux"),
            el.p(f"{deck.territory.name}, {deck.territory.town}\u00a0: {deck.territory.people}."),
            the_map(start, {}),
            places_list(start, {}),
            el.h3("Ce que devient un lieu"),
            legend(),
        ),
        _characters(),
        _situations(),
        _events(),
        _others("/coop/cartes"),
        _credits(),
    )


def _characters() -> rx.Component:
    deck = decks.base()
    return el.section(
        el.h2("Les personnages", id="personnages"),
        el.p(guide().phrases.person, " Dans une partie, seul l’équipage lit ce qu’on ne voit pas."),
        el.div(
            *[
                character_card(
                    faces.character(deck, each.id),
                    el.details(el.summary("Ce qu’on ne voit pas"), el.p(each.hidden)),
                )
                for each in deck.characters
            ],
            class_name="card-grid",
        ),
    )


def _situations() -> rx.Component:
    deck = decks.base()
    shown = [faces.situation(deck, each.id, readings=True) for each in deck.situations]
    return el.section(
        el.h2("Les situations", id="situations"),
        el.p("Les deux lectures ne se montrent qu’après le débat, ou jamais. Aucune n’est la bonne."),
        el.div(
            *[
                situation_card(card, el.details(el.summary("Après le débat"), readings(card), prompt(card)))
                for card in shown
            ],
            class_name="card-grid",
        ),
        el.h3("Sélections prêtes à jouer"),
        el.ul(
            *[
                el.li(
                    el.b(chosen.name), "\u00a0: ", ", ".join(deck.situation(each).title for each in chosen.situations)
                )
                for chosen in deck.selections
            ]
        ),
    )


def _events() -> rx.Component:
    deck = decks.base()
    return el.section(
        el.h2("Les événements", id="evenements"),
        el.p("À partir du deuxième tour, un événement par tour, au moment écrit sur la carte."),
        el.div(*[event_card(faces.event(deck, each.id)) for each in deck.events], class_name="card-grid"),
    )


def rules() -> rx.Component:
    """The rules in one page, to be read aloud or printed."""
    return page(
        el.h1(guide().rules.title),
        el.p(guide().lead, class_name="lead"),
        *the_rules(),
        _told(),
        _others("/coop/regles"),
        _credits(),
    )


def the_rules(
    postures: list[Any] | None = None, states: States | None = None, say: Say = str
) -> tuple[rx.Component, ...]:
    """What the page of the rules says, part after part; with our postures and states of places unless told."""
    said, known = guide().rules, postures or [each.model_dump() for each in decks.base().postures]
    return (
        el.div(
            el.p(say(said.opening), class_name="rules-opening"),
            el.p(said.round),
            el.ol(*[el.li(el.b(step.name), el.span(say(step.text))) for step in said.steps], class_name="rules-steps"),
            el.p(said.closing, class_name="rules-closing"),
            class_name="rules-sheet",
        ),
        el.section(
            el.h2("Les énergies"),
            el.ul(*[el.li(say(each)) for each in said.energies]),
            el.p(guide().phrases.not_who, class_name="motto"),
            el.p(guide().phrases.secret),
        ),
        el.section(el.h2("Ce que devient un lieu"), legend(states), class_name="annex"),
        el.section(
            el.h2("La boussole des postures"), el.p(guide().phrases.compass), _postures(known), class_name="annex"
        ),
    )


def _told() -> rx.Component:
    return el.section(el.h2(guide().told.title), el.p(guide().told.text), class_name="told")


def _postures(known: list[Any]) -> rx.Component:
    rows = [
        el.tr(
            el.th(rank, ". ", each["name"], scope="row"),
            el.td(each["gesture"]),
            el.td(each["strength"]),
            el.td(each["blind_spot"]),
        )
        for rank, each in enumerate(known, 1)
    ]
    head = el.tr(*[el.th(words, scope="col") for words in ("Posture", "Le geste", "Sa force", "Son angle mort")])
    return el.div(
        el.table(el.thead(head), el.tbody(*rows), class_name="postures-table"),
        class_name="table-box",
        role="region",
        tab_index=0,
        aria_label="La boussole des postures",
    )


def hosting() -> rx.Component:
    """The host's guide: before, during, after; group sizes; every phase; the questions of the debrief."""
    said = guide()
    return page(
        el.h1(said.host.title),
        el.p(said.host.lead, class_name="lead"),
        *the_advice(),
        el.section(
            el.h2("Temps par temps"),
            el.p("Ces phrases s’affichent aussi sur l’écran de la personne qui anime, au bon moment."),
            *the_phases(),
        ),
        *the_discussion(),
        _others("/coop/guide"),
        _credits(),
    )


def the_advice(say: Say = str) -> tuple[rx.Component, ...]:
    """What helps whoever leads: before, during, after, and according to the size of the group."""
    said = guide()
    return (
        *[_part(section, say) for section in said.host.sections],
        el.section(
            el.h2("Selon la taille du groupe"),
            el.dl(*[el.div(el.dt(s.label), el.dd(s.text)) for s in said.sizes], class_name="pairs"),
            el.p(said.alone),
        ),
    )


def the_discussion() -> tuple[rx.Component, ...]:
    """The discussion that ends the game, and its closing."""
    said = guide()
    return (
        el.section(
            el.h2(said.debrief.title),
            *[
                el.div(
                    el.h3(m.name),
                    el.p(m.lead),
                    *([el.ul(*[el.li(each) for each in m.questions])] if m.questions else []),
                )
                for m in said.debrief.moments
            ],
            el.h3("La clôture"),
            el.p(said.debrief.closing),
        ),
    )


def _part(section: Section, say: Say) -> rx.Component:
    pairs = [el.div(el.dt(case.name), el.dd(say(case.text))) for case in section.cases]
    return el.section(
        el.h2(section.title),
        *([el.blockquote(el.p(section.said), class_name="to-say")] if section.said else []),
        *[el.p(each) for each in section.paragraphs],
        *([el.dl(*pairs, class_name="pairs")] if pairs else []),
        *([el.ul(*[el.li(each) for each in section.items])] if section.items else []),
        *([el.p(say(section.after))] if section.after else []),
    )


def the_phases(mark: Callable[[str], rx.Component] | None = None, say: Say = str) -> list[rx.Component]:
    """Every phase, folded: what to say, and what helps when it sticks.

    `mark` adds something to its name; `say` gives a sentence in the words of the deck that is played.
    """
    return [
        el.details(
            el.summary(say(step.title), *((mark(name),) if mark else ())),
            el.p(say(step.say), class_name="to-say"),
            *([el.ul(*[el.li(say(each)) for each in step.stuck])] if step.stuck else []),
            class_name="phase",
            custom_attrs={"data-for": name},
        )
        for name, step in guide().phases.items()
    ]
