"""What is printed with: the colours of the sheet on white paper, and the same in shades of grey. Pure."""

import re
from typing import Literal, NamedTuple

from irdsu_app.brief.panels import Tone

Ink = Literal["couleur", "gris"]
INKS: tuple[Ink, ...] = ("couleur", "gris")

_HEX = re.compile(r"#([0-9a-fA-F]{6})\b")


class Palette(NamedTuple):
    """The colours of a face: its ground (empty for bare paper), its words, kicker and foot, and its blank lines."""

    ground: str
    words: str
    kicker: str
    foot: str
    line: str


PAPER = Palette("", "#1C2A2B", "#7A5200", "#4A5859", "#4A5859")
TONES: dict[Tone, Palette] = {
    "pin": Palette("#12514C", "#FFFFFF", "#F3C766", "#DCEBE7", "#A9CFC6"),
    "papier": PAPER,
    "sable": PAPER._replace(ground="#F1E9D6"),
    "ocre": PAPER._replace(ground="#FBEFD3"),
    "ardoise": PAPER._replace(ground="#E9ECF6"),
    "brique": PAPER._replace(ground="#F9E7E0"),
}
"""As on the screen (fold.css), except that the paper is white by itself."""


def grey(colour: str) -> str:
    """The grey as light as this colour, so that what was readable stays so (relative luminance, WCAG 2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    shade = round(255 * (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055))
    return f"#{shade:02X}{shade:02X}{shade:02X}"


def inked(written: str, ink: Ink) -> str:
    """Whatever holds colours written « #RRGGBB », in this ink."""
    return _HEX.sub(lambda found: grey(found[0]), written) if ink == "gris" else written
