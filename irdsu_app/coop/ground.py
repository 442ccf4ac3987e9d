"""Where each place of a map is drawn: its spot, its name on short lines, and no spot over another. Pure geometry.

Units: the drawing is 1 200 × 800; shown 390 px wide (a phone), a unit is a third of a pixel.
"""

from collections.abc import Sequence
from typing import NamedTuple

from irdsu_app.coop.deck import COLUMNS, ROWS, Place

WIDE, HIGH = 1200, 800
MARGIN = 14
TARGET = 150
"""The least height of a spot: 44 px and more when the map is 358 px wide, a phone of 390 px with its margins."""
NARROWEST = 190
"""The least width of a spot: that of the longest state (« En chantier ») with its symbol, on a wide screen."""
PICTURE = 110
"""The height of a little drawing, above its name."""
LETTER, LINE, WORD = 19.5, 36, 48
"""Widest average letter of a name, height of a line of it, height of the state written below (phone sizes)."""
LONGEST, LINES = 11, 3


class Spot(NamedTuple):
    """A place on the map: its centre, its size (picture, name and state), the lines of its name."""

    id: str
    x: float
    y: float
    wide: float
    high: float
    lines: tuple[str, ...]

    @property
    def left(self) -> float:
        """The left edge."""
        return self.x - self.wide / 2

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.y - self.high / 2

    @property
    def floor(self) -> float:
        """Where the picture stands: its name is written below."""
        return self.top + PICTURE

    def at(self, x: float, y: float) -> "Spot":
        """The same spot elsewhere, kept inside the drawing."""
        return self._replace(
            x=min(max(x, MARGIN + self.wide / 2), WIDE - MARGIN - self.wide / 2),
            y=min(max(y, MARGIN + self.high / 2), HIGH - MARGIN - self.high / 2),
        )

    def over(self, other: "Spot") -> tuple[float, float]:
        """How much two spots cover each other, across and down; one of them 0 or less: they do not."""
        return (
            (self.wide + other.wide) / 2 - abs(self.x - other.x),
            (self.high + other.high) / 2 - abs(self.y - other.y),
        )


def lines(name: str) -> tuple[str, ...]:
    """Cut a name into short lines, at most three; a word too long is cut too."""
    words = [word[i : i + LONGEST + 2] for word in name.split() for i in range(0, len(word), LONGEST + 2)]
    cut: list[str] = []
    for word in words:
        if cut and len(cut[-1]) + len(word) < LONGEST:
            cut[-1] += f" {word}"
        else:
            cut.append(word)
    return (*cut[:LINES],) if len(cut) <= LINES else (*cut[: LINES - 1], cut[LINES - 1][:LONGEST] + "…")


def spots(places: Sequence[Place]) -> tuple[Spot, ...]:
    """Give every place its spot, as near as possible to its position on the grid; none covers another."""
    homes = tuple(_home(place) for place in places)
    here = list(homes)
    for turn in range(600):
        moved = _push(here)
        if not moved:
            return tuple(here)
        if turn < 300:
            here = [s.at(s.x + (h.x - s.x) * 0.03, s.y + (h.y - s.y) * 0.03) for s, h in zip(here, homes, strict=True)]
    return _rows(homes)


def _home(place: Place) -> Spot:
    cut = lines(place.name)
    wide = max(NARROWEST, LETTER * max(len(line) for line in cut) + 8)
    high = max(TARGET, PICTURE + LINE * len(cut) + WORD)
    across = 60 + (WIDE - 60) * place.x / COLUMNS
    return Spot(place.id, 0, 0, wide, high, cut).at(across, (HIGH - 40) * (place.y + 0.1) / (ROWS - 1))


def _push(here: list[Spot]) -> bool:
    """Move apart, each by half, the spots that cover each other; say whether any did."""
    moved = False
    for i in range(len(here)):
        for j in range(i):
            across, down = here[i].over(here[j])
            if across <= 0.01 or down <= 0.01:
                continue
            moved = True
            one, other = here[i], here[j]
            if across * 0.8 < down:
                step = (across / 2 + 0.1) * (1 if one.x > other.x or (one.x == other.x and i > j) else -1)
                here[i], here[j] = one.at(one.x + step, one.y), other.at(other.x - step, other.y)
            else:
                step = (down / 2 + 0.1) * (1 if one.y > other.y or (one.y == other.y and i > j) else -1)
                here[i], here[j] = one.at(one.x, one.y + step), other.at(other.x, other.y - step)
    return moved


def _rows(homes: Sequence[Spot]) -> tuple[Spot, ...]:
    """When nothing else holds: three rows of four, from top to bottom, then from left to right."""
    placed: dict[str, Spot] = {}
    down = sorted(homes, key=lambda s: (s.y, s.x))
    for row in range(0, len(down), 4):
        for column, spot in enumerate(sorted(down[row : row + 4], key=lambda s: s.x)):
            # No margin here: three rows of three-line names take the whole height.
            placed[spot.id] = spot._replace(x=(column + 0.5) * WIDE / 4, y=(row / 4 + 0.5) * HIGH / 3)
    return tuple(placed[spot.id] for spot in homes)
