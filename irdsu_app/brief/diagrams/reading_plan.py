"""R1, the reading plan: the folded sheet, the gestures that open it, the three words it will say."""

from functools import cache

from pydantic import BaseModel, ConfigDict

from irdsu_app import content
from irdsu_app.brief.diagrams.frame import words
from irdsu_app.brief.diagrams.table import Table
from irdsu_app.brief.svg import Markup, el, text

_X, _Y, _WIDE, _HIGH = 140, 12, 104, 110
"""The folded sheet: the middle cell of the upper row, with the proportions of the paper."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Gesture(_Frozen):
    """One gesture; `lines` is how it is written in the drawing, `says` how it is told in the table."""

    lines: tuple[str, ...]
    name: str
    says: str


class ReadingPlan(_Frozen):
    """Three words and four gestures, in order."""

    words: tuple[str, str, str]
    gestures: tuple[Gesture, Gesture, Gesture, Gesture]


@cache
def plan() -> ReadingPlan:
    """Read the data of the drawing."""
    return content.read("diagrams/R1", ReadingPlan)


def _ghost(column: int, row: int, delay: float) -> Markup:
    x, y = _X + column * _WIDE, _Y + row * _HIGH
    cell = el("rect", x=x, y=y, width=_WIDE, height=_HIGH, class_="ghost")
    return el("g", cell, class_="pop", style=f"--d:{delay:.1f}s")


def _cover() -> Markup:
    pages = "".join(
        el("rect", x=_X + i * 2.5, y=_Y + i * 2.5, width=_WIDE, height=_HIGH, rx=1, class_="leaf") for i in (3, 2, 1)
    )
    front = el("rect", x=_X, y=_Y, width=_WIDE, height=_HIGH, rx=1, class_="cover")
    said = "".join(words(word, _X + 14, _Y + 29 + i * 33, "t s18") for i, word in enumerate(plan().words))
    rules = "".join(
        el("path", d=f"M{_X + 14} {_Y + 38 + i * 33}h{28 + 24 * i}", class_=f"rule rule-{i} stroke", pathlength=1)
        for i in range(3)
    )
    return pages + front + said + rules


_ARROWS = (
    ("M146 30C120 4 88 6 70 34", "M68.5 22.5L69 36l12.5 -5", 88, 68),
    ("M238 30C264 4 296 6 314 34", "M315.5 22.5L315 36l-12.5 -5", 296, 68),
    ("M186 134C200 140 202 150 193 163", "M192 150.5L192 164l12.5 -4", 192, 188),
    ("M379 174A21 21 0 1 1 413 166", "M402.5 162.5L414 169l3 -12.5", 396, 161),
)
"""Each gesture: its curve, the head of its arrow, where its number stands."""


def _gesture(rank: int, gesture: Gesture) -> Markup:
    curve, head, x, y = _ARROWS[rank]
    delay = 0.5 + 0.6 * rank
    number = el("circle", cx=x, cy=y, r=12, class_="disc") + words(str(rank + 1), x, y + 6, "t s18 num", "middle")
    first = y + 29 if rank < 3 else y + 40
    name = "".join(words(line, x, first + 17 * i, "s16 light", "middle") for i, line in enumerate(gesture.lines))
    # The arrow fades in with its number: a dash of no length would still show its round end.
    return el(
        "g",
        el("path", d=curve, class_="arrow stroke", pathlength=1, style=f"--d:{delay:.1f}s"),
        el("path", d=head, class_="arrow stroke", pathlength=1, style=f"--d:{delay + 0.4:.1f}s"),
        number, name, class_="pop", style=f"--d:{delay:.1f}s",
    )  # fmt: skip


def draw(title: str, alt: str) -> Markup:
    """Draw the folded sheet; nothing here is to be touched, so it is one image."""
    cells = ((-1, 0, 0.5), (1, 0, 1.1), (0, 1, 1.7), (-1, 1, 1.7), (1, 1, 1.7))
    return el(
        "svg", el("title", text(title), id="R1-t"), el("desc", text(alt), id="R1-d"),
        *(_ghost(*cell) for cell in cells), _cover(),
        *(_gesture(rank, gesture) for rank, gesture in enumerate(plan().gestures)),
        viewbox="0 0 440 236", class_="diagram d-reading-plan", role="img", aria_labelledby="R1-t R1-d",
    )  # fmt: skip


def table() -> Table:
    """Say the same in a table."""
    rows = [(f"Geste {rank}", gesture.name, gesture.says) for rank, gesture in enumerate(plan().gestures, 1)]
    rows += [("Mot", word, "") for word in plan().words]
    return Table(caption="Plan de lecture", head=("Repère", "Nom", "Ce que l'on fait"), rows=tuple(rows))


def keys() -> tuple[str, ...]:
    """Nothing to touch."""
    return ()


def details() -> dict[str, Markup]:
    """Nothing to open."""
    return {}
