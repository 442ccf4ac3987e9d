"""The six diagrams of the recto: well drawn, faithful to the brief, readable, large enough for a finger."""

import re
from itertools import chain, combinations
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest

from irdsu_app.brief.diagrams import path, reading_plan, rings, round_table, timeline, twin_bars
from irdsu_app.brief.diagrams.frame import said
from irdsu_app.brief.facts import facts
from irdsu_app.brief.panels import brief
from irdsu_app.design.typography import NARROW

MODULES = {"R1": reading_plan, "R2": twin_bars, "R3": timeline, "R4": rings, "R5": round_table, "R6": path}
CSS = Path("assets/diagrams.css").read_text("utf-8") + Path("assets/diagrams-recto.css").read_text("utf-8")
SVG = "{http://www.w3.org/2000/svg}"
every_panel = pytest.mark.parametrize("panel", MODULES)
to_touch = pytest.mark.parametrize("panel", [panel for panel in MODULES if panel != "R1"])


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    words: str = ""

    def meets(self, other: "Box", by: float = 0.5) -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > by and down > by


def drawn(panel: str) -> ET.Element:
    diagram = next(p.diagram for p in brief().panels if p.id == panel)
    source = MODULES[panel].draw(diagram.title, diagram.alt)
    return ET.fromstring(source.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def size_of(node: ET.Element) -> float:
    return next((float(name[1:]) for name in node.get("class", "").split() if re.fullmatch(r"s\d+", name)), 14.0)


def texts(root: ET.Element) -> list[Box]:
    found: list[Box] = []
    for node in root.iter(f"{SVG}text"):
        words, size = node.text or "", size_of(node)
        width = size * sum(0.2 if letter == NARROW else 0.52 for letter in words)
        x, y = float(node.get("x", 0)), float(node.get("y", 0))
        left = x - {"start": 0, "middle": width / 2, "end": width}[node.get("text-anchor", "start")]
        found.append(Box(left, y - 0.72 * size, left + width, y + 0.2 * size, words))
    return found


def rects(root: ET.Element, class_: str) -> list[Box]:
    found: list[Box] = []
    for node in root.iter(f"{SVG}rect"):
        if class_ in node.get("class", "").split():
            x, y, wide, high = (float(node.get(name, 0)) for name in ("x", "y", "width", "height"))
            found.append(Box(x, y, x + wide, y + high))
    return found


@every_panel
def test_the_frame_names_the_drawing(panel: str) -> None:
    root, diagram = drawn(panel), next(p.diagram for p in brief().panels if p.id == panel)
    assert root.get("viewBox") == "0 0 440 236"
    assert (root.get("role"), root.get("data-kind")) == (("img", None) if panel == "R1" else ("group", "pick"))
    assert root.get("aria-labelledby") == f"{panel}-t {panel}-d"
    assert [root[0].get("id"), root[1].get("id")] == [f"{panel}-t", f"{panel}-d"]
    assert diagram.title.split()[0] in (root[0].text or "")
    identifiers = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(identifiers) == len(set(identifiers))


@every_panel
def test_every_key_is_a_named_button_that_has_something_to_say(panel: str) -> None:
    module, touched = MODULES[panel], [node for node in drawn(panel).iter() if node.get("data-key")]
    assert tuple(node.get("data-key") for node in touched) == module.keys() == tuple(module.details())
    assert len(set(module.keys())) == len(module.keys())
    for node in touched:
        assert (node.get("role"), node.get("tabindex"), node.get("aria-pressed")) == ("button", "0", "false")
        assert node.get("aria-label")
    for slip in module.details().values():
        assert ET.fromstring(f"<div>{slip}</div>")[0].tag == "strong"


@every_panel
def test_no_text_is_small_cut_or_over_another(panel: str) -> None:
    root = drawn(panel)
    assert min(size_of(node) for node in root.iter(f"{SVG}text")) >= 14
    found = texts(root)
    for box in found:
        assert box.left >= -0.5, box
        assert box.right <= 440.5, box
        assert box.top >= 0, box
        assert box.bottom <= 236, box
    for one, other in combinations(found, 2):
        assert not one.meets(other), (one, other)


@pytest.mark.parametrize(("panel", "class_"), [("R2", "card"), ("R3", "plate"), ("R6", "hit")])
def test_what_is_touched_is_large_enough_on_a_phone_and_apart(panel: str, class_: str) -> None:
    found = rects(drawn(panel), class_)
    assert len(found) == len(MODULES[panel].keys())
    for box in found:
        assert min(box.right - box.left, box.bottom - box.top) >= 31
    for one, other in combinations(found, 2):
        assert not one.meets(other), (one, other)


def test_seats_are_large_enough_apart_and_within_the_sheet() -> None:
    plates = [
        Box(seat.at[0] - seat.wide / 2, seat.at[1] - 16, seat.at[0] + seat.wide / 2, seat.at[1] + 16, seat.key)
        for seat in round_table.round_table().seats
    ]
    for plate in plates:
        assert plate.right - plate.left >= 31
        assert plate.left >= 0, plate
        assert plate.right <= 440, plate
        assert plate.top >= 0, plate
        assert plate.bottom <= 236, plate
    for one, other in combinations(plates, 2):
        assert not one.meets(other, by=0), (one, other)


def test_the_plan_tells_three_words_and_four_gestures() -> None:
    assert reading_plan.plan().words == ("Cadre", "Enjeux", "Contours")
    assert [gesture.name for gesture in reading_plan.plan().gestures] == [
        "Ouvrir", "Déplier", "Rabattre", "Replier et retourner",
    ]  # fmt: skip


def test_three_pairs_are_drawn_to_one_scale_and_a_fourth_is_empty() -> None:
    shown = [[figure.number or 0 for figure in pair.figures] for pair in twin_bars.bars().pairs]
    assert shown == [[43.2, 14.6], [18.3, 7.5], [39, 30]]
    bars = [node for node in drawn("R2").iter() if "grow" in node.get("class", "").split()]
    scales = {
        round(float(node.get("width", 0)) / number, 1)
        for node, number in zip(bars, chain.from_iterable(shown), strict=True)
    }
    assert len(scales) == 1
    assert len(rects(drawn("R2"), "slot")) == 2


def test_every_pair_says_its_year_and_what_it_is_compared_with() -> None:
    under = [" ".join(map(said, pair.under)) for pair in twin_bars.bars().pairs]
    for words, scope, year in zip(
        under,
        ("ensemble de la France", "autres quartiers", "reste des unités urbaines (Hexagone"),
        ("2018", "2022", "2020"),
        strict=True,
    ):
        assert scope in words
        assert year in words


def test_a_figure_that_is_not_sure_says_so_in_the_drawing_and_in_the_table() -> None:
    unsure = [pair for pair in twin_bars.bars().pairs if not all(figure.sure for figure in pair.figures)]
    assert [box.words for box in texts(drawn("R2"))].count("à vérifier") == len(unsure) >= 1
    rows = {row[1] for row in twin_bars.table().rows}
    assert all(figure.shown in rows for pair in unsure for figure in pair.figures)


def test_twelve_dates_run_on_three_threads() -> None:
    dates = timeline.timeline().dates
    assert [d.year for d in dates] == [1977, 1981, 1983, 1988, 1991, 1994, 1996, 2000, 2003, 2007, 2014, 2024]
    assert [d.year for d in dates if d.thread == "bâti"] == [1977, 1991, 2000, 2003]
    assert [d.year for d in dates if d.thread == "social"] == [1981, 1996]


def test_each_ring_decides_leaves_and_lasts() -> None:
    assert [ring.label for ring in rings.chain().rings] == ["LOI", "CARTE", "CONTRAT"]
    for name in ("urban_unit_minimum", "district_minimum", "qpv_hexagone", "contracts_hexagone", "contracts_overseas"):
        figure = facts()[name]
        assert any(figure.shown in row[1] and figure.said_with in row[-1] for row in rings.table().rows), name


def test_the_table_seats_everyone_and_leaves_three_standing() -> None:
    data = round_table.round_table()
    count = {circle: sum(seat.circle == circle for seat in data.seats) for circle in ("centre", "pilotent", "signent")}
    assert count == {"centre": 1, "pilotent": 3, "signent": 9}
    assert len(data.seats) == 20
    assert [above.name for above in data.above] == ["Ministère de la Ville", "ANCT", "Anru"]
    assert all("Apporte" in slip and "Attend" in slip for slip in round_table.details().values())


def test_six_steps_then_three_lines() -> None:
    assert len(path.path().steps) == 6
    assert [line.label for line in path.path().lines] == [
        "Ce que je veux changer", "Avec qui", "Ce que je ne promets pas",
    ]  # fmt: skip


@every_panel
def test_the_table_is_whole(panel: str) -> None:
    table = MODULES[panel].table()
    assert table.caption
    assert {len(row) for row in table.rows} == {len(table.head)}
    assert all(row[0] for row in table.rows)


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("paper", "paper-pin"), ("paper", "paper-brick"), ("paper-ink", "paper-pin-soft"),
        ("paper-ink", "paper-ochre-soft"), ("paper-ink2", "paper-pin-soft"), ("paper-ink2", "paper-ochre-soft"),
        ("paper-ink2", "paper-brick-soft"), ("paper-ink", "paper-ochre"), ("paper-pin", "paper"),
    ],
)  # fmt: skip
def test_every_ink_reads_on_its_ground(ink: str, ground: str) -> None:
    colour = dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6});", CSS))
    assert contrast(colour[ink], colour[ground]) >= 4.5


@to_touch
def test_no_drawing_reaches_outside_its_own_name(panel: str) -> None:
    scope = next(name for name in drawn(panel).get("class", "").split() if name.startswith("d-"))
    assert f".{scope} " in CSS
