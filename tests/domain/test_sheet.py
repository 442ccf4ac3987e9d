"""The paper: what is seen follows from geometry; every path refolds; nothing hidden is live."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irdsu_app.brief import sheet
from irdsu_app.brief.panels import PanelId
from irdsu_app.brief.sheet import ANGLES, FACES, LAST, PANELS, VISIBLE, Refused, Sheet, State

MOVES = [sheet.follow, sheet.go_back, sheet.unfold, sheet.refold, sheet.turn_over]
THICKNESS = {"a": 2.0, "c": 1.0, "r": 0.5}
Matrix = list[list[float]]


def times(m: Matrix, n: Matrix) -> Matrix:
    return [[sum(m[i][k] * n[k][j] for k in range(4)) for j in range(4)] for i in range(4)]


def shift(x: float = 0, y: float = 0, z: float = 0) -> Matrix:
    return [[1, 0, 0, x], [0, 1, 0, y], [0, 0, 1, z], [0, 0, 0, 1]]


def turn(axis: str, degrees: float) -> Matrix:
    """A CSS rotateX or rotateY (CSS Transforms 2, §13.1)."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    if axis == "x":
        return [[1, 0, 0, 0], [0, c, -s, 0], [0, s, c, 0], [0, 0, 0, 1]]
    return [[c, 0, s, 0], [0, 1, 0, 0], [-s, 0, c, 0], [0, 0, 0, 1]]


def chain(panel: PanelId, state: State) -> Matrix:
    """The same chain of transforms as fold.css: sheet, column hinge, row hinge, side; a cell is 2 × 2, centred on 0."""
    face, angles = FACES[panel], ANGLES[state]
    m = times(times(shift(3), turn("y", angles.f)), shift(-3))
    if face.column != 1:
        axis, angle, thick = (2, angles.a, "a") if face.column == 0 else (4, angles.c, "c")
        k = THICKNESS[thick]
        m = times(m, times(times(shift(axis, 0, k), turn("y", angle)), shift(-axis, 0, -k)))
    if face.row == 1:
        k = THICKNESS["r"]
        m = times(m, times(times(shift(0, 2, k), turn("x", angles.r)), shift(0, -2, -k)))
    m = times(m, shift(2 * face.column + 1, 2 * face.row + 1))
    return times(m, turn("x" if face.row else "y", 180)) if face.side == "recto" else m


def shown_by_geometry(state: State) -> dict[PanelId, tuple[bool, tuple[int, int]]]:
    """The topmost face that looks at the viewer on each cell of the table: upright or not, and where."""
    best: dict[tuple[int, int], tuple[float, PanelId, bool]] = {}
    for panel in FACES:
        m = chain(panel, state)
        if m[2][2] <= 0.5:
            continue
        spot = (round((m[0][3] - 1) / 2), round((m[1][3] - 1) / 2))
        upright = m[0][0] > 0.9 and m[1][1] > 0.9
        if spot not in best or m[2][3] > best[spot][0]:
            best[spot] = (m[2][3], panel, upright)
    return {panel: (upright, spot) for spot, (_, panel, upright) in best.items()}


@pytest.mark.parametrize("state", list(ANGLES))
def test_geometry_shows_exactly_the_declared_faces_the_right_way_up(state: State) -> None:
    shown = shown_by_geometry(state)
    assert set(shown) == set(VISIBLE[state])
    for panel, (upright, spot) in shown.items():
        assert upright, f"{panel} is upside down in {state}"
        assert spot == sheet.place(panel, state)


@pytest.mark.parametrize("state", list(ANGLES))
def test_the_extent_covers_exactly_what_is_seen(state: State) -> None:
    left, top, right, bottom = sheet.extent(state)
    spots = {sheet.place(p, state) for p in VISIBLE[state]}
    assert spots == {(x, y) for x in range(left, right) for y in range(top, bottom)}


def test_the_sheet_grows_at_each_gesture_and_new_faces_only() -> None:
    assert [len(VISIBLE[s]) for s in ("S0", "S1", "S2", "S3")] == [1, 2, 3, 6]
    assert {p for faces in VISIBLE.values() for p in faces} == set(PANELS)


def test_the_twelve_steps_are_those_of_the_talk() -> None:
    order = ["R1", "R2", "R3", "R4", "R5", "V1", "V2", "V3", "V4", "V5", "V6", "R6"]
    assert [Sheet(step=i).panel for i in range(1, LAST + 1)] == order
    assert [Sheet(step=i).state for i in range(1, LAST + 1)] == ["S0", "S1", "S1", "S2", "S2", *["S3"] * 6, "S4"]


@given(st.lists(st.sampled_from(MOVES), max_size=40))
def test_any_path_refolds_to_the_cover(moves: list) -> None:
    here = Sheet()
    for move in moves:
        here = move(here)
        assert here.panel in here.visible
    for _ in range(4):
        here = sheet.refold(here)
    assert here == Sheet(step=1)


@given(st.integers(1, LAST), st.integers(1, LAST))
def test_paper_moves_one_hinge_at_a_time(a: int, b: int) -> None:
    start, end = Sheet(step=a).state, Sheet(step=b).state
    here = start
    for reached in sheet.path(start, end):
        moved = [h for h in range(4) if ANGLES[here][h] != ANGLES[reached][h]]
        assert len(moved) == 1
        assert sheet.gesture(here, reached).hinge == "acrf"[moved[0]]
        here = reached
    assert here == end


@given(st.integers(1, LAST), st.sampled_from(PANELS))
def test_only_a_visible_face_can_be_touched(step: int, panel: PanelId) -> None:
    here = Sheet(step=step)
    if panel in here.visible:
        assert panel in sheet.touch(here, panel).visible
    else:
        with pytest.raises(Refused):
            sheet.touch(here, panel)


@given(st.one_of(st.none(), st.booleans(), st.text(), st.floats(), st.integers(max_value=0), st.integers(min_value=13)))
def test_a_step_out_of_range_is_refused_with_a_sentence(step: object) -> None:
    with pytest.raises(Refused, match="étapes"):
        sheet.go_to(Sheet(), step)


@given(st.integers(1, LAST))
def test_a_sheet_survives_json(step: int) -> None:
    here = Sheet(step=step)
    assert Sheet.model_validate_json(here.model_dump_json()) == here


def test_the_back_and_the_cover_are_one_turn_apart() -> None:
    assert sheet.turn_over(Sheet(step=12)).state == "S0"
    assert sheet.turn_over(Sheet(step=7)).state == "S4"
    assert sheet.path("S3", "S4") == ("S2", "S1", "S0", "S4")


def test_two_states_apart_is_not_one_gesture() -> None:
    with pytest.raises(Refused):
        sheet.gesture("S0", "S2")


def test_the_plan_sent_to_the_browser_covers_every_pair_of_states() -> None:
    plan = sheet.plan()
    assert len(plan["paths"]) == 20
    assert plan["paths"]["S0S1"] == [["S1", 700]]
    assert [s for s, _ in plan["paths"]["S3S4"]] == ["S2", "S1", "S0", "S4"]
    assert sum(t for _, t in plan["paths"]["S3S4"]) <= 1600
