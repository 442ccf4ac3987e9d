"""V6, a loop of four times laid on the calendar of the contract, with the mid-term in relief."""

from functools import cache

from pydantic import BaseModel, ConfigDict

from irdsu_app import content
from irdsu_app.brief.diagrams.frame import detail, frame, key, said, sources, words
from irdsu_app.brief.diagrams.table import Table
from irdsu_app.brief.facts import facts
from irdsu_app.brief.svg import Markup, el, number

_X, _Y, _WIDE, _HIGH = 152, 74, 104, 54
_PLACES = ((44, _Y), (_X, 20), (260, _Y), (_X, 128))
_START, _LONG, _LINE = 40, 360, 180


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Part(_Frozen):
    """A time of the loop, or what stands beside it."""

    key: str
    label: str
    sentences: tuple[str, ...]

    @property
    def name(self) -> str:
        """What it is called outside the drawing."""
        return self.label


class Date(Part):
    """A year that counts."""

    signed: int = 0
    fact: str = ""

    @property
    def year(self) -> int:
        """The year, which is that of a figure unless the contracts were signed then."""
        return int(facts()[self.fact].number or 0) if self.fact else self.signed

    @property
    def name(self) -> str:
        """The year, then what happens."""
        return f"{self.year}, {self.label}"


class Loop(_Frozen):
    """Four times, three dates, five supports, and one figure to remember."""

    stages: tuple[Part, ...]
    dates: tuple[Date, ...]
    supports: Part
    mark: str

    @property
    def span(self) -> tuple[int, int]:
        """The first year of the calendar, and the last."""
        return self.dates[0].year, max(date.year for date in self.dates)

    @property
    def parts(self) -> tuple[Part, ...]:
        """All that may be touched."""
        return (*self.stages, *self.dates, self.supports)


@cache
def loop() -> Loop:
    """Read the data of the drawing."""
    return content.read("diagrams/V6", Loop)


def _pill(part: Part, x: float, y: float, width: float, class_: str = "pin-soft") -> Markup:
    face = el("rect", x=x - width / 2, y=y - 16, width=width, height=32, rx=16, class_=f"face edge {class_}")
    return key(part.key, part.label, face, words(part.label, x, y + 5, "s15 b", "middle"))


def _ring() -> Markup:
    arc = f"A{_WIDE} {_HIGH} 0 0 1"
    left, top, right, low = (_X - _WIDE, _Y), (_X, _Y - _HIGH), (_X + _WIDE, _Y), (_X, _Y + _HIGH)
    turns = zip((left, top, right, low), (top, right, low, left), strict=True)
    arcs = "".join(
        el(
            "path",
            d=f"M{a[0]} {a[1]}{arc} {b[0]} {b[1]}",
            class_="line stroke ring",
            pathlength=1,
            style=f"--d:{i * 0.5}s",
        )
        for i, (a, b) in enumerate(turns)
    )
    heads = ((-78, -36, -36), (76, -37, 36), (78, 36, 144), (-76, 37, 216))
    return arcs + "".join(
        el(
            "path",
            d="M-6 -6L4 0L-6 6",
            class_="line head pop",
            style=f"--d:{0.4 + i * 0.5}s",
            transform=f"translate({_X + x} {_Y + y}) rotate({turn})",
        )
        for i, (x, y, turn) in enumerate(heads)
    )


def _mark() -> Markup:
    return el(
        "g",
        words(loop().mark, _X, 62, "s28 t brick", "middle"), words("des contrats", _X, 79, "s14", "middle"),
        words("sans référentiel", _X, 94, "s14", "middle"),
        words("local ({no_evaluation_framework.period})", _X, 109, "s14 ink2", "middle"),
        class_="pop", style="--d:1.2s",
    )  # fmt: skip


def _questions() -> Markup:
    rows = "".join(
        words(str(i), 322, 24 + i * 26, "s16 t slate") + el("path", d=f"M338 {26 + i * 26}H436", class_="line dots")
        for i in (1, 2, 3)
    )
    return words("Trois questions", 322, 20, "s15 t") + rows


def _date(date: Date) -> Markup:
    x, last = _at(date.year), loop().span[1]
    middle = date.fact == "mid_term"
    face = (
        el("circle", cx=x, cy=_LINE - 4, r=24, class_="shade")
        + el("circle", cx=x, cy=_LINE - 6, r=24, class_="face edge brick")
        if middle
        else el("circle", cx=x, cy=_LINE, r=8, class_="face edge pin")
    )
    hit = el("rect", x=x - 38, y=_LINE - 18, width=76, height=60, class_="hit")
    year = words(str(date.year), x, _LINE if middle else _LINE + 24, "s18 t on-brick" if middle else "s15 t", "middle")
    anchor, at = ("end", 436) if date.year == last else ("middle", x)
    return key(date.key, date.name, hit, face, year, words(date.label, at, _LINE + 38, "s14", anchor))


def _at(year: int) -> float:
    """Where a year stands on the calendar."""
    first, last = loop().span
    return round(_START + (year - first) * _LONG / max(1, last - first), 1)


def _calendar() -> Markup:
    (first, last), marked = loop().span, {date.year for date in loop().dates}
    ticks = "".join(f"M{number(_at(year))} {_LINE - 4}v8" for year in range(first, last + 1))
    plain = [year for year in range(first, last + 1) if year not in marked]
    years = "".join(words(str(year), _at(year), _LINE + 22, "s14 ink2", "middle") for year in plain)
    end = _START + _LONG
    return (
        el("path", d=f"M{_START - 30} {_LINE}H{end + 32}", class_="line stroke axis", pathlength=1)
        + el("path", d=f"M{end + 25} {_LINE - 6}l9 6l-9 6", class_="line head")
        + el("path", d=ticks, class_="line") + years
        + "".join(_date(date) for date in loop().dates)
    )  # fmt: skip


def draw(title: str, alt: str) -> Markup:
    """Draw the loop over its calendar."""
    data = loop()
    widths = (80, 104, 76, 76)
    return frame(
        "V6", "loop", "pick", title, alt, _ring(), _mark(),
        *(_pill(stage, *place, width) for stage, place, width in zip(data.stages, _PLACES, widths, strict=True)),
        _questions(), _pill(data.supports, 381, 126, 112, "ochre-soft"), _calendar(),
    )  # fmt: skip


def table() -> Table:
    """Say the same in a table."""
    return Table(
        caption="La boucle de l'évaluation, de {} à {}".format(*loop().span),
        head=("Repère", "Ce qu'il dit", "Périmètre, année et source"),
        rows=tuple(
            (part.name, said(sentence), sources((sentence,))) for part in loop().parts for sentence in part.sentences
        ),
    )


def keys() -> tuple[str, ...]:
    """What one may pick."""
    return tuple(part.key for part in loop().parts)


def details() -> dict[str, Markup]:
    """What each part says when touched."""
    return {part.key: detail(part.name, *part.sentences) for part in loop().parts}
