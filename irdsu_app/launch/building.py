"""Build the pages once, and again only when what they are made of has changed.

They are built in one folder (`.web`) and served from another: an open server goes on serving what it opened with.
"""

import hashlib
import os
import re
import sys
from datetime import date
from pathlib import Path

from irdsu_app.launch import sites
from irdsu_app.launch.packages import ROOT, VENV, alone
from irdsu_app.launch.progress import Stopped, run, step
from irdsu_app.settings import settings

WEB = ROOT / ".web"
CLIENT = WEB / "build" / "client"
STAMP = WEB / "irdsu-build.txt"
"""What the site to serve is made of; its folder has the beginning of that for a name."""
SITES = WEB / "sites"
LOG = ROOT / "irdsu-data" / "build.log"
SOURCES = ("irdsu_app", "assets", "rxconfig.py", "requirements.lock", "reflex.lock")
# Written by Reflex in a chunk of its own: the addresses of the server as the browser sees them.
_ADDRESS = re.compile(r"""["'`](ws|http)://localhost:\d+(/[^"'`]*)["'`]""")
_HERE = {"ws": 'location.origin.replace("http","ws")', "http": "location.origin"}


def build() -> None:
    """Build the pages, unless the last build was made of the same things."""
    with alone():
        _build()


def _build() -> None:
    wanted = fingerprint()
    if STAMP.is_file() and STAMP.read_text() == wanted and (SITES / _name(wanted)).is_dir():
        return
    with step("Construction du site (une seule fois, tant que rien ne change)"):
        command = [sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip", "--env", "prod"]
        run(command, LOG, "La construction du site a échoué.", {**os.environ, **caches()})
        follow_the_visitor(CLIENT)
        made_of = fingerprint()
        sites.publish(WEB, SITES, _name(made_of))
    aside = STAMP.with_suffix(".new")
    aside.write_text(made_of)
    aside.replace(STAMP)  # at once: whoever opens meanwhile finds the one before, or this one


def site() -> Path:
    """The folder of the site to serve: the last that was built to the end."""
    made = SITES / _name(STAMP.read_text()) if STAMP.is_file() else WEB
    return made if made.is_dir() else WEB


def _name(made_of: str) -> str:
    return made_of[:16]


def caches() -> dict[str, str]:
    """Keep what Reflex and Bun download inside the folder of the house."""
    return {
        "REFLEX_DIR": str(VENV / "reflex"),
        "BUN_INSTALL_CACHE_DIR": str(VENV / "bun"),
        "REFLEX_TELEMETRY_ENABLED": "false",
        "REFLEX_CHECK_LATEST_VERSION": "false",
    }


def fingerprint() -> str:
    """What the pages are made of, in one line; the month too, since figures grow old (their status is written once)."""
    published = settings.model_dump_json(include=settings.PUBLISHED)
    made_of = hashlib.sha256(f"{sys.version} {date.today():%Y-%m} {published}".encode())
    for source in SOURCES:
        for file in _files(ROOT / source):
            made_of.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes() + b"\0")
    return made_of.hexdigest()


def _files(source: Path) -> list[Path]:
    if source.is_file():
        return [source]
    return sorted(each for each in source.rglob("*") if each.is_file() and "__pycache__" not in each.parts)


def follow_the_visitor(client: Path) -> None:
    """Have the pages call the server at the address they were opened with, so that one build serves every port."""
    found = [file for file in (client / "assets").glob("*.js") if _ADDRESS.search(file.read_text(encoding="utf-8"))]
    if len(found) != 1:
        raise Stopped(f"La construction est inattendue : l’adresse du serveur est écrite dans {len(found)} fichiers.")
    for chunk in found:
        words = chunk.read_text(encoding="utf-8")
        chunk.write_text(_ADDRESS.sub(lambda at: f'{_HERE[at[1]]}+"{at[2]}"', words), encoding="utf-8")
        for packed in (".br", ".gz", ".zst"):
            chunk.with_name(chunk.name + packed).unlink(missing_ok=True)
