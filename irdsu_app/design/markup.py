"""HTML and SVG written as strings by one small function: the same on screen, on paper and in a file."""

from html import escape

from irdsu_app.design.typography import fr

Markup = str
"""Text that is already HTML or SVG. Plain text becomes Markup through `text` (escaped, French spaces)."""

VOID = frozenset(("input", "br", "hr", "img"))
"""Elements of HTML that nothing closes."""


def number(value: float) -> str:
    """Write a coordinate with at most two decimals and no trailing zero."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def el(tag: str, *children: Markup, **attrs: str | float | bool | None) -> Markup:
    """Write one element; `class_`, `stroke_width`, `data_key` become `class`, `stroke-width`, `data-key`.

    Numbers are shortened, `True` gives a bare attribute, `None` and `False` give none; values are escaped.
    """
    parts = [tag]
    for name, value in attrs.items():
        if value is None or value is False:
            continue
        key = name.rstrip("_").replace("_", "-")
        key = {"viewbox": "viewBox", "pathlength": "pathLength"}.get(key, key)
        parts.append(
            key if value is True else f'{key}="{escape(number(value) if isinstance(value, float | int) else value)}"'
        )
    return f"<{' '.join(parts)}>{''.join(children)}" + ("" if tag in VOID else f"</{tag}>")


def text(plain: str) -> Markup:
    """Escape a plain text and give it its French spaces."""
    return escape(fr(plain), quote=False)
