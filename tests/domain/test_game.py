"""The rules of COOP ou pas COOP: who is there, the first vote."""

import pytest

from irdsu_app.coop import pledging, rules
from irdsu_app.coop.round import Refused
from tests.domain.table import DECK, a_table


def test_two_people_are_needed():
    table = a_table(1)
    with pytest.raises(Refused, match="au moins deux"):
        table.lead("start")


@pytest.mark.parametrize(("players", "crews"), [(2, 4), (3, 6), (4, 4), (9, 9), (16, 16), (17, 9), (30, 15), (32, 16)])
def test_crews_follow_the_number_of_people(players, crews):
    table = a_table(players).reach("characters")
    active = table.game.active()
    assert len(active) == crews
    carried = [who for crew in active for who in crew.members]
    assert set(carried) == set(table.people)
    assert all(1 <= len(crew.members) <= 2 for crew in active)
    assert len({crew.character for crew in active}) == crews


def test_characters_come_in_the_advised_order():
    table = a_table(5).reach("characters")
    assert {crew.character for crew in table.game.active()} == set(DECK.dealing[:5])


def test_against_type_nobody_gets_their_own_trade():
    trade = next(t.id for t in DECK.trades if any(t.id in c.trades for c in DECK.characters[:1]))
    for seed in range(30):
        table = a_table(6, seed=seed, trades=dict.fromkeys(range(3), trade)).reach("characters")
        for who in table.people[:3]:
            assert trade not in DECK.character(table.crew_of(who).character).trades


def test_a_vote_is_one_each_and_may_change_until_the_moment_ends():
    table = a_table(4).reach("stance")
    one = table.people[0]
    table.do(one, "vote", stance="coop").do(one, "vote", stance="not").do(one, "vote", stance="not")
    assert table.public()["pace"]["answered"] == 1
    for who in table.people[1:]:
        table.do(who, "vote", stance="coop")
    assert table.game.phase == "reveal"
    first = table.public()["talk"]["first"]
    assert (first["coop"], first["no"], first["passed"]) == (3, 1, 0)
    assert table.public()["talk"]["camp"] == "not"


def test_a_vote_of_another_moment_is_refused_and_counted_nowhere():
    table = a_table(4).reach("stance")
    late = table.game.n
    table.lead("next")
    with pytest.raises(Refused, match="n’a pas été compté"):
        table.do(table.people[0], "vote", at=late, stance="coop")
    table.reach("stance", 2)
    with pytest.raises(Refused, match="n’a pas été compté"):
        table.do(table.people[0], "vote", at=late, stance="coop")
    assert not table.round.stances


def test_the_host_does_not_vote_and_players_do_not_lead():
    table = a_table(4).reach("stance")
    with pytest.raises(Refused, match="ne vote pas"):
        table.do(table.host, "vote", stance="coop")
    with pytest.raises(Refused, match="Seule la personne qui anime"):
        table.do(table.people[0], "next")


def test_a_vote_ends_with_its_time_and_counts_those_who_did_not_answer_as_absent():
    table = a_table(4).reach("stance")
    table.do(table.people[0], "vote", stance="coop").wait(61)
    assert table.game.phase == "reveal"
    assert table.public()["talk"]["first"]["coop"] == 1


def test_everybody_passes_and_nobody_speaks_first():
    table = a_table(4).reach("stance").everybody("vote", stance="pass")
    assert table.public()["talk"]["camp"] == ""
    assert table.public()["talk"]["first"]["passed"] == 4


def test_equal_camps_are_drawn():
    camps = set()
    for seed in range(20):
        table = a_table(4, seed=seed).reach("stance")
        for n, who in enumerate(table.people):
            table.do(who, "vote", stance="coop" if n % 2 else "not")
        camps.add(table.public()["talk"]["camp"])
    assert camps == {"coop", "not"}


def test_few_voters_are_told_that_the_secret_protects_little():
    assert a_table(3).public()["pace"]["few"]
    assert not a_table(4).public()["pace"]["few"]


def test_observers_vote_apart():
    table = a_table(4)
    table.game, watcher = rules.arrive(table.game, DECK, "Observe", "", table.now, observes=True)
    table.reach("stance").do(watcher, "vote", stance="not", condition="que l’on me lise")
    table.everybody("vote", stance="coop")
    talk = table.public()["talk"]
    assert (talk["first"]["no"], talk["observers"]["no"]) == (0, 1)
    assert talk["conditions"] == ["que l’on me lise"]
    table.reach("promise")
    with pytest.raises(Refused, match="observation"):
        table.do(watcher, "promise", crew="c1", n=1)
    table.reach("trace").do(watcher, "judge", stance="coop").lead("next")
    record = table.game.played[0]
    assert (record.observers[0].no, record.observers[1].coop, record.second.coop) == (1, 1, 0)


@pytest.mark.parametrize(
    ("crews", "level", "asked"), [(7, "moyen", 11), (4, "très léger", 2), (5, "très léger", 3), (3, "lourd", 6)]
)
def test_the_threshold_is_crews_times_level_rounded_up(crews, level, asked):
    assert pledging.threshold(crews, level) == asked
