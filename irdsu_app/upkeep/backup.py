"""Copy the house while it is open: its database as it is at one moment, and the secret its links are made from."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.engine import URL, make_url

from irdsu_app.launch.progress import Stopped
from irdsu_app.upkeep import archive, health
from irdsu_app.upkeep.occupied import file_of

NO_TOOL = (
    "Il manque {tool}, l’outil de PostgreSQL. Installez-le (sur Debian ou Ubuntu : sudo apt install "
    "postgresql-client, de la même version que le serveur), puis relancez."
)
UNSOUND = "La base de données est abîmée ({why}). Gardez le fichier tel quel et restaurez la dernière sauvegarde."
FULL = "Il n’y a plus de place dans {folder}, où la copie se prépare. Libérez-en (TMPDIR en désigne un autre)."
BUSY = "La base de données est occupée depuis trente secondes : relancez dans un instant."
NO_BASE = "Il n’y a pas encore de base de données à sauvegarder."


@dataclass(frozen=True)
class House:
    """What is copied: the address of the database; the secret in force, and the file that keeps it if there is one."""

    url: str
    secret: bytes
    secret_file: Path

    @property
    def seal(self) -> str:
        """What tells this secret from another one, and from which it cannot be found."""
        return hashlib.sha256(b"irdsu:" + self.secret).hexdigest()[:16]

    @property
    def keeps_its_secret(self) -> bool:
        """Whether the secret in force is the one of the file."""
        return self.secret_file.is_file() and self.secret_file.read_text().strip().encode() == self.secret


def make(house: House, to: Path) -> Path:
    """Copy the house into this file; raises Stopped. Gives the file."""
    engine = make_url(house.url).get_backend_name()
    with tempfile.TemporaryDirectory(prefix="irdsu-") as folder:
        base = Path(folder) / archive.BASE
        _copy_file(house.url, base) if engine == "sqlite" else _dump(house.url, base)
        revision = health.revision_of(f"sqlite:///{base}" if engine == "sqlite" else house.url)
        files = {archive.BASE: base}
        if house.keeps_its_secret:
            files[archive.SECRET] = house.secret_file
        sums = {name: archive.sum_of(file) for name, file in files.items()}
        made_at = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = archive.Manifest(engine, revision, made_at, house.seal, sums)
        archive.write(to, manifest, files)
    return to


def _copy_file(url: str, to: Path) -> None:
    """One reading of an SQLite database, whole, during which everybody goes on writing."""
    file = file_of(url)
    if file is None or not file.exists():
        raise Stopped(NO_BASE)
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=30)) as base:
            base.execute("VACUUM INTO ?", (str(to),))
    except sqlite3.DatabaseError as error:
        raise Stopped(_reason(error)) from None
    check(to)


def _reason(error: sqlite3.DatabaseError) -> str:
    """Why a database could not be read to its end, and what to do."""
    if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
        return FULL.format(folder=tempfile.gettempdir())
    if error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return BUSY
    return UNSOUND.format(why="elle ne se lit pas")


def check(file: Path) -> None:
    """Look at every page of an SQLite database and every link between its rows; raises Stopped."""
    try:
        with closing(sqlite3.connect(file)) as base:
            said = [*base.execute("PRAGMA integrity_check"), *base.execute("PRAGMA foreign_key_check")]
    except sqlite3.DatabaseError:
        raise Stopped(UNSOUND.format(why="elle ne se lit pas")) from None
    if said != [("ok",)]:
        raise Stopped(UNSOUND.format(why=str(said[0][0])))


def _dump(url: str, to: Path) -> None:
    run("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", "--file", str(to))


def run(tool: str, url: str, *arguments: str) -> None:
    """Run a tool of PostgreSQL on this database; its password is in no list of processes. Raises Stopped."""
    at = make_url(url)
    call(tool, *arguments, "--dbname", _without_password(at), env=_with_password(at))


def call(tool: str, *arguments: str, env: dict[str, str] | None = None) -> None:
    """Run a tool of PostgreSQL; raises Stopped."""
    if shutil.which(tool) is None:
        raise Stopped(NO_TOOL.format(tool=tool))
    done = subprocess.run([tool, *arguments], env=env, capture_output=True, text=True)  # noqa: S603 — our own words
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise Stopped(f"{tool} a échoué : {said[-1] if said else done.returncode}")


def _without_password(at: URL) -> str:
    return at.set(drivername="postgresql", password=None).render_as_string()


def _with_password(at: URL) -> dict[str, str]:
    return {**os.environ, **({"PGPASSWORD": str(at.password)} if at.password else {})}


def default_place(folder: Path) -> Path:
    """Where a copy goes when nobody says where."""
    return folder / "sauvegardes" / f"irdsu-{datetime.now():%Y-%m-%d-%H%M%S}.tar"
