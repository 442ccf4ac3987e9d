"""The map of the departments, drawn by us: each a tile near its place, the ones overseas in two columns. Pure.

Tiles rather than outlines: a small department is as easy to see and to touch as a large one.
"""

from collections.abc import Iterator, Mapping

from irdsu_app.design.markup import Markup, el, text
from irdsu_app.design.typography import fr
from irdsu_app.jobs.places import DEPARTMENT_NAMES
from irdsu_app.jobs.query import Query

_DRAWN = """\
. . . . . . 62 59 . . . .
. . . . . 76 80 02 . . . .
. . . 14 27 95 60 93 08 . 57 .
. 22 50 61 78 92 75 77 51 55 54 67
29 56 35 53 72 28 91 94 10 52 88 68
. . 44 49 37 41 45 89 21 70 25 90
. . 85 79 86 36 18 58 71 39 . .
. . . 17 16 87 23 03 69 01 74 .
971 972 . 33 24 19 15 63 42 38 73 .
973 974 . 40 47 46 12 43 07 26 05 .
976 975 . 64 32 82 81 48 30 84 04 06
977 978 . . 65 31 11 34 . 13 83 2B
986 987 . . . 09 66 . . . . 2A
988 . . . . . . . . . . ."""
_ROWS = tuple(line.split() for line in _DRAWN.splitlines())
TILES = {number: (x, y) for y, row in enumerate(_ROWS) for x, number in enumerate(row) if number in DEPARTMENT_NAMES}
"""Column and row of each department."""
SIDE = 44
"""Units between two tiles; as many pixels, so that a finger finds them."""
_STEPS = (1, 2, 5, 10)


def drawn(query: Query, counts: Mapping[str, int]) -> Markup:
    """The map of what is found, each department that has offers leading to them; the chosen ones lead back."""
    width, height = 12 * SIDE, len(_ROWS) * SIDE
    tiles = list(_tiles(query, counts))
    return el(
        "svg",
        *tiles,
        viewbox=f"0 0 {width} {height}",
        width=width,
        height=height,
        class_="job-map",
        role="group",
        aria_label="Carte des départements",
    )


def _tiles(query: Query, counts: Mapping[str, int]) -> Iterator[Markup]:
    most = max(counts.values(), default=0)
    for number, (x, y) in TILES.items():
        count, chosen = counts.get(number, 0), number in query.department
        shape = el("rect", x=x * SIDE + 1, y=y * SIDE + 1, width=SIDE - 2, height=SIDE - 2, rx=5)
        middle = x * SIDE + SIDE // 2
        name = el("text", number, x=middle, y=y * SIDE + (19 if count else 27), class_="number")
        if not count and not chosen:
            yield el("g", shape, name, class_="tile job-none", aria_hidden="true")
            continue
        amount = el("text", str(count), x=middle, y=y * SIDE + 36, class_="job-count")
        said = f"{DEPARTMENT_NAMES[number]} ({number}) : {count} {'offre' if count < 2 else 'offres'}"
        said += ", choisi" if chosen else ""
        title = el("title", text(said))
        yield el(
            "a",
            title,
            shape,
            name,
            amount,
            href=query.with_(department=_toggled(query.department, number)).address(),
            class_=f"tile {'chosen' if chosen else _shade(count, most)}",
            aria_label=fr(said),
            id=f"tuile-{number}",
        )


def _toggled(chosen: tuple[str, ...], number: str) -> tuple[str, ...]:
    return tuple(each for each in chosen if each != number) if number in chosen else (*chosen, number)


def _shade(count: int, most: int) -> str:
    """One of four shades: few offers have their own steps, many are shared out."""
    steps = _STEPS if most <= 20 else (1, most // 8, most // 4, most // 2)
    return f"job-shade-{sum(count >= step for step in steps)}"
