"""R2, twin bars: three gaps, each with its own point of comparison, and a pair left empty for the territory."""

from functools import cache

from pydantic import BaseModel, ConfigDict

from irdsu_app import content
from irdsu_app.brief.diagrams.frame import detail, frame, key, words
from irdsu_app.brief.diagrams.table import Table
from irdsu_app.brief.facts import Fact, facts
from irdsu_app.brief.svg import Markup, el

_SCALE, _THICK = 3.1, 19


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Pair(_Frozen):
    """Two figures set against each other; `under` is written below the bars: compared with what, and when."""

    key: str
    title: str
    here: str
    there: str
    under: tuple[str, str]
    says: str

    @property
    def figures(self) -> tuple[Fact, Fact]:
        """The figure of the districts, then what it is compared with."""
        return facts()[self.here], facts()[self.there]


class Free(_Frozen):
    """The pair left to the territory."""

    key: str
    title: str
    bars: tuple[str, str]
    under: tuple[str, str]
    says: str


class TwinBars(_Frozen):
    """Three pairs and an empty one."""

    pairs: tuple[Pair, Pair, Pair]
    free: Free


@cache
def bars() -> TwinBars:
    """Read the data of the drawing."""
    return content.read("diagrams/R2", TwinBars)


def _place(rank: int) -> tuple[int, int]:
    return (rank % 2) * 224, (rank // 2) * 108


def _bar(x: float, y: float, figure: Fact, class_: str, delay: float) -> Markup:
    width = _SCALE * (figure.number or 0)
    shape = el("rect", x=x, y=y, width=width, height=_THICK, rx=1.5, class_=f"{class_} grow", style=f"--d:{delay:.1f}s")
    return shape + words(figure.value, x + width + 7, y + 16, "t s18" if class_ == "here" else "b s18")


def _pair(rank: int, pair: Pair) -> Markup:
    x, y = _place(rank)
    here, there = pair.figures
    doubt = "" if here.sure and there.sure else words("à vérifier", x + 208, y + 17, "ink2 doubt", "end")
    return key(
        pair.key, f"{pair.title} : {here.shown} contre {there.shown}",
        el("rect", x=x, y=y, width=216, height=104, rx=4, class_="face card"),
        words(pair.title, x + 8, y + 17, "t s16"), doubt,
        _bar(x + 8, y + 24, here, "here", 0.3 + rank * 0.5), _bar(x + 8, y + 47, there, "there", 0.5 + rank * 0.5),
        *(words(line, x + 8, y + 82 + 15.5 * i, "ink2") for i, line in enumerate(pair.under)),
    )  # fmt: skip


def _free(free: Free) -> Markup:
    x, y = _place(3)
    slots = "".join(
        el("rect", x=x + 8, y=y + 24 + 24 * i, width=200, height=_THICK, rx=1.5, class_="slot")
        + words(label, x + 15, y + 38 + 24 * i, "ink2")
        + words("%", x + 200, y + 38 + 24 * i, "ink2", "end")
        for i, label in enumerate(free.bars)
    )
    return key(
        free.key, f"{free.title} : paire à remplir",
        el("rect", x=x, y=y, width=216, height=104, rx=4, class_="face card"),
        words(free.title, x + 8, y + 17, "t s16 pin"), slots,
        *(words(line, x + 8, y + 82 + 15.5 * i, "ink2") for i, line in enumerate(free.under)),
    )  # fmt: skip


def _legend() -> Markup:
    return (
        el("rect", x=8, y=219, width=22, height=13, rx=1.5, class_="here")
        + words("quartiers prioritaires (QPV)", 37, 231)
        + el("rect", x=232, y=219, width=22, height=13, rx=1.5, class_="there")
        + words("le point de comparaison", 261, 231)
    )


def draw(title: str, alt: str) -> Markup:
    """Draw the four pairs to one scale."""
    hatch = el("path", d="M0 6L6 0M-1 1L1 -1M5 7L7 5", class_="weave")
    pattern = el("pattern", hatch, id="R2-hatch", width=6, height=6, **{"patternUnits": "userSpaceOnUse"})
    pairs = (_pair(rank, pair) for rank, pair in enumerate(bars().pairs))
    return frame("R2", "twin-bars", "pick", title, alt, el("defs", pattern), *pairs, _free(bars().free), _legend())


def table() -> Table:
    """Say the same in a table."""
    rows = [
        (pair.title, figure.shown, figure.scope, figure.year, figure.source)
        for pair in bars().pairs
        for figure in pair.figures
    ]
    free = bars().free
    rows += [(free.title, "à remplir", bar, "à remplir", "à remplir") for bar in free.bars]
    return Table(
        caption="Trois écarts, et un quatrième à mesurer chez nous",
        head=("Indicateur", "Valeur", "Périmètre", "Année", "Source"), rows=tuple(rows),
    )  # fmt: skip


def keys() -> tuple[str, ...]:
    """The pairs one may touch."""
    return (*(pair.key for pair in bars().pairs), bars().free.key)


def details() -> dict[str, Markup]:
    """What each pair says when touched: compared with what, when, and who measured."""
    said = {
        pair.key: detail(pair.title, f"{{{pair.here}}} contre {{{pair.there}}}. {pair.says}") for pair in bars().pairs
    }
    return said | {bars().free.key: detail(bars().free.title, bars().free.says)}
