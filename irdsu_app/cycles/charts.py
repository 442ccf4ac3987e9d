"""Charts that are tables: each line says its figure, and a bar beside it draws it for eyes only. Pure.

A voice reads the table; nothing is said by colour or by length alone.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from irdsu_app.cycles.survey_results import FEWEST, Bar
from irdsu_app.design.markup import Markup, el, text
from irdsu_app.design.typography import fr

RANKED = "Rang moyen : 1 est le plus souvent en tête. La barre est d’autant plus longue que le rang est bon."


def bar(percent: float, *, late: bool = False) -> Markup:
    """A bar, of no voice; `late` is the second of a pair."""
    width = max(0, min(100, round(percent)))
    return el(
        "span", el("i", style=f"width:{width}%"), class_="chart-bar late" if late else "chart-bar", aria_hidden="true"
    )


def chart(caption: str, bars: Sequence[Bar | Mapping[str, Any]], answer: str = "Réponse") -> Markup:
    """How many people for each line, and their share; `caption` is said first."""
    rows = [_line(**{name: _of(each, name) for name in ("label", "many", "percent")}) for each in bars]
    return _table(caption, (answer, "", "Personnes", "Part"), rows)


def ranking(caption: str, bars: Sequence[Bar]) -> Markup:
    """The mean rank of each line, best first."""
    rows = [
        _row(each.label, bar(length(each.score or 0, len(bars))), _score(each.score), f"{each.percent} %")
        for each in bars
    ]
    return _table(caption, ("Proposition", "", "Rang moyen", "En premier"), rows) + el("p", text(RANKED), class_="meta")


def length(score: float, of: int) -> int:
    """How long the bar of a mean rank is, in percent, among so many propositions."""
    return round(100 * (of - score) / (of - 1)) if of > 1 else 100


def both(pair: Mapping[str, Any]) -> Markup:
    """A question asked before and after, each line with both its figures."""
    rows = [
        _row(label, _twice(*percents), before, after)
        for (label, before, after), percents in zip(pair["rows"], pair["percents"], strict=True)
    ]
    heads = ("Réponse", "", f"Avant ({pair['answers'][0]})", f"Après ({pair['answers'][1]})")
    return _table(pair["title"], heads, rows)


def words(bars: Sequence[Bar | Mapping[str, Any]]) -> Markup:
    """Words that came back; a number of people only when they are five or more."""
    lines = []
    for each in bars:
        many = _of(each, "many")
        told = el("span", text(f" : {many}"), class_="n") if many >= FEWEST else ""
        lines.append(el("li", text(_of(each, "label")) + told))
    return el("ul", *lines, class_="back-words") if lines else ""


def figures(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Markup:
    """A table of figures, that scrolls on a small screen."""
    head = el("thead", el("tr", *[el("th", text(each), scope="col") for each in heads]))
    body = [
        el("tr", el("th", text(first), scope="row"), *[el("td", text(each)) for each in rest]) for first, *rest in rows
    ]
    table = el("table", el("caption", text(caption), class_="visually-hidden"), head, el("tbody", *body))
    return el("div", table, class_="chart wide-table", tabindex="0", role="region", aria_label=fr(caption))


def key() -> Markup:
    """What each bar of a pair is."""
    return el("p", el("span", bar(100), "Avant"), el("span", bar(100, late=True), text("Après")), class_="key")


def _twice(before: int | None, after: int | None) -> Markup:
    return (bar(before) if before is not None else "") + (bar(after, late=True) if after is not None else "")


def _line(label: str, many: int, percent: int) -> Markup:
    return _row(label, bar(percent), str(many), f"{percent} %")


def _row(label: str, drawn: Markup, *figures: str) -> Markup:
    cells = [el("td", text(each), class_="many") for each in figures]
    return el("tr", el("th", text(label), scope="row"), el("td", drawn), *cells)


def _table(caption: str, heads: Sequence[str], rows: Sequence[Markup]) -> Markup:
    first, drawn, *rest = heads
    head = [el("th", text(first), scope="col"), el("td", drawn)]
    head += [el("th", text(each), scope="col", class_="many") for each in rest]
    table = el(
        "table",
        el("caption", text(caption), class_="visually-hidden"),
        el("thead", el("tr", *head)),
        el("tbody", *rows),
    )
    return el("div", table, class_="chart")


def _score(score: float | None) -> str:
    return f"{score}".replace(".", ",") if score is not None else "—"


def _of(each: Bar | Mapping[str, Any], name: str) -> Any:
    return each[name] if isinstance(each, Mapping) else getattr(each, name)
