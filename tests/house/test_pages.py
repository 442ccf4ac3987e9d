"""The pages of the house: each is named, described, and keeps its promises of plain HTML."""

import json
import re
from pathlib import Path

import pytest
import segno

from irdsu_app import home
from irdsu_app.design import elements, layout
from irdsu_app.design.qr import qr

ROOT = Path(__file__).parents[2]


def test_every_page_has_its_own_title_and_description():
    pages = home.pages()
    assert len({page.title for page in pages.values()}) == len(pages)
    assert len({page.description for page in pages.values()}) == len(pages)
    assert all(50 <= len(page.description) <= 170 for page in pages.values())


@pytest.mark.parametrize("address", sorted(home.pages()))
def test_every_page_has_one_heading_and_a_place_for_the_focus(address: str):
    rendered = str(home.pages()[address].content())
    assert len(re.findall(r'jsx\("h1"', rendered)) == 1
    assert 'id:"contenu",ref:ref_contenu,tabIndex:-1' in re.sub(r"\s", "", rendered)
    assert "radix" not in rendered.lower()


def test_a_tool_in_preparation_is_not_linked():
    links = set(re.findall(r'to:"(/[^"]*)"', re.sub(r"\s", "", str(home.pages()["/"].content()))))
    assert links == {
        "/",
        "/depliant",
        "/depliant/presenter",
        "/depliant/texte",
        "/coop",
        "/coop#creer",
        "/coop/regles",
        "/coop/cartes",
        "/cycles",
        "/offres",
        "/offres/deposer",
        "/rejoindre",
        "/mentions-legales",
        "/donnees-personnelles",
        "/accessibilite",
        "/connexion",
    }


def test_a_posted_form_is_sent_by_the_browser():
    rendered = str(elements.post_form(elements.button("Envoyer"), action="/rejoindre"))
    assert "onSubmit" not in rendered
    assert 'method:"post"' in re.sub(r"\s", "", rendered)


def test_a_qr_code_draws_exactly_its_dark_modules():
    path, side = qr("http://192.0.2.10:3000/r/AB3CD")
    drawn = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", path)}
    matrix = segno.make_qr("http://192.0.2.10:3000/r/AB3CD", error="m").matrix
    assert side == len(matrix)
    assert drawn == {(x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}


def test_what_the_head_and_the_manifest_name_exists():
    head = " ".join(str(part) for part in layout.head())
    manifest = json.loads((ROOT / "assets/manifest.webmanifest").read_text("utf-8"))
    named = re.findall(r'href:"(/[^"]+)"', re.sub(r"\s", "", head)) + [icon["src"] for icon in manifest["icons"]]
    assert len(named) >= 9
    assert [name for name in named if not (ROOT / "assets" / name[1:]).is_file()] == []
