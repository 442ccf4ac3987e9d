"""What the filtered lists of the desk share: the fields, the count announced, what is filtered said on paper, pages.

The address says the filters (assets/cyclesift.jsx); a state that is `Sifted` answers each question.
"""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import reflex as rx
from reflex_components_core.el.elements.inline import A

from irdsu_app.cycles import places
from irdsu_app.cycles.desk_base import Desk
from irdsu_app.cycles.desk_search import Search
from irdsu_app.cycles.desk_words import Row
from irdsu_app.design.hours import moment
from irdsu_app.design.typography import fr

el = rx.el
Asked = str


class Sift(rx.Component):
    """A list with its filters (assets/cyclesift.jsx)."""

    library = rx.asset("cyclesift.jsx").importable_path
    tag = "Sift"

    asked: rx.Var[str]
    turn: rx.Var[int]

    on_ask: rx.EventHandler[lambda asked: [asked]]


class Printer(rx.Component):
    """The button that prints what is shown (assets/cyclesift.jsx)."""

    library = rx.asset("cyclesift.jsx").importable_path
    tag = "Printer"


class Sifted(Desk, mixin=True):
    """A list that is filtered: `asked` is the question its rows answer, `turn` changes with each answer."""

    asked: str = ""
    turn: int = 0
    counted: str = ""
    narrowed: str = ""
    printed: str = ""
    files: str = ""
    """What follows the question mark in the address of the same list as a file."""
    page: int = 1
    pages: int = 1
    before: str = ""
    after: str = ""

    def _of_address(self) -> None:
        """Take the question of the address of the page."""
        self.asked = urlencode(self.router.url.query_parameters)

    @property
    def _search(self) -> Search:
        return Search.read(self.asked)

    async def _answer(self, asked: str) -> None:
        """Take a question, read what it finds beside the loop, show it."""
        self.asked = asked[:2_000]
        found = await asyncio.to_thread(self._sift)
        self._list(found)
        self.turn += 1

    def _sift(self) -> Any:
        raise NotImplementedError

    def _list(self, found: Any) -> None:
        raise NotImplementedError

    def _paged(self, search: Search, pages: int) -> None:
        self.pages, self.page = pages, min(max(1, search.page), pages)
        self.before = search.address(page=self.page - 1) or "?"
        self.after = search.address(page=self.page + 1)

    def _say(self, search: Search, counted: str, statuses: Mapping[str, str] = places.STATUSES) -> None:
        """Say how many there are, and what is filtered."""
        self.counted, self.narrowed = fr(counted), "oui" if search.narrowed else ""
        filtered = search.said(statuses)
        self.printed = fr(f"{f'Filtre : {filtered}' if filtered else 'Liste entière'}. {counted}. ")
        self.printed += fr(f"Imprimé le {moment(datetime.now(UTC))}.")
        self.files = search.address(page=1)


def sifting(state: Any, *content: rx.Component) -> rx.Component:
    """A list and its filters; `bar` is among its content."""
    return Sift.create(*content, asked=state.asked, turn=state.turn, on_ask=state.ask)


def bar(state: Any, *fields: rx.Component, words: str = "") -> rx.Component:
    """The filters, the words first, then how many are found and the way back to all."""
    search = [
        el.div(
            el.label("Chercher", html_for="mots"),
            el.input(type="search", id="mots", name="mots", placeholder=fr(words), max_length=100, auto_complete="off"),
            class_name="field",
        )
    ]
    return el.div(
        el.form(
            *(search if words else []),
            el.details(el.summary("Filtrer"), el.div(*fields, class_name="desk-fields"), class_name="desk-more"),
            el.button("Filtrer", type="submit", hidden=True),
            class_name="desk-sift",
            role="search",
        ),
        el.div(
            el.p(state.counted, role="status", tab_index=-1, class_name="desk-count"),
            rx.cond(state.narrowed, A.create("Effacer les filtres", href="?", custom_attrs={"data-sift": "all"})),
            class_name="desk-found",
        ),
        el.p(state.printed, class_name="print-only"),
        class_name="desk-sieve",
    )


def choice(label: str, name: str, options: Iterable[tuple[str, str]], every: str = "Indifférent") -> rx.Component:
    """A field of few choices, known when the site is built."""
    return _select(label, name, every, *[el.option(fr(words), value=value) for value, words in options])


def choice_of(label: str, name: str, rows: Any, every: str = "Indifférent") -> rx.Component:
    """A field of choices that the list itself has: `value`, `label`."""
    return _select(label, name, every, rx.foreach(rows, lambda row: el.option(row["label"], value=row["value"])))


def text(label: str, name: str) -> rx.Component:
    """A field of words."""
    return el.div(
        el.label(label, html_for=name),
        el.input(type="search", id=name, name=name, max_length=100, auto_complete="off"),
        class_name="field",
    )


def _select(label: str, name: str, every: str, *options: Any) -> rx.Component:
    return el.div(
        el.label(fr(label), html_for=name),
        el.select(el.option(fr(every), value=""), *options, id=name, name=name),
        class_name="field",
    )


def turning(state: Any) -> rx.Component:
    """The pages of a list, as links that keep the filters."""
    return rx.cond(
        state.pages > 1,
        el.nav(
            rx.cond(state.page > 1, _page("Page d’avant", state.before)),
            el.p(f"Page {state.page} sur {state.pages}"),
            rx.cond(state.page < state.pages, _page("Page d’après", state.after)),
            class_name="button-row",
            aria_label="Pages",
        ),
    )


def _page(words: str, address: Any) -> rx.Component:
    return A.create(words, href=address, class_name="button second", custom_attrs={"data-sift": "page"})


def printer(words: str) -> rx.Component:
    """The button that prints the page as it is filtered."""
    return Printer.create(fr(words), class_name="button second")


def options(found: Iterable[tuple[str, int]]) -> list[Row]:
    """The choices of a field, each with how many have it."""
    return [{"value": value, "label": fr(f"{value} ({many})")} for value, many in found]
