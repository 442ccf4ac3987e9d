"""The way through the panels that are there: counted, announced, opened and skipped as paper and people expect."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irdsu_app.brief import paper, walk
from irdsu_app.brief.facts import facts
from irdsu_app.brief.panels import brief
from irdsu_app.brief.sheet import PANELS, VISIBLE, Refused, state_of
from irdsu_app.brief.showing import showing
from irdsu_app.design.typography import fr

OUTS = st.sets(st.sampled_from(PANELS[1:]))
"""Any panels left out; the cover always stays."""


def told(out=()):
    return walk.told([panel.model_copy(update={"out": panel.id in out}) for panel in brief().panels])


def test_the_national_sheet_says_its_twelve_steps():
    said = told()
    assert said["where"][3] == fr("4 / 12 · Une loi, une carte, un contrat")
    assert said["said"][3] == fr(
        "Étape 4 sur 12 : Une loi, une carte, un contrat. Triptyque, 3 panneaux visibles."
    ) or said["said"][3].startswith(fr("Étape 4 sur 12 : "))
    assert said["said"][0].endswith("Feuille fermée, un panneau visible.")
    assert said["words"] == [
        "Ouvrir", "Déplier", "Déplier", "Rabattre", "Rabattre", *["Retourner la feuille"] * 7
    ]  # fmt: skip
    assert (said["out"], said["last"], said["after"]) == ([], 12, [*range(2, 13), 12])


def test_what_is_left_out_is_neither_counted_nor_named():
    said = told({"R3", "V2", "R6"})
    assert said["out"] == ["R3", "V2", "R6"]
    assert said["last"] == 11
    for part in ("titles", "where", "said", "words"):
        assert [i for i, each in enumerate(said[part], 1) if not each] == [3, 7, 12]
    assert said["where"][3].startswith("3 / 9 ")
    assert said["said"][1].endswith("Couverture ouverte, un panneau visible.")
    assert said["after"][1] == 4
    assert set(said["words"][5:11]) == {"", walk.CLOSE}


@given(OUTS)
def test_whatever_is_left_out_one_goes_through_the_rest_in_order_and_once(out):
    said, at, seen = told(out), 1, [1]
    while said["after"][at - 1] != at:
        at = said["after"][at - 1]
        seen.append(at)
    assert [PANELS[step - 1] for step in seen] == [panel for panel in PANELS if panel not in out]
    assert seen[-1] == said["last"]
    places = [said["where"][step - 1].split()[0] for step in seen]
    assert places == [str(i) for i in range(1, len(seen) + 1)]


@given(OUTS)
def test_no_word_promises_a_gesture_that_leads_to_blank_paper(out):
    said = told(out)
    for panel, word in zip(PANELS, said["words"], strict=True):
        later = [
            each for each in PANELS[PANELS.index(panel) :] if each not in out and state_of(each) != state_of(panel)
        ]
        if panel in out:
            assert word == ""
        elif panel != "R6" and not later:
            assert word == walk.CLOSE
        elif word == walk.TURN:
            assert panel == "R6" or later[0] in VISIBLE["S4"]


def test_a_step_left_out_or_out_of_the_sheet_is_not_reached():
    assert walk.reach(4, {"R3"}) == 4
    with pytest.raises(Refused, match="laissé de côté"):
        walk.reach(3, {"R3"})
    for junk in (0, 13, True, "4", None):
        with pytest.raises(Refused):
            walk.reach(junk, ())


def test_what_is_left_out_is_blank_paper_and_no_national_face_is_set_smaller():
    today, panels = date(2026, 11, 25), brief().panels
    assert " longer" not in paper.sheet(today)
    out = [panel.model_copy(update={"out": panel.id == "V2"}) for panel in panels]
    with showing(brief().model_copy(update={"panels": tuple(out)}), facts()):
        sent, whole, text = paper.sheet(today), paper.sheet(today, whole=True), paper.document(today)
    words = fr(panels[6].title)
    assert words not in sent
    assert words not in text
    assert words in whole
    blank = next(each for each in sent.split("<section ") if 'id="face-V2"' in each)
    assert blank.split("</section>")[0].endswith(">")
    assert 'aria-hidden="true"' in blank
    assert "Étape 11</p>" in text
    assert "Étape 12</p>" not in text
