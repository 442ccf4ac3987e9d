"""V5, five stairs from informing to deciding together: a token says which one was promised."""

from functools import cache

from pydantic import BaseModel, ConfigDict

from irdsu_app import content
from irdsu_app.brief.diagrams.frame import detail, frame, key, said, sources, words
from irdsu_app.brief.diagrams.table import Table
from irdsu_app.brief.svg import Markup, el

_RISE, _RUN = 43, 41


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Step(_Frozen):
    """One stair: the sentence one may say, and what one will then owe."""

    key: str
    label: str
    promise: str
    owed: str


class Stairs(_Frozen):
    """The stairs from the lowest, and how many citizen councils were counted."""

    steps: tuple[Step, ...]
    mark: str
    members: str


@cache
def stairs() -> Stairs:
    """Read the data of the drawing."""
    return content.read("diagrams/V5", Stairs)


def _step(rank: int, step: Step) -> Markup:
    x, y = 2 + rank * _RUN, 236 - (rank + 1) * _RISE
    return key(
        step.key, f"Marche {rank + 1}, {step.label} : « {step.promise} »",
        el("rect", x=x, y=y, width=438 - x, height=_RISE, class_=f"face edge tread tread-{rank + 1}"),
        el("path", d=f"M{x} {y}H438", class_="line stroke nosing", pathlength=1, style=f"--d:{0.15 * rank:.2f}s"),
        words(str(rank + 1), x + 20, y + 29, "s24 t rank", "middle"),
        words(step.label, x + 46, y + 18, "s16 t"), words(f"« {step.promise} »", x + 46, y + 35, "s14 promise"),
        data_x=x + 20, data_y=y, class_="pop", style=f"--d:{0.15 * rank:.2f}s",
    )  # fmt: skip


def _token() -> Markup:
    return el(
        "g",
        el("ellipse", cx=0, cy=18, rx=17, ry=17, class_="token-rim"),
        el("circle", cx=0, cy=18, r=13, class_="token-face"),
        el("path", d="M-5 19l4 4l7 -9", class_="token-mark"),
        class_="token",
    )  # fmt: skip


def _mark() -> Markup:
    data = stairs()
    return el(
        "g",
        words(data.mark.replace("}", "!}"), 4, 22, "s24 t pin"), words("conseils citoyens", 4, 40),
        words("{citizen_councils.author}{citizen_councils.doubt}", 4, 57, "s14 ink2"),
        words("{citizen_councils.when}", 4, 74, "s14 ink2"),
        class_="pop", style="--d:.8s",
    )  # fmt: skip


def draw(title: str, alt: str) -> Markup:
    """Draw the stairs; the token waits to be placed."""
    steps = stairs().steps
    return frame("V5", "stairs", "token", title, alt, _mark(), *(_step(i, s) for i, s in enumerate(steps)), _token())


def table() -> Table:
    """Say the same in a table."""
    data = stairs()
    rows = [(f"{i}. {s.label}", f"« {s.promise} »", s.owed, "") for i, s in enumerate(data.steps, 1)]
    mark = f"{data.mark} conseils citoyens, {data.members} membres"
    rows.append(("Repère", said(mark), "", sources((mark,))))
    return Table(
        caption="Cinq marches, de l'information à la décision partagée",
        head=("Marche", "Ce que l'on peut dire", "À rendre", "Périmètre, année et source"), rows=tuple(rows),
    )  # fmt: skip


def keys() -> tuple[str, ...]:
    """The stairs the token may stand on."""
    return tuple(step.key for step in stairs().steps)


def details() -> dict[str, Markup]:
    """What each stair owes when the token stands on it."""
    return {
        step.key: detail(f"{rank}. {step.label}", f"« {step.promise} »", ask=f"À rendre : {step.owed}.")
        for rank, step in enumerate(stairs().steps, 1)
    }
