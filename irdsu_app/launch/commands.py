"""What each command does, once in the private Python."""

import argparse
from datetime import UTC, datetime

from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from irdsu_app import db
from irdsu_app.access import organisers, roles, team
from irdsu_app.access.models import Organiser
from irdsu_app.design.typography import several
from irdsu_app.launch import auditing, browser, building, checking, connections, copies, serving
from irdsu_app.launch.progress import Stopped, say, step
from irdsu_app.seeds import furnish
from irdsu_app.settings import settings
from irdsu_app.upkeep import health


def obey(asked: argparse.Namespace, rest: list[str]) -> int:
    """Do the command; raises Stopped when it cannot, a database that does not answer included."""
    try:
        return _obey(asked, rest)
    except OperationalError:
        raise Stopped(health.NOT_READ) from None


def _obey(asked: argparse.Namespace, rest: list[str]) -> int:
    if asked.command == "run":
        return _run(
            serving.place(asked.port or settings.port, asked.lan, asked.workers or settings.workers, asked.host)
        )
    if asked.command == "test":
        return _test(rest)
    if asked.command == "bureau":
        return _office(asked)
    if asked.command == "build":
        building.build()
        return 0
    if asked.command == "audit":
        return auditing.audit()
    if asked.command in ("backup", "restore"):
        return copies.obey(asked)
    return _prepare(seeds=asked.command == "seed")


def _prepare(seeds: bool = True) -> int:
    with step("Mise à jour de la base de données"):
        db.upgrade()
    if seeds:
        for line in furnish():
            say(f"  {line}")
    return 0


def _office(asked: argparse.Namespace) -> int:
    db.upgrade()
    now = datetime.now(UTC)
    try:
        with db.session() as session:
            if asked.fermer:
                say(f"Le bureau est fermé : {several(organisers.send_everybody_out(session), 'visite terminée')}.")
                return 0
            whose = _organiser(session, asked, now) if asked.courriel else None
            link = organisers.give_link(session, now, whose)
    except (team.Unfit, roles.UnknownRole) as refusal:
        raise Stopped(str(refusal)) from None
    say(f"Pour entrer, une seule fois, dans les dix minutes :\n{settings.address}/bureau/entrer/{link}")
    return 0


def _organiser(session: Session, asked: argparse.Namespace, now: datetime) -> Organiser:
    """The organiser with this address: made, or given the roles that are named, and let in again."""
    found = team.find(session, team.address(asked.courriel))
    if found is None:
        whose = team.invite(session, asked.courriel, asked.nom, asked.role or ["all"], now)
        said = "Personne ajoutée à l’équipe"
    else:
        whose = team.change(session, found.id, wanted=asked.role, active=True)
        said = "Lien demandé sur la machine"
    organisers.log(session, team.machine(session, now), said, f"organiser:{whose.id}", {"rôles": whose.roles}, now)
    say(f"{whose.name} : {roles.told(whose.roles)}.")
    return whose


def _run(place: serving.Place) -> int:
    connections.count(place.workers)
    _prepare()
    building.build()
    return serving.serve(place)


def _test(arguments: list[str]) -> int:
    if not arguments and browser.lightest() is None:
        raise Stopped(browser.MISSING)
    building.build()
    say("• Contrôles : pytest")
    return checking.checks(arguments)
