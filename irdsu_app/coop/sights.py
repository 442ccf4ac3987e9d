"""The little drawings of the places of Les Lisières, each on its own floor; any other place has a plain one. Pure.

A drawing holds in 150 × 108 units, origin in the middle of its floor. Their names are the codes of the deck's places.
"""

from collections.abc import Callable

from irdsu_app.coop import pen
from irdsu_app.coop.pen import Markup, block, dot, line, path, people, rect, shape, tree, windows


def gallery() -> Markup:
    """The small shopping centre: six shutters down, two shops still open under their awnings."""
    shutters = "".join(
        rect(-72 + i * 17, -30, 14, 24, "m-shut") + path(f"M{-72 + i * 17} -25h14m-14 5h14m-14 5h14m-14 5h14")
        for i in range(6)
    )
    shops = "".join(
        rect(x, -30, 14, 24, "m-glow") + path(f"M{x - 2} -30l2 -6h14l2 6q-2.2 4 -4.5 0t-4.5 0t-4.5 0t-4.5 0z", tone)
        for x, tone in ((30, "m-fill brick"), (47, "m-fill ochre"))
    )
    sign = rect(-62, -46, 34, 9, "m-sign") + path("M-57 -41.5h24")
    return block(-76, -2, 142, 38, 62) + shutters + shops + sign + skylights() + people((34, 8), (42, 7), (60, 10))


def skylights() -> Markup:
    """Panes on the long roof of the gallery."""
    return "".join(shape(((x, -50), (x + 8, -62), (x + 26, -62), (x + 18, -50)), "m-pane") for x in (-44, -12, 20))


def slab() -> Markup:
    """The mineral square: paving under the sun, crossed by everyone."""
    far, near, left, right = -78, -4, -74, 34
    ground = shape(((left, near), (left + 36, far), (right + 36, far), (right, near)), "m-stone")
    joints = "".join(
        line((left + 36 * k, near - 74 * k), (right + 36 * k, near - 74 * k)) for k in (0.2, 0.4, 0.6, 0.8)
    ) + "".join(line((left + d, near), (left + 36 + d, far)) for d in range(18, 108, 18))
    sun = dot(52, -92, 9, "m-fill ochre") + path(
        "M52 -106v-5M38 -92h-5M66 -92h5M42 -102l-4 -4M62 -102l4 -4M42 -82l-4 4M62 -82l4 4", "m-ray"
    )
    return ground + joints + sun + people((-34, -22), (2, -52), (22, -34), (40, -66))


def railway() -> Markup:
    """The old railway bank: rails, brambles and blackberries, a way through."""
    bank = path("M74 2q-30 -70 -78 -104l-66 4q36 40 52 100z", "m-grass")
    ties = "".join(line((46 - i * 11.5, -6 - i * 15), (22 - i * 11.5, -2 - i * 15), kind="m-tie") for i in range(7))
    rails = path("M42 2L-34 -102M24 4L-52 -100", "m-rail")
    brambles = "".join(
        path(f"M{x} {y}q4 -16 14 -12t10 -8q8 4 4 12t-8 12q-12 4 -20 -4z", "m-leaf")
        + dot(x + 7, y - 5, 2, "m-fill slate")
        + dot(x + 14, y - 11, 2, "m-fill brick")
        + dot(x + 17, y - 3, 2, "m-fill slate")
        for x, y in ((46, -14), (24, -46), (-8, -84), (-48, -30), (-30, -6))
    )
    return bank + ties + rails + brambles + people((-12, -40), (-3, -42))


def thread() -> Markup:
    """The social centre: gabled rooms, a kitchen that smokes, a queue, a thread of flags."""
    house = block(-62, -2, 88, 40, 44)
    gables = "".join(shape(((x, -42), (x + 14.5, -60), (x + 29, -42)), "m-wall") for x in (-62, -33, -4))
    doors = "".join(
        path(f"M{x} -4v-20a7 7 0 0 1 14 0v20z", tone)
        for x, tone in ((-55, "m-pane"), (-26, "m-fill pin"), (3, "m-pane"))
    )
    smoke = rect(34, -92, 7, 18, "m-wall") + path("M38 -96q-6 -5 0 -9t0 -8")
    flags = path("M-62 -44q60 26 112 -14l20 14", "m-thread") + "".join(
        path(f"M{x} {y}l3.5 8l3.5 -8z", f"m-fill {tone}")
        for x, y, tone in (
            (-34, -35, "ochre"),
            (-16, -33, "brick"),
            (4, -35, "slate"),
            (22, -41, "ochre"),
            (40, -50, "pin"),
        )
    )
    return house + gables + doors + smoke + flags + people((-14, 7), (-5, 8), (4, 8), (13, 8), (22, 7))


