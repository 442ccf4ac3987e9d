"""A drawing for a printer: each element carries its own ink, without classes, variables or rules. Pure.

The drawings are styled by files of assets/, which browsers read and printers do not. The rules are read here once:
layers are opened, media are left out (paper neither moves nor is touched), variables are followed.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import cssselect2
import tinycss2
from tinycss2.color4 import parse_color

Markup = str
"""Text that is already SVG."""
ASSETS = Path(__file__).parents[2] / "assets"
WHITE = "#FFFFFF"
WHOLE = {"Bricolage": "Bricolage Grotesque", "Atkinson": "Atkinson Hyperlegible Next"}
"""The name, in a static font, of what the style sheets call shortly."""
KEPT = frozenset(
    [
        "fill",
        "fill-opacity",
        "stroke",
        "stroke-width",
        "stroke-opacity",
        "stroke-dasharray",
        "stroke-dashoffset",
        "stroke-linecap",
        "stroke-linejoin",
        "opacity",
        "visibility",
        "font-family",
        "font-size",
        "font-weight",
        "font-style",
        "letter-spacing",
        "transform",
        "paint-order",
    ]
)
"""What a printer needs; the rest is for hands and eyes on a screen."""
GEOMETRY = frozenset(
    [
        "x",
        "y",
        "width",
        "height",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "d",
        "points",
        "transform",
        "viewBox",
        "id",
        "text-anchor",
        "patternUnits",
        "patternTransform",
    ]
)
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")
_MIX = re.compile(r"color-mix\(in srgb, *(#[0-9A-Fa-f]{6}) (\d+)%, *(#[0-9A-Fa-f]{6})\)")
_LIFT = re.compile(r"translate(X|Y)\((-?[\d.]+)(?:px)?\)")

Declared = dict[str, str]


class NotForPaper(ValueError):
    """A rule of the drawings that cannot be put on paper: it must be written otherwise, or learnt here."""


class Rules(NamedTuple):
    """The rules of the drawings, ready to be asked what applies to an element."""

    matcher: Any

    def of(self, element: Any) -> Declared:
        """What the rules say of one element, the strongest last."""
        declared: Declared = {}
        for *_, payload in self.matcher.match(element):
            declared |= payload
        return declared


@cache
def rules(sheets: tuple[str, ...]) -> Rules:
    """Read style sheets of assets/, by name, the strongest last."""
    matcher = cssselect2.Matcher()
    for name in sheets:
        parsed = tinycss2.parse_stylesheet((ASSETS / name).read_text("utf-8"), True, True)
        for prelude, content in _flat(parsed):
            declared = _declared(content)
            for selector in cssselect2.compile_selector_list(prelude):
                matcher.add_selector(selector, declared)
    return Rules(matcher)


def _flat(parsed: list[Any]) -> Iterator[tuple[Any, Any]]:
    for rule in parsed:
        if rule.type == "at-rule" and rule.lower_at_keyword == "layer" and rule.content is not None:
            yield from _flat(tinycss2.parse_rule_list(rule.content, True, True))
        elif rule.type == "qualified-rule":
            yield rule.prelude, rule.content
        elif rule.type == "error":
            raise NotForPaper(rule.message)


def _declared(content: list[Any]) -> Declared:
    found = tinycss2.parse_blocks_contents(content, True, True)
    return {d.name: tinycss2.serialize(d.value).strip() for d in found if d.type == "declaration"}


@lru_cache(maxsize=48)
def printed(drawing: Markup, sheets: tuple[str, ...]) -> Markup:
    """The drawing with its ink on each element, hidden parts left out; `title` and `desc` belong to the page."""
    root = ElementTree.fromstring(drawing)  # noqa: S314 (our own drawings: no visitor writes in them)
    wrapped = cssselect2.ElementWrapper.from_xml_root(root)
    inks = {id(each.etree_element): rules(sheets).of(each) for each in wrapped.iter_subtree()}
    written = _written(root, inks, {"--paper": WHITE})
    return written.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)


def _written(element: ElementTree.Element, inks: dict[int, Declared], variables: Declared) -> Markup:
    own = inks[id(element)] | _inline(element)
    # White paper is chosen here once for all: the screen's cream would be printed as a grey veil.
    variables = variables | {k: v for k, v in own.items() if k.startswith("--") and k != "--paper"}
    ink = {k: _resolved(v, variables) for k, v in own.items() if k in KEPT}
    if element.tag in {"title", "desc"} or ink.get("opacity") == "0" or ink.get("visibility") == "hidden":
        return ""
    attributes = {k: v for k, v in element.attrib.items() if k in GEOMETRY}
    for name, value in ink.items():
        attributes |= _attributes(name, value)
    inside = _xml(element.text) + "".join(
        _written(child, inks, variables) + _xml(child.tail) for child in element
    )  # fmt: skip
    if attributes.get("fill") == "none" and attributes.get("stroke", "none") == "none" and not inside:
        return ""
    said = "".join(f' {name}="{_xml(value)}"' for name, value in attributes.items())
    return f"<{element.tag}{said}>{inside}</{element.tag}>"


def _inline(element: ElementTree.Element) -> Declared:
    return _declared(tinycss2.parse_component_value_list(element.get("style", "")))


def _resolved(value: str, variables: Declared) -> str:
    while "var(" in value:
        value, followed = _VARIABLE.subn(lambda found: variables.get(found[1]) or (found[2] or "").strip(), value)
        if not followed or not value:
            raise NotForPaper(value)
    return _MIX.sub(lambda found: mixed(found[1], int(found[2]) / 100, found[3]), value)


def _attributes(name: str, value: str) -> dict[str, str]:
    if name in {"fill", "stroke"}:
        return _colour(name, value)
    if name == "transform":
        return {} if value == "none" else {"transform": _moved(value)}
    if name == "font-family":
        family = value.split(",")[0].strip().strip("\"'")
        return {name: WHOLE.get(family, family)}
    return {name: value.removesuffix("px")}


def _moved(value: str) -> str:
    found = _LIFT.fullmatch(value)
    if found is None:
        raise NotForPaper(value)
    return f"translate({found[2]} 0)" if found[1] == "X" else f"translate(0 {found[2]})"


def _colour(name: str, value: str) -> dict[str, str]:
    if value == "none" or value.startswith("url("):
        return {name: value}
    colour = parse_color(value)
    if colour is None or colour == "currentcolor":
        raise NotForPaper(f"{name}: {value}")
    *channels, alpha = colour.to("srgb")
    if not alpha:
        return {name: "none"}
    written = {name: "#" + "".join(f"{round(255 * (c or 0)):02X}" for c in channels[:3])}
    return written if alpha == 1 else {**written, f"{name}-opacity": f"{float(alpha):.2f}".rstrip("0").rstrip(".")}


def mixed(first: str, share: float, second: str) -> str:
    """CSS `color-mix(in srgb, first share, second)`."""
    pairs = ((int(first[i : i + 2], 16), int(second[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)


def _xml(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
