"""V1, ten windows: one inhabitant each, lit in three ways (their paths, their ages, their households)."""

from functools import cache

from pydantic import BaseModel, ConfigDict

from irdsu_app import content
from irdsu_app.brief.diagrams.frame import detail, frame, key, named, sources, words
from irdsu_app.brief.diagrams.table import Table
from irdsu_app.brief.facts import Fact, facts
from irdsu_app.brief.svg import Markup, el

_WIDE, _HIGH = 34, 54


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Reading(_Frozen):
    """One way to light the façade."""

    key: str
    label: str
    caption: str
    title: str
    sentences: tuple[str, ...]


class Group(_Frozen):
    """Inhabitants who took the same path, out of ten."""

    key: str
    fact: str
    label: str

    @property
    def figure(self) -> Fact:
        """How many of ten, and where that was read."""
        return facts()[self.fact]

    @property
    def count(self) -> int:
        """How many windows they light."""
        return int(self.figure.number or 0)


class Facade(_Frozen):
    """The ten windows and their three readings."""

    people: str
    share: str
    readings: tuple[Reading, ...]
    groups: tuple[Group, ...]

    @property
    def windows(self) -> tuple[str, ...]:
        """The group of each window, in order."""
        return tuple(group.key for group in self.groups for _ in range(group.count))


@cache
def facade() -> Facade:
    """Read the data of the drawing."""
    return content.read("diagrams/V1", Facade)


def _person(x: float, y: float, size: float = 1, class_: str = "someone") -> Markup:
    shoulders = f"M{x - 10 * size} {y}v{-5 * size}a{10 * size} {9 * size} 0 0 1 {20 * size} 0v{5 * size}z"
    return el("circle", cx=x, cy=y - 20 * size, r=5.5 * size, class_=class_) + el("path", d=shoulders, class_=class_)


def _path(group: str) -> Markup:
    """What is seen in a window of 34 by 54 when one reads the paths."""
    glass = el("rect", x=0, y=0, width=_WIDE, height=_HIGH, class_="night" if group == "left" else "lamp")
    if group == "left":
        return glass + el("path", d="M7 27H25M18 19l8 8l-8 8", class_="away")
    if group == "passing":
        slats = "".join(f"M0 {y}H{_WIDE}" for y in range(6, 28, 5))
        blind = el("rect", x=0, y=0, width=_WIDE, height=27, class_="blind") + el("path", d=slats, class_="slat")
        return glass + _person(17, _HIGH, class_="ghost") + blind
    if group == "moved":
        return glass + _person(17, _HIGH) + el("path", d="M11 19V7M6 12l5-5l5 5M23 7v12M18 14l5 5l5-5", class_="move")
    if group == "arrived":
        return glass + _person(17, _HIGH) + el("path", d="M17 5v14M10 12h14", class_="plus")
    return glass + _person(17, _HIGH)


def _young() -> int:
    """How many windows of ten: 39 % is about four."""
    return round((facts()["under_25_qpv"].number or 0) / 10)


def _houses() -> int:
    """One window of how many: one household in six lights one window of six."""
    return max(2, min(10, round(1 / (facts()["single_parents_qpv"].number or 1))))


def _age(rank: int) -> Markup:
    lit = rank < _young()
    glass = el("rect", x=0, y=0, width=_WIDE, height=_HIGH, class_="lamp" if lit else "pale")
    return glass + (_person(17, _HIGH, 0.8) if lit else _person(17, _HIGH, 1, "ghost"))


def _household(rank: int) -> Markup:
    if rank >= _houses():
        slats = "".join(f"M0 {y}H{_WIDE}" for y in range(6, _HIGH, 6))
        return el("rect", x=0, y=0, width=_WIDE, height=_HIGH, class_="blind") + el("path", d=slats, class_="slat")
    glass = el("rect", x=0, y=0, width=_WIDE, height=_HIGH, class_="pale" if rank else "lamp")
    return glass if rank else glass + _person(13, _HIGH) + _person(26, _HIGH, 0.6)


def _window(rank: int, group: str) -> Markup:
    # The top row stays; the bottom row leaves, passes or arrives. Households are read six by six, left to right.
    column, row = rank % 5, rank // 5
    layers = (("parcours", _path(group)), ("age", _age(rank)), ("menages", _household(column * 2 + row)))
    return el(
        "g",
        *(el("g", drawn, class_=f"on on-{reading}") for reading, drawn in layers),
        el("rect", x=0, y=0, width=_WIDE, height=_HIGH, class_="line"),
        el("path", d=f"M-3 {_HIGH + 2}h{_WIDE + 6}", class_="line sill"),
        class_="window pop", transform=f"translate({25 + 45 * column} {84 + 64 * row})",
        style=f"--d:{0.5 + rank * 0.08:.2f}s",
    )  # fmt: skip


