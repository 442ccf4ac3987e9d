"""QR codes drawn as one path, computed here: nothing to load, nothing to ask of another site."""

import reflex as rx
import segno

from irdsu_app.design.typography import fr

MARGIN = 4
"""White modules around the code; with fewer, some phones do not find it."""


def qr(url: str) -> tuple[str, int]:
    """Give the path of the dark modules of a QR code and the number of modules on a side, margin left out."""
    matrix = segno.make_qr(url, error="m").matrix
    dark = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, module in enumerate(row) if module)
    return "".join(dark), len(matrix)


def qr_image(url: str, label: str) -> rx.Component:
    """Show an address as a QR code, named for those who do not see it."""
    path, side = qr(url)
    return rx.el.svg(
        rx.el.svg.path(d=path),
        view_box=f"{-MARGIN} {-MARGIN} {side + 2 * MARGIN} {side + 2 * MARGIN}",
        class_name="qr",
        role="img",
        aria_label=fr(label),
    )
