"""What the sheet to print costs: the first one, then the median of ten, and how heavy it is.

Run: python tests/bench/pdf.py
"""

import subprocess
import sys
from datetime import date
from statistics import median
from time import perf_counter

from irdsu_app.brief.facts import facts
from irdsu_app.brief.panels import brief
from irdsu_app.brief.press import Ink, Size, sheet_pdf

ASKED: list[tuple[Size, Ink, bool]] = [
    ("A3", "couleur", False),
    ("A3", "gris", False),
    ("A2", "couleur", False),
    ("A2", "gris", False),
    ("A2", "couleur", True),
]
TIMES = 10
SECONDS, BYTES = 3.0, 400_000
"""The targets, for each."""


def once(size: Size, ink: Ink, cut: bool) -> tuple[float, int]:
    """Make one sheet: seconds and bytes."""
    begun = perf_counter()
    made = sheet_pdf(
        brief().panels, facts(), title=brief().title, today=date(2026, 11, 25), size=size, ink=ink, cut=cut
    )
    return perf_counter() - begun, len(made)


def first(rank: int) -> float:
    """The same in a Python that has made none, without the time of its imports."""
    command = [sys.executable, __file__, str(rank)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main() -> int:
    """Print a line for each sheet; 1 when a target is missed."""
    missed = 0
    for rank, asked in enumerate(ASKED):
        slow, again = first(rank), [once(*asked) for _ in range(TIMES)]
        weight = again[0][1]
        missed += slow > SECONDS or weight > BYTES
        name = " ".join((*asked[:2], *(["à couper"] if asked[2] else [])))
        print(f"{name:22} first {slow:.2f} s, then {median(t for t, _ in again):.2f} s, {weight / 1000:.0f} kB")
    return int(missed > 0)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(once(*ASKED[int(sys.argv[1])])[0])
    else:
        sys.exit(main())
