"""Look up the known flaws of what the house depends on: Python packages (pip-audit), JavaScript ones (bun audit).

What could not be looked up is said, and never counts as sound.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from irdsu_app.design.typography import several
from irdsu_app.launch.packages import ROOT
from irdsu_app.launch.progress import say
from irdsu_app.settings import bun

SOUND, FLAWED, UNKNOWN = 0, 1, 3
"""What the command answers: nothing known against anything, a flaw, something that could not be looked up."""


class Found(NamedTuple):
    """What became of a look-up: its answer, and the lines that say it."""

    answer: int
    lines: tuple[str, ...]


def audit() -> int:
    """Look everything up; the worst answer is given."""
    found = [*(_python(name) for name in ("requirements.lock", "requirements.dev.lock")), _javascript()]
    for line in (line for each in found for line in each.lines):
        say(line)
    answers = {each.answer for each in found}
    return FLAWED if FLAWED in answers else UNKNOWN if UNKNOWN in answers else SOUND


def _python(lock: str) -> Found:
    asked = [
        "-m",
        "pip_audit",
        "-r",
        str(ROOT / lock),
        "--disable-pip",
        "--format",
        "json",
        "--progress-spinner",
        "off",
    ]
    done = _run([sys.executable, *asked], ROOT)
    return packages(lock, _read(done.stdout))


def _javascript() -> Found:
    tool = bun()
    if tool is None:
        return Found(UNKNOWN, ("NON AUDITÉ : reflex.lock/bun.lock, Bun manque.",))
    done = _run([str(tool), "audit", "--json"], ROOT / "reflex.lock")
    return modules(_read(done.stdout))


def packages(lock: str, said: Any) -> Found:
    """Judge what pip-audit says of a lock file: a package it does not know is not a sound one."""
    if not isinstance(said, dict) or not said.get("dependencies"):
        return Found(UNKNOWN, (f"NON AUDITÉ : {lock}, le service des failles ne répond pas.",))
    all_ = said["dependencies"]
    flawed = [
        _flaw(each["name"], each["version"], v["id"], v["fix_versions"]) for each in all_ for v in each.get("vulns", ())
    ]
    skipped = sorted(each["name"] for each in all_ if "skip_reason" in each)
    lines = [*flawed, f"{lock} : {len(all_) - len(skipped)} paquets regardés, {several(len(flawed), 'faille connue')}."]
    if skipped:
        lines.append(
            f"NON AUDITÉ : {lock}, {len(skipped)} paquets que le service ne connaît pas ({', '.join(skipped[:5])}…)."
        )
    return Found(FLAWED if flawed else UNKNOWN if skipped else SOUND, tuple(lines))


def modules(said: Any) -> Found:
    """Judge what `bun audit` says: for each module, its flaws; nothing at all when it had no answer."""
    if not isinstance(said, dict):
        return Found(UNKNOWN, ("NON AUDITÉ : reflex.lock/bun.lock, le service des failles ne répond pas.",))
    flawed = [
        _flaw(name, each.get("vulnerable_versions", ""), each.get("url", "")) for name in said for each in said[name]
    ]
    return Found(
        FLAWED if flawed else SOUND, (*flawed, f"reflex.lock/bun.lock : {several(len(flawed), 'faille connue')}.")
    )


def _flaw(name: str, version: str, which: str, fixes: Sequence[str] = ()) -> str:
    remedy = f" : passez à {fixes[0]}" if fixes else ""
    return f"FAILLE : {name} {version}, {which}{remedy}"


def _run(command: list[str], where: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=where, capture_output=True, text=True, timeout=600)


def _read(words: str) -> Any:
    """What is said as JSON, or nothing."""
    try:
        return json.loads(words[words.index("{") :])
    except ValueError:
        return None
