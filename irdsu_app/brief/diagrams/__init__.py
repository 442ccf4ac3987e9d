"""The twelve diagrams of the sheet, drawn in SVG from the data of content/diagrams/."""

from importlib import import_module
from typing import Protocol, cast

from irdsu_app.brief.diagrams.table import Table
from irdsu_app.brief.panels import PanelId
from irdsu_app.brief.svg import Markup


class Drawing(Protocol):
    """What each module of this package offers."""

    def draw(self, title: str, alt: str) -> Markup:
        """The drawing, as one `<svg>`."""
        ...

    def table(self) -> Table:
        """The same, as a real table."""
        ...

    def keys(self) -> tuple[str, ...]:
        """Every mark a finger may leave on it; the server takes no other."""
        ...

    def details(self) -> dict[str, Markup]:
        """What is read when a part is touched, by key."""
        ...


_MODULES: dict[PanelId, str] = {
    "R1": "reading_plan",
    "R2": "twin_bars",
    "R3": "timeline",
    "R4": "rings",
    "R5": "round_table",
    "R6": "path",
    "V1": "windows",
    "V2": "wheel",
    "V3": "iceberg",
    "V4": "drawers",
    "V5": "stairs",
    "V6": "loop",
}


def drawing(panel: PanelId) -> Drawing:
    """The diagram of a panel."""
    return cast(Drawing, import_module(f"{__name__}.{_MODULES[panel]}"))
