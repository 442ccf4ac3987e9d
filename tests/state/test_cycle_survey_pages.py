"""The questionnaires as plain pages: half, twice, come back, erase, out of time, unreadable; nobody is known."""

import asyncio
import re
from datetime import timedelta
from random import Random
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
import time_machine
from starlette.applications import Starlette

from irdsu_app import db
from irdsu_app.cycles import organising, survey_routes, surveys, surveys_register
from irdsu_app.cycles.day_models import Answer
from irdsu_app.cycles.models import Cycle
from irdsu_app.door import rates
from tests.state.cycle_house import SLUG, START, CycleHouse

pytestmark = pytest.mark.usefixtures("rooms_base", "secret_of_the_house")
BEFORE, AFTER, LATER = (f"/cycles/{SLUG}/questionnaire/{name}" for name in ("avant", "apres", "trois-mois"))
MEETING = f"/cycles/{SLUG}/seances/C1/avis"
SOON, DURING, END = START - timedelta(days=3), START + timedelta(minutes=90), START + timedelta(days=43)
CODE = "CFHJ-KLMP"
WHOLE = {"q-useful": "4", "q-pace": "Bien", "q-voice": "5", "q-idea": "Une question < un indicateur", "q-question": "?"}
ORDER = ("Décider", "Améliorer", "Convaincre", "Comprendre", "Rendre compte")


@pytest.fixture
def house() -> CycleHouse:
    rates.forget()
    return CycleHouse()


def asked(address: str, now=DURING, **posted) -> httpx.Response:
    async def ask():
        transport = httpx.ASGITransport(app=Starlette(routes=survey_routes.routes))
        async with httpx.AsyncClient(transport=transport, base_url="http://maison") as client:
            if not posted:
                return await client.get(address)
            body = urlencode(posted, doseq=True)
            return await client.post(
                address, content=body, headers={"content-type": "application/x-www-form-urlencoded"}
            )

    with time_machine.travel(now, tick=False):
        return asyncio.run(ask())


def sent(
    address: str = MEETING, now: Any = DURING, code: str = CODE, act: str = "envoyer", **fields: Any
) -> httpx.Response:
    return asked(
        address, now, geste=act, code=code, **{name.replace("_", "-"): value for name, value in fields.items()}
    )


def test_the_form_asks_every_question_and_draws_a_code(house: CycleHouse):
    first, second = asked(BEFORE, SOON), asked(BEFORE, SOON)
    assert (first.status_code, first.headers["cache-control"]) == (200, "no-store")
    assert '<meta name="robots" content="noindex">' in first.text
    assert 'name="description"' in first.text
    for each in surveys.survey("before").questions:
        assert each.title.split(" ")[0] in first.text
    drawn = [re.findall(r'value="(\w{4}-\w{4})"', each.text) for each in (first, second)]
    assert len(drawn[0]) == 1
    assert drawn[0] != drawn[1]
    assert first.text.count("<select") == 5
    assert "Sans réponse" in first.text


def test_answers_are_kept_and_the_code_is_shown_again(house: CycleHouse):
    answer = sent(**WHOLE)
    assert (answer.status_code, "vos réponses sont gardées" in answer.text) == (200, True)
    assert CODE in answer.text
    assert "Toutes les questions ont une réponse" in answer.text
    (row,) = house.rows(Answer)
    assert row.answers["idea"] == "Une question < un indicateur"


def test_half_is_kept_and_twice_replaces_and_is_said(house: CycleHouse):
    half = sent(q_useful="2")
    assert "4\u202fquestions restent" in half.text or "4 questions restent" in half.text
    assert "remplacent" not in half.text
    again = sent(code="cfhj klmp", q_useful="3", q_pace="Bien", q_voice="1")
    assert "remplacent" in again.text
    assert CODE in again.text
    (row,) = house.rows(Answer)
    assert (row.answers["useful"], row.complete) == (3, True)


def test_half_then_the_other_half_without_being_shown_the_first_loses_nothing(house: CycleHouse):
    sent(q_useful="4", q_idea="Une idée")
    again = sent(code=CODE.lower(), q_pace="Bien", q_voice="5", q_useful="5")
    assert "2 questions restent" not in again.text
    (row,) = house.rows(Answer)
    assert row.answers == {"useful": 5, "pace": "Bien", "voice": 5, "idea": "Une idée"}
    shown = sent(act="reprendre")
    assert 'name="repris"' in shown.text
    sent(q_useful="3", repris="CFHJ-KLMR")
    assert len(house.rows(Answer)[0].answers) == 4, "the answers of another code were shown"
    sent(q_useful="3", repris=CODE)
    (row,) = house.rows(Answer)
    assert row.answers == {"useful": 3}, "whoever sees their answers may empty them"


