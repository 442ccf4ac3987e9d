"""The PDF of the sheet: what it says, in which order, with which fonts and inks, and what it does with odd texts."""

import re
from datetime import date
from functools import cache
from itertools import pairwise

import pypdfium2.raw as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageChops

from irdsu_app.brief.diagrams import drawing
from irdsu_app.brief.facts import facts
from irdsu_app.brief.panels import Panel, PanelId, brief
from irdsu_app.brief.press import Ink, Size, Unprintable, sheet_pdf
from irdsu_app.brief.press.imposition import PAPERS, folds, place
from irdsu_app.brief.press.inks import grey, inked
from irdsu_app.brief.press.making import STYLED, footed
from irdsu_app.brief.print_pages import WEIGHT
from irdsu_app.brief.sheet import FACES, PANELS
from irdsu_app.design.drawn import NotForPaper, mixed, printed
from irdsu_app.design.typography import fr
from tests.printed import Printed, plain

TODAY = date(2026, 11, 25)
SHEETS = [("A3", "couleur", False), ("A3", "gris", False), ("A2", "couleur", False), ("A2", "gris", True)]
LONG = " ".join(["intercommunalité", "quartier", "et", "habitants,"] * 28)
"""More than twice the longest text of the sheet."""


@cache
def opened(size: Size = "A3", ink: Ink = "couleur", cut: bool = False) -> Printed:
    return Printed(made(brief().panels, size=size, ink=ink, cut=cut))


def made(panels, **asked) -> bytes:
    return sheet_pdf(panels, facts(), title=brief().title, today=TODAY, **asked)


def changed(panel: PanelId, **words) -> list[Panel]:
    return [p.model_copy(update=words) if p.id == panel else p for p in brief().panels]


@pytest.mark.parametrize(("size", "ink", "cut"), SHEETS)
def test_two_light_pages_of_the_right_size_tagged_in_french(size: Size, ink: Ink, cut: bool) -> None:
    pdf = opened(size, ink, cut)
    assert pdf.sizes == [tuple(PAPERS[size])] * 2
    assert len(pdf.bytes) < 400_000
    assert len(pdf.bytes) / 1000 == pytest.approx(WEIGHT, rel=0.1), "print_pages.py promises another weight"
    assert pdfium.FPDFCatalog_IsTagged(pdf.document)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf.bytes
    assert re.search(rb"/Lang\s*\(fr\)", pdf.bytes + pdf.inside())
    assert pdf.document.get_metadata_dict()["Title"] == fr(brief().title)


def test_a_margin_to_cut_is_outside_the_sheet_and_carries_its_marks() -> None:
    page = opened("A2", "gris", True).pages[0]
    media, trim = page.get_mediabox(), opened("A2", "gris", True).trim(0)
    assert media is not None
    assert [round((t - m) * 25.4 / 72) for m, t in zip(media, trim, strict=True)] == [10, 10, -10, -10]
    corners = [box for box in opened("A2", "gris", True).lines(0) if box[0] < -4 and abs(box[1]) < 0.5]
    assert corners, "no crop mark at the top left"


def test_fonts_are_ours_whole_and_static() -> None:
    pdf = opened()
    assert {name.partition("+")[2] for name in pdf.fonts()} == {
        "AtkinsonHyperlegibleNext-Regular",
        "AtkinsonHyperlegibleNext-Bold",
        "BricolageGrotesque-Bold",
    }
    assert all(pdf.fonts().values())
    assert b"/Type3" not in pdf.bytes + pdf.inside()


def test_a_voice_reads_every_panel_in_the_order_of_the_talk() -> None:
    said = [(e.kind, plain(e.words), e.alt) for e in opened().said()]
    panels = {panel.id: panel for panel in brief().panels}
    order = sorted(PANELS, key=lambda p: (FACES[p].side, PANELS.index(p)))
    expected = []
    for panel in (panels[p] for p in order):
        expected += [
            ("P", plain(fr(panel.kicker)), ""),
            ("H1" if panel.id == "R1" else "H2", plain(fr(panel.title)), ""),
            ("P", plain(fr(panel.text)), ""),
            ("Figure", "", fr(panel.diagram.alt)),
        ]
        if foot := footed(panel, facts(), TODAY):
            expected.append(("P", plain(foot), ""))
    labels = {plain(fr(label)) for panel in panels.values() for label in panel.local} | {"Notes"}
    heard = [(kind, "" if kind == "Figure" else words, alt) for kind, words, alt in said if words not in labels]
    assert heard == expected


