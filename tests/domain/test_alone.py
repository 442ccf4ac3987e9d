"""The game discovered alone: one round to the end, with simulated people who wait for the person."""

import json

import pytest

from irdsu_app.coop import moves, rules, seen
from irdsu_app.coop.book import Book
from tests.domain.table import DECK, TableForTests


def alone(seed=5):
    game, who = rules.discover(DECK, seed, "Aïssa", 0.0)
    return TableForTests(game, people=[who], host=who)


def test_simulated_people_are_marked_and_nobody_else_is():
    table = alone()
    people = table.public()["people"]["people"]
    assert [p["simulated"] for p in people] == [False] + [True] * 5
    assert all(p["name"].startswith("Simulation") for p in people[1:])
    assert table.public()["pace"]["alone"]


@pytest.mark.parametrize("seed", range(12))
def test_a_whole_round_goes_to_its_end_at_the_persons_pace(seed):
    table = alone(seed)
    me = table.people[0]
    table.do(me, "start").do(me, "posture", n=3)
    table.do(me, "next").do(me, "next")
    crew = table.crew_of(me).id
    table.wait(10_000)
    assert table.game.phase == "discover", "time decides nothing"
    table.do(me, "draw").do(me, "next")
    assert not table.round.stances, "they wait for the person"
    table.do(me, "vote", stance="coop")
    assert table.game.phase == "reveal"
    assert sum(table.public()["talk"]["first"][s] for s in ("coop", "no", "passed")) == 6
    table.do(me, "next")
    assert len(table.public()["talk"]["arguments"]) == 3
    table.do(me, "next").do(me, "propose", choice="keep")
    assert len(table.round.consents) == 5
    table.do(me, "next").do(me, "promise", crew=crew, n=2).do(me, "stake", crew=crew, n=1)
    assert table.game.phase == "outcome"
    table.do(me, "next").do(me, "judge", stance="not").do(me, "note", kind="agreement", text="Deux clés")
    table.do(me, "next")
    assert table.game.phase == "debrief"
    record = table.game.played[0]
    assert record.second.coop + record.second.no + record.second.passed == 6
    assert all(w.answers == 5 for w in record.currents.values())
    table.do(me, "posture", n=4).do(me, "next").do(me, "next")
    assert table.game.phase == "closed"


def test_nobody_else_comes_in_to_play_with_simulations():
    table = alone()
    with pytest.raises(rules.Refused, match="seule"):
        rules.arrive(table.game, DECK, "Quelqu’un", "", 0.0)


def test_the_same_seed_tells_the_same_story():
    one, two = alone(3), alone(3)
    for table in (one, two):
        me = table.people[0]
        table.do(me, "start").do(me, "posture", n=3).do(me, "next").do(me, "next").do(me, "draw").do(me, "next")
        table.do(me, "vote", stance="not")
    assert seen.public(one.game, DECK) == seen.public(two.game, DECK)
    assert moves.read({"do": "start"})


def test_a_step_kept_says_the_total_of_promises_and_nobodys():
    table = alone()
    me = table.people[0]
    table.do(me, "start").do(me, "posture", n=3).do(me, "next").do(me, "next").do(me, "draw").do(me, "next")
    table.do(me, "vote", stance="coop").do(me, "next").do(me, "next").do(me, "propose", choice="keep").do(me, "next")
    table.do(me, "promise", crew=table.crew_of(me).id, n=2)
    assert table.public()["talk"]["promised"] > 0
    told = json.loads(Book(DECK).told(table.game))
    assert told["talk"]["promised"] == table.public()["talk"]["promised"]
    assert {crew["promised"] for crew in told["people"]["crews"]} == {-1}
