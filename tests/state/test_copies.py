"""Copies of the house: made while it is written to, put back elsewhere, whole; refused when it would harm."""

import io
import sqlite3
import tarfile
import tempfile
import threading
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlmodel import select

from irdsu_app import db
from irdsu_app.launch.progress import Stopped
from irdsu_app.mail import box
from irdsu_app.mail.letter import ToSend
from irdsu_app.mail.models import Letter
from irdsu_app.upkeep import archive, backup, occupied, restore
from tests.serving import House
from tests.state.test_coop_doors import Browser

NOW = datetime.now(UTC)
SECRET = "f" * 64


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request, tmp_path):
    """Gives the address of another empty database at each call."""
    made = []

    def base() -> str:
        made.append(f"copies_{len(made)}")
        if request.param == "sqlite":
            return f"sqlite:///{tmp_path / made[-1]}/house.db"
        server = db.create_engine(request.getfixturevalue("postgres"), isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {made[-1]}"))
        server.dispose()
        return make_url(request.getfixturevalue("postgres")).set(database=made[-1]).render_as_string(False)

    yield base
    if request.param == "postgresql":
        server = db.create_engine(request.getfixturevalue("postgres"), isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            for name in made:
                connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        server.dispose()


def living(url: str, folder: Path, secret: str = SECRET) -> backup.House:
    """A house with tables, and its secret in a file."""
    db.upgrade(url)
    folder.mkdir(exist_ok=True)
    (folder / "secret").write_text(secret)
    return backup.House(url, secret.encode(), folder / "secret")


def keys_in(url: str) -> list[str]:
    engine = db.open_engine(url)
    with db.session(engine) as session:
        found = sorted(session.exec(select(Letter.key)).all(), key=int)
    engine.dispose()
    return found


class Writing:
    """Somebody who writes two letters a transaction, all the time."""

    def __init__(self, url: str) -> None:
        self.written, self._over = 0, threading.Event()
        self._engine, self._thread = db.open_engine(url), threading.Thread(target=self._write)
        self.some = threading.Event()

    def _write(self) -> None:
        while not self._over.is_set():
            with db.session(self._engine) as session:
                pair = [ToSend(str(self.written + n), "test.x", "anne@ville.fr") for n in range(2)]
                box.queue(session, pair, NOW)
            self.written += 2
            if self.written >= 40:
                self.some.set()

    def __enter__(self) -> "Writing":
        self._thread.start()
        assert self.some.wait(60)
        return self

    def __exit__(self, *_failure: object) -> None:
        self._over.set()
        self._thread.join()
        self._engine.dispose()


def test_a_copy_made_while_people_write_is_whole_and_opens_elsewhere(fresh, tmp_path):
    house = living(fresh(), tmp_path / "here")
    with Writing(house.url) as writing:
        before = writing.written
        made = backup.make(house, tmp_path / "copy.tar")
        after = writing.written
    assert made.stat().st_mode & 0o777 == 0o600
    elsewhere = replace(house, url=fresh(), secret=b"", secret_file=tmp_path / "there" / "secret")
    said = restore.put_back(elsewhere, made, replace=False)
    kept = keys_in(elsewhere.url)
    assert before <= len(kept) <= after + 2
    assert kept == [str(n) for n in range(len(kept))], "one moment: nothing before it is missing, nothing is half there"
    assert len(kept) % 2 == 0
    assert elsewhere.secret_file.read_text() == SECRET
    assert elsewhere.secret_file.stat().st_mode & 0o777 == 0o600
    assert any("Base de données" in line for line in said)


def test_what_is_there_is_never_replaced_unless_told_and_never_lost(fresh, tmp_path):
    house = living(fresh(), tmp_path / "here")
    copy = backup.make(house, tmp_path / "copy.tar")
    engine = db.open_engine(house.url)
    with db.session(engine) as session:
        box.queue(session, [ToSend("7", "test.x", "anne@ville.fr")], NOW)
    engine.dispose()
    with pytest.raises(Stopped, match=r"contient déjà quelque chose.*--oui"):
        restore.put_back(house, copy, replace=False)
    assert keys_in(house.url) == ["7"]
    said = restore.put_back(house, copy, replace=True)
    assert keys_in(house.url) == []
    aside = [line.rpartition(" ")[2] for line in said if "gardée" in line]
    assert [keys_in(f"sqlite:///{file}") for file in aside] == ([["7"]] if house.url.startswith("sqlite") else [])


def test_an_older_copy_is_migrated_and_a_newer_one_refused(fresh, tmp_path, monkeypatch):
    house = living(fresh(), tmp_path / "here")
    db.downgrade(house.url, "0008")
    copy = backup.make(house, tmp_path / "old.tar")
    elsewhere = replace(house, url=fresh())
    restore.put_back(elsewhere, copy, replace=False)
    assert restore.health.revision_of(elsewhere.url) == restore.health.revisions()[0]
    monkeypatch.setattr(restore.health, "revisions", lambda: ("0007", frozenset({"0007"})))
    with pytest.raises(Stopped, match="version plus récente"):
        restore.put_back(replace(house, url=fresh()), copy, replace=False)


def test_an_older_copy_takes_the_place_of_newer_tables(fresh, tmp_path):
    house = living(fresh(), tmp_path / "here")
    db.downgrade(house.url, "0008")
    copy = backup.make(house, tmp_path / "old.tar")
    db.upgrade(house.url)
    restore.put_back(house, copy, replace=True)
    assert restore.health.revision_of(house.url) == restore.health.revisions()[0]
    restore.put_back(house, copy, replace=True)


def test_a_base_that_cannot_be_put_back_leaves_the_secret_of_its_links(fresh, tmp_path):
    theirs = living(fresh(), tmp_path / "there", "e" * 64)
    here = living(fresh(), tmp_path / "here")
    base = tmp_path / "base"
    base.write_bytes(b"no base")
    engine = make_url(theirs.url).get_backend_name()
    said = archive.Manifest(engine, restore.health.revisions()[0], "", theirs.seal, {
        archive.BASE: archive.sum_of(base), archive.SECRET: archive.sum_of(theirs.secret_file)
    })  # fmt: skip
    archive.write(tmp_path / "bad.tar", said, {archive.BASE: base, archive.SECRET: theirs.secret_file})
    with pytest.raises(Stopped):
        restore.put_back(here, tmp_path / "bad.tar", replace=True)
    assert here.secret_file.read_text() == SECRET
    assert keys_in(here.url) == []
    assert restore.put_back(here, backup.make(theirs, tmp_path / "good.tar"), replace=True)
    assert here.secret_file.read_text() == "e" * 64


def test_a_house_that_is_open_is_copied_but_nothing_is_put_back_under_it(tmp_path):
    open_ = House(tmp_path).open()
    house = backup.House(open_.database_url, b"", tmp_path / "secret")
    try:
        code = Browser(open_).create()
        copy = backup.make(house, tmp_path / "copy.tar")
        with pytest.raises(Stopped, match="Le site est ouvert sur cette base"):
            restore.put_back(house, copy, replace=True)
    finally:
        open_.close()
    with closing(sqlite3.connect(open_.database_url.removeprefix("sqlite:///"))) as base:
        base.execute("DELETE FROM room")
        base.commit()
    restore.put_back(house, copy, replace=True)
    open_.open()
    try:
        assert Browser(open_).come_in(code) == f"/coop/{code}"
    finally:
        open_.kill()


@pytest.mark.parametrize("spoil", ["cut", "changed", "stranger", "outside", "not a copy"])
def test_a_copy_that_was_spoilt_is_refused_and_touches_nothing(tmp_path, spoil):
    house = living(f"sqlite:///{tmp_path}/house.db", tmp_path)
    copy = backup.make(house, tmp_path / "copy.tar")
    spoilt = tmp_path / "spoilt.tar"
    whole = copy.read_bytes()
    if spoil == "cut":
        spoilt.write_bytes(whole[: len(whole) // 2])
    elif spoil == "changed":
        spoilt.write_bytes(whole.replace(b"CREATE TABLE", b"CREATE TABLe", 1))
    elif spoil == "not a copy":
        spoilt.write_bytes(b"bonjour")
    else:
        spoilt.write_bytes(whole)
        with tarfile.open(spoilt, "a") as tar:
            added = tarfile.TarInfo("secret" if spoil == "stranger" else "../outside")
            added.size = 2
            tar.addfile(added, io.BytesIO(b"no"))
    with pytest.raises(Stopped, match="abîmée"):
        restore.put_back(house, spoilt, replace=True)
    assert not (tmp_path.parent / "outside").exists()
    assert keys_in(house.url) == []
    assert [each.name for each in tmp_path.iterdir() if "avant" in each.name] == []


def test_another_secret_is_said_before_links_stop_opening(tmp_path):
    house = living(f"sqlite:///{tmp_path}/house.db", tmp_path / "a")
    by_environment = replace(house, secret=b"e" * 40)
    copy = backup.make(by_environment, tmp_path / "copy.tar")
    with tarfile.open(copy) as tar:
        assert tar.getnames() == [archive.MANIFEST, archive.BASE], "a secret of the environment is in no copy"
        said = tar.extractfile(archive.MANIFEST)
        assert said is not None
        assert b"eeee" not in said.read()
    with pytest.raises(Stopped, match="liens personnels déjà envoyés"):
        restore.put_back(replace(house, url=f"sqlite:///{tmp_path}/b.db"), copy, replace=False)
    assert restore.put_back(replace(by_environment, url=f"sqlite:///{tmp_path}/b.db"), copy, replace=False)


def test_copies_never_overwrite_one_another_and_say_what_is_missing(tmp_path, monkeypatch):
    house = living(f"sqlite:///{tmp_path}/house.db", tmp_path)
    copy = backup.make(house, tmp_path / "copy.tar")
    with pytest.raises(Stopped, match="existe déjà"):
        backup.make(house, copy)
    with pytest.raises(Stopped, match="n’existe pas"):
        restore.put_back(house, tmp_path / "nowhere.tar", replace=True)
    with pytest.raises(Stopped, match="pas encore de base"):
        backup.make(replace(house, url=f"sqlite:///{tmp_path}/none.db"), tmp_path / "other.tar")
    with pytest.raises(Stopped, match="celle d’une base sqlite"):
        restore.put_back(replace(house, url="postgresql+psycopg://moi@127.0.0.1:1/x"), copy, replace=True)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Stopped, match="sudo apt install postgresql-client"):
        backup.run("pg_dump", "postgresql+psycopg://moi@127.0.0.1:1/x")
    assert sorted(each.name for each in tmp_path.iterdir() if "partiel" in each.name) == []


def test_a_server_that_opens_on_a_postgresql_that_is_being_put_back_waits_for_its_end(base_url_of_postgres):
    db.upgrade(base_url_of_postgres)
    opens = threading.Thread(target=db.upgrade, args=[base_url_of_postgres])
    with occupied.by_nobody(base_url_of_postgres):
        opens.start()
        with db.open_engine(base_url_of_postgres).connect() as look:
            late = time.monotonic() + 20
            while not look.scalar(text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")):
                assert opens.is_alive(), "it has migrated under the restoration"
                assert time.monotonic() < late
        assert opens.is_alive()
        with pytest.raises(Stopped, match="fermez-le"), occupied.by_nobody(base_url_of_postgres):
            pass
    opens.join(20)
    assert not opens.is_alive()


def test_a_base_that_a_link_leads_to_is_the_same_one(tmp_path):
    (tmp_path / "linked.db").symlink_to(tmp_path / "house.db")
    server, restoring = (f"sqlite:///{tmp_path}/{name}.db" for name in ("house", "linked"))
    with occupied.by_a_server(server), pytest.raises(Stopped, match="fermez-le"), occupied.by_nobody(restoring):
        pass


def test_what_prevents_a_copy_is_said_in_french(tmp_path):
    house = living(f"sqlite:///{tmp_path}/house.db", tmp_path)
    full = sqlite3.OperationalError()
    full.sqlite_errorcode = sqlite3.SQLITE_FULL
    assert f"plus de place dans {tempfile.gettempdir()}" in backup._reason(full)
    (tmp_path / "house.db").write_bytes(b"SQLite format 3\0" + b"spoilt" * 4_000)
    with pytest.raises(Stopped, match="abîmée"):
        backup.make(house, tmp_path / "copy.tar")
    assert not (tmp_path / "copy.tar").exists()


def test_a_server_does_not_open_on_a_base_that_is_being_put_back(tmp_path):
    url = f"sqlite:///{tmp_path}/house.db"
    with occupied.by_a_server(url), occupied.by_a_server(url), pytest.raises(Stopped), occupied.by_nobody(url):
        pass
    with occupied.by_nobody(url), pytest.raises(Stopped, match="en cours de restauration"), occupied.by_a_server(url):
        pass
