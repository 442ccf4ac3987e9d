"""Nothing secret is kept where it can be read: not in the tables, not in the log, not in what browsers are given."""

import re
import sqlite3
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from irdsu_app.access import derived, links, organisers
from irdsu_app.access.seats import hash_of
from irdsu_app.cycles import keys
from irdsu_app.launch.building import WEB
from irdsu_app.launch.packages import ROOT
from irdsu_app.settings import Settings
from tests.browser import attackers, cycling, knocks, owned

SHOWN = ("contact@", "@exemple.", "@example.", "@ville.fr", "@2x")
"""Addresses that pages give as examples."""


def test_without_being_asked_the_house_listens_to_this_machine_only(monkeypatch):
    monkeypatch.delenv("IRDSU_HOST", raising=False)
    assert Settings().host == "127.0.0.1"


def _given() -> list[Path]:
    kinds = {".js", ".jsx", ".html", ".css", ".json", ".map", ".webmanifest", ".txt", ".svg", ".xml"}
    return [file for file in (WEB / "build" / "client").rglob("*") if file.suffix in kinds]


def test_what_browsers_are_given_holds_no_secret_no_address_and_no_path_of_the_machine():
    wrong = re.compile(
        r"IRDSU_(?:SECRET|SMTP|DATABASE|REDIS)|postgresql(?:\+\w+)?://|smtps?://|-----BEGIN"
        rf"|{re.escape(str(ROOT))}|/site-packages/|/hom[e]/\w|/roo[t]/\w"
    )
    files = _given()
    assert len(files) > 50, "the site is not built"
    for file in files:
        said = file.read_text("utf-8", errors="replace")
        found = wrong.search(said)
        assert found is None, f"{file.name}: {said[max(0, found.start() - 80) : found.end() + 80]}"
        emails = set(re.findall(r"[\w.+-]+@[\w-]+\.(?:fr|com|org|net|eu)\b", said))
        assert not {each for each in emails if not any(ok in each for ok in SHOWN)}, (file.name, emails)
        assert keys.secret().decode() not in said


def _everything(world: attackers.World) -> str:
    folder = Path(urlsplit(world.house.database_url).path)
    base = sqlite3.connect(folder)
    tables = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = {name: base.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}
    return repr(rows)


def test_no_live_link_key_nor_cookie_is_in_a_table_or_in_the_log(tmp_path, monkeypatch):
    with attackers.standing(tmp_path, monkeypatch) as world:
        slug, code = cycling.opened(world.house, "Un cycle à lire")
        personal = cycling.registered(world.house, slug, code, "Awa Diop")
        with owned.at(world.house) as session:
            now = attackers.datetime.now(attackers.UTC)
            sign_in = organisers.give_link(session, now)
        edit = owned.made(world.house)
        cookies = [each.partition("=")[2] for each in [*world.people.values(), *world.owners.values()] if each]
        live = [*personal, world.own_link, sign_in, edit, links.to_read(edit), *cookies, keys.secret().decode()]
        asked = [(name, payload, {"query": {"key": key}}) for key in live for name, payload in (("nothing", {}),)]
        knocks.Knock(world, world.owners["presenter"]).send(asked)
        world.settled()
        kept, said = _everything(world), world.house.said()
        for each in live:
            assert len(each) >= 24
            assert each not in kept, "a table knows it"
            assert each not in said, "the log knows it"
        assert hash_of(cookies[0]) in kept, "nothing was looked for where it is"


@pytest.mark.parametrize("file", ["irdsu-data/irdsu.db", derived.FILE, "elsewhere.db", "deploy/irdsu.env"], ids=str)
def test_what_the_house_keeps_is_never_committed(file):
    assert subprocess.run(["git", "check-ignore", "--quiet", str(file)], cwd=ROOT).returncode == 0