def _building() -> Markup:
    data = facade()
    return (
        el("rect", x=12, y=46, width=240, height=170, class_="wall")
        + el("path", d="M12 216V46H252V216", class_="line stroke", pathlength=1)
        + el("path", d="M6 46H258M6 40H258V46M6 40V46", class_="line stroke", pathlength=1, style="--d:.2s")
        + el("path", d="M2 216H268", class_="line stroke", pathlength=1, style="--d:.3s")
        + words(f"{data.people} d'habitants, {data.share}", 132, 61, "s14 b", "middle")
        + words("de la population de l'Hexagone", 132, 76, "s14 ink2", "middle")
    )


def _switch() -> Markup:
    pills: list[Markup] = []
    for rank, reading in enumerate(facade().readings):
        x = 4 + rank * 92
        face = el("rect", x=x, y=1, width=88, height=32, rx=16, class_="face")
        pills.append(
            key(reading.key, f"Lire : {reading.label}", face, words(reading.label, x + 44, 22, "s15 b", "middle"))
        )
    return "".join(pills)


def _legend_paths() -> Markup:
    rows: list[Markup] = []
    for rank, group in enumerate(facade().groups):
        y = 48 + rank * 33
        mark = el("g", _path(group.key), el("rect", width=_WIDE, height=_HIGH, class_="line"),
                  transform=f"translate(266 {y}) scale(.5)")  # fmt: skip
        rows.append(mark + words(str(group.count), 295, y + 20, "s20 t", "middle") + words(group.label, 308, y + 19))
    return "".join(rows)


def _legend_pair(size: str, first: tuple[str, str], second: tuple[str, str], key_: tuple[str, str]) -> Markup:
    lit = el("rect", x=266, y=166, width=12, height=19, class_="lamp edge")
    return (
        words(first[0], 266, 72, f"{size} t pin") + words(first[1], 266, 92)
        + words(second[0], 266, 126, f"{size} t ink2") + words(second[1], 266, 146)
        + lit + words(key_[0], 286, 176) + words(key_[1], 286, 194)
    )  # fmt: skip


def _legends() -> Markup:
    age = _legend_pair(
        "s28", ("{age_qpv}", "d'âge moyen en QPV"), ("{age_neighbours}", "autour (villes)"),
        ("{under_25_qpv!} : moins de", "25 ans{under_25_qpv.reserve}"),
    )  # fmt: skip
    homes = _legend_pair(
        "s20", ("{single_parents_qpv}", "monoparental en QPV"), ("{single_parents_neighbours}", "autour (villes)"),
        ("un adulte et enfants", f"(1 fenêtre sur {_houses()})"),
    )  # fmt: skip
    drawn = {"parcours": _legend_paths(), "age": age, "menages": homes}
    return "".join(
        el("g", drawn[reading.key], words(reading.caption, 4, 232, "s14 ink2"), class_=f"on on-{reading.key}")
        for reading in facade().readings
    )


def draw(title: str, alt: str) -> Markup:
    """Draw the façade, its switch and its legend."""
    windows = "".join(_window(rank, group) for rank, group in enumerate(facade().windows))
    first = facade().readings[0].key
    return frame(
        "V1", "windows", "pick", title, alt, _switch(), _building(), windows, _legends(),
        data_reading=first, data_default=first,
    )  # fmt: skip


def _figure(name: str) -> tuple[str, str, str]:
    figure = facts()[name]
    return figure.label, figure.shown, sources((f"{{{name}}}",))


def table() -> Table:
    """Say the same in a table."""
    data = facade()
    rows = [(data.readings[0].label, *_figure(group.fact)) for group in data.groups]
    for reading in data.readings[1:]:
        rows += [(reading.label, *_figure(name)) for name in named(reading.sentences)]
    rows += [("Population", *_figure(name)) for name in named((data.people, data.share))]
    return Table(
        caption="Qui vit dans les quartiers prioritaires",
        head=("Lecture", "Ce que l'on voit", "Combien", "Périmètre, année et source"), rows=tuple(rows),
    )  # fmt: skip


def keys() -> tuple[str, ...]:
    """The readings one may choose."""
    return tuple(reading.key for reading in facade().readings)


def details() -> dict[str, Markup]:
    """What each reading says when touched."""
    return {reading.key: detail(reading.title, *reading.sentences) for reading in facade().readings}
