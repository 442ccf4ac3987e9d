"""The six diagrams of the large side: well drawn, faithful to the facts, readable."""

import re
from itertools import combinations
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest

from irdsu_app.brief.diagrams import drawers, iceberg, loop, stairs, wheel, windows
from irdsu_app.brief.facts import facts
from irdsu_app.brief.panels import brief
from irdsu_app.design.typography import NARROW

MODULES = {"V1": windows, "V2": wheel, "V3": iceberg, "V4": drawers, "V5": stairs, "V6": loop}
KINDS = {"V1": "pick", "V2": "link", "V3": "cycle", "V4": "open", "V5": "token", "V6": "pick"}
CSS = Path("assets/diagrams.css").read_text("utf-8")
SVG = "{http://www.w3.org/2000/svg}"
every_panel = pytest.mark.parametrize("panel", MODULES)


def drawn(panel: str) -> ET.Element:
    diagram = next(p.diagram for p in brief().panels if p.id == panel)
    source = MODULES[panel].draw(diagram.title, diagram.alt)
    return ET.fromstring(source.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def touchable(root: ET.Element) -> list[ET.Element]:
    return [node for node in root.iter() if node.get("data-key")]


class Box(NamedTuple):
    words: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    layers: frozenset[str]

    def meets(self, other: "Box") -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 0.5 and down > 0.5


LAYERS = ("on-parcours", "on-age", "on-menages", "services", "volume")
NEVER_TOGETHER = [
    {"on-parcours", "on-age"},
    {"on-parcours", "on-menages"},
    {"on-age", "on-menages"},
    {"services", "volume"},
]


def boxes(node: ET.Element, dx: float = 0, dy: float = 0, layers: frozenset[str] = frozenset()) -> list[Box]:
    moved = re.search(r"translate\(([-\d.]+) ([-\d.]+)\)", node.get("transform", ""))
    if moved:
        dx, dy = dx + float(moved[1]), dy + float(moved[2])
    classes = node.get("class", "").split()
    layers = layers | {name for name in classes if name in LAYERS}
    found = [box for child in node for box in boxes(child, dx, dy, layers)]
    if node.tag == f"{SVG}text":
        words = node.text or ""
        size = next((float(name[1:]) for name in classes if re.fullmatch(r"s\d+", name)), 14.0)
        width = size * sum(0.2 if letter == NARROW else 0.52 for letter in words)
        x, y = float(node.get("x", 0)) + dx, float(node.get("y", 0)) + dy
        left = x - {"start": 0, "middle": width / 2, "end": width}[node.get("text-anchor", "start")]
        found.append(Box(words, left, y - 0.72 * size, left + width, y + 0.2 * size, size, layers))
    return found


@every_panel
def test_the_frame_names_the_drawing_and_says_how_it_is_touched(panel: str) -> None:
    root, diagram = drawn(panel), next(p.diagram for p in brief().panels if p.id == panel)
    assert root.get("viewBox") == "0 0 440 236"
    assert root.get("data-kind") == KINDS[panel]
    assert root.get("aria-labelledby") == f"{panel}-t {panel}-d"
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert (title.get("id"), desc.get("id")) == (f"{panel}-t", f"{panel}-d")
    assert diagram.title.split()[0] in (title.text or "")
    identifiers = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(identifiers) == len(set(identifiers))


@every_panel
def test_every_key_is_a_named_button_that_has_something_to_say(panel: str) -> None:
    module, touched = MODULES[panel], touchable(drawn(panel))
    tokens = module.keys()
    names = [node.get("data-key", "") for node in touched]
    assert len(names) == len(set(names))
    for node in touched:
        assert (node.get("role"), node.get("tabindex"), node.get("aria-pressed")) == ("button", "0", "false")
        assert node.get("aria-label")
    assert set(module.details()) <= set(names)
    assert {token.split(":")[0] for token in tokens if "+" not in token} == set(names)
    if panel != "V3":
        assert set(module.details()) == set(names)


@every_panel
def test_no_text_is_small_cut_or_over_another(panel: str) -> None:
    found = boxes(drawn(panel))
    assert min(box.size for box in found) >= 14
    for box in found:
        assert box.left >= -0.5, box
        assert box.right <= 440.5, box
        assert box.top >= 0, box
        assert box.bottom <= 236, box
    for one, other in combinations(found, 2):
        if not any(pair <= one.layers | other.layers for pair in NEVER_TOGETHER):
            assert not one.meets(other), (one, other)


def test_ten_windows_are_lit_four_one_three_one_one() -> None:
    assert [group.count for group in windows.facade().groups] == [4, 1, 3, 1, 1]
    lit = [node for node in drawn("V1").iter() if node.get("class", "").startswith("window")]
    assert len(lit) == len(windows.facade().windows) == 10
    assert windows.keys() == ("parcours", "age", "menages")


def test_eleven_sectors_can_be_tied_two_by_two() -> None:
    tokens = wheel.keys()
    assert len(wheel.wheel().sectors) == 11
    assert len(tokens) == 11 + 55
    assert "ecole+emploi" in tokens
    assert "emploi+ecole" not in tokens
    assert all(node.get("data-x") and node.get("data-y") for node in touchable(drawn("V2")))


def test_twelve_services_have_three_lights_and_the_scale_is_owned_to_be_wrong() -> None:
    root = drawn("V3")
    assert len(iceberg.iceberg().services) == 12
    assert len(iceberg.keys()) == 2 + 12 * 3
    assert root.get("data-states") == "present,insufficient,absent"
    assert root.get("data-words") == "présent,insuffisant,absent"
    assert "proportions non exactes, périmètres différents" in [node.text for node in root.iter()]


def test_six_drawers_tell_who_holds_the_key_and_five_stairs_what_is_owed() -> None:
    assert drawers.keys() == ("projets", "personnes", "communes", "bailleurs", "murs", "activite")
    assert all("La clé" in slip for slip in drawers.details().values())
    assert [step.label for step in stairs.stairs().steps] == [
        "Informer", "Consulter", "Associer", "Construire", "Décider ensemble",
    ]  # fmt: skip
    assert all("À rendre" in slip for slip in stairs.details().values())


def test_the_loop_turns_in_four_times_around_the_mid_term() -> None:
    assert [stage.label for stage in loop.loop().stages] == ["Observer", "Questionner", "Décider", "Ajuster"]
    assert [date.year for date in loop.loop().dates] == [2024, 2027, 2030]


FIGURES = {
    "V1": ("window_never_moved", "age_qpv", "age_neighbours", "single_parents_qpv", "population_share"),
    "V2": ("poverty_qpv", "unemployment_qpv", "health_qpv", "pleasant_qpv", "unsafe_qpv", "low_energy_renovations"),
    "V3": ("p147_2025", "p147_2026", "state_effort"),
    "V4": ("contract_credits", "adultes_relais", "dsu", "dpv", "tfpb_abatement", "npnru_grant", "qpv_tax_regime"),
    "V5": ("citizen_councils", "citizen_council_members"),
    "V6": ("no_evaluation_framework", "resource_centres", "irdsu_professionals", "mid_term", "contract_end"),
}  # fmt: skip


@every_panel
def test_the_table_carries_each_figure_with_its_reservation_scope_year_and_source(panel: str) -> None:
    table = MODULES[panel].table()
    assert table.caption
    assert {len(row) for row in table.rows} == {len(table.head)}
    for name in FIGURES[panel]:
        figure = facts()[name]
        rows = [row for row in table.rows if any(figure.shown in cell for cell in row[:-1])]
        assert any(figure.source in row[-1] and figure.said_with in row[-1] for row in rows), name


@every_panel
def test_a_figure_that_is_not_sure_is_never_drawn_without_saying_so(panel: str) -> None:
    unsure = [fact for fact in facts().facts.values() if not fact.sure and re.search(r"\d", fact.value)]
    found = boxes(drawn(panel))
    for layer in LAYERS:
        seen = " ".join(box.words for box in found if layer in box.layers or not box.layers)
        if any(fact.shown.removesuffix(" (à vérifier)") in seen for fact in unsure if fact.value[-1] != "%"):
            assert "à vérifier" in seen


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


SHEETS = ("#FBF8F0", "#F1E9D6", "#FBEFD3", "#E9ECF6", "#F9E7E0")
"""The papers of the faces a drawing may lie on."""


def test_every_ink_reads_on_every_paper_it_is_put_on() -> None:
    colour = dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6});", CSS))
    soft = [colour[f"paper-{name}-soft"] for name in ("pin", "brick", "ochre", "slate")]
    paper = [*SHEETS, *soft, colour["paper"], colour["paper-sand"]]
    for ink in ("ink", "ink2", "pin", "brick", "ochre-text", "slate"):
        for ground in paper:
            assert contrast(colour[f"paper-{ink}"], ground) >= 4.5, (ink, ground)
    for ground in (*(colour[f"tread-{i}"] for i in range(1, 6)), colour["paper-ochre"], colour["wood-wood"]):
        assert contrast(colour["paper-ink"], ground) >= 4.5, ground
    for ground in ("pin", "brick", "slate"):
        assert contrast(colour["paper"], colour[f"paper-{ground}"]) >= 4.5, ground


def test_the_smallest_letters_of_the_sheet_are_fourteen_units() -> None:
    assert min(float(size) for size in re.findall(r"\.diagram [^{]*\{ font-size: (\d+)px", CSS)) >= 14
