"""R5, a round table in circles: inhabitants at the centre, then who steers, who signs, who acts every day."""

from functools import cache
from math import cos, radians, sin
from typing import Literal

from pydantic import BaseModel, ConfigDict

from irdsu_app import content
from irdsu_app.brief.diagrams.frame import detail, frame, key, words
from irdsu_app.brief.diagrams.table import Table
from irdsu_app.brief.svg import Markup, el

Circle = Literal["centre", "pilotent", "signent", "agissent"]

_X, _Y = 220, 118
_REACH: dict[Circle, tuple[int, int]] = {
    "centre": (0, 0),
    "pilotent": (95, 36),
    "signent": (175, 69),
    "agissent": (200, 104),
}
"""How far each circle stands from the centre: the table is seen a little from the side."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Seat(_Frozen):
    """One seat: its plate, where it is (`angle` goes from the right, downwards), what it brings and expects."""

    key: str
    circle: Circle
    angle: float = 0
    lines: tuple[str, ...]
    wide: int
    name: str
    brings: str
    expects: str

    @property
    def at(self) -> tuple[float, float]:
        """The middle of its plate."""
        rx, ry = _REACH[self.circle]
        return _X + rx * cos(radians(self.angle)), _Y + ry * sin(radians(self.angle))


class Above(_Frozen):
    """Who has no seat, and what for."""

    name: str
    role: str


class RoundTable(_Frozen):
    """The seats, circle by circle from the centre, then who stands above without a seat."""

    seats: tuple[Seat, ...]
    above: tuple[Above, ...]


@cache
def round_table() -> RoundTable:
    """Read the data of the drawing."""
    return content.read("diagrams/R5", RoundTable)


def _plate(x: float, y: float, wide: float, circle: Circle, high: float = 29.5) -> Markup:
    # The corners say the circle too: round at the centre, then soft, then square, then cut.
    box = {"x": round(x - wide / 2, 2), "y": round(y - high / 2, 2), "width": wide, "height": high}
    if circle != "agissent":
        round_ = {"centre": high / 2, "pilotent": 9, "signent": 1.5}[circle]
        return el("rect", **box, rx=round_, class_=f"face plate {circle}")
    cut, left, top = high / 4, x - wide / 2, y - high / 2
    d = f"M{left + cut:.2f} {top:.2f}h{wide - 2 * cut:.2f}l{cut} {cut}v{high - 2 * cut}l-{cut} {cut}"
    return el("path", d=f"{d}h-{wide - 2 * cut:.2f}l-{cut} -{cut}v-{high - 2 * cut}z", class_=f"face plate {circle}")


def _seat(rank: int, seat: Seat) -> Markup:
    x, y = seat.at
    first = y + (5 if len(seat.lines) == 1 else -2.5)
    lines = enumerate(seat.lines)
    dark = " on-dark" if seat.circle in ("centre", "pilotent") else ""
    return key(
        seat.key, f"{seat.name}, cercle « {seat.circle} »",
        el("rect", x=round(x - seat.wide / 2, 2), y=round(y - 16, 2), width=seat.wide, height=32, class_="hit"),
        _plate(x, y, seat.wide - 2, seat.circle),
        *(words(line, round(x, 2), round(first + 13 * i, 2), f"name{dark}", "middle") for i, line in lines),
        class_="pop", style=f"--d:{0.3 + 0.12 * rank:.2f}s",
    )  # fmt: skip


def _circles() -> Markup:
    rings = reversed(_REACH.items())
    return "".join(
        el("ellipse", cx=_X, cy=_Y, rx=rx, ry=ry, class_=f"orbit orbit-{name}", pathlength=1)
        for name, (rx, ry) in rings
        if rx
    )


def _legend() -> Markup:
    places: dict[Circle, tuple[int, int]] = {"pilotent": (2, 211), "signent": (2, 231), "agissent": (361, 231)}
    marks = "".join(
        _plate(x + 8, y - 5, 16, name, 12).replace("face ", "") + words(name, x + 21, y)
        for name, (x, y) in places.items()
    )
    return marks


def _above() -> Markup:
    return (
        el("path", d="M84 1.5H326", class_="canopy")
        + words("Au-dessus,", 0, 13, "b") + words("sans siège", 0, 29, "b")
        + words("ministère, ANCT,", 440, 13, "", "end") + words("Anru", 440, 29, "", "end")
    )  # fmt: skip


def draw(title: str, alt: str) -> Markup:
    """Draw the table, its circles and its seats."""
    seats = (_seat(rank, seat) for rank, seat in enumerate(round_table().seats))
    return frame("R5", "round-table", "pick", title, alt, _circles(), _above(), _legend(), *seats)


def table() -> Table:
    """Say the same in a table."""
    data = round_table()
    rows = [(seat.name, seat.circle, seat.brings, seat.expects) for seat in data.seats]
    rows += [(above.name, "au-dessus, sans siège", above.role, "") for above in data.above]
    return Table(
        caption="La table ronde, cercle par cercle",
        head=("Siège", "Cercle", "Ce qu'il apporte", "Ce qu'il attend"), rows=tuple(rows),
    )  # fmt: skip


def keys() -> tuple[str, ...]:
    """The seats one may touch."""
    return tuple(seat.key for seat in round_table().seats)


def details() -> dict[str, Markup]:
    """What each seat brings, and what it expects."""
    return {
        seat.key: detail(seat.name, f"Apporte : {seat.brings}.", f"Attend : {seat.expects}.")
        for seat in round_table().seats
    }
