"""Captions follow the figures: an edition that changes a value, a year or a scope leaves nothing old on a drawing."""

import re
from functools import cache
from typing import Any

import pytest
import yaml

from irdsu_app.brief import diagrams, facts, paper
from irdsu_app.brief.diagrams.frame import PARTS
from irdsu_app.brief.facts import Facts
from irdsu_app.brief.panels import brief
from irdsu_app.brief.sheet import PANELS
from irdsu_app.brief.showing import showing
from irdsu_app.design.typography import fr
from irdsu_app.settings import ROOT

CAPTIONS = ROOT / "irdsu_app" / "content" / "diagrams"
HELD = re.compile(r"\{(\w+)(?:\.(\w+))?!?\}")
STAYS = {
    "R2": ("Seuil à 60 % du niveau de vie médian", "Moins de 25 ans"),  # what is measured, not how much
    "R4": (  # what the law is, and when it became so
        "depuis 2014, ajustée par décrets le 15 novembre 2024", "depuis 2014", "2014, puis", "Révisée en 2014",
        "ajustée fin 2024",
    ),
    "V1": ("Moins de 25 ans",),
    "V2": ("bac + 2", "moins de 25 ans"),
    "V3": ("Programme 147",),
    "V4": ("programme 147", "Programme 147"),
    "V6": ("2024 : signature", "Quartiers 2030"),
}  # fmt: skip
"""What is written with digits and is nobody's figure: history, law, names."""


def texts(found: Any) -> list[str]:
    """Every text of a document."""
    if isinstance(found, dict):
        return [text for each in found.values() for text in texts(each)]
    if isinstance(found, list):
        return [text for each in found for text in texts(each)]
    return [found] if isinstance(found, str) else []


@cache
def captions(panel: str) -> tuple[str, ...]:
    found = texts(yaml.safe_load((CAPTIONS / f"{panel}.yaml").read_text("utf-8")))
    return tuple(text for text in found if text not in facts.printed().facts)


@pytest.mark.parametrize("panel", [each for each in PANELS if each != "R3"])  # R3 is a line of dates
def test_no_caption_writes_a_figure_by_hand(panel):
    left = []
    for caption in captions(panel):
        bare = HELD.sub("", caption)
        for name in STAYS.get(panel, ()):
            bare = bare.replace(name, "")
        if re.search(r"\d", bare):
            left.append(caption)
    assert left == []


@pytest.mark.parametrize("panel", PANELS)
def test_what_a_caption_names_is_a_figure_and_a_part_of_it(panel):
    named = [found for caption in captions(panel) for found in HELD.findall(caption)]
    assert {name for name, _ in named} <= set(facts.printed().facts)
    assert {part for _, part in named} <= {*PARTS, ""}


def moved(text: str) -> str:
    """The same words a century later."""
    return re.sub(r"\b(19|20)(\d\d)\b", lambda found: f"{int(found[1]) + 1}{found[2]}", text)


def another_edition() -> Facts:
    """Every figure changed: other values, other years, other maps; all of them sure."""
    changed = {}
    for name, fact in facts.printed().facts.items():
        value = fact.value if name in CALENDAR else f"valeur de {name}".translate(DIGITS)
        changed[name] = fact.model_copy(
            update={
                "value": value,
                "year": moved(fact.year),
                "scope": moved(fact.scope),
                "source": moved(fact.source),
                "proof": "verified",
            }
        )
    return Facts(facts=changed)


CALENDAR = {"mid_term": 2028, "contract_end": 2031}
DIGITS = str.maketrans("0123456789", "abcdefghij")


@pytest.mark.parametrize("panel", [each for each in PANELS if each != "R3"])
def test_a_drawing_of_another_edition_says_nothing_of_the_former_one(panel):
    drawn = diagrams.drawing(panel)
    title = next(each.diagram.title for each in brief().panels if each.id == panel)
    with showing(brief(), another_edition()):
        said = " ".join([drawn.draw(title, ""), *drawn.details().values(), paper.rows(drawn.table())])
    said = re.sub(r"<[^>]*?(?:aria-label=\"([^\"]*)\")?[^>]*>", r" \1 ", said)
    stays = " ".join([*STAYS.get(panel, ()), *(map(str, range(2024, 2031)) if panel == "V6" else ())])
    years = set(re.findall(r"\b20[0-3]\d\b", said)) - set(re.findall(r"\d{4}", stays))
    old = {
        fact.value
        for fact in facts.printed().facts.values()
        if re.search(r"\d\D|\D\d", fact.value) and fr(fact.value) in said and fact.value not in stays
    }
    assert (years, old) == (set(), set())
    assert "à vérifier" not in said.replace("année à vérifier", "") or panel == "V4"


def test_the_calendar_of_the_contract_follows_its_dates():
    known = facts.printed().facts
    later = {
        name: known[name].model_copy(update={"value": str(year), "number": float(year)})
        for name, year in CALENDAR.items()
    }
    drawn = diagrams.drawing("V6")
    with showing(brief(), Facts(facts=known | later)):
        said, table = drawn.draw("La boucle", ""), drawn.table()
    assert "2028, mi-parcours" in said
    assert "2031, fin du contrat" in said
    assert [year for year in range(2020, 2035) if f">{year}<" in said] == list(range(2024, 2032))
    assert "2024 à 2031" in table.caption
