"""What each person may see: the table of section 18 of the game's text, line by line."""

import json

import pytest

from irdsu_app.coop import rules, seen
from tests.domain.table import DECK, a_table


def everything_but(table, *owners):
    """All that leaves the server, except for these people."""
    others = [seen.own(table.game, DECK, who) for who in table.game.people if who not in owners]
    return json.dumps([table.public(), seen.hosting(table.game, DECK), *others], ensure_ascii=False)


def test_an_individual_vote_is_seen_by_its_owner_only_and_kept_as_a_distribution():
    table = a_table(4).reach("stance")
    one = table.people[0]
    before = everything_but(table, one)
    table.do(one, "vote", stance="coop", condition="que l’on m’écoute")
    assert table.own(one)["stance"] == "coop"
    assert everything_but(table, one) == before.replace('"answered": 0', '"answered": 1')
    table.reach("trace").everybody("judge", stance="not").lead("next")
    assert "p2" not in table.game.played[0].model_dump_json()
    assert table.game.played[0].second.no == 4


def test_conditions_are_read_without_their_author_by_everybody_host_included():
    table = a_table(4).reach("stance")
    for n, who in enumerate(table.people):
        table.do(who, "vote", stance="coop", condition=f"condition {n}")
    assert sorted(table.public()["talk"]["conditions"]) == [f"condition {n}" for n in range(4)]
    orders = set()
    for seed in range(12):
        other = a_table(4, seed=seed).reach("stance")
        for n, who in enumerate(other.people):
            other.do(who, "vote", stance="coop", condition=f"condition {n}")
        orders.add(tuple(other.public()["talk"]["conditions"]))
    assert len(orders) > 4


def test_a_condition_noted_while_listening_waits_for_the_others():
    table = a_table(4).reach("debate")
    table.do(table.people[0], "condition", text="que ce soit le soir")
    assert "que ce soit le soir" not in everything_but(table, table.people[0])
    table.lead("next")
    assert "que ce soit le soir" in table.public()["talk"]["conditions"]


@pytest.mark.parametrize("discreet", [False, True])
def test_a_promise_is_public_unless_the_room_is_discreet(discreet):
    table = a_table(4, discreet=discreet).reach("promise")
    for n, who in enumerate(table.people):
        table.do(who, "promise", crew=table.crew_of(who).id, n=n % 4)
    shown = [crew["promised"] for crew in table.public()["people"]["crews"]]
    assert table.public()["talk"]["promised"] == 6
    assert sorted(shown) == ([-1] * 4 if discreet else [0, 1, 2, 3])


def test_a_stake_is_seen_by_its_owner_then_by_nobody():
    table = a_table(4).reach("stake")
    one = table.people[0]
    crew = table.crew_of(one).id
    before = everything_but(table, one)
    table.do(one, "stake", crew=crew, n=3)
    assert table.own(one)["crews"][0]["stake"]["mine"] == 3
    assert everything_but(table, one) == before.replace('"answered": 0', '"answered": 1')
    table.lead("next")
    assert table.own(one)["crews"][0]["stake"]["mine"] == -1
    assert not table.round.stakes.entered


def test_what_could_not_be_seen_is_shown_only_when_its_crew_reveals_it():
    table = a_table(4).reach("characters")
    one = table.people[0]
    crew = table.crew_of(one)
    hidden = DECK.character(crew.character).hidden
    assert table.own(one)["crews"][0]["hidden"] == hidden
    assert hidden not in everything_but(table, one)
    table.do(one, "reveal_hidden", crew=crew.id)
    assert hidden in json.dumps(table.public(), ensure_ascii=False)


def test_currents_leave_as_a_point_and_a_halo():
    table = a_table(4).reach("trace")
    one = table.people[0]
    before = everything_but(table, one)
    table.do(one, "feel", current="lien", value=1)
    assert everything_but(table, one) == before
    for who, value in zip(table.people[1:], (1, -1, -1), strict=True):
        table.do(who, "feel", current="lien", value=value)
    table.lead("next")
    lien = next(c for c in table.public()["board"]["currents"] if c["id"] == "lien")
    assert lien == {"id": "lien", "point": 0, "halo": 1, "apart": True}


def test_the_compass_is_a_distribution_given_all_at_once():
    table = a_table(4).reach("compass")
    one = table.people[0]
    before = everything_but(table, one)
    table.do(one, "posture", n=5)
    assert everything_but(table, one) == before.replace('"answered": 0', '"answered": 1')
    assert table.own(one)["posture_start"] == 5
    table.reach("debrief").do(one, "posture", n=1)
    assert table.public()["debrief"]["compass_start"] == [0, 0, 0, 0, 1]
    assert table.public()["debrief"]["compass_end"] == [0] * 5
    for who in table.people[1:]:
        table.do(who, "posture", n=2)
    assert table.public()["debrief"]["compass_end"] == [1, 3, 0, 0, 0]


def test_a_discreet_room_names_nobody():
    table = a_table(18, discreet=True).reach("debate")
    speaker = next(who for who in table.people if not table.own(who)["listens"])
    table.do(speaker, "speak", voice="self").lead("give_floor", person=speaker)
    said = json.dumps([table.public(), seen.hosting(table.game, DECK)], ensure_ascii=False)
    assert "Personne " not in said
    for who in table.people:
        mine = table.own(who)
        others = json.dumps({**mine, "name": ""}, ensure_ascii=False)
        assert "Personne " not in others


def test_readings_are_given_after_the_debate_and_never_before():
    table = a_table(4).reach("stance")
    card = DECK.situation(table.round.situation)
    for phase in ("stance", "reveal", "debate"):
        table.reach(phase)
        assert card.coop not in json.dumps(table.public(), ensure_ascii=False)
    table.reach("transform")
    assert table.public()["card"]["coop"] == card.coop
    assert table.public()["card"]["not_coop"] == card.not_coop


def test_nothing_is_a_score_nor_a_ranking():
    table = a_table(4).reach("closed")
    names = " ".join(keys(table.public()))
    for word in ("score", "rank", "points", "win", "percent"):
        assert word not in names
    assert all("kept" not in crew for crew in table.public()["people"]["crews"])


def keys(value):
    """Every name in a document."""
    if isinstance(value, dict):
        return [*value, *(name for each in value.values() for name in keys(each))]
    return [name for each in value for name in keys(each)] if isinstance(value, list) else []


def test_what_waits_in_the_deck_is_not_seen():
    table = a_table(4).reach("discover", 2)
    pending = table.round.pending
    if pending:
        assert pending not in everything_but(table)
        assert DECK.event(pending).title not in everything_but(table)


def test_somebody_new_sees_the_truth_at_once():
    table = a_table(4).reach("debate")
    table.game, late = rules.arrive(table.game, DECK, "Retard", "", table.now)
    assert table.public()["talk"]["first"]["known"]
    assert table.own(late)["waits"]
