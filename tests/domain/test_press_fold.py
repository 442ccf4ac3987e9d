"""The printed sheet folds: its own words, read in the PDF, are folded state by state and compared with sheet.py."""

import math
from datetime import date
from functools import cache

import pytest

from irdsu_app.brief.facts import facts
from irdsu_app.brief.panels import PanelId, brief
from irdsu_app.brief.press import Size, sheet_pdf
from irdsu_app.brief.press.imposition import PAPERS, TUCK, Side, folds
from irdsu_app.brief.sheet import ANGLES, FACES, VISIBLE, Face, State
from irdsu_app.design.typography import fr
from tests.printed import Printed, Words

TODAY = date(2026, 11, 25)
TITLES: dict[PanelId, str] = {panel.id: fr(panel.title) for panel in brief().panels}
Point = tuple[float, float, float]
Booklet = dict[State, list[tuple[PanelId, bool]]]


@cache
def printed(size: Size = "A3", cut: bool = False) -> Printed:
    return Printed(sheet_pdf(brief().panels, facts(), title=brief().title, today=TODAY, size=size, cut=cut))


def turned(axis: str, degrees: float, point: Point, at: Point = (0, 0, 0)) -> Point:
    """A CSS rotateX or rotateY around `at` (x right, y down, z towards the eye)."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    x, y, z = (p - q for p, q in zip(point, at, strict=True))
    x, y, z = (x, c * y - s * z, s * y + c * z) if axis == "x" else (c * x + s * z, y, c * z - s * x)
    return x + at[0], y + at[1], z + at[2]


class Leaf:
    """The words of one panel on the sheet of paper, verso up; the recto was printed after a flip."""

    def __init__(self, words: Words, size: Size, flip: str) -> None:
        self.paper = PAPERS[size]
        self.across, self.middle = folds("verso", self.paper)
        behind = words.page == 0
        mirror_x, mirror_y = behind and flip == "short edge", behind and flip == "long edge"
        self.at = (
            self.paper.width - words.x if mirror_x else words.x,
            self.paper.height - words.y if mirror_y else words.y,
            0.0,
        )
        sign = (-1 if mirror_x else 1, -1 if mirror_y else 1)
        self.along = (words.along[0] * sign[0], words.along[1] * sign[1], 0.0)
        self.down = (words.down[0] * sign[0], words.down[1] * sign[1], 0.0)
        self.normal = (0.0, 0.0, -1.0 if behind else 1.0)

    def column(self, x: float) -> int:
        return (x > self.across[0]) + (x > self.across[1])

    def folded(self, state: State) -> tuple[tuple[int, int], float, bool, bool]:
        """Where the words end on the table, how high, whether they look up, and whether one reads them."""
        angles, (first, second) = ANGLES[state], self.across
        hinges = [("x", angles.r, (0.0, self.middle, 0.5))] if self.at[1] > self.middle else []
        hinges += {0: [("y", angles.a, (first, 0.0, 2.0))], 1: [], 2: [("y", angles.c, (second, 0.0, 1.0))]}[
            self.column(self.at[0])
        ]
        hinges.append(("y", angles.f, ((first + second) / 2, 0.0, 0.0)))
        at, along, down, normal = self.at, self.along, self.down, self.normal
        for axis, degrees, hinge in hinges:
            at = turned(axis, degrees, at, hinge)
            along, down, normal = (turned(axis, degrees, each) for each in (along, down, normal))
        upright = along[0] > 0.99 and down[1] > 0.99
        return (int(at[1] > self.middle), self.column(at[0])), at[2], normal[2] > 0.5, upright


def booklet(pdf: Printed, size: Size = "A3", flip: str = "short edge") -> Booklet:
    """What is seen in each state, left to right and top to bottom, and whether it is the right way up."""
    leaves: dict[PanelId, Leaf] = {panel: Leaf(pdf.find(title), size, flip) for panel, title in TITLES.items()}
    seen: Booklet = {}
    for state in ANGLES:
        top: dict[tuple[int, int], tuple[float, PanelId, bool]] = {}
        for panel, leaf in leaves.items():
            spot, high, looks_up, upright = leaf.folded(state)
            if looks_up and (spot not in top or high > top[spot][0]):
                top[spot] = (high, panel, upright)
        seen[state] = [(panel, upright) for _, (_, panel, upright) in sorted(top.items())]
    return seen


EXPECTED: Booklet = {state: [(panel, True) for panel in panels] for state, panels in VISIBLE.items()}


@pytest.mark.parametrize(("size", "cut"), [("A3", False), ("A2", False), ("A2", True)])
def test_the_printed_sheet_folds_as_the_screen_does(size: Size, cut: bool) -> None:
    assert booklet(printed(size, cut), size) == EXPECTED


class Upright(Face):
    """A face that forgets to be printed head to tail."""

    @property
    def head_to_tail(self) -> bool:
        return False


class Reversed(Face):
    """A face printed upside down where it should not."""

    @property
    def head_to_tail(self) -> bool:
        return True


def mutated() -> dict[str, dict[PanelId, Face]]:
    """One mistake each."""
    wrong: dict[str, dict[PanelId, Face]] = {
        "recto not mirrored": {
            p: Face(f.side, 2 - f.column, f.row) if f.side == "recto" else f for p, f in FACES.items()
        },
        "V1 upside down": {**FACES, "V1": Reversed(*FACES["V1"])},
        "R6 upside down": {**FACES, "R6": Reversed(*FACES["R6"])},
    }
    pairs: list[tuple[PanelId, PanelId]] = [
        ("R1", "R6"),
        ("R2", "R5"),
        ("R1", "R3"),
        ("R4", "V5"),
        ("V1", "V6"),
        ("V2", "V3"),
    ]
    for a, b in pairs:
        wrong[f"{a} and {b} swapped"] = {**FACES, a: FACES[b], b: FACES[a]}
    lower: list[PanelId] = ["R2", "R4", "R5"]
    for panel in lower:
        wrong[f"{panel} not head to tail"] = {**FACES, panel: Upright(*FACES[panel])}
    return wrong


@pytest.mark.parametrize("mistake", mutated())
def test_a_face_swapped_mirrored_or_not_turned_is_seen(mistake: str) -> None:
    pdf = sheet_pdf(brief().panels, facts(), title=brief().title, today=TODAY, faces=mutated()[mistake])
    assert booklet(Printed(pdf)) != EXPECTED


def test_flipped_on_the_long_edge_it_does_not_fold() -> None:
    assert booklet(printed(), flip="long edge") != EXPECTED


@pytest.mark.parametrize("size", PAPERS)
def test_the_flap_slips_under_the_cover(size: Size) -> None:
    cover, back, flap = PAPERS[size].columns
    assert cover == back == pytest.approx(flap + TUCK)
    assert cover + back + flap == pytest.approx(PAPERS[size].width)


@pytest.mark.parametrize(("at", "side"), [(0, "recto"), (1, "verso")])
def test_the_marks_at_the_edge_are_where_one_folds(at: int, side: Side) -> None:
    across, down = folds(side, PAPERS["A3"])
    lines = printed().lines(at)
    at_the_top = sorted((left + right) / 2 for left, top, right, low in lines if abs(top) < 0.5 < low < 9)
    at_the_left = [(top + low) / 2 for left, top, right, low in lines if abs(left) < 0.5 < right < 9]
    assert sorted({round(x, 1) for x in at_the_top}) == [round(x, 1) for x in across]
    assert {round(y, 1) for y in at_the_left} == {round(down, 1)}


def test_back_to_back_the_folds_of_both_pages_meet() -> None:
    for paper in PAPERS.values():
        recto, verso = folds("recto", paper), folds("verso", paper)
        assert sorted(paper.width - x for x in recto.across) == pytest.approx(verso.across)
        assert recto.down == verso.down
