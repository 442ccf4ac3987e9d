"""V4, a chest of six drawers: a tool, a dated amount, who holds the key, the question to ask."""

from functools import cache

from pydantic import BaseModel, ConfigDict

from irdsu_app import content
from irdsu_app.brief.diagrams.frame import detail, frame, key, said, sources, words
from irdsu_app.brief.diagrams.table import Table
from irdsu_app.brief.svg import Markup, el

_WIDE, _HIGH, _SLIDE = 204, 56, 13
_TINTS = ("pin-soft", "ochre-soft", "slate-soft", "brick-soft", "pin-soft", "ochre-soft")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Drawer(_Frozen):
    """One drawer; `amount` and `lines` are its label, the rest is said when it opens."""

    key: str
    label: str
    amount: str
    lines: tuple[str, str]
    tool: str
    holder: str
    ask: str


class Chest(_Frozen):
    """The six drawers, row by row."""

    drawers: tuple[Drawer, ...]


@cache
def chest() -> Chest:
    """Read the data of the drawing."""
    return content.read("diagrams/V4", Chest)


def _inside(rank: int) -> Markup:
    folders = "".join(
        el("path", d=f"M{14 + i * 47} {_SLIDE + 3}v-10h14l3 -3h16v13z", class_="folder") for i in range(4)
    )
    return el("rect", width=_WIDE, height=_HIGH + _SLIDE - 1, rx=3, class_="hollow") + el(
        "g", folders, class_="folders"
    )


def _front(rank: int, drawer: Drawer) -> Markup:
    keyhole = "M184 39a4.500 4.500 0 1 1 5 0l2 9h-9z"
    return el(
        "g",
        el("rect", width=_WIDE, height=_HIGH, rx=3, class_="face edge wood"),
        el("rect", x=5, y=4, width=_WIDE - 10, height=_HIGH - 8, rx=2, class_=f"card {_TINTS[rank]}"),
        words(drawer.label, 11, 20, "s16 t"),
        words(drawer.amount, _WIDE - 11, 20, "s16 t brick", "end"),
        words(drawer.lines[0], 11, 35), words(drawer.lines[1], 11, 49, "s14 ink2"),
        el("path", d=keyhole, class_="keyhole"),
        class_="front",
    )  # fmt: skip


def _drawer(rank: int, drawer: Drawer) -> Markup:
    x, y = 12 + (rank % 2) * (_WIDE + 8), 13 + (rank // 2) * (_HIGH + _SLIDE + 2)
    return el(
        "g", key(drawer.key, f"Tiroir {drawer.label}", _inside(rank), _front(rank, drawer)),
        transform=f"translate({x} {y})", class_="pop", style=f"--d:{0.1 + rank * 0.1:.1f}s",
    )  # fmt: skip


def draw(title: str, alt: str) -> Markup:
    """Draw the chest, every drawer shut."""
    return frame(
        "V4", "drawers", "open", title, alt,
        el("path", d="M24 226v9M34 226v9M406 226v9M416 226v9", class_="line foot"),
        el("rect", x=6, y=8, width=428, height=219, rx=3, class_="body edge"),
        el("path", d="M1 8a4 4 0 0 1 4 -5H435a4 4 0 0 1 4 5Z", class_="edge sand"),
        el("rect", x=6, y=8, width=428, height=219, rx=3, class_="line stroke", pathlength=1),
        *(_drawer(rank, drawer) for rank, drawer in enumerate(chest().drawers)),
    )  # fmt: skip


def table() -> Table:
    """Say the same in a table."""
    return Table(
        caption="Six tiroirs : l'outil, qui tient la clé, la question à poser",
        head=("Tiroir", "Outil et ordre de grandeur", "Clé", "Question à poser", "Périmètre, année et source"),
        rows=tuple((d.label, said(d.tool), d.holder, d.ask, sources((d.tool,))) for d in chest().drawers),
    )


def keys() -> tuple[str, ...]:
    """The drawers one may open."""
    return tuple(drawer.key for drawer in chest().drawers)


def details() -> dict[str, Markup]:
    """What each drawer says when it opens."""
    return {d.key: detail(d.label, d.tool, f"La clé : {d.holder}.", ask=d.ask) for d in chest().drawers}
