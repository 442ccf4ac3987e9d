"""Every check, three files at once; the few journeys that fail then are gone through once more, alone, and named.

A journey in a browser or between processes has time in it: on a busy machine one in some thousands loses a race. It may
be the journey's own, or a fault of the site that only a slow machine shows (both have been met): what passes alone is
said to be unsteady, for a maintainer to find out and mend.
"""

import json
import os
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

from irdsu_app.launch.packages import ROOT
from irdsu_app.launch.progress import say

WHOLE = ("-n", "3", "--dist", "loadfile", "--no-loadscope-reorder", "--cache-clear")
"""Every check, three files at once (half of their time is waiting), in their order: what drives a browser comes last,
for its loop stays in the way."""
JOURNEYS = ("tests/browser/", "tests/state/")
"""Where time is part of what is checked; rules and the house have no second chance."""
FEW = 3
"""Beyond this number it is no matter of luck."""


def checks(arguments: Collection[str] = (), root: Path = ROOT) -> int:
    """Run these checks, or all of them; 0 when each has passed, pytest's own code otherwise."""
    if arguments:
        return _pytest(root, *arguments)
    code = _pytest(root, *WHOLE)
    failed = _failed(root) if code == 1 else ()
    if not has_another_chance(failed):
        return code
    say(f"• À refaire sans rien à côté : {', '.join(failed)}")
    code = _pytest(root, "--last-failed")
    if code == 0:
        say(f"INSTABLE, à réparer (échec ci-dessus à trois de front, réussite sans rien à côté) : {', '.join(failed)}")
    return code


def has_another_chance(failed: Collection[str]) -> bool:
    """Whether these are a few journeys and nothing else."""
    return 0 < len(failed) <= FEW and all(name.startswith(JOURNEYS) for name in failed)


def _failed(root: Path) -> list[str]:
    """What pytest remembers to have failed in this run."""
    return sorted(json.loads((root / ".pytest_cache" / "v" / "cache" / "lastfailed").read_text()))


def _pytest(root: Path, *arguments: str) -> int:
    # The tests open the house many times: its modules are compiled once.
    compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=root, env=compiled).returncode