def college() -> Markup:
    """The secondary school: two wings round a yard, a clock, the fine room closed at half past five."""
    wing = block(16, -6, 44, 58, 40) + windows(22, -57, 3, 4, step=(12.5, 13), size=(8, 7))
    hall = block(-70, -2, 86, 44, 34) + windows(-64, -38, 6, 2, step=(13, 14), size=(8, 8))
    clock = dot(-27, -54, 9, "m-wall") + path("M-27 -60v6h4")
    door = rect(-34, -16, 14, 14, "m-fill slate") + path("M-27 -16v14")
    return wing + hall + clock + door + tree(66, 4, 12) + people((-52, 8), (-46, 9), (-6, 8))


def gymnasium() -> Markup:
    """The gymnasium: a barrel roof that leaks on one side, a court before it."""
    roof = path("M-66 -30a34 30 0 0 1 68 0l44 -26a34 30 0 0 0 -68 -28l-44 24z", "m-roof")
    side = shape(((2, -2), (46, -28), (46, -56), (2, -30)), "m-side")
    front = path("M-66 -2v-28a34 30 0 0 1 68 0v28z", "m-wall")
    ribs = path("M-52 -54l44 -25M-36 -60l46 -26M-16 -56l44 -26")
    door = rect(-42, -24, 20, 22, "m-fill brick") + path("M-32 -24v22")
    leak = path("M34 -36q-5 7 0 10q5 -3 0 -10z", "m-fill slate") + path("M26 -50l10 4l8 -6", "m-ray")
    court = path("M-70 10l16 -9h96l-16 9zM-14 10l16 -9") + dot(10, 2, 3.2, "m-fill ochre")
    return side + roof + front + ribs + door + leak + court + people((-54, 8), (30, 8))


def tower() -> Markup:
    """Tower 9: fourteen floors, one lift out of two, a common room whose key is sought."""
    body = block(-30, -2, 46, 90, 25)
    floors = windows(-25, -89, 4, 13, step=(10.4, 6), size=(6.2, 3.6))
    lit = "".join(rect(x, y, 6.2, 3.6, "m-glow") for x, y in ((-14.6, -77), (6.2, -59), (-25, -41), (-4.2, -29)))
    room = rect(-26, -12, 18, 10, "m-shut") + dot(-12, -7, 1.4, "m-fill ochre") + rect(0, -12, 10, 10, "m-fill slate")
    key = dot(-52, -12, 5, "m-key") + path("M-47 -12h11v4m-5 -4v3", "m-ray")
    return body + floors + lit + room + key + tree(44, 2, 13) + tree(58, -14, 9) + people((28, 6))


def annexe() -> Markup:
    """The town hall's annexe: a pediment, a flag, two doors and a half."""
    house = block(-54, -2, 84, 42, 40)
    front = shape(((-58, -44), (-12, -66), (34, -44)), "m-wall") + dot(-12, -52, 5, "m-pane")
    posts = "".join(rect(x, -40, 5, 38, "m-side") for x in (-50, -24, -5, 21))
    doors = rect(-42, -30, 12, 28, "m-fill slate") + rect(-16, -30, 8, 28, "m-pane") + rect(5, -30, 12, 28, "m-shut")
    flag = line((44, -66), (44, -106), kind="m-pole") + path(
        "M44 -106q9 -4 16 0t14 0v16q-8 4 -14 0t-16 0z", "m-fill brick"
    )
    return house + front + posts + doors + flag + people((-36, 8), (52, 4))