def test_the_cover_has_lines_to_fill_and_so_has_the_back() -> None:
    said = [plain(e.words) for e in opened().said()]
    cover = next(panel for panel in brief().panels if panel.id == "R1")
    assert all(plain(fr(label)) in said for label in cover.local)
    assert "Notes" in said


def test_what_was_written_in_a_local_field_is_printed() -> None:
    local = {"R1": {"Nom de la commune": "Romans-sur-Isère"}, "V2": {"Les deux secteurs reliés": "École et santé"}}
    said = [plain(e.words) for e in Printed(made(brief().panels, local=local)).said()]
    assert "Romans-sur-Isère" in said
    assert "Écoleetsanté" in said


def inside(pdf: Printed, size: Size, page: int, margin: float) -> list[str]:
    """The characters that are too near an edge or a fold of the sheet."""
    paper = PAPERS[size]
    across, down = folds("recto" if page == 0 else "verso", paper)
    columns = [0.0, *across, paper.width]
    rows = [0.0, down, paper.height]
    return [
        f"{sign} {box}"
        for sign, box in pdf.characters(page)
        if min(abs(box[i] - x) for x in columns for i in (0, 2)) < margin
        or min(abs(box[i] - y) for y in rows for i in (1, 3)) < margin
        or any(box[0] < x < box[2] for x in across)
        or box[1] < down < box[3]
    ]


@pytest.mark.parametrize("at", [0, 1])
@pytest.mark.parametrize("size", PAPERS)
def test_no_word_on_a_fold_nor_where_printers_do_not_print(size: Size, at: int) -> None:
    assert inside(opened(size), size, at, 5) == []


@pytest.mark.parametrize("panel", ["R1", "R4", "V4", "R6"])
def test_a_text_twice_too_long_is_printed_whole_and_stays_in_its_place(panel: PanelId) -> None:
    asked = changed(panel, text=LONG, title="Une loi, une carte et un contrat pour toute l’agglomération, " * 2)
    pdf = Printed(made(asked))
    page = 0 if FACES[panel].side == "recto" else 1
    assert inside(pdf, "A3", page, 4) == []
    said = pdf.said()
    text = next(i for i, e in enumerate(said) if plain(e.words) == plain(LONG))
    cell = place(panel, PAPERS["A3"])
    mine = [e.box for e in said[text - 2 : text + 2]]
    assert all(
        cell.x < x and cell.y < y and r < cell.x + cell.width and b < cell.y + cell.height for x, y, r, b in mine
    )
    ordered = mine if not cell.turned else [(x, -b, r, -y) for x, y, r, b in mine]
    assert all(above[3] <= below[1] for above, below in pairwise(ordered)), ordered


def test_a_panel_left_out_is_blank_paper_and_the_others_keep_their_place() -> None:
    without = Printed(made([panel for panel in brief().panels if panel.id not in {"R1", "R3"}]))
    cell = place("R3", PAPERS["A3"])
    scale = 72 / 25.4
    box = [round(v * scale) for v in (cell.x + 1, cell.y + 9, cell.x + cell.width - 9, cell.y + cell.height - 1)]
    assert without.image(0).crop(tuple(box)).getcolors() == [(((box[2] - box[0]) * (box[3] - box[1])), (255, 255, 255))]
    for panel in brief().panels:
        if panel.id not in {"R1", "R3"}:
            here, there = opened().find(fr(panel.title)), without.find(fr(panel.title))
            assert (here.page, here.x, here.y) == pytest.approx((there.page, there.x, there.y))
    assert [e.kind for e in without.said() if e.kind[0] == "H"] == ["H1"] * 10


def test_nothing_at_all_is_two_blank_pages() -> None:
    assert len(Printed(made([])).pages) == 2


def test_the_same_sheet_is_the_same_file() -> None:
    assert made(brief().panels) == opened().bytes


@pytest.mark.parametrize("at", [0, 1])
def test_grey_is_grey_and_colour_is_not(at: int) -> None:
    def coloured(image) -> bool:
        red, green, blue = image.split()
        return any(ImageChops.difference(red, other).getbbox() for other in (green, blue))

    assert coloured(opened().image(at))
    assert not coloured(opened("A3", "gris").image(at))


