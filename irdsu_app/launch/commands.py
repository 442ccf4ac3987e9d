"""What each command does, once in the private Python."""

import argparse
import subprocess
import sys
from datetime import UTC, datetime

from irdsu_app import db
from irdsu_app.access import organisers
from irdsu_app.launch import browser, building, serving
from irdsu_app.launch.progress import Stopped, say, step
from irdsu_app.seeds import furnish
from irdsu_app.settings import settings


def obey(asked: argparse.Namespace, rest: list[str]) -> int:
    """Do the command."""
    if asked.command == "run":
        return _run(asked.port or settings.port, asked.lan)
    if asked.command == "test":
        return _test(rest)
    if asked.command == "bureau":
        return _office(asked.fermer)
    return _prepare(seeds=asked.command == "seed")


def _prepare(seeds: bool = True) -> int:
    with step("Mise à jour de la base de données"):
        db.upgrade()
    if seeds:
        for line in furnish():
            say(f"  {line}")
    return 0


def _office(close: bool) -> int:
    db.upgrade()
    with db.session() as session:
        if close:
            say(f"Le bureau est fermé : {organisers.send_everybody_out(session)} visite(s) terminée(s).")
            return 0
        link = organisers.give_link(session, datetime.now(UTC))
    say(f"Pour entrer, une seule fois, dans les dix minutes :\n{settings.address}/bureau/entrer/{link}")
    return 0


def _run(port: int, lan: bool) -> int:
    place = serving.place(port, lan)
    _prepare()
    building.build()
    return serving.serve(place)


def _test(arguments: list[str]) -> int:
    if not arguments and browser.chromium() is None:
        raise Stopped(browser.MISSING)
    building.build()
    say("• Contrôles : pytest")
    return subprocess.run([sys.executable, "-m", "pytest", *arguments]).returncode
