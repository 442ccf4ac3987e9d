"""The built sites: each version in a folder of its own, so that building the next one touches none that is served.

A process serves the version it opened with until it ends. A page that was opened from one may ask for its pieces from
another, before it or after it, while processes are replaced one after the other: each version lends its pieces to the
others. Their names are made of what they hold, so none is ever taken for another.
"""

import shutil
from pathlib import Path

KEPT = 3
"""Versions kept: the one served, and those that an open page may still come from."""
PIECES = Path("build", "client", "assets")
OWN = "irdsu-pieces.txt"
"""The pieces a version was built with, those lent by others left out."""
NEEDED = ("build/client", "backend")
"""What a server needs of what Reflex has built."""


def publish(web: Path, sites: Path, name: str) -> Path:
    """Make a site of what Reflex has built in `web`, whole or not at all, and share the pieces of those kept."""
    site, aside = sites / name, sites / f"{name}.new"
    if site.is_dir():  # made of the same things, and maybe served
        (site / OWN).touch()
        return site
    shutil.rmtree(aside, ignore_errors=True)
    for part in NEEDED:
        if (web / part).is_dir():
            shutil.copytree(web / part, aside / part)
    (aside / PIECES).mkdir(parents=True, exist_ok=True)
    (aside / OWN).write_text("\n".join(sorted(piece.name for piece in (aside / PIECES).iterdir())), "utf-8")
    aside.rename(site)
    share(sites)
    return site


def share(sites: Path) -> None:
    """Keep the last versions, each with the pieces of the others."""
    those = sorted((each for each in sites.iterdir() if (each / OWN).is_file()), key=_age, reverse=True)
    for old in those[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
    for lender in those[:KEPT]:
        for piece in (lender / OWN).read_text("utf-8").splitlines():
            for site in those[:KEPT]:
                if not (place := site / PIECES / piece).exists():
                    shutil.copy2(lender / PIECES / piece, place)


def _age(site: Path) -> float:
    return (site / OWN).stat().st_mtime