def surgery() -> Markup:
    """The health centre: two storeys, a cross, an empty room upstairs."""
    house = block(-52, -2, 82, 56, 42)
    panes = windows(-44, -50, 2, 1, step=(20, 0), size=(12, 13)) + windows(
        -44, -26, 2, 1, step=(20, 0), size=(12, 13), kind="m-glow"
    )
    empty = rect(6, -50, 16, 13, "m-shut")
    door = rect(4, -26, 16, 24, "m-fill pin") + path("M12 -26v24")
    cross = path("M48 -104h9v9h9v9h-9v9h-9v-9h-9v-9h9z", "m-fill pin") + line((52.5, -77), (52.5, -30), kind="m-pole")
    return house + panes + empty + door + cross + people((-18, 8), (-6, 9), (36, 4))


def terminus() -> Markup:
    """The end of the bus line: the loop, the shelter, the post of line 6, and the mark of a bench taken away."""
    loop = path("M-72 6h96a34 20 0 0 0 0 -42h-96", "m-road") + path("M-72 6h96a34 20 0 0 0 0 -42h-96", "m-dash")
    shelter = (
        rect(-42, -74, 62, 34, "m-glass")
        + shape(((-48, -74), (-34, -90), (36, -90), (26, -74)), "m-roof")
        + path("M-42 -40v-34M-11 -40v-34M20 -40v-34")
    )
    bench = path("M-34 -46h20m-17 0v6m14 -6v6", "m-ghost")
    post = (
        line((46, -40), (46, -90), kind="m-pole")
        + dot(46, -96, 10, "m-fill ochre")
        + pen.words("6", 46, -91, "m-figure")
    )
    return loop + shelter + bench + post + people((-4, -38), (4, -37), (11, -38))


def school() -> Markup:
    """The school, its gate, and the path under the acacias."""
    house = block(-70, -6, 84, 34, 40) + windows(-64, -32, 5, 1, step=(16, 0), size=(10, 12))
    bell = (
        rect(-34, -70, 14, 16, "m-wall")
        + shape(((-38, -70), (-27, -84), (-16, -70)), "m-roof")
        + dot(-27, -62, 3, "m-fill ochre")
    )
    gate = path("M-10 2v-14m5 14v-14m5 14v-14m5 14v-14m-15 4h15", "m-pole")
    way = path("M14 6q26 -8 30 -34t26 -44", "m-way")
    acacias = "".join(tree(x, y, r) for x, y, r in ((34, 4, 12), (66, -20, 13), (46, -52, 11), (76, -66, 10)))
    return house + bell + gate + way + acacias + people((20, 6), (26, 4), (-20, 8))


def project() -> Markup:
    """The house of the project: two modules, a model under glass, a fickle heater."""
    low = (
        block(-58, -2, 76, 32, 36)
        + windows(-52, -28, 2, 1, step=(22, 0), size=(16, 14))
        + rect(-6, -28, 14, 26, "m-fill ochre")
    )
    high = group_up()
    model = (
        rect(40, -14, 30, 3, "m-side")
        + path("M44 -11v11M66 -11v11")
        + path("M42 -14v-12a13 12 0 0 1 26 0v12z", "m-glass")
    )
    towns = rect(47, -21, 5, 7, "m-fill pin") + rect(55, -25, 5, 11, "m-fill brick")
    return low + high + model + towns + people((28, 6), (76, 4))


def group_up() -> Markup:
    """The upper module, set aside on the lower one."""
    return block(-34, -44, 62, 28, 30, "m-roof ochre-roof") + windows(-28, -66, 3, 1, step=(19, 0), size=(13, 12))


def plain() -> Markup:
    """Any other place: a house, a tree, someone."""
    house = block(-46, -2, 60, 34, 40) + windows(-40, -29, 3, 1, step=(18, 0), size=(11, 11))
    return house + rect(-8, -18, 12, 16, "m-fill pin") + tree(52, 2, 14) + people((26, 8))


SIGHTS: dict[str, Callable[[], Markup]] = {
    "L1": gallery, "L2": slab, "L3": railway, "L4": thread, "L5": college, "L6": gymnasium,
    "L7": tower, "L8": annexe, "L9": surgery, "L10": terminus, "L11": school, "L12": project,
}  # fmt: skip
"""The drawing of each place, by its code."""


def sight(place: str) -> Markup:
    """The drawing of a place; raises nothing: an unknown one is plain."""
    return SIGHTS.get(place, plain)()
