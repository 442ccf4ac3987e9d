"""The private Python of the house, with exactly the packages of the lock file. Standard library only."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from irdsu_app.launch.progress import Stopped, run, step

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOG = VENV / "pip.log"
OFFLINE = "L’installation des paquets a échoué. Vérifiez la connexion à Internet (ou le proxy), puis relancez."
NEEDED = 1_200_000_000
"""Bytes on the disk for the packages, the build and their caches."""


def inside() -> bool:
    """Whether this Python is the private one."""
    return Path(sys.prefix).resolve() == VENV.resolve()


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Do something to this folder while no other process does: two that open together would spoil their work."""
    try:
        import fcntl
    except ImportError:  # Windows has no such lock
        yield
        return
    place = ROOT / "irdsu-data" / "preparation.lock"
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)  # the system lets it go with the process, however it ends
        yield


def prepare(checks: bool) -> None:
    """Make the private Python and install what the lock file says, unless it is done."""
    with alone():
        _prepare(checks)


def _prepare(checks: bool) -> None:
    lock = ROOT / ("requirements.dev.lock" if checks else "requirements.lock")
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = VENV / f"{lock.name}.installed"
    made = _works()
    if made and stamp.is_file() and stamp.read_text() == wanted:
        return
    _check_disk()
    if not made:
        _make()
    with step("Installation des paquets Python (une seule fois)"):
        install = [str(PYTHON), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
        # The lock holds everything (tests/house/test_locks.py): nothing is left for pip to choose, which would take the
        # newest of what another package asks for with an extra, and refuse it for want of a hash.
        run([*install, "--require-hashes", "--no-deps", "-r", str(lock)], LOG, OFFLINE)
    stamp.write_text(wanted)


def _check_disk() -> None:
    free = shutil.disk_usage(ROOT).free
    if free < NEEDED:
        raise Stopped(
            f"Il reste {free // 10**6} Mo sur le disque, il en faut {NEEDED // 10**6}. "
            "Faites de la place, puis relancez."
        )


def _works() -> bool:
    """Whether a private Python was made to the end, and the Python it came from is still there."""
    asked = "import importlib.util, sys; sys.exit(importlib.util.find_spec('pip') is None)"
    return PYTHON.exists() and subprocess.run([str(PYTHON), "-I", "-c", asked]).returncode == 0


def _make() -> None:
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        raise Stopped(
            f"Il manque à Python le module {missing[0]}. Installez-le (sur Debian ou Ubuntu : "
            "sudo apt install python3-venv), puis relancez."
        )
    with step("Préparation d’un Python pour ce dossier (.venv)"):
        shutil.rmtree(VENV, ignore_errors=True)
        log = ROOT / "irdsu-data" / "venv.log"
        run([sys.executable, "-m", "venv", str(VENV)], log, "Le dossier .venv n’a pas pu être préparé.")
