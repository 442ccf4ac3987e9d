"""R3, a vertical timeline: twelve dates on three threads (what is built, what is social, how one works)."""

from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from irdsu_app import content
from irdsu_app.brief.diagrams.frame import detail, frame, key, words
from irdsu_app.brief.diagrams.table import Table
from irdsu_app.brief.svg import Markup, el

Thread = Literal["bâti", "social", "méthode"]

_LANES: dict[Thread, tuple[int, str]] = {"bâti": (205, "built"), "social": (220, "people"), "méthode": (235, "way")}
"""Where each thread runs, and its class."""
_FIRST, _PITCH = 20, 17.9


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Milestone(_Frozen):
    """One date: the few words drawn, the whole label."""

    year: int
    thread: Thread
    short: str
    label: str

    @property
    def key(self) -> str:
        """The name of its key."""
        return f"an-{self.year}"


class Timeline(_Frozen):
    """The dates, oldest first, and where they were read."""

    dates: tuple[Milestone, ...]
    source: str


@cache
def timeline() -> Timeline:
    """Read the data of the drawing."""
    return content.read("diagrams/R3", Timeline)


def _knot(thread: Thread, x: float, y: float) -> Markup:
    """The mark of a thread: a brick, a round head, a compass needle; never the colour alone."""
    class_ = f"knot {_LANES[thread][1]}"
    if thread == "bâti":
        return el("rect", x=x - 6, y=y - 6, width=12, height=12, class_=class_)
    if thread == "social":
        return el("circle", cx=x, cy=y, r=6.5, class_=class_)
    return el("path", d=f"M{x} {y - 8:.2f}l8 8l-8 8l-8 -8z", class_=class_)


def _milestone(rank: int, date: Milestone) -> Markup:
    left = rank % 2 == 0
    y = _FIRST + rank * _PITCH
    lane = _LANES[date.thread][0]
    x, anchor = (190, "end") if left else (250, "start")
    lead = f"M{lane} {y - 5:.2f}H{x + 2 if left else x - 2}"
    return key(
        date.key, f"{date.year}, {date.thread} : {date.label}",
        el("rect", x=0 if left else 246, y=y - 16, width=194, height=34, rx=4, class_="face plate"),
        el("path", d=lead, class_="lead"), _knot(date.thread, lane, y - 5),
        words(str(date.year), x, y, "t s18", anchor), words(date.short, x, y + 14, "", anchor),
        class_="pop", style=f"--d:{0.3 + 0.45 * rank:.2f}s",
    )  # fmt: skip


def _threads() -> Markup:
    return "".join(
        el("path", d=f"M{x} 4V232", class_=f"thread {class_} stroke", pathlength=1, style=f"--d:{0.1 * i:.1f}s")
        for i, (x, class_) in enumerate(_LANES.values())
    )


def _legend() -> Markup:
    places: dict[Thread, int] = {"bâti": 258, "social": 312, "méthode": 374}
    return "".join(_knot(thread, x, 9) + words(thread, x + 11, 14) for thread, x in places.items())


def draw(title: str, alt: str) -> Markup:
    """Draw the three threads and their twelve knots; the dates come one after the other."""
    dates = (_milestone(rank, date) for rank, date in enumerate(timeline().dates))
    return frame("R3", "timeline", "pick", title, alt, _threads(), _legend(), *dates)


def table() -> Table:
    """Say the same in a table."""
    return Table(
        caption=f"Douze dates, trois fils. Source : {timeline().source}", head=("Date", "Ce qui change", "Fil"),
        rows=tuple((str(date.year), date.label, date.thread) for date in timeline().dates),
    )  # fmt: skip


def keys() -> tuple[str, ...]:
    """The dates one may touch."""
    return tuple(date.key for date in timeline().dates)


def details() -> dict[str, Markup]:
    """What each date says when touched."""
    return {date.key: detail(str(date.year), f"{date.label}.", f"Fil : {date.thread}.") for date in timeline().dates}
