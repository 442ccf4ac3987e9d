"""What `backup` and `restore` do, for the database and the secret that the settings say."""

import argparse
from pathlib import Path

from irdsu_app.access import derived
from irdsu_app.launch.progress import say, step
from irdsu_app.settings import DATA, settings
from irdsu_app.upkeep import backup, restore


def obey(asked: argparse.Namespace) -> int:
    """Do the command."""
    if asked.command == "backup":
        to = Path(asked.fichier) if asked.fichier else backup.default_place(DATA)
        with step("Sauvegarde"):
            backup.make(house(), to)
        say(f"{to} ({to.stat().st_size / 1e6:.1f} Mo)".replace(".", ",", 0))
        say("Gardez-la ailleurs que sur cette machine, et à l’abri : elle contient des données personnelles.")
        return 0
    with step("Restauration"):
        said = restore.put_back(house(), Path(asked.fichier), asked.oui)
    for line in said:
        say(f"  {line}")
    return 0


def house() -> backup.House:
    """What is copied; a secret that nobody has made yet is nothing."""
    made = derived.FILE.is_file() or settings.secret
    return backup.House(settings.database_url, derived.secret() if made else b"", derived.FILE)
