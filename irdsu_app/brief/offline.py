"""A sheet opened once is presentable with the server gone: the service worker, written when the site is built.

A Reflex plugin, the last one: it must see the pages as they are served. It writes `sw.js` from `worker.js`, with the
names and a fingerprint of what the build made, and the page that the others answer with when there is no network.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from reflex.plugins import Plugin

from irdsu_app.brief.svg import el, text
from irdsu_app.design import plain

SHEETS = ("/depliant", "/depliant/texte")
"""The pages that are read with no server."""
LOST = "/hors-connexion.html"
NEEDED = ("assets/*.js", "assets/*.css", "fonts/*-normal.woff2", "icons/*", "grain.png", "favicon.ico", "*.webmanifest")
ALONE = ("/tokens.css", "/plain.css", "/app.css", "/plain.js", "/offline.js", "/feuille.html", LOST)


class Offline(Plugin):
    """Write the worker that keeps the sheet in the browser."""

    def post_build(self, **context: Any) -> None:
        """Called by Reflex when the static files are there, before they are compressed."""
        built = Path(context["static_dir"])
        (built / LOST[1:]).write_text(lost(), "utf-8")
        (built / "sw.js").write_text(worker(built, (built / "worker.js").read_text("utf-8")), "utf-8")


def worker(built: Path, source: str) -> str:
    """The worker of this build: what it keeps, and a name that changes when any of it does."""
    files = sorted(kept(built))
    made_of = hashlib.sha256(source.encode())
    for address in files:
        made_of.update(address.encode() + file_of(built, address).read_bytes())
    facts = {
        "version": made_of.hexdigest()[:16],
        "files": files,
        "sheets": SHEETS,
        "others": sorted(others(built)),
        "lost": LOST,
    }
    return f"const BUILD = {json.dumps(facts, ensure_ascii=False)};\n{source}"


def kept(built: Path) -> set[str]:
    """The addresses that the sheet needs: its two pages, its fragment, and what pages are made of."""
    found = {f"/{file.relative_to(built).as_posix()}" for pattern in NEEDED for file in built.glob(pattern)}
    return found | {*SHEETS, *ALONE}


def others(built: Path) -> set[str]:
    """The public pages that need the server: offline, they say so in French. Rooms and private pages are not known."""
    pages = {page.parent.relative_to(built).as_posix() for page in built.rglob("index.html")}
    return {"/" if page == "." else f"/{page}" for page in pages} - {*SHEETS}


def file_of(built: Path, address: str) -> Path:
    """Where the build put what is served at an address."""
    return built / address[1:] / "index.html" if address in SHEETS else built / address[1:]


def lost() -> str:
    """What is said, without a network, in place of a page that was not kept."""
    return plain.page(
        "Hors connexion",
        el("h1", text("Vous êtes hors connexion")),
        el(
            "p",
            text("Cette page a besoin du réseau. Le dépliant, lui, est resté dans votre navigateur."),
            class_="lead",
        ),
        el(
            "p",
            plain.link("Ouvrir le dépliant", "/depliant", "button"),
            plain.link("Lire la version texte", "/depliant/texte", "button second"),
            class_="button-row",
        ),
        there=False,
    )
