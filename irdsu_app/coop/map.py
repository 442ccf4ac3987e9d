"""The map of a territory, drawn from its places: railway on the west, ring road on the east, wood on the south. Pure.

`drawing` is the part that never moves; states, marks and the place of the round are laid over it by `board.py`.
"""

from collections.abc import Iterable, Sequence
from math import hypot

from irdsu_app.coop import sights
from irdsu_app.coop.deck import Deck
from irdsu_app.coop.ground import HIGH, LINE, WIDE, Spot, spots
from irdsu_app.coop.pen import Markup, group, number, path, tree, words


def placed(deck: Deck) -> tuple[Spot, ...]:
    """Where each place of a deck is drawn."""
    return spots(deck.places)


def drawing(deck: Deck) -> Markup:
    """The whole map as one `<svg>`, hidden from assistive technologies: the list of places tells the same."""
    here = placed(deck)
    return (
        f'<svg class="map-drawing" viewBox="0 0 {WIDE} {HIGH}" aria-hidden="true" focusable="false">'
        + _ground()
        + _paths(here)
        + _railway(here)
        + _wood(here)
        + "".join(_place(spot) for spot in here)
        + "</svg>"
    )


def _ground() -> Markup:
    ring = f"M1178 -10C1120 180 1216 330 1168 520S1150 700 1190 {HIGH + 10}"
    lawns = (
        "M380 360q60 -70 170 -40t150 70t-30 120t-190 50t-110 -110z",
        "M800 130q90 -60 210 -10t110 150t-120 90t-190 -50t-10 -180z",
        "M150 150q70 -70 170 -30t60 130t-130 70t-110 -80z",
        "M520 560q120 -40 250 10t60 160t-260 30t-50 -200z",
    )
    return "".join(path(d, "m-lawn") for d in lawns) + path(ring, "m-road wide-road") + path(ring, "m-dash")


def _paths(here: Sequence[Spot]) -> Markup:
    """Ways from each place to its two nearest neighbours, once each."""
    ways: set[tuple[str, str]] = set()
    by_id = {spot.id: spot for spot in here}
    for spot in here:
        near = sorted((s for s in here if s.id != spot.id), key=lambda s: hypot(s.x - spot.x, s.floor - spot.floor))
        ways |= {(min(spot.id, s.id), max(spot.id, s.id)) for s in near[:2]}
    return "".join(_way(by_id[a], by_id[b]) for a, b in sorted(ways))


def _way(a: Spot, b: Spot) -> Markup:
    bend = (b.x - a.x) * 0.12, (b.floor - a.floor) * 0.12
    x, y = (a.x + b.x) / 2 - bend[1], (a.floor + b.floor) / 2 + bend[0]
    d = f"M{number(a.x)} {number(a.floor)}Q{number(x)} {number(y)} {number(b.x)} {number(b.floor)}"
    return path(d, "m-way")


def _railway(here: Sequence[Spot]) -> Markup:
    """The line comes down the west and, where the deck has its bank, runs on it."""
    bank = next((spot for spot in here if spot.id == "L3"), None)
    if bank:
        x, y = bank.x, bank.floor
        track = f"M92 -10C36 180 {number(x - 150)} {number(y - 240)} {number(x - 43)} {number(y - 101)}"
        track += f"M{number(x + 33)} {number(y + 3)}Q{number(x + 118)} {number(y + 52)} {number(x + 150)} {HIGH + 10}"
    else:
        track = f"M92 -10C36 180 30 560 60 {HIGH + 10}"
    return path(track, "m-ties") + path(track, "m-rails") + path(track, "m-between")


def _wood(here: Sequence[Spot]) -> Markup:
    """Trees along the south and in the corners, never over a place or its name."""
    rows = ((24, 49, 26, 18), (4, 55, 52, 16), (30, 63, 86, 14), (8, 97, 124, 12))
    spread = [
        (start + i * step + (i * 37) % 19, HIGH - up - (i * 53) % 17, size + (i * 7) % 6)
        for start, step, up, size in rows
        for i in range((WIDE - 80) // step + 1)
    ]
    some = [(128, 62, 15), (164, 92, 12), (520, 60, 13), (552, 92, 11), (930, 56, 14), (1108, 92, 13), (560, 190, 10)]
    trees = sorted((t for t in (*some, *spread) if _free(here, t)), key=lambda t: t[1])
    return group(*(tree(x, y, r, "m-leaf" if i % 3 else "m-leaf deep") for i, (x, y, r) in enumerate(trees)))


def _free(here: Iterable[Spot], at: tuple[float, float, float]) -> bool:
    x, y, r = at
    return all(abs(x - s.x) > s.wide / 2 + r or not (s.top - 4 < y and y - 2.2 * r < s.top + s.high) for s in here)


def _place(spot: Spot) -> Markup:
    name = "".join(words(line, 0, 35 + i * LINE, "map-name") for i, line in enumerate(spot.lines))
    return group(sights.sight(spot.id), name, x=spot.x, y=spot.floor, kind="map-place")
