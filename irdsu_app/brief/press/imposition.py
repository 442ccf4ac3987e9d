"""Where each panel is printed so that the sheet folds, in millimetres from the top left of its page. Pure.

`sheet.FACES` names columns as seen from the verso. Printed on both sides and flipped on the short edge, the recto is
seen from behind: its columns are mirrored, its rows are not. Column C is tucked under the cover, so it is narrower.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from irdsu_app.brief.panels import PanelId
from irdsu_app.brief.sheet import FACES, Face

Size = Literal["A3", "A2"]
Side = Literal["recto", "verso"]
TUCK = 2.0
"""Millimetres that column C gives up to slip under the cover."""
BLEED, MARKS = 3.0, 10.0
"""Millimetres printed past the cut, and the margin that carries the crop marks."""


class Paper(NamedTuple):
    """A sheet lying flat, landscape."""

    width: float
    height: float

    @property
    def columns(self) -> tuple[float, float, float]:
        """The widths of columns A, B and C."""
        wide = (self.width + TUCK) / 3
        return wide, wide, wide - TUCK


PAPERS: dict[Size, Paper] = {"A3": Paper(420, 297), "A2": Paper(594, 420)}


class Place(NamedTuple):
    """A panel's cell on its page, and whether it is printed upside down."""

    x: float
    y: float
    width: float
    height: float
    turned: bool


class Folds(NamedTuple):
    """Where the paper is folded on a page: vertical folds, then the horizontal one."""

    across: tuple[float, float]
    down: float


def place(panel: PanelId, paper: Paper, faces: Mapping[PanelId, Face] = FACES) -> Place:
    """Where a panel is printed."""
    face, columns = faces[panel], paper.columns
    left, wide, high = sum(columns[: face.column]), columns[face.column], paper.height / 2
    x = left if face.side == "verso" else paper.width - left - wide
    return Place(x, face.row * high, wide, high, face.head_to_tail)


def folds(side: Side, paper: Paper) -> Folds:
    """Where the page of that side is folded."""
    first, second, _ = paper.columns
    seen = (first, first + second) if side == "verso" else (paper.width - first - second, paper.width - first)
    return Folds(seen, paper.height / 2)
