"""The sheet in one file: every word of its panels, nothing that can run, notes only when asked, light enough."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from irdsu_app.brief import portable, walk
from irdsu_app.brief.panels import brief
from irdsu_app.brief.svg import el
from irdsu_app.brief.svg import text as written
from irdsu_app.design.typography import fr
from irdsu_app.launch.packages import ROOT

TODAY = date(2026, 11, 25)
HELD = portable.parts(ROOT / "assets")
PANELS, TITLE = brief().panels, brief().title
LARGEST = 250_000


class Heard(HTMLParser):
    """What a browser would find: tags with their attributes, words, scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)


def file(panels=PANELS, title=TITLE, notes=True) -> str:
    return portable.write(HELD, panels, title, TODAY, notes)


@pytest.mark.parametrize("notes", [True, False])
def test_the_whole_file_is_light(notes):
    assert len(file(notes=notes).encode()) <= LARGEST


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.id)
def test_every_word_of_a_panel_is_in_the_file(panel):
    with_notes, without = ("".join(Heard(file(notes=notes)).words) for notes in (True, False))
    for words in (panel.title, panel.kicker, panel.text, panel.diagram.alt, *panel.references):
        assert fr(words) in without
    for words in (panel.note, panel.question):
        assert fr(words) in with_notes
        assert fr(words) not in without


def test_nothing_of_the_network_is_named_but_the_links_of_the_sources():
    for tag, attributes in Heard(file()).tags:
        assert not attributes.keys() & {"src", "srcset", "action", "data", "poster"}, tag
        assert tag == "a" or "href" not in attributes
    styles = re.findall(r"url\(([^)]{0,12})", file())
    assert {each[:5] for each in styles if each[0] != "#"} == {"data:"}
    assert "@import" not in file()


@settings(max_examples=20, deadline=None)  # a whole file is written each time
@given(st.text(max_size=80).map(lambda typed: f"{typed}</script><img src=x onerror=alert(1)> class=\"a\" 'b'"))
def test_what_somebody_typed_is_words_and_nothing_else(typed):
    mine = PANELS[0].model_copy(update={"title": typed, "text": typed, "note": typed, "question": typed})
    heard = Heard(file((mine, *PANELS[1:]), title=typed))
    assert not [tag for tag, attributes in heard.tags if tag == "img" or "onerror" in attributes]
    said = "".join(heard.words)
    assert said.count(fr(typed)) >= 4
    assert len([tag for tag, _ in heard.tags if tag == "script"]) == 2


def test_a_panel_left_out_leaves_blank_paper_and_one_step_less():
    without = [panel for panel in PANELS if panel.id != "V3"]
    folded = portable.plan(without)
    assert [each["panel"] for each in folded["plan"]["steps"]] == [p.id for p in without]
    assert "V3" not in folded["plan"]["visible"]["S3"]
    assert fr(PANELS[7].title) not in "".join(Heard(file(without)).words)
    assert "id=face-V3" in file(without)
    assert folded["said"][10].startswith("Étape 11 sur 11")


def test_it_says_at_each_step_what_the_site_says():
    said = portable.plan(PANELS)["said"]
    assert said == walk.told(PANELS)["said"]


def test_what_is_left_out_of_the_html_changes_nothing_of_it():
    parts = [el("p", written('dire "a" ou b="c" '), class_="words"), el("path", d="M0 0", class_="x", r=4.0)]
    before = el("div", *parts, el("ul", el("li", "un"), el("li", "deux")), id="d")
    after = portable.slim(before)
    assert Heard(after).tags == Heard(before).tags
    assert Heard(after).words == Heard(before).words
    assert len(after) < len(before)


def test_a_rule_on_a_class_that_nobody_wears_is_left_out():
    css = ".a{x:1}.b,.a .c{x:2}.b :is(.a,.c){x:3}@media print{.b{x:4}.a:not(.b){x:5}}.state-off .a{x:6}"
    assert (
        portable.worn(css, '<p class="a c">')
        == ".a{x:1}.b,.a .c{x:2}.b :is(.a,.c){x:3}@media print{.a:not(.b){x:5}}.state-off .a{x:6}"
    )