def test_grey_uses_no_coloured_ink() -> None:
    set_ = re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG|scn|SCN|sc|SC)\b", opened("A3", "gris").inside())
    assert [each for each in set_ if len(set(each)) > 1] == []
    assert re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG|scn|SCN|sc|SC)\b", opened().inside())


@given(st.integers(0, 0xFFFFFF))
def test_grey_is_grey_and_grey_again_changes_nothing(value: int) -> None:
    once = grey(f"#{value:06X}")
    assert once[1:3] == once[3:5] == once[5:7]
    assert grey(once) == once


def test_grey_leaves_words_alone_and_white_white() -> None:
    assert inked('<path fill="#A83A22"/>#12', "gris") == f'<path fill="{grey("#A83A22")}"/>#12'
    assert (grey("#FFFFFF"), grey("#000000")) == ("#FFFFFF", "#000000")
    assert mixed("#FFFFFF", 0.5, "#000000") == "#808080"


@pytest.mark.parametrize("panel", brief().panels, ids=lambda panel: panel.id)
def test_a_drawing_for_print_carries_its_own_ink(panel: Panel) -> None:
    drawn = printed(drawing(panel.id).draw(panel.diagram.title, panel.diagram.alt), STYLED)
    assert not re.search(r"var\(|class=| style=|<title|<desc|data-|aria-|color-mix|transparent|rgb\(", drawn)
    assert set(re.findall(r'font-family="([^"]+)"', drawn)) <= {"Atkinson Hyperlegible Next", "Bricolage Grotesque"}
    assert all(re.search(r'\bfill="', text) for text in re.findall(r"<text[^>]*>", drawn))


def test_what_is_hidden_on_the_screen_is_not_printed() -> None:
    facade = next(panel for panel in brief().panels if panel.id == "V1")
    drawn = printed(drawing("V1").draw(facade.diagram.title, facade.diagram.alt), STYLED)
    assert "déménagé en QPV" in drawn
    assert "âge moyen" not in drawn


@pytest.mark.parametrize(
    "wrong",
    [
        '<svg class="diagram"><g style="transform: rotate(3deg)"></g></svg>',
        '<svg class="diagram"><path style="fill: var(--nowhere)"></path></svg>',
        '<svg class="diagram"><path style="fill: bleuâtre"></path></svg>',
    ],
)
def test_a_rule_that_paper_does_not_know_is_said_not_guessed(wrong: str) -> None:
    with pytest.raises(NotForPaper):
        printed(wrong, STYLED)


@pytest.mark.parametrize("words", ['#let $x$ <b>&amp; \\u{1} "guillemets" `…`\n= Titre', "łódź, Ελλάδα, кириллица"])
def test_any_plain_text_is_printed_as_it_is(words: str) -> None:
    said = [plain(e.words) for e in Printed(made(changed("V1", text=words))).said()]
    assert plain(fr(words)) in said


@pytest.mark.parametrize("sign", ["😀", "中"])
def test_a_sign_that_cannot_be_drawn_is_named(sign: str) -> None:
    with pytest.raises(Unprintable, match=f"«\u202f{sign}\u202f» ne peut pas être imprimé"):
        made(changed("V1", text=f"Bonjour {sign}"))


def filled(count: int, length: int) -> dict[str, str]:
    return {f"Case locale numéro {i}": ("Montant " * 100)[:length] for i in range(count)}


def test_many_local_figures_are_all_printed_or_the_panel_is_said_too_full() -> None:
    few, many = filled(6, 90), filled(16, 400)
    panels = changed("V4", local=tuple(few), text=("Un mot. " * 60)[:420])
    pdf = Printed(made(panels, local={"V4": few}))
    said = [plain(e.words) for e in pdf.said()]
    assert [plain(value) in said for value in few.values()] == [True] * 6
    assert inside(pdf, "A3", 1, 4) == []
    with pytest.raises(Unprintable, match=r"La boîte à outils.+trop rempli"):
        made(changed("V4", local=tuple(many)), local={"V4": many})


def test_the_foot_says_what_is_old_that_day() -> None:
    panel = next(p for p in brief().panels if p.id == "V1")
    assert "périmé" not in footed(panel, facts(), TODAY)
    assert "périmé" in footed(panel, facts(), date(2099, 1, 1))
