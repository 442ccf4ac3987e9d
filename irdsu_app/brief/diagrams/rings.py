"""R4, a chain of three rings: the law, the map and the contract, what each decides, what it does not, how long."""

from functools import cache
from math import acos, cos, pi, sin

from pydantic import BaseModel, ConfigDict

from irdsu_app import content
from irdsu_app.brief.diagrams.frame import detail, frame, key, said, sources, words
from irdsu_app.brief.diagrams.table import Table
from irdsu_app.brief.svg import Markup, el

_Y, _RADIUS = 87, 77
_CENTRES = (84, 220, 356)
_OVER = 0.24
"""Half the length, in radians, of the piece of a ring that passes over the next."""
_CLASSES = ("law", "map", "contract")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Ring(_Frozen):
    """One ring; `within`, `beyond` and `time` are written in the drawing, the sentences are said when it is touched."""

    key: str
    label: str
    within: tuple[str, str]
    beyond: tuple[str, str]
    time: tuple[str, str]
    decides: str
    leaves: str
    lasts: str


class Chain(_Frozen):
    """The three rings, in the order they hold one another."""

    rings: tuple[Ring, Ring, Ring]


@cache
def chain() -> Chain:
    """Read the data of the drawing."""
    return content.read("diagrams/R4", Chain)


def _inside(x: float, ring: Ring) -> Markup:
    tick = f"M{x - 5} 56l4 4l7 -8"
    cross = f"M{x - 4.5} 99l9 9M{x + 4.5} 99l-9 9"
    return (
        words(ring.label, x, 45, "t s18", "middle")
        + el("path", d=tick, class_="yes")
        + "".join(words(line, x, 76 + 15 * i, "b", "middle") for i, line in enumerate(ring.within))
        + el("path", d=cross, class_="no")
        + "".join(words(line, x, 122 + 15 * i, "ink2", "middle") for i, line in enumerate(ring.beyond))
    )


def _ring(rank: int, ring: Ring) -> Markup:
    x = _CENTRES[rank]
    circle = f"M{x} {_Y - _RADIUS}A{_RADIUS} {_RADIUS} 0 1 1 {x - 0.01:.2f} {_Y - _RADIUS}"
    delay = f"--d:{0.6 * rank:.1f}s"
    return key(
        ring.key, f"{ring.label} : {ring.decides}",
        el("circle", cx=x, cy=_Y, r=_RADIUS, class_=f"face plate {_CLASSES[rank]}-soft"),
        el("path", d=circle, class_="band-edge stroke", pathlength=1, style=delay),
        el("path", d=circle, class_=f"band {_CLASSES[rank]} stroke", pathlength=1, style=delay),
        el("g", _inside(x, ring), class_="pop", style=f"--d:{0.4 + 0.6 * rank:.1f}s"),
    )  # fmt: skip


def _arc(rank: int, start: float, end: float) -> Markup:
    """Draw a piece of a ring, clockwise between two angles; its colour runs past its edge, to leave no seam."""
    drawn: list[Markup] = []
    for class_, more in (("band-edge", 0.0), (f"band {_CLASSES[rank]}", 0.03)):
        ends = [
            f"{_CENTRES[rank] + _RADIUS * cos(angle):.2f} {_Y - _RADIUS * sin(angle):.2f}"
            for angle in (start + more, end - more)
        ]
        drawn.append(el("path", d=f"M{ends[0]}A{_RADIUS} {_RADIUS} 0 0 1 {ends[1]}", class_=class_))
    return "".join(drawn)


def _knot(rank: int) -> Markup:
    """Draw again the side of a ring that holds the next, which then passes over it below: so the chain holds."""
    middle = acos((_CENTRES[rank + 1] - _CENTRES[rank]) / 2 / _RADIUS)
    below = pi + middle
    return _arc(rank, middle + _OVER, -middle - _OVER) + _arc(rank + 1, below + _OVER, below - _OVER)


def _lasting(rank: int, ring: Ring) -> Markup:
    x = (74, 220, 366)[rank]
    ruler = el("path", d=f"M{x - 62} 186H{x + 62}M{x - 62} 181v10M{x + 62} 181v10", class_=f"ruler {_CLASSES[rank]}")
    said_below = "".join(
        words(line, x, 208 + 18 * i, "t s16" if i == 0 else "", "middle") for i, line in enumerate(ring.time)
    )
    return el("g", ruler, said_below, class_="pop", style=f"--d:{1.8 + 0.2 * rank:.1f}s")


def draw(title: str, alt: str) -> Markup:
    """Draw the chain, and how long each ring lasts under it."""
    rings = chain().rings
    knots = el("g", _knot(0), _knot(1), class_="pop", style="--d:1.6s")
    return frame(
        "R4", "rings", "pick", title, alt,
        *(_ring(rank, ring) for rank, ring in enumerate(rings)), knots,
        *(_lasting(rank, ring) for rank, ring in enumerate(rings)),
    )  # fmt: skip


def table() -> Table:
    """Say the same in a table."""
    return Table(
        caption="Une loi, une carte, un contrat",
        head=("Anneau", "Ce qu'il décide", "Ce qu'il ne décide pas", "Durée", "Périmètre, année et source"),
        rows=tuple((r.label, said(r.decides), r.leaves, said(r.lasts), sources((r.decides,))) for r in chain().rings),
    )  # fmt: skip


def keys() -> tuple[str, ...]:
    """The rings one may touch."""
    return tuple(ring.key for ring in chain().rings)


def details() -> dict[str, Markup]:
    """What each ring says when touched."""
    return {ring.key: detail(ring.label, ring.decides, ring.leaves, ring.lasts) for ring in chain().rings}
