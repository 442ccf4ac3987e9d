"""The commands of the house. Standard library only, and readable by an old Python, until the private one is ready."""

from __future__ import annotations

import argparse
import errno
import os
import subprocess
import sys


def main() -> int:
    """Prepare the private Python, then do there what is asked."""
    if sys.version_info < (3, 11):  # noqa: UP036
        print("Il faut Python 3.11 ou plus récent ; celui-ci est le", sys.version.split()[0], file=sys.stderr)
        print("Installez-en un, puis relancez avec lui, par exemple : python3.11 -m irdsu_app run", file=sys.stderr)
        return 2
    from irdsu_app.launch.progress import Stopped

    try:
        return _obey(*_parser().parse_known_args())
    except Stopped as stop:
        print(f"\n{stop}", file=sys.stderr)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        print("\nIl n’y a plus de place sur le disque. Libérez-en, puis relancez.", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nArrêté.", file=sys.stderr)
        return 130
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 -m irdsu_app", description="Les outils de l’IR-DSU.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMANDE")
    run = commands.add_parser("run", help="installer ce qui manque, construire le site et le servir")
    run.add_argument("--port", type=int, help="le port (3000 par défaut)")
    run.add_argument("--host", help="l’adresse d’écoute (127.0.0.1 par défaut : cette machine seule)")
    run.add_argument("--lan", action="store_true", help="ouvrir aux téléphones du réseau local")
    run.add_argument("--workers", type=int, help="combien de processus (1 par défaut ; plus : PostgreSQL et Redis)")
    commands.add_parser("test", help="lancer tous les contrôles ; ce qui suit est donné à pytest", add_help=False)
    commands.add_parser("build", help="construire les pages d’une nouvelle version pendant que l’ancienne sert")
    commands.add_parser("migrate", help="mettre la base de données à jour")
    office = commands.add_parser("bureau", help="donner un lien pour entrer au bureau (dix minutes)")
    office.add_argument("--courriel", default="", help="à qui : son adresse électronique ; sans elle, à la machine")
    office.add_argument("--nom", default="", help="son nom, si cette personne est nouvelle dans l’équipe")
    office.add_argument(
        "--role", action="append", help="ce dont elle répond : all (par défaut), brief, coop, cycles, jobs"
    )
    office.add_argument("--fermer", action="store_true", help="faire sortir tout le monde du bureau")
    commands.add_parser("audit", help="chercher les failles connues des paquets dont le site dépend")
    backup = commands.add_parser("backup", help="sauvegarder la base et le secret, même pendant que le site sert")
    backup.add_argument("fichier", nargs="?", help="où (par défaut dans irdsu-data/sauvegardes)")
    restore = commands.add_parser("restore", help="remettre une sauvegarde, le site fermé")
    restore.add_argument("fichier", help="la sauvegarde")
    restore.add_argument("--oui", action="store_true", help="remplacer ce que la base contient déjà")
    commands.add_parser("seed", help="mettre dans une base vide ce qu’il faut pour commencer")
    return parser


def _obey(asked: argparse.Namespace, rest: list[str]) -> int:
    from irdsu_app.launch import packages

    if rest and asked.command != "test":
        _parser().error("argument inconnu : " + " ".join(rest))
    if not packages.inside():
        packages.prepare(checks=asked.command in ("test", "audit"))
        command = [str(packages.PYTHON), "-m", "irdsu_app", *sys.argv[1:]]
        return (
            _wait(subprocess.Popen(command, cwd=packages.ROOT)) if os.name == "nt" else _become(command, packages.ROOT)
        )
    os.chdir(packages.ROOT)
    from irdsu_app.launch import commands

    return commands.obey(asked, rest)


def _become(command: list[str], root: os.PathLike[str]) -> int:
    os.chdir(root)
    os.execv(command[0], command)


def _wait(process: subprocess.Popen[bytes]) -> int:
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


if __name__ == "__main__":
    sys.exit(main())
