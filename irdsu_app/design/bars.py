"""A chart of bars, drawn and said: the picture for who sees it, the same figures in a table for everybody. Pure."""

from collections.abc import Sequence

from irdsu_app.design.markup import Markup, el, text

SHOWN = 14
"""Bars that are drawn; the table has them all."""


def chart(name: str, title: str, bars: Sequence[tuple[str, int]], unit: str = "offres") -> Markup:
    """Bars under a title; `name` makes its ids, `unit` says what is counted. Says so when there is nothing."""
    heading = el("h2", text(title), id=name)
    if not bars:
        return el("section", heading, el("p", text("Rien à compter."), class_="meta"), aria_labelledby=name)
    most = max(count for _, count in bars) or 1
    rows = [_row(label, count, most) for label, count in bars[:SHOWN]]
    more = len(bars) - SHOWN
    rest = el("p", text(f"Et {more} de plus, dans le tableau."), class_="meta") if more > 0 else ""
    return el(
        "section",
        heading,
        el("div", *rows, class_="bars", aria_hidden="true"),
        rest,
        el("details", el("summary", text("En tableau"), id=f"{name}-pli"), _table(name, bars, unit), class_="job-fold"),
        aria_labelledby=name,
        class_="bar-chart",
    )


def _row(label: str, count: int, most: int) -> Markup:
    bar = el("i", style=f"width:{100 * count / most:.1f}%")
    return el("div", el("span", text(label)), el("b", str(count)), el("span", bar, class_="bar-way"), class_="bar-row")


def _table(name: str, bars: Sequence[tuple[str, int]], unit: str) -> Markup:
    rows = [el("tr", el("th", text(label), scope="row"), el("td", str(count))) for label, count in bars]
    head = el("tr", el("th", text("Quoi"), scope="col"), el("th", text(unit.capitalize()), scope="col"))
    return el("table", el("thead", head), el("tbody", *rows), aria_labelledby=name, class_="bar-table")
