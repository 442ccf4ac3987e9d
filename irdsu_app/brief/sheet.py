"""The sheet of paper: twelve faces on six cells, three hinges, and the way it folds. Pure.

One A2 sheet (594 × 420 mm), three columns A, B, C and two rows, folded to 198 × 210 mm: a horizontal fold, then two
vertical folds, C tucked under the cover A. Columns are named as seen from the verso (the large format).
Invariants, proved in tests/domain/test_sheet.py: the faces declared visible in a state are those that geometry shows,
the right way up; any path of gestures refolds to the cover; a face that is not visible is never live.
"""

from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from irdsu_app.brief.panels import PanelId

State = Literal["S0", "S1", "S2", "S3", "S4"]
Hinge = Literal["a", "c", "r", "f"]
WIDTH, HEIGHT = 198, 210
"""Millimetres of a folded panel."""


class Refused(Exception):
    """A gesture that paper, or the talk, does not allow; the message is the French sentence shown."""


class Face(NamedTuple):
    """Where a panel is printed: side of the sheet, column (0 to 2 for A to C) and row (0 above, 1 below)."""

    side: Literal["recto", "verso"]
    column: int
    row: int

    @property
    def cell(self) -> str:
        """The name of the cell, as in « A1 »."""
        return "ABC"[self.column] + "12"[self.row]

    @property
    def head_to_tail(self) -> bool:
        """Whether the face is printed upside down: the lower recto is read folded over the upper one."""
        return self.side == "recto" and self.row == 1


FACES: dict[PanelId, Face] = {
    "R1": Face("recto", 0, 0),
    "R2": Face("recto", 0, 1),
    "R3": Face("recto", 2, 0),
    "R4": Face("recto", 1, 1),
    "R5": Face("recto", 2, 1),
    "V1": Face("verso", 0, 0),
    "V2": Face("verso", 1, 0),
    "V3": Face("verso", 2, 0),
    "V4": Face("verso", 0, 1),
    "V5": Face("verso", 1, 1),
    "V6": Face("verso", 2, 1),
    "R6": Face("recto", 1, 0),
}
"""Every panel, in the order of the talk, which is also the reading order in every state."""


class Angles(NamedTuple):
    """Degrees: hinge A|B, hinge B|C (both vertical), the fold between rows, and the sheet turned over."""

    a: int
    c: int
    r: int
    f: int


ANGLES: dict[State, Angles] = {
    "S0": Angles(180, -180, 180, 0),
    "S1": Angles(0, -180, 180, 0),
    "S2": Angles(0, 0, 180, 0),
    "S3": Angles(0, 0, 0, 0),
    "S4": Angles(180, -180, 180, 180),
}

VISIBLE: dict[State, tuple[PanelId, ...]] = {
    "S0": ("R1",),
    "S1": ("R2", "R3"),
    "S2": ("R2", "R4", "R5"),
    "S3": ("V1", "V2", "V3", "V4", "V5", "V6"),
    "S4": ("R6",),
}
"""What is seen, in reading order. Nothing else is live."""

TITLES: dict[State, str] = {
    "S0": "Feuille fermée",
    "S1": "Couverture ouverte",
    "S2": "Triptyque",
    "S3": "Grand format",
    "S4": "Dos",
}


class Gesture(NamedTuple):
    """One movement of paper: the hinge that turns, the button's word, and how long it takes (milliseconds)."""

    hinge: Hinge
    word: str
    back: str
    lasts: int


_FOLDS: dict[tuple[State, State], Gesture] = {
    ("S0", "S1"): Gesture("a", "Ouvrir", "Replier", 700),
    ("S1", "S2"): Gesture("c", "Déplier", "Replier", 700),
    ("S2", "S3"): Gesture("r", "Rabattre", "Replier", 900),
    ("S0", "S4"): Gesture("f", "Retourner la feuille", "Retourner la feuille", 700),
}
_LINE: tuple[State, ...] = ("S4", "S0", "S1", "S2", "S3")
"""Paper knows one line of gestures: the back is next to the cover, the large format at the other end."""


def gesture(start: State, end: State) -> Gesture:
    """The movement between two neighbouring states; raises Refused when paper cannot do it in one gesture."""
    found = _FOLDS.get((start, end)) or _FOLDS.get((end, start))
    if found is None:
        raise Refused("La feuille ne peut pas passer d’un coup d’un état à l’autre : il faut suivre les plis.")
    return found


def path(start: State, end: State) -> tuple[State, ...]:
    """The states paper goes through from `start` (left out) to `end`, one gesture at a time."""
    i, j = _LINE.index(start), _LINE.index(end)
    return _LINE[i + 1 : j + 1] if j >= i else tuple(reversed(_LINE[j:i]))


