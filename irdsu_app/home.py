"""The welcome page, the notices and the page of an address that leads nowhere."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import reflex as rx

from irdsu_app.content.site import Home, Page, Section, Tool, site
from irdsu_app.design import elements, layout
from irdsu_app.design.typography import fr
from irdsu_app.settings import settings

el = rx.el
NAME = "IR-DSU"


@dataclass(frozen=True)
class Opened:
    """A page and what the browser and search engines say of it."""

    title: str
    description: str
    content: Callable[[], rx.Component]


Block = Callable[[], rx.Component]
"""Something a product shows on the welcome page."""


def pages(blocks: Sequence[Block] = ()) -> dict[str, Opened]:
    """Every page of this module by its address; `blocks` come on the welcome page, after the tools."""
    words = site()
    notices = {
        "/mentions-legales": words.legal,
        "/donnees-personnelles": words.personal_data,
        "/accessibilite": words.accessibility,
    }
    lost = "L’adresse demandée ne mène à aucune page : retrouvez ici l’accueil, le dépliant ou le jeu."
    return {
        "/": Opened(fr(words.home.title), fr(words.home.description), partial(welcome, words.home, blocks)),
        **{
            address: Opened(fr(f"{page.title} – {NAME}"), fr(page.description), partial(notice, page))
            for address, page in notices.items()
        },
        "404": Opened(fr(f"Page introuvable – {NAME}"), fr(lost), layout.not_found),
    }


def welcome(words: Home, blocks: Sequence[Block] = ()) -> rx.Component:
    """What the tools are, and the shortest way to each."""
    return layout.page(
        _hero(words),
        el.section(
            el.h2(fr(words.tools_heading), id="outils", class_name="visually-hidden"),
            el.ul(*[_tool(tool) for tool in words.tools], class_name="tools"),
            aria_labelledby="outils",
        ),
        *[block() for block in blocks],
        _join(),
    )


def _hero(words: Home) -> rx.Component:
    return el.div(
        el.div(
            el.h1(fr(words.heading)),
            el.p(fr(words.lead), class_name="lead"),
            el.p(
                elements.button_link("Ouvrir le dépliant", "/depliant"),
                elements.button_link("Présenter le dépliant", "/depliant/presenter", second=True),
                class_name="button-row",
            ),
        ),
        el.div(
            el.div(*[el.span() for _ in range(6)], class_name="hero-sheet"),
            aria_hidden="true",
            class_name="hero-scene",
        ),
        class_name="hero",
    )


def _tool(tool: Tool) -> rx.Component:
    ready = [el.p(*[el.a(fr(way.words), href=way.address) for way in tool.ways], class_name="ways")]
    return el.li(
        el.h3(fr(tool.title)),
        el.p(fr(tool.text)),
        elements.tag(tool.kicker, waiting=not tool.address),
        *(ready if tool.address else []),
        class_name="tool",
    )


def _join() -> rx.Component:
    return el.section(
        el.h2("Rejoindre une présentation ou une partie", id="rejoindre"),
        elements.post_form(
            elements.field("Code affiché sur l’écran de la salle", "code", kind="code"),
            elements.button("Rejoindre"),
            action="/rejoindre",
            class_name="join",
        ),
        aria_labelledby="rejoindre",
    )


def notice(words: Page) -> rx.Component:
    """A page of plain text, from content/site.yaml."""
    return layout.page(el.h1(fr(words.title)), *[_section(section) for section in words.sections])


def _section(section: Section) -> rx.Component:
    listed = section.listed(settings.model_dump())
    return el.section(
        el.h2(fr(section.title)),
        *[el.p(fr(text)) for text in section.paragraphs],
        *([el.ul(*[el.li(fr(item)) for item in listed])] if listed else []),
    )
