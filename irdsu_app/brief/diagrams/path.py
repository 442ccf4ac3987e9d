"""R6, a path of six footprints to date, then three lines to complete together."""

from functools import cache

from pydantic import BaseModel, ConfigDict

from irdsu_app import content
from irdsu_app.brief.diagrams.frame import detail, frame, key, words
from irdsu_app.brief.diagrams.table import Table
from irdsu_app.brief.svg import Markup, el

_PITCH = 72


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Step(_Frozen):
    """One footprint: the few words drawn, what it means."""

    key: str
    short: str
    label: str
    says: str


class Line(_Frozen):
    """One line left to be written by hand."""

    label: str
    wide: int


class Path(_Frozen):
    """Six steps, what to write for each, and three lines."""

    steps: tuple[Step, Step, Step, Step, Step, Step]
    fields: str
    lines: tuple[Line, Line, Line]


@cache
def path() -> Path:
    """Read the data of the drawing."""
    return content.read("diagrams/R6", Path)


_SOLE = (
    "M-30 1C-31 -9 -22 -12 -12 -9C-4 -7 2 -11 12 -13C25 -15 33 -8 33 1"
    "C33 11 24 15 13 12C3 9 -3 8 -12 10C-22 13 -29 10 -30 1Z"
)


def _print(x: float, y: float, left: bool) -> Markup:
    """One foot walking to the right; the left foot is the right one seen in a mirror."""
    heel = el("path", d="M-15 -9.500C-12 -4 -12 4 -15 10", class_="heel")
    sole = el("path", d=_SOLE, class_="face sole stroke", pathlength=1)
    return el(
        "g",
        sole,
        heel,
        transform=f"translate({x} {y}) rotate({-7 if left else 7}) scale(1.12 {1.12 if left else -1.12})",
    )


def _step(rank: int, step: Step) -> Markup:
    left = rank % 2 == 0
    x, y = 38 + _PITCH * rank, 69 if left else 106
    # Words of the first and last steps would leave the sheet if they stayed centred on their foot.
    at, anchor = (2, "start") if rank == 0 else (438, "end") if rank == 5 else (x, "middle")
    title, date = (17, 39) if left else (143, 165)
    blank = {"start": at, "middle": at - 46, "end": at - 92}[anchor]
    return key(
        step.key, f"Pas {rank + 1} : {step.label}",
        el("rect", x=x - 36, y=y - 20, width=72, height=40, class_="hit"),
        _print(x, y, left),
        words(str(rank + 1), x + 15, y + 6.5, "t s18", "middle"),
        words(step.short, at, title, "b", anchor),
        el("path", d=f"M{blank + 16} {date}h76", class_="blank"),
        words("le", blank, date, "ink2"),
        class_="pop", style=f"--d:{0.2 + 0.4 * rank:.1f}s",
    )  # fmt: skip


def _line(rank: int, line: Line) -> Markup:
    y = 190 + 21 * rank
    rule = el("path", d=f"M{line.wide} {y + 2}H438", class_="blank")
    return el("g", words(line.label, 2, y, "t s16"), rule, class_="pop", style=f"--d:{2.8 + 0.3 * rank:.1f}s")


def draw(title: str, alt: str) -> Markup:
    """Draw the six footprints, then the three lines."""
    data = path()
    way = el("path", d="M0 87C40 80 60 94 110 88S190 80 220 88S330 94 440 86", class_="way")
    steps = (_step(rank, step) for rank, step in enumerate(data.steps))
    return frame("R6", "path", "pick", title, alt, way, *steps, *(_line(i, line) for i, line in enumerate(data.lines)))


def table() -> Table:
    """Say the same in a table."""
    data = path()
    rows = [(f"Pas {rank}", step.label, data.fields) for rank, step in enumerate(data.steps, 1)]
    rows += [("Ligne à compléter", line.label, "à écrire à la main") for line in data.lines]
    return Table(caption="Six pas à dater, trois lignes", head=("Repère", "Quoi", "À remplir"), rows=tuple(rows))


def keys() -> tuple[str, ...]:
    """The footprints one may touch."""
    return tuple(step.key for step in path().steps)


def details() -> dict[str, Markup]:
    """What each step asks."""
    data = path()
    return {
        step.key: detail(f"Pas {rank} : {step.label}", step.says, ask=f"À remplir : {data.fields}.")
        for rank, step in enumerate(data.steps, 1)
    }
