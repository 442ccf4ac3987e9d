"""SVG written as strings: one small function, so that a drawing is the same on screen, print and file."""

from collections.abc import Iterable

from irdsu_app.design.markup import Markup, el, number, text

__all__ = ["Markup", "el", "lines", "number", "text"]


def lines(words: Iterable[str], *, x: float, y: float, step: float, class_: str, anchor: str = "middle") -> Markup:
    """Write several lines of SVG text, the first baseline at (x, y), `step` units apart (SVG text does not wrap)."""
    return "".join(
        el("text", text(line), x=x, y=y + i * step, class_=class_, text_anchor=anchor) for i, line in enumerate(words)
    )
