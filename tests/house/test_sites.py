"""The site is built anew under a server that is open: nobody's page breaks, in the old version nor in the new one."""

import shutil

import httpx
import pytest

from irdsu_app.launch import building, sites
from tests.serving import House


@pytest.fixture
def workshop(tmp_path, monkeypatch):
    """What Reflex has built, in a folder of this test's own."""
    web = tmp_path / "web"
    shutil.copytree(building.site() / "build", web / "build")
    for name, place in (("WEB", web), ("STAMP", web / "stamp"), ("SITES", web / "sites")):
        monkeypatch.setattr(building, name, place)
    return web


def build(web, version: str, piece: str) -> None:
    """Build in place, as Reflex does: the pages say the version, one piece has the name of what it holds."""
    pieces = web / sites.PIECES
    for old in pieces.glob("piece-*"):
        old.unlink()
    (pieces / piece).write_text(f"export const version = '{version}'", "utf-8")
    (web / "build" / "client" / "version.txt").write_text(version, "utf-8")
    sites.publish(web, building.SITES, version)
    building.STAMP.write_text(version)


def test_a_site_built_under_an_open_server_breaks_neither_the_pages_of_before_nor_those_after(workshop, tmp_path):
    build(workshop, "un", "piece-aaa.js")
    old, new = (House(tmp_path / name) for name in ("old", "new"))
    old.open()
    try:
        home = httpx.get(old.url).text
        shutil.rmtree(workshop / "build" / "client" / "assets")  # what Reflex does first
        assert httpx.get(f"{old.url}/assets/piece-aaa.js").status_code == 200
        shutil.copytree(building.SITES / "un" / sites.PIECES, workshop / sites.PIECES)
        build(workshop, "deux", "piece-bbb.js")
        new.open()
        assert httpx.get(old.url).text == home
        for each, version in ((old, "un"), (new, "deux")):
            assert httpx.get(f"{each.url}/version.txt").text == version
            for piece in ("aaa", "bbb"):  # whichever process the proxy chooses
                asked = httpx.get(f"{each.url}/assets/piece-{piece}.js")
                assert (asked.status_code, "immutable" in asked.headers["cache-control"]) == (200, True)
    finally:
        old.kill()
        new.kill()


def test_the_last_versions_are_kept_with_the_pieces_of_each_other_and_no_more(tmp_path):
    web, made = tmp_path / "web", tmp_path / "sites"
    for number in range(1, 6):
        shutil.rmtree(web, ignore_errors=True)
        (web / sites.PIECES).mkdir(parents=True)
        (web / sites.PIECES / f"piece-{number}.js").write_text(str(number))
        sites.publish(web, made, f"v{number}")
    assert sorted(each.name for each in made.iterdir()) == ["v3", "v4", "v5"]
    for each in made.iterdir():
        assert {f"piece-{n}.js" for n in (3, 4, 5)} <= {piece.name for piece in (each / sites.PIECES).iterdir()}
    assert not (made / "v5" / sites.PIECES / "piece-1.js").exists(), "what nobody can come from is not carried for ever"


def test_a_site_that_was_not_made_to_the_end_is_none(tmp_path):
    web, made = tmp_path / "web", tmp_path / "sites"
    lost = web / sites.PIECES / "piece-1.js"
    lost.parent.mkdir(parents=True)
    lost.symlink_to("nowhere")
    with pytest.raises(shutil.Error):
        sites.publish(web, made, "v1")
    lost.unlink()
    assert not (made / "v1").exists()
    assert sites.publish(web, made, "v1").is_dir()
