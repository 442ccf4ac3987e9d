"""V3, an iceberg: a small tip of specific credits over the mass of ordinary services, each with its three lights."""

from functools import cache

from pydantic import BaseModel, ConfigDict

from irdsu_app import content
from irdsu_app.brief.diagrams.frame import detail, frame, key, said, sources, words
from irdsu_app.brief.diagrams.table import Table
from irdsu_app.brief.svg import Markup, el

_SEA = 78
_COLUMNS = ((2, 108), (112, 96), (210, 96), (308, 130))
"""Left edge and width of the four columns of services: the last holds the longest name."""
_FACETS = f"M150 {_SEA}L128 122L74 186M46 140L128 122L132 209M352 104L330 140L398 146M330 140L302 212"
_MARKS = ("M-3.500 0L-1 3L4 -3", "M-4 0H4", "M-3 -3L3 3M3 -3L-3 3")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Part(_Frozen):
    """One side of the water."""

    key: str
    title: str
    sentences: tuple[str, ...]
    ask: str = ""


class Named(_Frozen):
    """A service, or a state of one."""

    key: str
    label: str


class Iceberg(_Frozen):
    """What is seen, what is not, and the services to look at."""

    mention: str
    tip: Part
    water: Part
    services: tuple[Named, ...]
    states: tuple[Named, ...]


@cache
def iceberg() -> Iceberg:
    """Read the data of the drawing."""
    return content.read("diagrams/V3", Iceberg)


def _tip() -> Markup:
    return key(
        iceberg().tip.key, iceberg().tip.title,
        el("rect", x=0, y=0, width=440, height=_SEA - 8, class_="hit"),
        el("path", d=f"M186 {_SEA}L204 44L220 34L231 12L248 38L262 50L276 {_SEA}Z", class_="face edge ice"),
        el("path", d=f"M231 12L226 46L238 {_SEA}M220 34L226 46L206 {_SEA}", class_="hair"),
        words("Crédits spécifiques", 4, 18, "s16 t"), words("{p147_2025}", 4, 45, "s24 t brick"),
        words("programme 147, {p147_2025.when}", 4, 64, "s14 ink2"),
        words("{p147_2026!}", 436, 45, "s24 t ochre-text", "end"),
        words("annoncés {p147_2026.when}{p147_2026.doubt}", 436, 64, "s14 ink2", "end"),
        data_kind="open", class_="tip",
    )  # fmt: skip


def _water() -> Markup:
    mass = f"M150 {_SEA}L292 {_SEA}L352 104L398 146L366 190L302 212L214 220L132 209L74 186L46 140L92 100Z"
    return key(
        iceberg().water.key, iceberg().water.title,
        el("rect", x=0, y=_SEA, width=440, height=236 - _SEA, class_="sea"),
        el("path", d=mass, class_="face edge ice deep"),
        el("path", d=_FACETS, class_="hair facet"),
        el("path", d=f"M0 {_SEA}q11 -7 22 0{'t22 0' * 19}", class_="line wave stroke", pathlength=1),
        el("g",
           words("Droit commun", 220, 104, "s18 t", "middle"),
           words("{state_effort!}", 220, 134, "s28 t pin", "middle"),
           words("par an, effort de l'État hors", 220, 154, "s14", "middle"),
           words("rénovation urbaine", 220, 171, "s14", "middle"),
           words("{state_effort.author} {state_effort.when}{state_effort.doubt}", 220, 189, "s14 ink2", "middle"),
           class_="volume pop", style="--d:.5s"),
        data_kind="open", class_="water",
    )  # fmt: skip


def _signal(rank: int, x: float, y: float) -> Markup:
    state = iceberg().states[rank].key
    return el(
        "g", el("circle", r=7, class_="bulb"), el("path", d=_MARKS[rank], class_="glyph"),
        class_=f"signal signal-{state}", transform=f"translate({x} {y})",
    )  # fmt: skip


def _service(rank: int, service: Named) -> Markup:
    (x, width), y = _COLUMNS[rank // 3], 104 + (rank % 3) * 38
    return key(
        service.key, service.label,
        el("rect", x=x, y=y, width=width, height=35, rx=4, class_="face edge slip"),
        words(service.label, x + 7, y + 15, "s14 b"),
        *(_signal(i, x + 14 + i * 19, y + 25) for i in range(3)),
    )  # fmt: skip


def _services() -> Markup:
    legend = "".join(
        _signal(i, x, 92).replace("signal ", "signal shown ") + words(state.label, x + 12, 97)
        for i, (x, state) in enumerate(zip((112, 206, 320), iceberg().states, strict=True))
    )
    title = words("Services", 4, 97, "s15 t")
    return el("g", title, legend, *(_service(i, s) for i, s in enumerate(iceberg().services)), class_="services")


def draw(title: str, alt: str) -> Markup:
    """Draw the iceberg, and under its water the services a touch brings up."""
    data = iceberg()
    return frame(
        "V3", "iceberg", "cycle", title, alt, _water(), _tip(), _services(),
        words(data.mention, 220, 232, "s14 b mention", "middle"),
        data_states=",".join(state.key for state in data.states), data_words=",".join(s.label for s in data.states),
    )  # fmt: skip


def table() -> Table:
    """Say the same in a table."""
    data = iceberg()
    rows = [
        (part.title, said(sentence), sources((sentence,)))
        for part in (data.tip, data.water)
        for sentence in part.sentences
    ]
    choices = ", ".join(state.label for state in data.states)
    rows += [(f"Service à examiner : {service.label}", f"à régler : {choices}", "") for service in data.services]
    return Table(
        caption=f"Crédits spécifiques et droit commun ({data.mention})",
        head=("Partie", "Ce qu'elle contient", "Périmètre, année et source"), rows=tuple(rows),
    )  # fmt: skip


def keys() -> tuple[str, ...]:
    """The tip, the water, and every light of every service."""
    data = iceberg()
    lights = (f"{service.key}:{state.key}" for service in data.services for state in data.states)
    return (data.tip.key, data.water.key, *lights)


def details() -> dict[str, Markup]:
    """What each side of the water says when touched."""
    return {part.key: detail(part.title, *part.sentences, ask=part.ask) for part in (iceberg().tip, iceberg().water)}