def state_of(panel: PanelId) -> State:
    """The state in which the talk reads a panel."""
    return _STATE_OF[panel]


_STATE_OF: dict[PanelId, State] = {
    "R1": "S0", "R2": "S1", "R3": "S1", "R4": "S2", "R5": "S2", "R6": "S4",
    "V1": "S3", "V2": "S3", "V3": "S3", "V4": "S3", "V5": "S3", "V6": "S3",
}  # fmt: skip
PANELS: tuple[PanelId, ...] = tuple(FACES)
LAST = len(PANELS)
"""Steps go from 1 to 12."""


class Sheet(BaseModel):
    """The sheet at one step of the talk: everything else follows from the step."""

    model_config = ConfigDict(frozen=True)

    step: int = Field(default=1, ge=1, le=LAST)

    @property
    def panel(self) -> PanelId:
        """The panel being read."""
        return PANELS[self.step - 1]

    @property
    def state(self) -> State:
        """How far the sheet is unfolded."""
        return state_of(self.panel)

    @property
    def visible(self) -> tuple[PanelId, ...]:
        """The faces seen, in reading order."""
        return VISIBLE[self.state]


def go_to(sheet: Sheet, step: object) -> Sheet:
    """Go to a step of the talk, 1 to 12; raises Refused for anything else, whoever asks."""
    if not isinstance(step, int) or isinstance(step, bool) or not 1 <= step <= LAST:
        raise Refused(f"Il y a {LAST} étapes, de 1 à {LAST} : celle-ci n’existe pas.")
    return Sheet(step=step)


def follow(sheet: Sheet) -> Sheet:
    """Next step; the last one stays."""
    return Sheet(step=min(LAST, sheet.step + 1))


def go_back(sheet: Sheet) -> Sheet:
    """Previous step; the first one stays."""
    return Sheet(step=max(1, sheet.step - 1))


def unfold(sheet: Sheet) -> Sheet:
    """Make the next gesture of the talk: open, unfold, lower, then refold and turn over; the back stays."""
    later = [i for i, p in enumerate(PANELS, 1) if i > sheet.step and state_of(p) != sheet.state]
    return Sheet(step=later[0]) if later else sheet


def refold(sheet: Sheet) -> Sheet:
    """Undo one gesture of paper, towards the cover; the cover stays."""
    if sheet.state == "S0":
        return sheet
    return _arrive(path(sheet.state, "S0")[0])


def turn_over(sheet: Sheet) -> Sheet:
    """Refold and show the back; from the back, show the cover."""
    return _arrive("S0" if sheet.state == "S4" else "S4")


def touch(sheet: Sheet, panel: PanelId) -> Sheet:
    """Read the panel one touches; raises Refused when it is not seen."""
    if panel not in sheet.visible:
        raise Refused("Ce panneau n’est pas visible à ce pli.")
    steps = [i for i, p in enumerate(PANELS, 1) if p == panel]
    return Sheet(step=steps[0]) if state_of(panel) == sheet.state else sheet


def _arrive(state: State) -> Sheet:
    return Sheet(step=next(i for i, p in enumerate(PANELS, 1) if state_of(p) == state))


def extent(state: State) -> tuple[int, int, int, int]:
    """What the sheet covers on the table, in cells: left, top, right, bottom (column A is 0 to 1)."""
    left = 1 if ANGLES[state].a else 0
    right = 2 if ANGLES[state].c else 3
    return left, 0, right, 1 if ANGLES[state].r else 2


def place(panel: PanelId, state: State) -> tuple[int, int]:
    """The cell of the table (column, row) where a panel lies in a state, seen or not."""
    face, angles = FACES[panel], ANGLES[state]
    column = {0: 1 if angles.a else 0, 1: 1, 2: 1 if angles.c else 2}[face.column]
    return column, 0 if angles.r else face.row


def plan() -> dict[str, Any]:
    """Everything the browser needs to fold: JSON, sent once with the page (see fold.js)."""
    states = list(ANGLES)
    return {
        "steps": [{"panel": p, "state": state_of(p)} for p in PANELS],
        "visible": {s: VISIBLE[s] for s in states},
        "extent": {s: extent(s) for s in states},
        "place": {s: {p: place(p, s) for p in VISIBLE[s]} for s in states},
        "paths": {f"{a}{b}": [[s, _took(a, s, b)] for s in path(a, b)] for a in states for b in states if a != b},
    }


def _took(start: State, reached: State, end: State) -> int:
    whole = path(start, end)
    before = (start, *whole)[whole.index(reached)]
    lasts = gesture(before, reached).lasts
    return lasts if len(whole) == 1 else max(350, lasts // 2)
