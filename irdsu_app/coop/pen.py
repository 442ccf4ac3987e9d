"""A pen for the map: buildings seen from above and a little aside, in lines, as SVG text. Pure.

The origin of a drawing is the middle of its floor; x goes right, y goes down, so walls rise with negative y.
Classes are told in assets/coop.css: `m-wall`, `m-side`, `m-roof`, `m-thin`, and four tones.
"""

from collections.abc import Iterable
from html import escape

Markup = str
Point = tuple[float, float]
ASIDE, UP = 0.42, 0.62
"""How far a depth of 1 goes to the right and up: the tilt of the view."""


def number(value: float) -> str:
    """Write a coordinate, one decimal at most."""
    return f"{round(value, 1) + 0.0:g}"


def path(d: str, kind: str = "m-thin") -> Markup:
    """A path of a kind."""
    return f'<path class="{kind}" d="{d}"/>'


def shape(points: Iterable[Point], kind: str) -> Markup:
    """A closed shape through these points."""
    return path("M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + "Z", kind)


def line(*points: Point, kind: str = "m-thin") -> Markup:
    """An open line through these points."""
    return path("M" + "L".join(f"{number(x)} {number(y)}" for x, y in points), kind)


def dot(x: float, y: float, radius: float, kind: str = "m-wall") -> Markup:
    """A disc."""
    return f'<circle class="{kind}" cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"/>'


def rect(x: float, y: float, wide: float, high: float, kind: str = "m-wall") -> Markup:
    """A rectangle, from its upper left corner."""
    return path(f"M{number(x)} {number(y)}h{number(wide)}v{number(high)}h{number(-wide)}z", kind)


def group(*parts: Markup, x: float = 0, y: float = 0, kind: str = "") -> Markup:
    """Parts drawn together, moved."""
    named = f' class="{kind}"' if kind else ""
    moved = f' transform="translate({number(x)} {number(y)})"' if x or y else ""
    return f"<g{named}{moved}>{''.join(parts)}</g>"


def words(said: str, x: float, y: float, kind: str, anchor: str = "middle") -> Markup:
    """Words on the drawing."""
    at = f'x="{number(x)}" y="{number(y)}" text-anchor="{anchor}"'
    return f'<text class="{kind}" {at}>{escape(said, quote=False)}</text>'


def block(x: float, y: float, wide: float, high: float, deep: float, roof: str = "m-roof") -> Markup:
    """A building: front wall on (x, y), its side on the right, its roof above."""
    s, t = deep * ASIDE, deep * UP
    front, top = y - high, y - high - t
    return (
        shape(((x + wide, y), (x + wide + s, y - t), (x + wide + s, top), (x + wide, front)), "m-side")
        + shape(((x, front), (x + s, top), (x + wide + s, top), (x + wide, front)), roof)
        + rect(x, front, wide, high)
    )


def windows(x: float, y: float, columns: int, rows: int, *, step: Point, size: Point, kind: str = "m-pane") -> Markup:
    """Panes in rows, one path, from the upper left one."""
    w, h = size
    d = "".join(
        f"M{number(x + c * step[0])} {number(y + r * step[1])}h{number(w)}v{number(h)}h{number(-w)}z"
        for r in range(rows)
        for c in range(columns)
    )
    return path(d, kind)


def person(x: float, y: float, kind: str = "") -> Markup:
    """A very small silhouette, feet on (x, y)."""
    body = path(f"M{number(x - 2.4)} {number(y)}v-5q0 -3 2.4 -3t2.4 3v5z", f"m-person {kind}")
    return body + dot(x, y - 10.4, 2.3, f"m-person {kind}")


def people(*feet: Point) -> Markup:
    """A few silhouettes, in several tones."""
    tones = ("pin", "brick", "slate", "ochre")
    return "".join(person(x, y, tones[i % 4]) for i, (x, y) in enumerate(feet))


CROWN = ((0.62, 0.7, -0.8), (0.6, 0.95, 0.1), (0.58, 0.2, 1.0), (0.6, -0.85, 0.35), (0.58, -1.0, -0.65))
"""The five curls of a crown: their radius, then where each leads."""


def tree(x: float, y: float, size: float = 10, kind: str = "m-leaf") -> Markup:
    """A tree seen from above, a little aside; its crown is about twice its size across."""
    curls = "".join(
        f"a{number(r * size)} {number(r * size)} 0 0 1 {number(across * size)} {number(down * size)}"
        for r, across, down in CROWN
    )
    trunk = line((x, y), (x, y - size * 0.7))
    return trunk + path(f"M{number(x - size)} {number(y - size)}{curls}z", kind)