def test_with_its_code_one_comes_back_to_what_was_answered_and_what_is_typed_stays(house: CycleHouse):
    sent(BEFORE, SOON, q_function="Bailleur", q_inhabitants=["À la collecte", "Au retour"], q_word="usine à gaz",
         **{f"q-purpose-{n}": each for n, each in enumerate(ORDER, 1)})  # fmt: skip
    back = sent(BEFORE, SOON, act="reprendre", code=CODE.lower(), q_worth="Revenir avec une idée")
    assert "Voici vos réponses" in back.text
    assert len(re.findall(r"checked", back.text)) == 2 + 1 + 3  # boxes, function, « Sans réponse » of three choices
    assert len(re.findall(r"<option[^>]* selected", back.text)) == 5
    assert 'value="usine à gaz"' in back.text
    assert "Revenir avec une idée" in back.text
    nothing = sent(BEFORE, SOON, act="reprendre", code="CFHJ-KLMR")
    assert "n’a encore rien répondu" in nothing.text


def test_the_last_place_of_an_order_is_given_and_an_order_that_is_none_is_said_with_all_that_was_typed(
    house: CycleHouse,
):
    four = {f"q-purpose-{n}": each for n, each in enumerate(ORDER[:4], 1)}
    assert sent(BEFORE, SOON, **four).status_code == 200
    assert house.rows(Answer)[0].answers["purpose"] == list(ORDER)
    twice = four | {"q-purpose-2": "Décider", "q-worth": "Du <temps>", "q-word": "un deux trois quatre cinq"}
    refused = sent(BEFORE, SOON, **twice)
    assert refused.status_code == 422
    assert refused.text.count("une seule fois") == 2
    assert "Du &lt;temps&gt;" in refused.text
    assert '<a href="#q-purpose-1">' in refused.text
    assert 'aria-invalid="true"' in refused.text
    assert refused.text.startswith("<!DOCTYPE html>")
    assert "<title>Erreur" in refused.text


def test_what_cannot_be_is_said_and_nothing_is_written(house: CycleHouse):
    for fields, said in (
        ({"code": "nope"}, "huit caractères"),
        ({"q_useful": "9"}, "de 1 à 5"),
        ({"q_pace": "Jamais"}, "réponses proposées"),
        ({"q_idea": "x" * 601}, "600 caractères"),
        ({"q_idea": "  \n "}, "une question au moins"),
        ({}, "une question au moins"),
    ):
        refused = sent(**fields)
        assert (refused.status_code, said in refused.text.replace("\u00a0", " ")) == (422, True), fields
    assert house.rows(Answer) == []


def test_what_is_no_form_of_ours_is_refused_in_french(house: CycleHouse):
    for many in (201, 5):
        answer = sent(**{f"champ{n}": "x" for n in range(many)})
        assert "Too many" not in answer.text
        assert (answer.status_code, "Cet envoi" in answer.text) == ((400, True) if many > 200 else (422, False))


def test_out_of_time_is_said_with_its_date_and_what_was_typed_is_not_lost(house: CycleHouse):
    early = asked(AFTER, DURING)
    assert (early.status_code, "s’ouvre le mardi 27 avril 2027" in early.text.replace("\u00a0", " ")) == (200, True)
    assert "<form" in early.text  # one may still erase
    late = sent(now=END + timedelta(days=60), q_idea="Ce que j’avais écrit")
    assert late.status_code == 422
    assert "clos depuis" in late.text
    assert "Ce que j’avais écrit" in late.text
    assert asked(LATER, END + timedelta(days=90)).text.count("<textarea") == 2
    sent(q_useful="2")
    again = sent(now=END + timedelta(days=60), act="reprendre")
    assert "clos depuis" in again.text
    assert "Voici vos réponses" in again.text
    with db.session() as session:
        surveys_register.forget(session, SLUG, CODE)
    house.desk(organising.cancel, "C1", "Fuite d’eau")
    assert "n’a pas eu lieu" in asked(MEETING).text
    assert house.rows(Answer) == []


def test_what_does_not_exist_is_not_found(house: CycleHouse):
    for wrong in (f"/cycles/{SLUG}/questionnaire/jamais", "/cycles/ailleurs/questionnaire/avant",
                  f"/cycles/{SLUG}/seances/C9/avis", "/cycles/ailleurs/seances/C1/avis"):  # fmt: skip
        assert asked(wrong).status_code == sent(wrong).status_code == 404
    with db.session() as session:
        cycle = session.get_one(Cycle, house.rows(Cycle)[0].id)
        cycle.status = "draft"
        session.add(cycle)
    assert asked(MEETING).status_code == 404


def test_one_erases_all_that_a_code_said_even_once_it_is_closed(house: CycleHouse):
    sent(BEFORE, SOON, q_function="Bailleur")
    sent(**WHOLE)
    sent(code="CFHJ-KLMR", **WHOLE)
    assert "sont effacées" in sent(act="effacer", now=END + timedelta(days=90)).text
    assert len(house.rows(Answer)) == 1
    assert "rien à effacer" in sent(act="effacer").text
    assert "huit caractères" in sent(act="effacer", code="?").text


def test_codes_are_not_guessed(house: CycleHouse):
    answers = [sent(act="reprendre", code=surveys.draw_code(Random(n))) for n in range(101)]
    assert {each.status_code for each in answers[:100]} == {200}
    assert answers[100].status_code == 429
    assert "Trop d’essais" in answers[100].text.replace("\u00a0", " ")
