"""Another edition, or somebody's adaptation, is written by the same drawings; nobody else sees it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from irdsu_app.brief import paper
from irdsu_app.brief.facts import Facts, facts
from irdsu_app.brief.panels import Brief, brief
from irdsu_app.brief.showing import showing

TODAY = date(2026, 11, 25)


def another() -> tuple[Brief, Facts]:
    """The sheet with another title on its first panel, and another rate of unemployment."""
    first, *others = brief().panels
    told = brief().model_copy(update={"panels": (first.model_copy(update={"title": "Un autre titre"}), *others)})
    rate = facts()["unemployment_qpv"].model_copy(update={"value": "17,1 %", "number": 17.1})
    return told, Facts(facts={**facts().facts, "unemployment_qpv": rate})


def test_every_word_and_every_drawing_follow_the_edition_shown():
    before = paper.sheet(TODAY)
    with showing(*another()):
        shown = paper.sheet(TODAY)
    assert "Un autre titre" in shown
    assert "18,3" not in "".join(each for each in shown.split("<") if each.startswith(("text", "td")))
    assert shown.count("17,1") >= 3
    assert paper.sheet(TODAY) == before


def test_the_block_over_or_failed_the_first_edition_is_back():
    first = brief(), facts()
    with pytest.raises(ZeroDivisionError), showing(*another()), showing(*first):
        raise ZeroDivisionError
    assert (brief(), facts()) == first


def test_another_thread_sees_the_first_edition():
    first = brief()
    with showing(*another()), ThreadPoolExecutor(1) as thread:
        assert thread.submit(brief).result() == first != brief()
