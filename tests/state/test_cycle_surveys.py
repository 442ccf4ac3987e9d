"""Questionnaires in the database: half, twice, before and after with one code, out of time; nothing about a person."""

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import inspect

from irdsu_app import db
from irdsu_app.cycles import organising, surveys, surveys_register
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.day_models import Answer
from tests.state.cycle_house import SLUG, START, CycleHouse

pytestmark = pytest.mark.usefixtures("rooms_base", "secret_of_the_house")
DURING = START + timedelta(minutes=90)
END = START + timedelta(days=43)
CODE = "CFHJ-KLMP"


@pytest.fixture
def house() -> CycleHouse:
    return CycleHouse()


def answers(survey: str, given, code: str = CODE, now=DURING, meeting: str = ""):
    with db.session() as session:
        return surveys_register.answer(session, SLUG, survey, code, given, now, meeting)


def test_half_then_whole_with_the_same_code_is_one_answer(house: CycleHouse):
    half = answers("meeting", {"useful": 2}, meeting="C1")
    whole = answers("meeting", {"useful": 4, "voice": 5, "pace": "Bien"}, code="cfhj klmp", meeting="C1")
    assert (half.replaced, half.complete) == (False, False)
    assert (whole.replaced, whole.complete) == (True, True)
    (row,) = house.rows(Answer)
    assert row.answers["useful"] == 4
    kept = db.read(lambda session: surveys_register.mine(session, SLUG, "meeting", CODE, "C1"))
    assert kept["pace"] == "Bien"
    assert db.read(lambda session: surveys_register.mine(session, SLUG, "before", CODE)) == {}


def test_before_and_after_are_linked_by_the_code_alone(house: CycleHouse):
    codes = [surveys.draw_code(Random(n)) for n in range(6)]
    for code in codes:
        answers("before", {"function": "Bailleur", "decision": "Non"}, code=code)
        answers("after", {"function": "Bailleur", "decision": "Oui"}, code=code, now=END)
    pairs = db.read(lambda session: surveys_register.before_and_after(session, SLUG))
    decision = next(each for each in pairs if each.before.id == "decision")
    assert (decision.before.answers, decision.after.answers, decision.both) == (6, 6, 6)
    columns = {each["name"] for each in inspect(db.engine()).get_columns("cycle_answer")}
    assert not columns & {"person_id", "registration_id", "email", "created_at"}
    assert not {code.replace("-", "") for code in codes} & {row.code_hash for row in house.rows(Answer)}


def test_results_are_hidden_under_five_and_by_group(house: CycleHouse):
    for n in range(4):
        answers("before", {"function": "Bailleur", "many": "0"}, code=surveys.draw_code(Random(n)))
    seen = db.read(lambda session: surveys_register.results(session, SLUG, "before"))
    assert (seen.answers, seen.groups, {each.hidden for each in seen.results}) == (0, {}, {True})
    for n in range(4, 10):
        answers("before", {"function": "Association", "many": "1"}, code=surveys.draw_code(Random(n)))
    seen = db.read(lambda session: surveys_register.results(session, SLUG, "before"))
    assert seen.answers == 10
    assert list(seen.groups) == ["Autres fonctions"]


def test_out_of_time_or_of_place_is_said(house: CycleHouse):
    with pytest.raises(Refused, match="s’ouvre le mardi 27 avril"):
        answers("after", {"decision": "Oui"})
    with pytest.raises(Refused, match="clos"):
        answers("before", {"decision": "Oui"}, now=END)
    with pytest.raises(Refused, match="s’ouvre"):
        answers("meeting", {"useful": 3}, meeting="C2")
    with pytest.raises(Refused, match="n’existe pas"):
        answers("meeting", {"useful": 3}, meeting="C9")
    with pytest.raises(Refused, match="n’existe pas"):
        answers("never", {"useful": 3})
    house.desk(organising.cancel, "C2", "Fuite d’eau")
    with pytest.raises(Refused, match="n’a pas eu lieu"):
        answers("meeting", {"useful": 3}, meeting="C2", now=END)
    assert house.rows(Answer) == []


def test_three_months_after_has_its_own_time(house: CycleHouse):
    assert answers("later", {"different": "Une question avant des indicateurs"}, now=END + timedelta(days=90)).complete


def test_whoever_has_the_code_may_erase_what_it_answered(house: CycleHouse):
    answers("before", {"decision": "Oui"})
    answers("meeting", {"useful": 3}, meeting="C1")
    with db.session() as session:
        assert surveys_register.forget(session, SLUG, CODE) == 2
    assert house.rows(Answer) == []
