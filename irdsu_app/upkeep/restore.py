"""Put a copy back: its sums checked, no server open, nothing erased that was not said; then the tables are migrated."""

import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.engine import make_url

from irdsu_app import db
from irdsu_app.launch.progress import Stopped
from irdsu_app.upkeep import archive, backup, health, occupied

NOT_EMPTY = "La base de données contient déjà quelque chose. Pour la remplacer par la sauvegarde, ajoutez --oui{kept}."
OTHER_ENGINE = "Cette sauvegarde est celle d’une base {copied} ; IRDSU_DATABASE_URL désigne une base {here}."
TOO_NEW = "Cette sauvegarde vient d’une version plus récente du site : mettez le site à jour, puis relancez."
OTHER_LINKS = (
    "Le secret du site n’est pas celui de la sauvegarde : les liens personnels déjà envoyés ne s’ouvriraient plus. "
    "Donnez à IRDSU_SECRET celui d’alors, ou ajoutez --oui."
)

EMPTIED = """DO $$ DECLARE it text; BEGIN FOR it IN
SELECT 'TABLE ' || oid::regclass FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
UNION ALL SELECT 'ROUTINE ' || oid::regprocedure FROM pg_proc WHERE pronamespace = 'public'::regnamespace
AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
LOOP EXECUTE 'DROP ' || it || ' CASCADE'; END LOOP; END $$"""
"""Drops the tables and the functions of a PostgreSQL database, but for those of its extensions."""


def put_back(house: backup.House, copy: Path, replace: bool) -> list[str]:
    """Put this copy in the place of the database; `replace` what is there. Gives what was done; raises Stopped."""
    with tempfile.TemporaryDirectory(prefix="irdsu-", dir=_beside(house)) as folder:
        manifest = archive.read(copy, Path(folder))
        _check(house, manifest)
        with occupied.by_nobody(house.url):
            if not replace and holds_something(house.url):
                kept = " (l’ancienne sera gardée à côté)" if manifest.engine == "sqlite" else ""
                raise Stopped(NOT_EMPTY.format(kept=kept))
            secret = Path(folder) / archive.SECRET
            copied = _secret(house, manifest, secret if secret.exists() else None, replace)
            base = Path(folder) / archive.BASE
            said = _file(house.url, base) if manifest.engine == "sqlite" else _dumped(house.url, base)
            # Last: a base that could not be put back keeps the secret of its links.
            said = [*_put_secret(house, copied), *said] if house.seal != manifest.secret else said
        if manifest.engine == "postgresql":  # its migrations take the lock that has just been let go
            db.upgrade(house.url)
        return said


def _beside(house: backup.House) -> Path | None:
    """Where to unpack: beside an SQLite file, so that it takes its place at once."""
    if file := occupied.file_of(house.url):
        file.parent.mkdir(parents=True, exist_ok=True)
        return file.parent
    return None


def _check(house: backup.House, manifest: archive.Manifest) -> None:
    here = make_url(house.url).get_backend_name()
    if manifest.engine != here:
        raise Stopped(OTHER_ENGINE.format(copied=manifest.engine, here=here))
    if manifest.revision not in health.revisions()[1]:
        raise Stopped(TOO_NEW)


def holds_something(url: str) -> bool:
    """Whether a database has more rows than one that has just been made."""
    file = occupied.file_of(url)
    if file and not file.exists():
        return False
    with tempfile.TemporaryDirectory() as folder:
        fresh = f"sqlite:///{folder}/fresh.db"
        db.upgrade(fresh)
        ordinary = _rows(fresh)
    return any(count > ordinary.get(table, 0) for table, count in _rows(url).items())


def _rows(url: str) -> dict[str, int]:
    engine = db.open_engine(url)
    try:
        with engine.connect() as connection:
            tables = [name for name in inspect(connection).get_table_names() if not name.startswith("job_words")]
            counts = {name: connection.scalar(text(f'SELECT count(*) FROM "{name}"')) or 0 for name in tables}  # noqa: S608
            return counts
    finally:
        engine.dispose()


def _secret(house: backup.House, manifest: archive.Manifest, copied: Path | None, replace: bool) -> Path | None:
    """Give the secret to put back, if one may be; make sure otherwise that it is the same, or that nobody minds."""
    if house.seal == manifest.secret or (copied and (not house.secret or house.keeps_its_secret)):
        return copied
    if not replace:  # IRDSU_SECRET wins over any file
        raise Stopped(OTHER_LINKS)
    return None


def _put_secret(house: backup.House, copied: Path | None) -> list[str]:
    """Put the secret of the copy in its file; the one that was there is kept beside."""
    if copied is None:
        return ["Le secret du site reste le sien : les liens personnels d’avant ne s’ouvrent plus."]
    if house.secret_file.exists():
        _aside(house.secret_file)
    house.secret_file.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(copied, house.secret_file)
    return ["Secret des liens personnels : remis."]


def _file(url: str, base: Path) -> list[str]:
    """Check and migrate the copy, then put it in the place of the file: the old one stays until the last moment."""
    backup.check(base)
    db.upgrade(f"sqlite:///{base}")
    file, said = occupied.file_of(url), []
    if file is None:
        raise Stopped(backup.NO_BASE)
    if file.exists():
        said = [f"L’ancienne base est gardée : {_aside(file)}"]
    base.replace(file)
    return [*said, f"Base de données : remise dans {file}"]


def _aside(file: Path) -> Path:
    """Rename a file, and what SQLite keeps beside it: it would be taken for the new one's."""
    to = file.with_name(f"{file.name}.avant-{datetime.now():%Y-%m-%d-%H%M%S}")
    for tail in ("-wal", "-shm", ""):
        if (piece := file.with_name(file.name + tail)).exists():
            piece.rename(to.with_name(to.name + tail))
    return to


def _dumped(url: str, base: Path) -> list[str]:
    """Put a PostgreSQL copy back in one transaction: whole, or nothing has changed.

    Everything goes first: what the copy does not know, of a newer version, would stand in its way.
    """
    words = base.with_name("base.sql")
    backup.call(
        "pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges", "--file", str(words), str(base)
    )
    whole = ("--no-psqlrc", "--quiet", "--single-transaction", "--set", "ON_ERROR_STOP=1")
    backup.run("psql", url, *whole, "--command", EMPTIED, "--file", str(words))
    return ["Base de données : remise."]
