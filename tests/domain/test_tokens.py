"""The colours of tokens.css can be read by everyone: WCAG 2.1 contrasts, in the four themes."""

import re
from pathlib import Path

import pytest

ASSETS = Path(__file__).parents[2] / "assets"
TEXTS = ("ink", "ink2", "pin", "pin-strong", "brick", "ochre-text", "slate", "success", "alert")
SOFT = (
    ("pin", "pin-soft"),
    ("ochre-text", "ochre-soft"),
    ("on-pin", "pin"),
    ("on-pin", "pin-strong"),
    ("on-ochre", "ochre"),
)
WRITTEN_ON = ("pin-soft", "brick-soft", "ochre-soft", "slate-soft", "sand")


def themes() -> dict[str, dict[str, str]]:
    """Every theme of tokens.css, complete: what a block does not change comes from the theme it refines."""
    blocks = re.findall(r"(:root[^{]*)\{([^}]*)\}", (ASSETS / "tokens.css").read_text("utf-8"))
    read = [
        (name.strip(), dict(re.findall(r"--([\w-]+):(#[0-9A-F]{6})", body))) for name, body in blocks if "#" in body
    ]
    names = [":root", ":root.dark", ":root:not(.dark)", ":root.dark"]
    assert [name for name, _ in read] == names
    light, dark, sharp, sharp_dark = (colours for _, colours in read)
    assert light.keys() == dark.keys() == {**light, **sharp}.keys() == {**dark, **sharp_dark}.keys()
    return {"light": light, "dark": dark, "sharp": {**light, **sharp}, "sharp dark": {**dark, **sharp_dark}}


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_the_one_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#12514C", "#FAF8F3") == pytest.approx(8.58, abs=0.01)


@pytest.mark.parametrize(("theme", "least"), [("light", 4.5), ("dark", 4.5), ("sharp", 7), ("sharp dark", 7)])
def test_every_text_can_be_read(theme: str, least: float):
    colours = themes()[theme]
    pairs = [(text, ground) for text in TEXTS for ground in ("paper", "card")]
    pairs += [("ink", ground) for ground in WRITTEN_ON] + [("ink2", "sand"), ("pin", "sand"), *SOFT]
    found = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    assert {pair: round(value, 2) for pair, value in found.items() if value < least} == {}


@pytest.mark.parametrize("theme", ["light", "dark", "sharp", "sharp dark"])
def test_borders_and_focus_can_be_seen(theme: str):
    colours = themes()[theme]
    seen = [contrast(colours[line], colours[on]) for line in ("border", "focus") for on in ("paper", "card", "sand")]
    assert min(seen) >= 3


@pytest.mark.parametrize("sheet", sorted(ASSETS.glob("*.css")), ids=lambda path: path.name)
def test_style_sheets_load_nothing_from_elsewhere(sheet: Path):
    words = sheet.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
    assert "@import" not in words
    assert not re.search(r"https?:|url\(\s*[\"']?//", words)


@pytest.mark.parametrize("sheet", sorted(ASSETS.glob("*.css")), ids=lambda path: path.name)
def test_every_named_value_exists(sheet: Path):
    everything = "".join(path.read_text("utf-8") for path in ASSETS.glob("*.css"))
    defined = set(re.findall(r"(--[\w-]+)\s*:", everything))
    # One-letter names are set by the drawings themselves.
    used = set(re.findall(r"var\((--[\w-]{2,})\)", sheet.read_text("utf-8")))
    assert used - defined == set()


def test_fonts_are_light_and_come_with_their_licence():
    every = (ASSETS / "fonts").glob("*.woff2")
    fonts = [font for font in every if not font.name.startswith("portable-")]  # those travel in the file taken away
    assert len(fonts) == 2
    assert sum(font.stat().st_size for font in fonts) <= 80 * 1024
    assert len(list((ASSETS / "fonts").glob("OFL-*.txt"))) == len(fonts)
