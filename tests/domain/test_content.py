"""The words of the sheet and its figures: complete, dated, cautious, in the field's vocabulary."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from irdsu_app.brief.facts import Fact, Proof, facts
from irdsu_app.brief.panels import Minutes, Panel, brief
from irdsu_app.content.site import Section, site
from irdsu_app.design.typography import fr

PANELS = brief().panels
FACTS = facts().facts
TODAY = date(2026, 11, 24)
each_panel = pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.id)
each_fact = pytest.mark.parametrize("fact", FACTS.values(), ids=FACTS)

NOT_FIGURES = re.compile(r"n° [\d-]+|\d{1,2} (?:janvier|février|juillet|août|novembre|décembre)|\b(?:19|20)\d\d\b")
NUMBER = re.compile(r"\d+(?: \d{3})*(?:,\d+)?")
SPELLED = {"huit pour cent": 8, "six cents millions": 600e6, "dix milliards": 10e9, "moitié des financements": 50}
UNITS = {"%": 1, "M€": 1e6, "Md€": 1e9}


def said(panel: Panel) -> tuple[str, ...]:
    return panel.text, panel.note, panel.question, panel.diagram.alt


def numbers(text: str) -> set[str]:
    return set(NUMBER.findall(NOT_FIGURES.sub("", text)))


def words(text: str) -> int:
    return sum(any(c.isalnum() for c in token) for token in text.split())


def texts(tree: Any) -> Iterator[str]:
    """Every string of a document."""
    match tree:
        case str():
            yield tree
        case BaseModel():
            for name in type(tree).model_fields:
                yield from texts(getattr(tree, name))
        case dict():
            yield from texts(tuple(tree.values()))
        case tuple():
            for branch in tree:
                yield from texts(branch)


def amount(fact: Fact) -> float:
    scale = next((scale for unit, scale in UNITS.items() if fact.value.endswith(unit)), 1)
    return (fact.number or 0) * scale


def test_twelve_panels_in_the_order_of_the_talk():
    assert [panel.id for panel in PANELS] == ["R1", "R2", "R3", "R4", "R5", "V1", "V2", "V3", "V4", "V5", "V6", "R6"]
    assert len(brief().glossary) == 21


@pytest.mark.parametrize("duration", get_args(Minutes))
def test_the_talk_lasts_what_it_says(duration: Minutes):
    assert sum(panel.minutes[duration] for panel in PANELS) == duration


@each_panel
def test_a_panel_is_short_enough_to_be_read_aloud(panel: Panel):
    assert 40 <= words(panel.text) <= 54
    assert words(panel.note) <= 90
    assert panel.question.endswith("?")


@each_panel
def test_every_figure_said_is_a_fact_of_the_panel(panel: Panel):
    known = set().union(*(numbers(f"{FACTS[name].label} ; {FACTS[name].value}") for name in panel.facts))
    assert set().union(*map(numbers, said(panel))) <= known


@each_panel
def test_every_figure_said_in_words_is_a_fact_of_the_panel(panel: Panel):
    known = [amount(FACTS[name]) for name in panel.facts]
    for phrase in SPELLED:
        if any(phrase in text for text in said(panel)):
            assert any(value == pytest.approx(SPELLED[phrase], rel=0.05) for value in known), phrase


def test_no_figure_in_words_escapes_the_list():
    found = [m for p in PANELS for text in said(p) for m in re.findall(r"\w+ (?:pour cent|millions|milliards)", text)]
    assert all(any(phrase.endswith(m) for phrase in SPELLED) or m == "3 millions" for m in found), found


@each_panel
def test_an_unsure_figure_is_said_with_its_reservation(panel: Panel):
    unsure = [FACTS[name] for name in panel.facts if not FACTS[name].sure]
    for text in said(panel):
        spelled = {value for phrase, value in SPELLED.items() if phrase in text}
        if any(numbers(fact.value) & numbers(text) or amount(fact) in spelled for fact in unsure):
            assert "à vérifier" in text


def test_the_glossary_quotes_known_figures():
    known = {fact.value for fact in FACTS.values()}
    assert {m for term in brief().glossary for m in re.findall(r"\d+ %", term.meaning)} <= known


def test_facts_are_all_used_and_all_known():
    assert {name for panel in PANELS for name in panel.facts} == set(FACTS)


@each_fact
def test_a_fact_comes_with_all_that_must_be_said(fact: Fact):
    assert fact.label
    assert fact.scope
    assert fact.year
    assert fact.source
    assert fact.link == "" or fact.link.startswith("https://")
    assert fact.checked <= TODAY


@each_fact
def test_an_unsure_fact_is_never_shown_as_sure(fact: Fact):
    assert fact.sure == (fact.proof in ("verified", "twice"))
    assert fact.sure != fact.shown.endswith(" (à vérifier)")
    assert fact.sure or fact.status(TODAY) == "À vérifier"


@given(st.sampled_from(get_args(Proof)), st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 60), st.data())
def test_a_fact_grows_old(proof: Proof, checked: date, months: int, data: st.DataObject):
    fact = Fact(label="Part", value="3 %", scope="Hexagone", year="2020", source="Insee", proof=proof, checked=checked,
                valid_months=months)  # fmt: skip
    days = data.draw(st.integers(0, 4000))
    expected = "Vérifié" if days <= int(30.44 * months) else "Périmé"
    assert fact.status(checked + timedelta(days=days)) == (expected if fact.sure else "À vérifier")


def test_a_fact_cannot_be_kept_without_its_source():
    with pytest.raises(ValidationError):
        Fact.model_validate({"label": "Part", "value": "3 %", "scope": "Hexagone", "year": "2020", "proof": "twice"})


EVERYTHING = sorted({*texts(brief()), *texts(site()), *texts(facts())})
FORBIDDEN = (
    r"quartiers sensibles", r"\bcités\b(?! éducatives)", r"\bpopulations\b", r"1 514", r"\bpiliers?\b", r"\bCAF\b",
    r"Pôle emploi", r"\bZUS\b", r"\bCUCS\b", r"\bANRU\b", r"IRDSU", r"IR DSU", r"Résoville", r"Data et quartier",
    r"\bTEPCV\b", r"rendre les gens acteurs", r"monter en compétence", r"contrats? de ville 2015-2020", r"\w·\w",
    r"Éducation Nationale", r"\bEtat\b",
)  # fmt: skip


@pytest.mark.parametrize("mistake", FORBIDDEN)
def test_no_word_that_discredits(mistake: str):
    assert [text for text in EVERYTHING if re.search(mistake, text)] == []


def test_the_map_of_2024_is_never_told_without_its_scope():
    assert all("Hexagone" in text for text in EVERYTHING if "1 362" in text and text != "1 362")


def test_every_text_has_french_typography():
    for text in map(fr, EVERYTHING):
        assert not re.search(r"['\"]", text), text
        assert not re.search(r" [;:!?»%€]|« | M€|\d \d{3}(?!\d)|  ", text), text
        assert text.count("«") == text.count("»"), text


def test_the_pages_are_written():
    pages = site().legal, site().personal_data, site().accessibility
    assert [page.title for page in pages] == ["Mentions légales", "Données personnelles", "Accessibilité"]
    for page in pages:
        assert 40 < len(page.description) < 160
        for section in page.sections:
            assert section.paragraphs or section.items or section.blanks


def test_only_what_exists_is_linked_from_the_welcome_page():
    assert [tool.address for tool in site().home.tools] == ["/depliant", "/coop", "/cycles", "/offres"]
    assert all(tool.address or tool.kicker == "En préparation" for tool in site().home.tools)


def test_nothing_is_invented_about_the_publisher():
    section: Section = site().legal.sections[0]
    assert all("à compléter par l’IR-DSU" in line for line in section.listed({}))
    assert section.listed({"contact": "bureau@exemple.fr"})[-1] == "Nous écrire : bureau@exemple.fr"
