"""The national version being changed: what is refused changes nothing, what is undone is exactly undone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from irdsu_app.brief import editing, editions, publishing
from irdsu_app.brief.editing import LONGEST, Draft, Edition, with_fact, with_text
from irdsu_app.brief.measuring import PROOFS, Typed, agrees, read_fact, typed_of
from irdsu_app.brief.sheet import PANELS, Refused

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
FIRST = editions.first()
BLANK = editing.draft_of(FIRST)
FACTS = FIRST.facts.facts
RATE = "unemployment_qpv"

panels = st.sampled_from(PANELS)
words = st.sampled_from(sorted(LONGEST))
texts = st.text(max_size=80) | st.sampled_from(["<b>Gras</b>", "", "  ", "x" * 2000, "L’eau & le feu"])
figures = st.builds(
    Typed,
    value=st.sampled_from(["17,1 %", "1 700", "", "une vingtaine", "5,4 millions"]),
    number=st.sampled_from(["17,1", "1700", "", "5400000", "5,4", "17.1", "abc", "1e9"]),
    scope=st.sampled_from(["Quartiers prioritaires", "", "<p>QPV</p>"]),
    year=st.sampled_from(["2025", "", "fin 2025", "hier"]),
    source=st.sampled_from(["Insee", ""]),
    link=st.sampled_from(["https://insee.fr/x", "", "http://a", "javascript:alert(1)", "https://"]),
    checked=st.dates(date(2020, 1, 1), date(2027, 12, 31)).map(str) | st.sampled_from(["", "hier"]),
    proof=st.sampled_from([*PROOFS, "x"]),
)
acts = st.one_of(
    st.tuples(st.just("text"), panels, words, texts, st.none() | st.just("autre")),
    st.tuples(st.just("fact"), st.sampled_from(sorted(FACTS)), figures),
    st.tuples(st.just("undo")),
    st.tuples(st.sampled_from(["take", "drop"]), st.integers(1, 4)),
)


def play(draft: Draft, act) -> Draft:
    match act:
        case "text", panel, field, typed, seen:
            return with_text(draft, panel, field, typed, seen)
        case "fact", name, typed:
            return with_fact(draft, name, typed, TODAY)
        case "take", number:
            return editing.take_aside(draft, number)
        case "drop", number:
            return editing.drop_aside(draft, number)
    return editing.undo(draft)


def figure(**typed: str) -> Typed:
    good = Typed(value="17,1 %", number="17,1", scope="Quartiers prioritaires", year="2024", source="Insee",
                 link="https://insee.fr/x", checked="2026-11-24")  # fmt: skip
    return good.model_copy(update=typed)


@settings(deadline=None)  # twelve panels written and read back at each act
@given(st.lists(acts, max_size=12))
def test_whatever_is_done_the_draft_is_whole_and_comes_back_from_its_file(done):
    draft = BLANK
    for act in done:
        before, kept = draft, draft.model_dump_json()
        try:
            draft = play(draft, act)
        except Refused as refusal:
            assert str(refusal)[0].isupper() or str(refusal)[0] == "«"
            draft = before
        assert before.model_dump_json() == kept
        assert Draft.model_validate_json(draft.model_dump_json()) == draft
        if act[0] in ("text", "fact") and len(draft.past) > len(before.past):
            assert editing.undo(draft) == before
    assert all(panel.title and panel.text and panel.note for panel in draft.brief.panels)
    assert all(
        fact.year and fact.source and fact.scope and fact.checked <= TODAY for fact in draft.facts.facts.values()
    )
    while draft.past:
        draft = editing.undo(draft)
    assert (draft.brief, draft.facts) == (BLANK.brief, BLANK.facts)
    assert editions.first() == FIRST


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "ne peut pas être vide"),
        ("<p> </p>", "ne peut pas être vide"),
        ("a" * 421, "421 signes (1 mots) ; 420 signes"),
        ("a " * 5_000, "9999 signes"),
    ],
)
def test_a_text_that_a_face_cannot_hold_is_refused(typed: str, said: str):
    with pytest.raises(Refused, match=said.replace("(", r"\(").replace(")", r"\)")):
        with_text(BLANK, "R2", "text", typed)


def test_what_a_word_processor_brings_is_read_as_plain_text():
    pasted = "<!--[if gte mso 9]><xml>x</xml><![endif]--><p class='MsoNormal'>Un <b>nouveau</b>\n texte</p>"
    draft = with_text(BLANK, "R2", "title", pasted)
    assert draft.panel("R2").title == "Un nouveau texte"


@pytest.mark.parametrize(("panel", "field"), [("Z9", "text"), ("R2", "tone"), ("R2", "__class__"), ("", "")])
def test_what_is_not_on_the_sheet_is_not_written(panel: str, field: str):
    with pytest.raises(Refused, match="n’existe pas"):
        with_text(BLANK, panel, field, "Un texte")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"value": " "}, "valeur affichée"),
        ({"scope": ""}, "périmètre"),
        ({"year": ""}, "sans son année"),
        ({"year": "récente"}, "quatre chiffres"),
        ({"source": ""}, "sans sa source"),
        ({"checked": "2026-11-26"}, "dans le futur"),
        ({"checked": ""}, "quel jour"),
        ({"number": "18,3"}, "n’est pas celui de la valeur affichée, « 17,1 % »"),
        ({"number": "dix-sept"}, "en chiffres"),
        ({"number": ""}, "le schéma du panneau mesure avec lui"),
        ({"value": "170 %", "number": "170"}, "entre 0 et 100"),
        ({"link": "javascript:alert(1)"}, "https://"),
        ({"link": "http://insee.fr"}, "https://"),
        ({"proof": "sure"}, "comment le chiffre a été vérifié"),
        ({"source": "x" * 201}, "trop long"),
    ],
)
def test_a_figure_without_all_that_must_be_said_is_refused(typed: dict[str, str], said: str):
    with pytest.raises(Refused, match=said):
        with_fact(BLANK, RATE, figure(**typed), TODAY)


def test_a_figure_that_does_not_exist_is_not_invented():
    with pytest.raises(Refused, match="n’existe pas"):
        with_fact(BLANK, "nothing", figure(), TODAY)


@pytest.mark.parametrize("name", sorted(FACTS))
def test_every_figure_of_the_package_passes_its_own_form(name: str):
    assert read_fact(FACTS[name], typed_of(FACTS[name]), TODAY) == FACTS[name]


@given(st.floats(0, 1e9), st.sampled_from(["17,1 %", "1 362", "5,3 millions", "1 ménage sur 6"]))
def test_only_the_number_that_is_shown_agrees(number: float, value: str):
    known = {"17,1 %": {17.1}, "1 362": {1362}, "5,3 millions": {5.3, 5.3e6}, "1 ménage sur 6": {1, 1 / 6}}[value]
    near = any(abs(number - each) <= 0.0011 * max(1, each) for each in known)
    assert near or not agrees(value, number)
    assert all(agrees(value, each) for each in known)


def test_two_organisers_on_one_text_lose_neither():
    seen = BLANK.panel("R2").title
    first = with_text(BLANK, "R2", "title", "Le premier titre", seen)
    both = with_text(first, "R2", "title", "Le second titre", seen)
    assert both.panel("R2").title == "Le premier titre"
    assert [aside.text for aside in both.asides] == ["Le second titre"]
    with pytest.raises(Refused, match="attendent un choix"):
        publishing.publish(both, FIRST, NOW)
    chosen = editing.take_aside(both, both.asides[0].number)
    assert (chosen.panel("R2").title, chosen.asides) == ("Le second titre", ())
    assert editing.undo(chosen).panel("R2").title == "Le premier titre"


def test_two_organisers_on_one_figure_lose_neither():
    seen = FACTS[RATE]
    first = with_fact(BLANK, RATE, figure(), TODAY, seen)
    both = with_fact(first, RATE, figure(value="16 %", number="16"), TODAY, seen)
    assert both.fact(RATE).value == "17,1 %"
    assert [aside.fact.value for aside in both.asides if aside.fact] == ["16 %"]
    assert editing.take_aside(both, 1).fact(RATE).value == "16 %"


@given(st.integers(0, 2000))
def test_a_figure_is_late_after_its_validity_and_not_before(days: int):
    draft = with_fact(BLANK, RATE, figure(checked="2026-11-24"), TODAY)
    late = publishing.late(draft.facts, date(2026, 11, 24) + timedelta(days=days))
    assert (RATE in late) == (days > 365)
    assert list(late) == sorted(late, key=lambda name: draft.facts[name].checked)


def test_a_new_edition_says_what_it_changes_and_what_still_quotes_the_former_figure():
    draft = with_fact(with_text(BLANK, "R4", "title", "Une loi, un contrat"), RATE, figure(), TODAY)
    made = publishing.publish(draft, FIRST, NOW)
    assert made.number == 2
    title, rate = publishing.changes(FIRST, made)
    assert (
        title
        == "R4, le titre\u00a0: «\u202fUne loi, une carte, un contrat\u202f» devient «\u202fUne loi, un contrat\u202f»"
    )
    assert "«\u202f18,3\u00a0%\u202f» devient «\u202f17,1\u00a0%\u202f»" in rate
    assert "année «\u202f2022\u202f» devient «\u202f2024\u202f»" in rate
    assert not any(line.startswith("R2") for line in publishing.forgotten(FIRST, made))
    quoting = with_text(draft, "R2", "alt", "Chômage : 18,3 % ici.")
    assert any(
        line.startswith("R2, la description du schéma cite encore 18,3")
        for line in publishing.forgotten(FIRST, quoting)
    )


def test_nothing_new_or_a_stale_draft_is_not_published():
    with pytest.raises(Refused, match="Rien n’a changé"):
        publishing.publish(BLANK, FIRST, NOW)
    draft = with_text(BLANK, "R4", "title", "Autre")
    with pytest.raises(Refused, match="entre-temps"):
        publishing.publish(draft, publishing.publish(draft, FIRST, NOW), NOW)


def test_an_edition_comes_back_from_its_file_as_it_was():
    made = publishing.publish(with_text(BLANK, "R4", "title", "Autre"), FIRST, NOW)
    assert Edition.model_validate_json(made.model_dump_json()) == made
