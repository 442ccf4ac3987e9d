"""V2, a wheel of eleven sectors: touch one to read it, two to tie them."""

from functools import cache
from itertools import combinations
from math import cos, pi, sin

from pydantic import BaseModel, ConfigDict

from irdsu_app import content
from irdsu_app.brief.diagrams.frame import detail, frame, key, said, sources, words
from irdsu_app.brief.diagrams.table import Table
from irdsu_app.brief.svg import Markup, el, lines, number

_X, _Y, _RIM, _HUB = 220, 112, 94, 42
_TINTS = ("pin-soft", "ochre-soft", "slate-soft", "brick-soft")
_ICONS = {
    "revenus": "M0 -10A10 10 0 1 0 .1 -10M4.500 -4A6 6 0 1 0 4.500 4M-7 -2H2M-7 2H2",
    "emploi": "M-10 -5H10V9H-10ZM-4 -5V-9H4V-5M-10 1H10M0 -1V3",
    "ecole": "M0 -6C-4 -9 -9 -9 -11 -8V7C-9 6 -4 6 0 9C4 6 9 6 11 7V-8C9 -9 4 -9 0 -6V9",
    "sante": "M-3 -10H3V-3H10V3H3V10H-3V3H-10V-3H-3Z",
    "logement": "M-11 -1L0 -11L11 -1M-8 -3V9H8V-3M-2 9V2H3V9",
    "cadre-de-vie": "M0 11V-2M0 3L-5 -1M0 0A7 7 0 1 1 .1 0M-8 11H8",
    "tranquillite": "M6 6A10 10 0 1 1 -2 -10A8 8 0 0 0 6 6Z",
    "discriminations": "M-9 -4H9M-9 4H9M5 -11L-5 11",
    "transition": "M-9 9C-10 -4 -2 -10 10 -10C11 3 4 10 -6 6M-9 10C-6 2 -1 -2 4 -5",
    "egalite": "M-7 -8A5 5 0 1 0 -6.900 -8M-7 2V10M-10 6H-4M7 -3A5 5 0 1 0 7.100 -3M9 -2L12 -9M7 -9H12V-4",
    "jeunesse": "M0 -11L3 -3.500L11 -3L5 2L7 10L0 5.500L-7 10L-5 2L-11 -3L-3 -3.500Z",
}


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Sector(_Frozen):
    """One issue: its dated mark and the question it asks."""

    key: str
    label: tuple[str, ...]
    mark: str
    ask: str

    @property
    def name(self) -> str:
        """The label in one line."""
        return " ".join(self.label)


class Wheel(_Frozen):
    """The sectors, clockwise from the top."""

    sectors: tuple[Sector, ...]


@cache
def wheel() -> Wheel:
    """Read the data of the drawing."""
    return content.read("diagrams/V2", Wheel)


def _at(turn: float, radius: float) -> tuple[float, float]:
    angle = 2 * pi * turn
    return round(_X + radius * sin(angle), 2), round(_Y - radius * cos(angle), 2)


def _slice(rank: int, count: int) -> str:
    gap = 0.0035
    start, end = rank / count + gap, (rank + 1) / count - gap
    corners = [_at(start, _HUB), _at(start, _RIM), _at(end, _RIM), _at(end, _HUB)]
    a, b, c, d = (" ".join(number(v) for v in corner) for corner in corners)
    return f"M{a}L{b}A{_RIM} {_RIM} 0 0 1 {c}L{d}A{_HUB} {_HUB} 0 0 0 {a}Z"


def _label(sector: Sector, turn: float) -> Markup:
    x, y = _at(turn, _RIM + 10 + 8 * (len(sector.label) - 1))
    anchor = "middle" if abs(x - _X) < 1 else "start" if x > _X else "end"
    first = 230 if anchor == "middle" else max(14, y + 5 - 8 * (len(sector.label) - 1))
    return "".join(words(line, x, round(first + 16 * i, 2), "s15 b", anchor) for i, line in enumerate(sector.label))


def _sector(rank: int, sector: Sector, count: int) -> Markup:
    turn = (rank + 0.5) / count
    (x, y), (end_x, end_y), (out_x, out_y) = _at(turn, 71), _at(turn, _HUB + 4), _at(turn, 5)
    return key(
        sector.key, sector.name,
        el("g",
           el("path", d=_slice(rank, count), class_=f"face edge {_TINTS[rank % 4]}"),
           el("path", d=_ICONS[sector.key], class_="icon", transform=f"translate({x} {y})"),
           el("circle", cx=end_x, cy=end_y, r=3, class_="pin-head"),
           class_="lift", style=f"--x:{round(out_x - _X, 2)}px;--y:{round(out_y - _Y, 2)}px"),
        el("g", _label(sector, turn), class_="pop", style=f"--d:{0.3 + rank * 0.07:.2f}s"),
        data_x=end_x, data_y=end_y,
    )  # fmt: skip


def draw(title: str, alt: str) -> Markup:
    """Draw the wheel; the hub is left bare for the ties."""
    sectors = wheel().sectors
    return frame(
        "V2", "wheel", "link", title, alt,
        el("circle", cx=_X, cy=_Y, r=_RIM + 4, class_="line stroke rim", pathlength=1),
        *(_sector(rank, sector, len(sectors)) for rank, sector in enumerate(sectors)),
        el("g", lines(("Reliez-en", "deux"), x=_X, y=_Y - 2, step=18, class_="s15 t"), class_="hint"),
        el("g", class_="links", data_x=_X, data_y=_Y),
    )  # fmt: skip


def table() -> Table:
    """Say the same in a table."""
    return Table(
        caption="Onze enjeux : un repère, une question, une case locale",
        head=("Enjeu", "Repère", "Question à poser", "Chez nous", "Périmètre, année et source"),
        rows=tuple((s.name, said(s.mark), s.ask, "à compléter", sources((s.mark,))) for s in wheel().sectors),
    )


def keys() -> tuple[str, ...]:
    """The sectors, and every tie between two of them."""
    names = [sector.key for sector in wheel().sectors]
    return (*names, *("+".join(sorted(pair)) for pair in combinations(names, 2)))


def details() -> dict[str, Markup]:
    """What each sector says when touched."""
    return {s.key: detail(s.name, s.mark, ask=s.ask, local="Chez nous : ……………………………………") for s in wheel().sectors}
